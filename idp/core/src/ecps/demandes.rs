use std::sync::Arc;

use ambient::Seconds;
use ecps::{AppareilId, DemandeId};
use sante::IdentifiantNational;

use super::demande::{Auteur, Demande, DemandeEtat, Etat, Place, Prise};
use super::port::{Appareil, AppareilEtat};
use super::socle::Socle;
use crate::journal::{Acte, event};
use crate::moyen::{Authentication, MoyenKind};
use crate::port::PortError;
use crate::presence::Shelf;

/// How long the page can still read how a request ended.
const SURVIE: Seconds = Seconds(60);
/// The count that says that a person has approved a request of a service; no limit looks at it.
pub(super) const APPROUVES: &str = "demande.approuvee";
/// Writers that meet on one request: the person, the page, a newer request. More is a defect, not a wait.
const TENTATIVES: u32 = 16;

/// Requests for approval, as the login page drives them.
pub struct Demandes {
    pub(super) socle: Arc<Socle>,
    pub(super) etagere: Etagere,
}

/// Why the login page is refused.
#[derive(Debug, thiserror::Error)]
pub enum DemandeError {
    #[error("what was typed is not a national identifier")]
    IdentifiantIllisible,
    /// Counted on what was typed, so it says nothing of whether somebody has this number.
    #[error("too many requests for this number or from this network")]
    TropDeDemandes,
    #[error("the request is {0:?}, not approved")]
    PasApprouvee(DemandeEtat),
    #[error("the approval was taken before")]
    DejaPrise,
    #[error("the e-CPS was revoked, replaced or locked since it approved")]
    TelephoneRetire,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl DemandeError {
    /// The stable code, catalogued in docs/errors.md.
    pub fn code(&self) -> &'static str {
        match self {
            Self::IdentifiantIllisible => "identifiant_illisible",
            Self::TropDeDemandes => "trop_de_demandes",
            Self::PasApprouvee(_) => "demande_pas_approuvee",
            Self::DejaPrise => "demande_deja_prise",
            Self::TelephoneRetire => "telephone_retire",
            Self::Port(_) => "service_indisponible",
        }
    }

    /// The public sentence.
    pub fn phrase(&self) -> &'static str {
        match self {
            Self::IdentifiantIllisible => {
                "Ce numéro n'a pas la bonne forme. Tapez les 11 chiffres de votre numéro RPPS."
            }
            Self::TropDeDemandes => {
                "Trop de demandes sont parties pour ce numéro. Attendez dix minutes, ou utilisez votre carte."
            }
            Self::PasApprouvee(_) => "Cette demande n'est pas approuvée. Recommencez la connexion.",
            Self::DejaPrise => "Cette approbation a déjà servi. Recommencez la connexion.",
            Self::TelephoneRetire => {
                "L'e-CPS de ce téléphone ne peut plus servir. Connectez-vous avec votre carte, ou activez-la de nouveau."
            }
            Self::Port(_) => "Le service ne répond pas en ce moment. Réessayez dans deux minutes.",
        }
    }

    /// What the team that runs or integrates can do.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Port(_) => "look at the health of the stores and of the registry",
            Self::PasApprouvee(_) | Self::DejaPrise => "take an approval once, after `etat` said Approuvee",
            _ => "nothing: the person acts",
        }
    }
}

impl Demandes {
    pub fn new(socle: Arc<Socle>) -> Self {
        let etagere = Etagere::new(&socle);
        Self { socle, etagere }
    }

    /// How the request stands. Unknown, lost or over: `Expiree`.
    pub async fn etat(&self, id: &DemandeId) -> Result<DemandeEtat, PortError> {
        let demande = self.etagere.lire(id).await?;
        Ok(demande.map_or(DemandeEtat::Expiree, |demande| demande.etat(self.socle.now())))
    }

    /// Takes an approval once, durably. The phone must still be this person's e-CPS.
    pub async fn prendre(&self, id: &DemandeId) -> Result<Prise, DemandeError> {
        let absente = DemandeError::PasApprouvee(DemandeEtat::Expiree);
        let demande = self.etagere.lire(id).await?.ok_or(absente)?;
        let Etat::Approuvee { le, situation } = demande.etat.clone() else {
            return Err(DemandeError::PasApprouvee(demande.etat(self.socle.now())));
        };
        let appareil = demande.appareil.ok_or(DemandeError::TelephoneRetire)?;
        let moyen = appareil.as_str().to_owned();
        let preuve = Authentication { personne: demande.personne, kind: MoyenKind::Ecps, moyen, at: le, plafond: None };
        if !self.sert(&preuve).await? {
            return Err(DemandeError::TelephoneRetire);
        }
        let repos = self.socle.rest_key.rest("ecps.demande", id.as_str());
        if !self.socle.spent.spend("ecps.demande", &repos, self.socle.now().plus(Seconds::hours(1))).await? {
            return Err(DemandeError::DejaPrise);
        }
        self.etagere.demandes.remove(id.as_str()).await?;
        Ok(Prise { preuve, situation })
    }

    /// Whether the phone of this proof is still the e-CPS of whoever gave it: not revoked, replaced or locked since.
    pub async fn sert(&self, preuve: &Authentication) -> Result<bool, PortError> {
        let appareil = self.socle.appareils.appareil(&AppareilId::from(preuve.moyen.as_str())).await?;
        Ok(appareil.is_some_and(|a| self.socle.sert(&a) && a.personne == preuve.personne))
    }

    /// The person went back or chose another way: the phone shows it no more.
    pub async fn annuler(&self, id: &DemandeId) -> Result<(), PortError> {
        self.etagere.demandes.remove(id.as_str()).await?;
        self.socle.journal.record(Acte::new(event::ECPS_REQUEST_CANCELLED).with("demande.id", id.as_str())).await
    }
}

impl Socle {
    /// Whether this device is an e-CPS that can be used now.
    pub(super) fn sert(&self, appareil: &Appareil) -> bool {
        appareil.etat == AppareilEtat::Actif && self.now() < appareil.expire_le && self.admet(appareil)
    }

    /// The settings may have grown stricter since this phone was enrolled.
    pub(super) fn admet(&self, appareil: &Appareil) -> bool {
        self.reglages.attestations.iter().any(|attestation| attestation.word() == appareil.attestation)
    }
}

/// Where requests live: each under its id, and one place a person.
pub(super) struct Etagere {
    socle: Arc<Socle>,
    pub demandes: Shelf<Demande>,
    pub places: Shelf<Place>,
}

impl Etagere {
    pub fn new(socle: &Arc<Socle>) -> Self {
        Self {
            socle: socle.clone(),
            demandes: Shelf::new(socle.presence.clone(), "ecps.demande"),
            places: Shelf::new(socle.presence.clone(), "ecps.place"),
        }
    }

    pub async fn lire(&self, id: &DemandeId) -> Result<Option<Demande>, PortError> {
        if id.as_str().len() != 43 || !id.as_str().is_ascii() {
            return Ok(None);
        }
        Ok(self.demandes.read(id.as_str()).await?.map(|vue| vue.value))
    }

    pub fn vie(&self, demande: &Demande) -> Seconds {
        let reste = demande.affichage.expire_le.seconds() - self.socle.now().seconds();
        Seconds(reste.max(0) + SURVIE.0)
    }

    pub fn place_de(&self, personne: &IdentifiantNational) -> String {
        self.socle.cles().personne(personne).as_str().to_owned()
    }

    /// The pending request that holds the person's place, if it is still waiting.
    pub async fn en_cours(&self, personne: &IdentifiantNational) -> Result<Option<(DemandeId, Demande)>, PortError> {
        let Some(place) = self.places.read(&self.place_de(personne)).await? else { return Ok(None) };
        let id = place.value.demande;
        let demande = self.lire(&id).await?;
        Ok(demande.filter(|d| d.etat(self.socle.now()) == DemandeEtat::EnAttente).map(|demande| (id, demande)))
    }

    /// A service that asked by itself hears that its request has ended, after the answer of whoever ended it has left.
    fn ecouter(&self, id: &DemandeId, demande: &Demande) {
        let finie = !matches!(demande.etat, Etat::EnAttente { .. });
        if let (true, Auteur::Service(_)) = (finie, &demande.auteur) {
            let (ecoute, id) = (self.socle.ecoute.clone(), id.clone());
            self.socle.ensuite.lancer(Box::pin(async move { ecoute.terminee(&id).await }));
        }
    }

    /// Moves a request by comparing and replacing. `passer` gives the new state, or `None` to leave it; the answer is
    /// the state that was found and whether ours was written.
    pub async fn passer(
        &self,
        id: &DemandeId,
        passer: impl Fn(&Demande) -> Option<Etat>,
    ) -> Result<Option<Etat>, PortError> {
        for _ in 0..TENTATIVES {
            let Some(vue) = self.demandes.read(id.as_str()).await? else { return Ok(None) };
            let Some(etat) = passer(&vue.value) else { return Ok(None) };
            let demande = Demande { etat: etat.clone(), ..vue.value };
            if self.demandes.replace(id.as_str(), vue.version, &demande, self.vie(&demande)).await? {
                self.ecouter(id, &demande);
                return Ok(Some(etat));
            }
        }
        Err(PortError::unavailable("presence", "too many writers on one request"))
    }
}
