use sante::IdentifiantNational;

use crate::idempotence::empreinte;
use crate::journal::{Assistance, Mot, nommees};
use crate::proposition::{Issue, Proposition, PropositionId};
use crate::structure::CleStructure;

/// What happens to the record of one person: contact data, civil status. Never what they are, only that they changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dossier {
    /// `moyen`: how it was proved; `champs`: which data.
    Contact { agent: IdentifiantNational, personne: IdentifiantNational, moyen: &'static str, champs: &'static str },
    /// A proposal was made, confirmed or withdrawn. `champs`: what it changes; `motif`: a digest of why, as it is kept with
    /// the proposal.
    Proposition {
        agent: IdentifiantNational,
        personne: IdentifiantNational,
        proposition: PropositionId,
        genre: &'static str,
        champs: String,
        motif: String,
        issue: &'static str,
    },
    /// An agent opened what waits for a second person.
    PropositionsLues { agent: IdentifiantNational, genre: &'static str, personnes: Vec<IdentifiantNational> },
    /// An agent opened the mails that came back.
    RetoursLus { agent: IdentifiantNational, personnes: Vec<IdentifiantNational> },
    /// A structure declared who holds its card.
    PorteurDeclare { personne: IdentifiantNational, structure: CleStructure },
    /// The support opened a civil status.
    EtatCivilLu { agent: IdentifiantNational, personne: IdentifiantNational },
    /// A mail that came back was put aside.
    RetourEcarte { agent: IdentifiantNational, sujet: String },
    /// The named service told it.
    PremiereActivation { cle: String, personne: IdentifiantNational },
    /// What the support decides, and what people ask of it.
    Assistance(Assistance),
}

const CONTACT: Mot = Mot {
    mot: "registry.contact.written",
    dit: "Contact data of somebody were replaced: by the person with the named means, by two gestionnaires, or by two agents of the support who put former ones back.",
    champs: &["agent.id", "contact.fields", "means", "person.id"],
};
const PROPOSITION: Mot = Mot {
    mot: "registry.proposal.moved",
    dit: "A change that needs two people was proposed, confirmed or withdrawn: which fields, and the SHA-256 of the motive that is kept with the proposal.",
    champs: &["agent.id", "fields", "kind", "motive.sha256", "person.id", "proposal.id", "stage"],
};
const PROPOSITIONS_LUES: Mot = Mot {
    mot: "registry.proposal.read",
    dit: "An agent opened the changes that wait for a second person: what they hold left the registry.",
    champs: &["agent.id", "count", "kind", "people.id"],
};
const RETOURS_LUS: Mot = Mot {
    mot: "registry.returns.read",
    dit: "An agent opened the mails that came back from people of their structures.",
    champs: &["agent.id", "count", "people.id"],
};
const PORTEUR_DECLARE: Mot = Mot {
    mot: "registry.cardholder.declared",
    dit: "On the machine itself, a structure declared who holds its card: name and contact data were written.",
    champs: &["person.id", "structure.key"],
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
const RETOUR_ECARTE: Mot = Mot {
    mot: "registry.mail.put_aside",
    dit: "An agent put aside a mail of their structure that came back. The subject is a person or a request.",
    champs: &["agent.id", "subject.id"],
};

/// In the order of their words.
pub const MOTS: [Mot; 8] = [
    PORTEUR_DECLARE,
    ETAT_CIVIL_LU,
    CONTACT,
    PREMIERE_ACTIVATION,
    RETOUR_ECARTE,
    PROPOSITION,
    PROPOSITIONS_LUES,
    RETOURS_LUS,
];

impl Dossier {
    pub(crate) fn proposition(proposition: &Proposition, agent: &IdentifiantNational, issue: Issue) -> Self {
        Self::Proposition {
            agent: agent.clone(),
            personne: proposition.personne.clone(),
            proposition: proposition.id.clone(),
            genre: proposition.objet.genre().as_str(),
            champs: proposition.objet.champs().join(" "),
            motif: empreinte(proposition.motif.as_bytes()),
            issue: issue.as_str(),
        }
    }

    pub const fn mot(&self) -> Mot {
        match self {
            Self::Contact { .. } => CONTACT,
            Self::Proposition { .. } => PROPOSITION,
            Self::PropositionsLues { .. } => PROPOSITIONS_LUES,
            Self::RetoursLus { .. } => RETOURS_LUS,
            Self::PorteurDeclare { .. } => PORTEUR_DECLARE,
            Self::EtatCivilLu { .. } => ETAT_CIVIL_LU,
            Self::PremiereActivation { .. } => PREMIERE_ACTIVATION,
            Self::RetourEcarte { .. } => RETOUR_ECARTE,
            Self::Assistance(assistance) => assistance.mot(),
        }
    }

    /// The values of [`Mot::champs`], in the same order.
    pub fn valeurs(&self) -> Vec<String> {
        match self {
            Self::Contact { agent, personne, moyen, champs } => {
                vec![agent.to_string(), (*champs).to_owned(), (*moyen).to_owned(), personne.to_string()]
            }
            Self::Proposition { agent, personne, proposition, genre, champs, motif, issue } => vec![
                agent.to_string(),
                champs.clone(),
                (*genre).to_owned(),
                motif.clone(),
                personne.to_string(),
                proposition.to_string(),
                (*issue).to_owned(),
            ],
            Self::PropositionsLues { agent, genre, personnes } => {
                vec![agent.to_string(), personnes.len().to_string(), (*genre).to_owned(), nommees(personnes)]
            }
            Self::RetoursLus { agent, personnes } => {
                vec![agent.to_string(), personnes.len().to_string(), nommees(personnes)]
            }
            Self::PorteurDeclare { personne, structure } => vec![personne.to_string(), structure.to_string()],
            Self::EtatCivilLu { agent, personne } => vec![agent.to_string(), personne.to_string()],
            Self::RetourEcarte { agent, sujet } => vec![agent.to_string(), sujet.clone()],
            Self::PremiereActivation { cle, personne } => vec![cle.clone(), personne.to_string()],
            Self::Assistance(assistance) => assistance.valeurs(),
        }
    }
}
