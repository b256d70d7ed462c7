use std::net::IpAddr;
use std::sync::Arc;

use ambient::{Ambient, RestKey, Seconds};
use ecps::DemandeId;
use oidc::Acr;
use sante::IdentifiantNational;

use super::porteur::Porteurs;
use super::posee::{DemandeVue, Etat, Posee};
use super::reponse::{RefusReponse, ReponseCarte};
use super::{RefusLecture, VerificationCarte};
use crate::annuaire::Annuaire;
use crate::compteur::Compteurs;
use crate::ecps::{DemandeError, DemandeEtat, Ecoute, Ensuite, NouvelleDemande, Prise};
use crate::journal::{Acte, Journal, event};
use crate::moyen::Authentication;
use crate::port::PortError;
use crate::presence::{Presence, Shelf};
use crate::spent::Spent;
use crate::stamp::{Stamps, SubjectKind};

/// How long it can still be read how a request ended.
const SURVIE: Seconds = Seconds(60);
/// Writers that meet on one request. More is a defect, not a wait.
const TENTATIVES: u32 = 16;

/// What [`DemandesCarte`] stands on.
#[derive(Clone)]
pub struct DemandesCarteDeps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub autorites: Arc<dyn VerificationCarte>,
    pub annuaire: Arc<dyn Annuaire>,
    pub presence: Arc<dyn Presence>,
    pub compteurs: Arc<dyn Compteurs>,
    pub spent: Arc<dyn Spent>,
    pub stamps: Arc<dyn Stamps>,
    pub ecoute: Arc<dyn Ecoute>,
    pub ensuite: Arc<dyn Ensuite>,
    pub journal: Arc<dyn Journal>,
}

/// Requests of services that a card answers instead of a phone (facts/psc.md §4.4, `channel=CARD`): the program of the reader asks,
/// over a connection that the card proves, what waits for its holder, and brings the answer with the number of the service's screen.
#[derive(Clone)]
pub struct DemandesCarte {
    deps: Arc<DemandesCarteDeps>,
    demandes: Shelf<Posee>,
    /// The request of a person: at most one.
    places: Shelf<DemandeId>,
}

impl DemandesCarte {
    pub fn new(deps: DemandesCarteDeps) -> Self {
        let demandes = Shelf::new(deps.presence.clone(), "carte.demande");
        let places = Shelf::new(deps.presence.clone(), "carte.place");
        Self { deps: Arc::new(deps), demandes, places }
    }

    /// Puts a request where the card of this person finds it, in the place of an earlier one.
    pub(crate) async fn poser(
        &self,
        id: DemandeId,
        personne: IdentifiantNational,
        (nouvelle, floor): (NouvelleDemande, Option<Acr>),
    ) -> Result<(), PortError> {
        let posee = Posee::nouvelle(&self.deps.ambient, (id.clone(), personne), (nouvelle, floor));
        self.demandes.create(id.as_str(), &posee, self.vie(&posee)).await?;
        let place = self.place(&posee.personne);
        for _ in 0..TENTATIVES {
            let Some(former) = self.places.read(&place).await? else {
                if self.places.create(&place, &id, self.vie(&posee)).await? {
                    return Ok(());
                }
                continue;
            };
            if self.places.replace(&place, former.version, &id, self.vie(&posee)).await? {
                self.passer(&former.value, |earlier| earlier.attend().then_some(Etat::Remplacee)).await?;
                return Ok(());
            }
        }
        Err(PortError::unavailable("presence", "too many writers on one person's place"))
    }

    /// How the request stands. Unknown, lost or over: `Expiree`.
    pub(crate) async fn etat(&self, id: &DemandeId) -> Result<DemandeEtat, PortError> {
        let posee = self.demandes.read(id.as_str()).await?;
        Ok(posee.map_or(DemandeEtat::Expiree, |seen| seen.value.etat(self.deps.ambient.now())))
    }

    /// Takes an approval once, durably. The card must not have been stopped since.
    pub(crate) async fn prendre(&self, id: &DemandeId) -> Result<Prise, DemandeError> {
        let absente = DemandeError::PasApprouvee(DemandeEtat::Expiree);
        let posee = self.demandes.read(id.as_str()).await?.ok_or(absente)?.value;
        let Etat::Approuvee { preuve, situation } = posee.etat.clone() else {
            return Err(DemandeError::PasApprouvee(posee.etat(self.deps.ambient.now())));
        };
        if !self.sert(&preuve).await? {
            return Err(DemandeError::TelephoneRetire);
        }
        let repos = self.deps.rest.rest("carte.demande", id.as_str());
        let until = self.deps.ambient.now().plus(Seconds::hours(1));
        if !self.deps.spent.spend("carte.demande", &repos, until).await? {
            return Err(DemandeError::DejaPrise);
        }
        self.demandes.remove(id.as_str()).await?;
        Ok(Prise { preuve, situation })
    }

    /// Whether what the card proved still stands.
    pub(crate) async fn sert(&self, preuve: &Authentication) -> Result<bool, PortError> {
        let rests = [
            SubjectKind::Moyen.of(&preuve.moyen).since(preuve.at),
            SubjectKind::Personne.of(&preuve.personne).since(preuve.at),
        ];
        Ok(!self.deps.stamps.raised(&rests).await?)
    }

    /// What waits for the holder of this card.
    pub async fn voir(&self, chaine: &[Vec<u8>], source: IpAddr) -> Result<Option<DemandeVue>, RefusLecture> {
        let preuve = self.prouver(chaine, source).await?;
        Ok(self.en_attente(&preuve.personne).await?.map(|posee| posee.vue))
    }

    /// The answer of the holder of this card to the request of this name.
    pub async fn repondre(
        &self,
        chaine: &[Vec<u8>],
        source: IpAddr,
        (id, reponse): (&DemandeId, &ReponseCarte),
    ) -> Result<(), RefusReponse> {
        let preuve = self.prouver(chaine, source).await?;
        let attendue = self.en_attente(&preuve.personne).await?.filter(|posee| posee.vue.demande == *id);
        attendue.ok_or(RefusReponse::Absente)?.admet(&preuve, reponse)?;
        let now = self.deps.ambient.now();
        let suite = self.passer(id, |posee| {
            let open = posee.etat(now) == DemandeEtat::EnAttente && posee.personne == preuve.personne;
            open.then(|| posee.suite(&preuve, reponse))
        });
        match suite.await? {
            Some(Etat::Approuvee { .. } | Etat::Refusee) => self.dire(id, &preuve, reponse).await,
            Some(Etat::EnAttente { .. }) => {
                self.dire_faux(id, &preuve, false).await?;
                Err(RefusReponse::NombreInexact)
            }
            Some(Etat::NombreErrone) => {
                self.dire_faux(id, &preuve, true).await?;
                Err(RefusReponse::NombresEpuises)
            }
            Some(Etat::Remplacee) | None => Err(RefusReponse::Absente),
        }
    }

    async fn dire(&self, id: &DemandeId, preuve: &Authentication, reponse: &ReponseCarte) -> Result<(), RefusReponse> {
        let approved = matches!(reponse, ReponseCarte::Approuver { .. });
        let acte = Acte::new(event::CARD_ANSWERED)
            .with("demande.id", id.as_str())
            .with("personne.id", preuve.personne.to_string())
            .with("means.id", preuve.moyen.as_str())
            .with("approved", approved);
        Ok(self.deps.journal.record(acte).await?)
    }

    async fn dire_faux(&self, id: &DemandeId, preuve: &Authentication, close: bool) -> Result<(), PortError> {
        let acte = Acte::new(event::CARD_WRONG_NUMBER)
            .with("demande.id", id.as_str())
            .with("personne.id", preuve.personne.to_string())
            .with("means.id", preuve.moyen.as_str())
            .with("closed", close);
        self.deps.journal.record(acte).await
    }

    async fn prouver(&self, chaine: &[Vec<u8>], source: IpAddr) -> Result<Authentication, RefusLecture> {
        let deps = &self.deps;
        let porteurs = Porteurs {
            ambient: &deps.ambient,
            rest: &deps.rest,
            autorites: &*deps.autorites,
            annuaire: &*deps.annuaire,
            stamps: &*deps.stamps,
            compteurs: &*deps.compteurs,
        };
        match porteurs.prouver(chaine, None).await {
            Ok(proven) => Ok(proven),
            Err(refusal) => Err(porteurs.counted(refusal, source).await?),
        }
    }

    async fn en_attente(&self, personne: &IdentifiantNational) -> Result<Option<Posee>, PortError> {
        let Some(place) = self.places.read(&self.place(personne)).await? else { return Ok(None) };
        let posee = self.demandes.read(place.value.as_str()).await?.map(|seen| seen.value);
        Ok(posee.filter(|posee| posee.etat(self.deps.ambient.now()) == DemandeEtat::EnAttente))
    }

    /// Moves a request by comparing and replacing; the state that was written.
    async fn passer(&self, id: &DemandeId, vers: impl Fn(&Posee) -> Option<Etat>) -> Result<Option<Etat>, PortError> {
        for _ in 0..TENTATIVES {
            let Some(seen) = self.demandes.read(id.as_str()).await? else { return Ok(None) };
            let Some(etat) = vers(&seen.value) else { return Ok(None) };
            let posee = seen.value.devenue(etat.clone());
            if self.demandes.replace(id.as_str(), seen.version, &posee, self.vie(&posee)).await? {
                self.ecouter(id, &etat);
                return Ok(Some(etat));
            }
        }
        Err(PortError::unavailable("presence", "too many writers on one request"))
    }

    /// The service hears that its request has ended, after the answer of whoever ended it has left.
    fn ecouter(&self, id: &DemandeId, etat: &Etat) {
        if !matches!(etat, Etat::EnAttente { .. }) {
            let (ecoute, id) = (self.deps.ecoute.clone(), id.clone());
            self.deps.ensuite.lancer(Box::pin(async move { ecoute.terminee(&id).await }));
        }
    }

    fn vie(&self, posee: &Posee) -> Seconds {
        let left = posee.vue.expire_le.seconds() - self.deps.ambient.now().seconds();
        Seconds(left.max(0) + SURVIE.0)
    }

    fn place(&self, personne: &IdentifiantNational) -> String {
        self.deps.rest.rest("carte.place", &personne.to_string()).as_str().to_owned()
    }
}
