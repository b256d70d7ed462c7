use sante::IdentifiantNational;

use crate::journal::Mot;
use crate::proposition::{Issue, Proposition, PropositionId};

/// What happens to the record of one person: contact data, civil status. Never what they are, only that they changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dossier {
    /// `moyen`: how it was proved; `champs`: which data.
    Contact { agent: IdentifiantNational, personne: IdentifiantNational, moyen: &'static str, champs: &'static str },
    /// A proposal was made, confirmed or withdrawn.
    Proposition {
        agent: IdentifiantNational,
        personne: IdentifiantNational,
        proposition: PropositionId,
        genre: &'static str,
        issue: &'static str,
    },
    /// An agent opened what waits for a second person.
    PropositionsLues { agent: IdentifiantNational, genre: &'static str, nombre: usize },
    /// The support opened a civil status.
    EtatCivilLu { agent: IdentifiantNational, personne: IdentifiantNational },
    /// The named service told it.
    PremiereActivation { cle: String, personne: IdentifiantNational },
}

const CONTACT: Mot = Mot {
    mot: "registry.contact.written",
    dit: "Contact data of somebody were replaced: by the person with the named means, or by two gestionnaires.",
    champs: &["agent.id", "contact.fields", "means", "person.id"],
};
const PROPOSITION: Mot = Mot {
    mot: "registry.proposal.moved",
    dit: "A change that needs two people was proposed, confirmed or withdrawn.",
    champs: &["agent.id", "kind", "person.id", "proposal.id", "stage"],
};
const PROPOSITIONS_LUES: Mot = Mot {
    mot: "registry.proposal.read",
    dit: "An agent opened the changes that wait for a second person: what they hold left the registry.",
    champs: &["agent.id", "count", "kind"],
};
const ETAT_CIVIL_LU: Mot = Mot {
    mot: "registry.civil.read",
    dit: "An agent of the support, or the person themselves, opened a civil status.",
    champs: &["agent.id", "person.id"],
};
const PREMIERE_ACTIVATION: Mot = Mot {
    mot: "registry.ecps.activated",
    dit: "The service that holds the key told that somebody activated an e-CPS for the first time.",
    champs: &["key.name", "person.id"],
};

/// In the order of their words.
pub const MOTS: [Mot; 5] = [ETAT_CIVIL_LU, CONTACT, PREMIERE_ACTIVATION, PROPOSITION, PROPOSITIONS_LUES];

impl Dossier {
    pub(crate) fn proposition(proposition: &Proposition, agent: &IdentifiantNational, issue: Issue) -> Self {
        Self::Proposition {
            agent: agent.clone(),
            personne: proposition.personne.clone(),
            proposition: proposition.id.clone(),
            genre: proposition.objet.genre().as_str(),
            issue: issue.as_str(),
        }
    }

    pub const fn mot(&self) -> Mot {
        match self {
            Self::Contact { .. } => CONTACT,
            Self::Proposition { .. } => PROPOSITION,
            Self::PropositionsLues { .. } => PROPOSITIONS_LUES,
            Self::EtatCivilLu { .. } => ETAT_CIVIL_LU,
            Self::PremiereActivation { .. } => PREMIERE_ACTIVATION,
        }
    }

    /// The values of [`Mot::champs`], in the same order.
    pub fn valeurs(&self) -> Vec<String> {
        match self {
            Self::Contact { agent, personne, moyen, champs } => {
                vec![agent.to_string(), (*champs).to_owned(), (*moyen).to_owned(), personne.to_string()]
            }
            Self::Proposition { agent, personne, proposition, genre, issue } => vec![
                agent.to_string(),
                (*genre).to_owned(),
                personne.to_string(),
                proposition.to_string(),
                (*issue).to_owned(),
            ],
            Self::PropositionsLues { agent, genre, nombre } => {
                vec![agent.to_string(), nombre.to_string(), (*genre).to_owned()]
            }
            Self::EtatCivilLu { agent, personne } => vec![agent.to_string(), personne.to_string()],
            Self::PremiereActivation { cle, personne } => vec![cle.clone(), personne.to_string()],
        }
    }
}
