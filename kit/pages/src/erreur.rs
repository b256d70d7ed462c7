//! The page of what went wrong. Nobody is to blame: it says what happened, what was not lost, what to do next, and a
//! reference to read aloud.

use askama::Template;

use crate::{Cadre, Icone};

/// One thing that went wrong, told to a person. Every sentence is already in the language of `cadre`.
#[derive(Clone, Template)]
#[template(path = "error.html")]
pub struct PageErreur {
    pub cadre: Cadre,
    pub icone: Icone,
    pub ton: Ton,
    /// « Cette carte ne peut plus servir »: the title of the page, never a code.
    pub titre: String,
    /// What happened, in one or two sentences.
    pub phrase: String,
    /// What was not lost or not sent: « Rien n'a été envoyé à Dossier résident. »
    pub rien_perdu: Option<String>,
    /// What to do now, in order.
    pub suite: Vec<String>,
    /// The first one is the filled button.
    pub actions: Vec<Action>,
    /// The stable code of the error: `carte.opposee`.
    pub code: String,
    /// What the help desk finds in the logs: the request's identifier in a form that can be read aloud.
    pub reference: String,
    /// The hour as a person says it: « 6 h 02 ».
    pub heure: String,
    /// For the team of the service that sent the person here.
    pub technique: Option<Technique>,
}

/// The colour of the mark, beside the words and never instead of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ton {
    #[default]
    Attente,
    Refus,
    Technique,
}

/// A link out of the page.
#[derive(Clone, Debug)]
pub struct Action {
    pub libelle: String,
    pub href: String,
}

/// What a developer needs to repair a request.
#[derive(Clone, Debug, Default)]
pub struct Technique {
    pub client: Option<String>,
    /// The rule and its source: « … (RFC 9700, 2.1) ».
    pub regle: String,
    /// What came, and what was declared, when comparing the two shows the fault.
    pub recu: Option<String>,
    pub declare: Option<String>,
    /// The cause in a few words, then what to change.
    pub cause: String,
    pub remede: String,
    /// The exact cause as the log has it, in English.
    pub journal: Option<String>,
}

impl Ton {
    pub(crate) const fn classe(self) -> &'static str {
        match self {
            Self::Attente => "problem__mark",
            Self::Refus => "problem__mark problem__mark--danger",
            Self::Technique => "problem__mark problem__mark--accent",
        }
    }
}
