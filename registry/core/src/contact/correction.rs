use ambient::{Seconds, Timestamp};
use annuaire::Correspondance;
use sante::{Finess, IdentifiantNational};

use super::changement::{Remplacement, champs, connue, libres};
use super::coordonnees::{CoordonneesSaisies, difference};
use super::erreur::ContactError;
use crate::avis::ParQui;
use crate::guichet::Guichet;
use crate::idempotence::{Auteur, CleIdempotence, Une};
use crate::journal::Dossier;
use crate::personne::Personne;
use crate::port::Chantier;
use crate::proposition::{self, Issue, Objet, Proposition, PropositionError, PropositionId, Tranchee};
use crate::situation::SituationExercice;
use crate::source::Source;
use crate::structure::{CleStructure, Structure};

/// Before a first activation, the structure that registered somebody corrects their contact data: one gestionnaire
/// proposes, face to face with the person, and a second one confirms.
#[derive(Clone)]
pub struct Correction {
    guichet: Guichet,
}

#[derive(Clone, Debug)]
pub struct NouvelleCorrection {
    pub personne: IdentifiantNational,
    /// In whose name.
    pub structure: Finess,
    pub saisies: CoordonneesSaisies,
    /// The gestionnaire attests to have met the person, with an identity document (COL-04, COL-05).
    pub face_a_face: bool,
}

/// The notice at the old address leaves time to object; most corrections fall into the 48 hours that are waited anyway.
const REFROIDISSEMENT: Seconds = Seconds::hours(24);

impl NouvelleCorrection {
    /// What would be, once a second gestionnaire says so too.
    fn apres(&self) -> Result<Correspondance, ContactError> {
        let apres = self.saisies.verifier().map_err(ContactError::Saisie)?;
        if self.face_a_face { Ok(apres.correspondance()) } else { Err(ContactError::SansRencontre) }
    }

    /// What tells it from another one, for the digest of its key.
    fn resume(&self) -> (String, String, &str, &str, bool) {
        let CoordonneesSaisies { mobile, courriel } = &self.saisies;
        (self.personne.to_string(), self.structure.to_string(), mobile, courriel, self.face_a_face)
    }
}

impl Correction {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    pub async fn proposer(
        &self,
        agent: &IdentifiantNational,
        nouvelle: &NouvelleCorrection,
    ) -> Result<PropositionId, ContactError> {
        let apres = nouvelle.apres()?;
        let mut chantier = self.guichet.registre.chantier().await?;
        let proposition = self.proposee(chantier.as_mut(), agent, (nouvelle, apres)).await?;
        self.ouvrir(chantier, agent, proposition).await
    }

    /// The same under a key: asked twice, it is proposed once.
    pub async fn proposer_une_fois(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: &NouvelleCorrection,
    ) -> Result<PropositionId, ContactError> {
        let auteur = Auteur::personne(agent);
        let une = Une::de(&auteur, cle, "corriger", &nouvelle.resume())?;
        let apres = nouvelle.apres()?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if let Some(id) = une.deja::<PropositionId, ContactError>(chantier.as_mut()).await? {
            return Ok(id);
        }
        let proposition = self.proposee(chantier.as_mut(), agent, (nouvelle, apres)).await?;
        une.retenir(chantier.as_mut(), self.guichet.maintenant(), &proposition.id).await?;
        self.ouvrir(chantier, agent, proposition).await
    }

    async fn proposee(
        &self,
        chantier: &mut dyn Chantier,
        agent: &IdentifiantNational,
        (nouvelle, apres): (&NouvelleCorrection, Correspondance),
    ) -> Result<Proposition, ContactError> {
        let le = self.guichet.maintenant();
        let structure = self.structure(chantier, agent, &nouvelle.structure).await?;
        let (personne, avant) = connue(chantier, &nouvelle.personne, le).await?;
        corrigible(chantier, &personne, &structure.cle, le).await?;
        difference(&avant, &apres).ok_or(ContactError::Inchangees)?;
        let proposition = Proposition {
            id: PropositionId::from(self.guichet.ambient.chance.token()),
            personne: nouvelle.personne.clone(),
            structure: Some(structure.cle),
            objet: Objet::Contact { avant, apres },
            motif: "face à face".to_owned(),
            par: agent.clone(),
            le,
            expire_le: Proposition::echeance(le),
        };
        proposition.deposer(chantier).await?;
        Ok(proposition)
    }

    async fn ouvrir(
        &self,
        chantier: Box<dyn Chantier>,
        agent: &IdentifiantNational,
        proposition: Proposition,
    ) -> Result<PropositionId, ContactError> {
        let acte = Dossier::proposition(&proposition, agent, Issue::Ouverte);
        self.guichet.clore_dossier(chantier, acte).await?;
        Ok(proposition.id)
    }

    /// By a second gestionnaire of the same structure, who was shown the proposal.
    pub async fn confirmer(&self, agent: &IdentifiantNational, id: &PropositionId) -> Result<(), ContactError> {
        let (chantier, proposition) = self.trancher(agent, id, Issue::Confirmee).await?;
        self.remplacer(chantier, agent, &proposition).await
    }

    /// By a second gestionnaire who was not shown it, and says it once more: what differs from the proposal is refused, and
    /// tells nothing of it.
    pub async fn confirmer_dite(
        &self,
        agent: &IdentifiantNational,
        id: &PropositionId,
        dites: &CoordonneesSaisies,
    ) -> Result<(), ContactError> {
        let dites = dites.verifier().map_err(ContactError::Saisie)?.correspondance();
        let (chantier, proposition) = self.trancher(agent, id, Issue::Confirmee).await?;
        match &proposition.objet {
            Objet::Contact { apres, .. } if difference(apres, &dites).is_none() => {
                self.remplacer(chantier, agent, &proposition).await
            }
            _ => Err(ContactError::AutresCoordonnees),
        }
    }

    async fn remplacer(
        &self,
        mut chantier: Box<dyn Chantier>,
        agent: &IdentifiantNational,
        proposition: &Proposition,
    ) -> Result<(), ContactError> {
        let Objet::Contact { avant: prevu, apres } = &proposition.objet else {
            return Err(PropositionError::Inconnue.into());
        };
        let maintenant = self.guichet.maintenant();
        let (personne, avant) = connue(chantier.as_mut(), &proposition.personne, maintenant).await?;
        let structure = proposition.structure.as_ref().ok_or(PropositionError::Inconnue)?;
        corrigible(chantier.as_mut(), &personne, structure, self.guichet.maintenant()).await?;
        if avant != *prevu {
            return Err(ContactError::ChangeesEntreTemps);
        }
        let remplacement = Remplacement {
            change: difference(&avant, apres).ok_or(ContactError::Inchangees)?,
            personne: &personne,
            avant: &avant,
            apres,
            par: ParQui::DeuxGestionnaires,
            des: self.guichet.maintenant().plus(REFROIDISSEMENT),
        };
        remplacement.ecrire(&self.guichet, chantier.as_mut()).await?;
        let acte = Dossier::Contact {
            agent: agent.clone(),
            personne: proposition.personne.clone(),
            moyen: "deux_gestionnaires",
            champs: champs(remplacement.change),
        };
        Ok(self.guichet.clore_dossier(chantier, acte).await?)
    }

    /// Whoever may act for the structure, the one who proposed included.
    pub async fn retirer(&self, agent: &IdentifiantNational, id: &PropositionId) -> Result<(), ContactError> {
        let (chantier, proposition) = self.trancher(agent, id, Issue::Abandonnee).await?;
        let acte = Dossier::proposition(&proposition, agent, Issue::Abandonnee);
        Ok(self.guichet.clore_dossier(chantier, acte).await?)
    }

    /// Nothing of it stays unless the chantier is committed.
    async fn trancher(
        &self,
        agent: &IdentifiantNational,
        id: &PropositionId,
        issue: Issue,
    ) -> Result<(Box<dyn Chantier>, Proposition), ContactError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let cle = proposition::ouverte(chantier.as_mut(), id).await?.structure.ok_or(PropositionError::Inconnue)?;
        let lieu = chantier.structures(std::slice::from_ref(&cle)).await?.remove(&cle);
        let finess = lieu.and_then(|lieu| lieu.details.finess.parse().ok()).ok_or(ContactError::AutreStructure)?;
        self.structure(chantier.as_mut(), agent, &finess).await?;
        let tranchee = Tranchee { issue, par: agent.clone(), le: self.guichet.maintenant() };
        let proposition = proposition::trancher(chantier.as_mut(), id, &tranchee).await?;
        Ok((chantier, proposition))
    }

    async fn structure(
        &self,
        chantier: &mut dyn Chantier,
        agent: &IdentifiantNational,
        finess: &Finess,
    ) -> Result<Structure, ContactError> {
        let (_, structure) = self.guichet.gestionnaire::<ContactError>(chantier, agent, finess).await?;
        Ok(structure)
    }
}

/// No e-CPS was activated yet, and this structure is the one that registered the person.
async fn corrigible(
    chantier: &mut dyn Chantier,
    personne: &Personne,
    structure: &CleStructure,
    maintenant: Timestamp,
) -> Result<(), ContactError> {
    libres(chantier, personne.identifiant()).await?;
    if chantier.premiere_activation(personne.identifiant()).await?.is_some() {
        return Err(ContactError::DejaActivee);
    }
    match personne.source() == Source::Portail && inscrite_par(personne, structure, maintenant) {
        true => Ok(()),
        false => Err(ContactError::AutreStructure),
    }
}

/// The first situation came with the registration. A place where the person was added later never met them to register
/// them, and one that they left is theirs no more: either would take over somebody else's e-CPS.
fn inscrite_par(personne: &Personne, structure: &CleStructure, maintenant: Timestamp) -> bool {
    let professionnel = match personne {
        Personne::Professionnel(professionnel) => professionnel,
        Personne::PorteurDeCarte(porteur) => return porteur.structure == *structure,
    };
    let ici = |situation: &SituationExercice| {
        situation.source == Source::Portail && situation.structure.as_ref() == Some(structure)
    };
    let mut situations = professionnel.exercices.iter().flat_map(|exercice| &exercice.situations);
    let premiere = professionnel.exercices.first().and_then(|exercice| exercice.situations.first());
    premiere.is_some_and(ici)
        && situations.any(|situation| ici(situation) && situation.fin.is_none_or(|fin| maintenant < fin.le))
}
