//! Four eyes: what one person proposes, another one confirms, or it lapses.

mod erreur;
mod port;

use std::fmt;

use ambient::{Seconds, Timestamp};
use annuaire::Correspondance;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

pub use erreur::PropositionError;
pub use port::{Ecrits, Genre, Issue, Propositions, Tranchee};

use crate::meme_personne::meme_personne;
use crate::personne::EtatCivil;
use crate::port::Chantier;
use crate::retrait::Retrait;
use crate::structure::CleStructure;

ambient::typed_id! {
    /// One proposal.
    pub struct PropositionId;
}

/// For how long a second person may confirm.
const VIE: Seconds = Seconds::hours(72);

/// What would change, and from what: a record that moved meanwhile is not overwritten.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "objet", rename_all = "snake_case")]
pub enum Objet {
    Contact {
        avant: Correspondance,
        apres: Correspondance,
    },
    EtatCivil {
        avant: Box<EtatCivil>,
        apres: Box<EtatCivil>,
        /// Whom the proposer told apart from the person as corrected.
        #[serde(default)]
        distinctes: Vec<IdentifiantNational>,
    },
    /// Out of service. `avant`: what had been decided by then.
    Retrait {
        avant: Vec<Retrait>,
        apres: Retrait,
    },
    /// In service again, from this instant on.
    Reprise {
        avant: Vec<Retrait>,
        des: Timestamp,
    },
    Gel,
    Degel,
    /// Former contact data that come back.
    Remise {
        avant: Correspondance,
        apres: Correspondance,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposition {
    pub id: PropositionId,
    pub personne: IdentifiantNational,
    /// In whose name; `None` for the support.
    pub structure: Option<CleStructure>,
    pub objet: Objet,
    pub motif: String,
    pub par: IdentifiantNational,
    pub le: Timestamp,
    pub expire_le: Timestamp,
}

impl Objet {
    pub const fn genre(&self) -> Genre {
        match self {
            Self::Contact { .. } => Genre::Contact,
            Self::EtatCivil { .. } => Genre::EtatCivil,
            Self::Retrait { .. } | Self::Reprise { .. } => Genre::Activite,
            Self::Gel | Self::Degel | Self::Remise { .. } => Genre::Gel,
        }
    }
}

impl Objet {
    /// The names of what it changes, never what it holds.
    pub fn champs(&self) -> Vec<&'static str> {
        let change = |champs: &[(bool, &'static str)]| {
            champs.iter().filter(|(change, _)| *change).map(|(_, champ)| *champ).collect()
        };
        match self {
            Self::Retrait { apres, .. } if apres.fin.is_some() => vec!["cause", "debut", "fin"],
            Self::Retrait { .. } => vec!["cause", "debut"],
            Self::Reprise { .. } => vec!["fin"],
            Self::Gel | Self::Degel => vec!["gel"],
            Self::Contact { avant, apres } | Self::Remise { avant, apres } => {
                change(&[(avant.courriel != apres.courriel, "courriel"), (avant.mobile != apres.mobile, "mobile")])
            }
            Self::EtatCivil { avant, apres, .. } => change(&[
                (avant.code_civilite != apres.code_civilite, "code_civilite"),
                (avant.code_sexe != apres.code_sexe, "code_sexe"),
                (avant.commune_naissance != apres.commune_naissance, "commune_naissance"),
                (avant.lieu_naissance != apres.lieu_naissance, "lieu_naissance"),
                (avant.naissance != apres.naissance, "naissance"),
                (avant.nom != apres.nom, "nom"),
                (avant.pays_naissance != apres.pays_naissance, "pays_naissance"),
                (avant.prenoms != apres.prenoms, "prenoms"),
            ]),
        }
    }
}

/// Contact data and civil status are shown to those who decide, nowhere else.
impl fmt::Debug for Objet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Objet({})", self.genre().as_str())
    }
}

impl Proposition {
    pub(crate) const fn echeance(le: Timestamp) -> Timestamp {
        le.plus(VIE)
    }

    /// Writes it down, once those that lapsed are out of the way.
    pub(crate) async fn deposer(&self, chantier: &mut dyn Chantier) -> Result<(), PropositionError> {
        chantier.perimer(self.le).await?;
        match chantier.proposer(self).await? {
            true => Ok(()),
            false => Err(PropositionError::DejaProposee),
        }
    }
}

/// Closes an open proposal as `issue` says, and gives back what it was. Only another person confirms, and not one with
/// another card of whoever proposed, who may still withdraw. The person whom it is about does neither.
pub(crate) async fn trancher(
    chantier: &mut dyn Chantier,
    id: &PropositionId,
    tranchee: &Tranchee,
) -> Result<Proposition, PropositionError> {
    let proposition = ouverte(chantier, id).await?;
    if proposition.expire_le <= tranchee.le {
        return Err(PropositionError::Perimee);
    }
    decidee_par_un_autre(chantier, &proposition.personne, &tranchee.par).await?;
    if tranchee.issue == Issue::Confirmee && meme_personne(chantier, &proposition.par, &tranchee.par).await? {
        return Err(PropositionError::MemePersonne);
    }
    match chantier.clore_proposition(id, tranchee).await? {
        true => Ok(proposition),
        false => Err(PropositionError::DejaTranchee),
    }
}

/// Nobody decides about themselves, with whichever card.
pub(crate) async fn decidee_par_un_autre(
    chantier: &mut dyn Chantier,
    personne: &IdentifiantNational,
    agent: &IdentifiantNational,
) -> Result<(), PropositionError> {
    match meme_personne(chantier, personne, agent).await? {
        true => Err(PropositionError::Concernee),
        false => Ok(()),
    }
}

/// One that waits.
pub(crate) async fn ouverte(chantier: &mut dyn Chantier, id: &PropositionId) -> Result<Proposition, PropositionError> {
    match chantier.proposition(id).await? {
        None => Err(PropositionError::Inconnue),
        Some(Err(Issue::Perimee)) => Err(PropositionError::Perimee),
        Some(Err(_)) => Err(PropositionError::DejaTranchee),
        Some(Ok(proposition)) => Ok(proposition),
    }
}
