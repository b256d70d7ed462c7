use ambient::Timestamp;
use carte_cps::{CommandeCarte, ModeleCarte, RaisonOpposition};
use sante::{Finess, IdentifiantNational};
use serde::{Deserialize, Serialize};

use super::{CarteId, Pratique};
use crate::exercice::CleExercice;

/// One card, from its order to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carte {
    pub id: CarteId,
    pub modele: ModeleCarte,
    pub porteur: IdentifiantNational,
    /// Who orders it and to whom it is sent; `None`: a CPS, which is the person's (MIE-13).
    pub structure: Option<Finess>,
    pub etape: Etape,
    pub origine: Origine,
    /// Somebody's identifier, or the name of an operator.
    pub commande_par: String,
    pub commande_le: Timestamp,
    /// The one whose place it takes.
    pub remplace: Option<CarteId>,
    /// The practice for which a CPS was made (MIE-14, MIE-18).
    pub exercice: Option<Pratique>,
}

/// Why it was ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origine {
    /// Somebody asked.
    Commande,
    /// The one before is about to end (MIE-12).
    Renouvellement,
    /// The practice changed (MIE-14).
    ChangementExercice,
}

/// Where it stands. What was decided here and not yet done by the authority has a stage of its own, so that nothing is lost when
/// the authority does not answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "etape", rename_all = "snake_case")]
pub enum Etape {
    /// The authority is asked to make it.
    Commandee,
    /// It was asked, in these words, and its answer is not known: asked again in the same words, it makes no other card.
    Demandee {
        commande: Box<CommandeCarte>,
    },
    /// Given up while the authority may have made it: it is asked which card that is, so that it is opposed.
    Renoncee {
        commande: Box<CommandeCarte>,
        motif: Abandon,
        le: Timestamp,
    },
    /// Made; the authority is asked to send it.
    Produite {
        fabrication: Fabrication,
    },
    Envoyee {
        fabrication: Fabrication,
        le: Timestamp,
    },
    /// In the hands of its holder.
    Recue {
        fabrication: Fabrication,
        le: Timestamp,
    },
    /// The authority is asked to put it on its list.
    AOpposer {
        fabrication: Fabrication,
        raison: RaisonOpposition,
        par: String,
        le: Timestamp,
    },
    Opposee {
        fabrication: Fabrication,
        raison: RaisonOpposition,
        par: String,
        le: Timestamp,
    },
    /// Given up before it was made.
    Annulee {
        motif: Abandon,
        le: Timestamp,
    },
}

/// What the authority made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fabrication {
    /// What is printed on the card.
    pub numero: String,
    /// Of its certificates, upper-case hexadecimal.
    pub series: Vec<String>,
    pub depuis: Timestamp,
    pub jusque: Timestamp,
    /// Names its set of codes, never the codes.
    pub codes: String,
}

/// Why nothing was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum Abandon {
    /// Whoever ordered it thought again.
    Demande { par: IdentifiantNational },
    /// No contract covers the structure any more (CON-01).
    SansContrat,
    /// The holder is out of service, or no longer of the structure or the profession.
    PorteurParti,
    /// The words of the authority.
    Refus { motif: String },
}

impl Origine {
    /// As it is stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Commande => "COMMANDE",
            Self::Renouvellement => "RENOUVELLEMENT",
            Self::ChangementExercice => "CHANGEMENT_EXERCICE",
        }
    }

    pub fn lue(texte: &str) -> Option<Self> {
        [Self::Commande, Self::Renouvellement, Self::ChangementExercice].into_iter().find(|une| une.as_str() == texte)
    }
}

/// Each way from one stage to another; `None`: there is none from here.
impl Etape {
    pub fn produite(&self, fabrication: Fabrication) -> Option<Self> {
        matches!(self, Self::Demandee { .. }).then_some(Self::Produite { fabrication })
    }

    pub fn demandee(&self, commande: CommandeCarte) -> Option<Self> {
        matches!(self, Self::Commandee).then(|| Self::Demandee { commande: Box::new(commande) })
    }

    /// Nobody wants it any more: nothing was made of what was not asked for.
    pub fn abandonnee(&self, motif: Abandon, le: Timestamp) -> Option<Self> {
        match self {
            Self::Commandee => Some(Self::Annulee { motif, le }),
            Self::Demandee { commande } => Some(Self::Renoncee { commande: commande.clone(), motif, le }),
            _ => None,
        }
    }

    /// The authority says that it made none, and why.
    pub fn refusee(&self, refus: String, le: Timestamp) -> Option<Self> {
        match self {
            Self::Demandee { .. } => Some(Self::Annulee { motif: Abandon::Refus { motif: refus }, le }),
            Self::Renoncee { motif, le, .. } => Some(Self::Annulee { motif: motif.clone(), le: *le }),
            _ => None,
        }
    }

    /// It had been made.
    pub fn rattrapee(&self, fabrication: Fabrication, par: &str) -> Option<Self> {
        let Self::Renoncee { le, .. } = self else { return None };
        Some(Self::AOpposer { fabrication, raison: RaisonOpposition::Depart, par: par.to_owned(), le: *le })
    }

    pub fn envoyee(&self, le: Timestamp) -> Option<Self> {
        let Self::Produite { fabrication } = self else { return None };
        Some(Self::Envoyee { fabrication: fabrication.clone(), le })
    }

    pub fn recue(&self, le: Timestamp) -> Option<Self> {
        let Self::Envoyee { fabrication, .. } = self else { return None };
        Some(Self::Recue { fabrication: fabrication.clone(), le })
    }

    /// A card that was made may be lost before it arrives.
    pub fn a_opposer(&self, raison: RaisonOpposition, (par, le): (&str, Timestamp)) -> Option<Self> {
        match self {
            Self::Produite { fabrication } | Self::Envoyee { fabrication, .. } | Self::Recue { fabrication, .. } => {
                Some(Self::AOpposer { fabrication: fabrication.clone(), raison, par: par.to_owned(), le })
            }
            Self::Commandee
            | Self::Demandee { .. }
            | Self::Renoncee { .. }
            | Self::AOpposer { .. }
            | Self::Opposee { .. }
            | Self::Annulee { .. } => None,
        }
    }

    pub fn opposee(&self) -> Option<Self> {
        let Self::AOpposer { fabrication, raison, par, le } = self.clone() else { return None };
        Some(Self::Opposee { fabrication, raison, par, le })
    }

    /// As it is stored beside the content, and told to the journal.
    pub const fn mot(&self) -> &'static str {
        match self {
            Self::Commandee | Self::Demandee { .. } => "COMMANDEE",
            Self::Produite { .. } => "PRODUITE",
            Self::Envoyee { .. } => "ENVOYEE",
            Self::Recue { .. } => "RECUE",
            Self::AOpposer { .. } | Self::Renoncee { .. } => "A_OPPOSER",
            Self::Opposee { .. } => "OPPOSEE",
            Self::Annulee { .. } => "ANNULEE",
        }
    }

    pub const fn fabrication(&self) -> Option<&Fabrication> {
        match self {
            Self::Produite { fabrication }
            | Self::Envoyee { fabrication, .. }
            | Self::Recue { fabrication, .. }
            | Self::AOpposer { fabrication, .. }
            | Self::Opposee { fabrication, .. } => Some(fabrication),
            Self::Commandee | Self::Demandee { .. } | Self::Renoncee { .. } | Self::Annulee { .. } => None,
        }
    }
}

impl Carte {
    /// On its way, or good still: there is one a person, a model and a profession, but for the one that takes its place.
    pub fn vivante(&self, maintenant: Timestamp) -> bool {
        match &self.etape {
            Etape::Commandee | Etape::Demandee { .. } => true,
            Etape::Produite { fabrication } | Etape::Envoyee { fabrication, .. } | Etape::Recue { fabrication, .. } => {
                maintenant < fabrication.jusque
            }
            Etape::Renoncee { .. } | Etape::AOpposer { .. } | Etape::Opposee { .. } | Etape::Annulee { .. } => false,
        }
    }

    /// The profession that a CPS is for, in its category.
    pub fn metier(&self) -> Option<&CleExercice> {
        self.exercice.as_ref().map(|pratique| &pratique.cle)
    }

    /// Until when it is good, where it may be in somebody's hands.
    pub fn fin(&self) -> Option<Timestamp> {
        match &self.etape {
            Etape::Envoyee { fabrication, .. } | Etape::Recue { fabrication, .. } => Some(fabrication.jusque),
            _ => None,
        }
    }

    /// The one that is to take its place.
    pub fn suivante(&self, id: CarteId, origine: Origine, (par, le): (&str, Timestamp)) -> Self {
        Self {
            id,
            etape: Etape::Commandee,
            origine,
            commande_par: par.to_owned(),
            commande_le: le,
            remplace: Some(self.id.clone()),
            ..self.clone()
        }
    }

    /// Whether one of these took its place, whatever became of that one since: what was lost is ordered by whoever lost it.
    pub fn relayee(&self, soeurs: &[Self]) -> bool {
        let faite = |autre: &Self| !matches!(autre.etape, Etape::Renoncee { .. } | Etape::Annulee { .. });
        soeurs.iter().any(|autre| autre.remplace.as_ref() == Some(&self.id) && faite(autre))
    }

    /// Whether one of these takes its place.
    pub fn suivie(&self, soeurs: &[Self], maintenant: Timestamp) -> bool {
        soeurs.iter().any(|autre| autre.remplace.as_ref() == Some(&self.id) && autre.vivante(maintenant))
    }
}

#[cfg(test)]
mod tests;
