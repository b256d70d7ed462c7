use std::collections::HashMap;
use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use sante::{Finess, IdentifiantNational};

use super::Pilotage;
use crate::guichet::Guichet;
use crate::habilitation::HorsPerimetre;
use crate::journal::{Geste, par_acte};
use crate::personne::Personne;
use crate::port::PortError;
use crate::recherche::Personnes;
use crate::structure::Structure;

/// Names of one list; the number tells how many there are.
const NOMMEES: u32 = 20;
/// Which ends are near.
const PROCHE: Seconds = Seconds::hours(24 * 90);

/// What a gestionnaire must see to in one establishment.
#[derive(Clone)]
pub struct SuiviStructure {
    guichet: Guichet,
    pilotage: Arc<dyn Pilotage>,
    personnes: Arc<dyn Personnes>,
}

#[derive(Clone, Debug)]
pub struct TableauStructure {
    pub structure: Structure,
    pub le: Timestamp,
    /// Code of activity (TRE_R22), people.
    pub par_genre: Vec<(String, u64)>,
    pub finissent: u64,
    /// The first ones.
    pub fins: Vec<FinProchaine>,
    pub sans_ecps: Ensemble,
    pub deux_lieux: Ensemble,
}

#[derive(Clone, Debug)]
pub struct FinProchaine {
    pub personne: IdentifiantNational,
    pub nom: String,
    /// First instant at which the situation no longer holds.
    pub fin: Timestamp,
}

/// How many, and the first ones by name.
#[derive(Clone, Debug, Default)]
pub struct Ensemble {
    pub nombre: u64,
    pub premieres: Vec<(IdentifiantNational, String)>,
}

#[derive(Debug, thiserror::Error)]
pub enum PilotageError {
    #[error(transparent)]
    Droit(#[from] HorsPerimetre),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl PilotageError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.code(),
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> crate::Classe {
        match self {
            Self::Droit(_) => crate::Classe::Droit,
            Self::Port(_) => crate::Classe::Panne,
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.phrase(),
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}

impl SuiviStructure {
    pub fn new(guichet: Guichet, pilotage: Arc<dyn Pilotage>, personnes: Arc<dyn Personnes>) -> Self {
        Self { guichet, pilotage, personnes }
    }

    /// For who manages there (GES-23). Whom the page names is told to the journal before it is shown.
    pub async fn lire(&self, agent: &IdentifiantNational, finess: &Finess) -> Result<TableauStructure, PilotageError> {
        let (_, structure) = self.guichet.gestionnaire_lecteur::<PilotageError>(agent, finess).await?;
        let (le, lieu) = (self.guichet.maintenant(), &structure.cle);
        let par_genre = self.pilotage.par_genre(lieu, le).await?;
        let (finissent, fins) = self.pilotage.finissent(lieu, (le, le.plus(PROCHE)), NOMMEES).await?;
        let (sans, sans_premieres) = self.pilotage.sans_ecps(lieu, le, NOMMEES).await?;
        let (deux, deux_premieres) = self.pilotage.aussi_ailleurs(lieu, le, NOMMEES).await?;
        let mut nommees: Vec<IdentifiantNational> = fins.iter().map(|(qui, _)| qui.clone()).collect();
        nommees.extend(sans_premieres.iter().chain(&deux_premieres).cloned());
        nommees.sort_by_key(ToString::to_string);
        nommees.dedup();
        let noms = self.noms(&nommees).await?;
        let nom = |qui: &IdentifiantNational| noms.get(qui).cloned().unwrap_or_default();
        for personnes in par_acte(&nommees) {
            let (agent, structure) = (agent.clone(), finess.clone());
            self.guichet.consigner(Geste::EffectifLu { agent, structure, personnes }).await?;
        }
        let ensemble = |nombre, qui: Vec<IdentifiantNational>| Ensemble {
            nombre,
            premieres: qui.into_iter().map(|qui| (qui.clone(), nom(&qui))).collect(),
        };
        Ok(TableauStructure {
            le,
            par_genre,
            finissent,
            fins: fins.into_iter().map(|(personne, fin)| FinProchaine { nom: nom(&personne), personne, fin }).collect(),
            sans_ecps: ensemble(sans, sans_premieres),
            deux_lieux: ensemble(deux, deux_premieres),
            structure,
        })
    }

    /// The public names.
    async fn noms(&self, qui: &[IdentifiantNational]) -> Result<HashMap<IdentifiantNational, String>, PortError> {
        let fiches = self.personnes.fiches(qui).await?;
        Ok(fiches.into_iter().map(|fiche| (fiche.personne.identifiant().clone(), public(&fiche.personne))).collect())
    }
}

fn public(personne: &Personne) -> String {
    let exercice = match personne {
        Personne::Professionnel(professionnel) => professionnel.exercices.first(),
        Personne::PorteurDeCarte(_) => None,
    };
    exercice.map_or_else(
        || format!("{} {}", personne.etat_civil().prenom(), personne.etat_civil().nom),
        |un| format!("{} {}", un.prenom, un.nom),
    )
}
