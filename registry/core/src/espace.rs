//! What somebody reads of themselves: their own file, whole (R13: access), but for contact data, which are shown masked.

use ambient::Timestamp;
use sante::IdentifiantNational;

use crate::classe::Classe;
use crate::contact::{DemandeGel, Masquees};
use crate::exercice::CleExercice;
use crate::guichet::Guichet;
use crate::identite::{AncienEtatCivil, Certifie};
use crate::journal::Dossier;
use crate::personne::{EtatCivil, Personne};
use crate::port::{Fiche, PortError};
use crate::situation::SituationExercice;
use crate::situation_acte::{Noms, Version};
use crate::structure::{GenreStructure, Structure};

#[derive(Clone)]
pub struct Espace {
    guichet: Guichet,
}

/// My file.
#[derive(Clone, Debug)]
pub struct MonDossier {
    pub personne: IdentifiantNational,
    pub etat_civil: EtatCivil,
    /// Who vouches for it; `None`: an extraction brought it, which does not say.
    pub certifie: Option<Certifie>,
    /// What it was before, the latest first.
    pub anciens: Vec<AncienEtatCivil>,
    /// Ended ones included, those of today first.
    pub situations: Vec<MaSituation>,
    pub coordonnees: Masquees,
    /// From when the contact data activate an e-CPS; `None`: they do.
    pub activation_des: Option<Timestamp>,
    pub gel: MonGel,
}

/// Contact data frozen by the support, and what the person asked of it (R13: restriction).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonGel {
    pub depuis: Option<Timestamp>,
    pub demande: Option<DemandeGel>,
}

#[derive(Clone, Debug)]
pub struct MaSituation {
    pub exercice: CleExercice,
    pub noms: Noms,
    pub structure: Option<Structure>,
    pub situation: SituationExercice,
    pub en_cours: bool,
    /// To send back with what is asked for of it (SIT-14); `None`: ended, kept by an Order or an ARS, or elsewhere than in an
    /// establishment.
    pub version: Option<Version>,
}

#[derive(Debug, thiserror::Error)]
pub enum EspaceError {
    #[error("the registry holds nobody active under this identifier")]
    SansDossier,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl EspaceError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SansDossier => "espace_sans_dossier",
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::SansDossier => Classe::Absent,
            Self::Port(_) => Classe::Panne,
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::SansDossier => {
                "Le registre n’a pas de dossier actif à votre numéro. Adressez-vous à votre employeur ou à l’assistance nationale."
            }
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}

impl Espace {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    /// The reading is told to the journal before it is answered, as anybody else's would be.
    pub async fn mon_dossier(&self, moi: &IdentifiantNational) -> Result<MonDossier, EspaceError> {
        let maintenant = self.guichet.maintenant();
        let fiche = self.guichet.registre.fiche(moi).await?;
        let fiche = fiche.filter(|fiche| fiche.personne.active(maintenant)).ok_or(EspaceError::SansDossier)?;
        let registre = &self.guichet.registre;
        let correspondance = registre.correspondance(moi).await?.unwrap_or_default();
        let anciens = registre.anciens_etats_civils(moi).await?;
        let certifie = registre.certifications(std::slice::from_ref(moi)).await?.remove(moi);
        let gel = MonGel { depuis: registre.gel(moi).await?, demande: registre.demande_gel(moi).await? };
        let acte = Dossier::EtatCivilLu { agent: moi.clone(), personne: moi.clone() };
        self.guichet.consigner_dossier(acte).await?;
        Ok(MonDossier {
            personne: moi.clone(),
            etat_civil: fiche.personne.etat_civil().clone(),
            anciens,
            certifie,
            situations: situations(&fiche, maintenant),
            coordonnees: Masquees::de(&correspondance),
            activation_des: correspondance.activation_des.filter(|des| maintenant < *des),
            gel,
        })
    }
}

fn situations(fiche: &Fiche, maintenant: Timestamp) -> Vec<MaSituation> {
    let Personne::Professionnel(moi) = &fiche.personne else { return Vec::new() };
    let siennes = moi.exercices.iter().flat_map(|exercice| {
        exercice.situations.iter().map(|situation| {
            let structure = situation.structure.as_ref().and_then(|cle| fiche.structures.get(cle));
            let eg = structure.is_some_and(|structure| structure.genre == GenreStructure::EntiteGeographique);
            let changeable = eg && exercice.cle.par_role() && !situation.finie(maintenant);
            MaSituation {
                exercice: exercice.cle.clone(),
                noms: Noms::de(exercice),
                structure: structure.cloned(),
                situation: situation.clone(),
                en_cours: situation.en_cours(maintenant),
                version: changeable.then(|| Version::de(exercice, situation)),
            }
        })
    });
    let mut siennes: Vec<_> = siennes.collect();
    siennes.sort_by_key(|une| !une.en_cours);
    siennes
}
