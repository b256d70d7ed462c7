use askama::Template;
use pages::erreur::Action;
use pages::{Cadre, Csrf, Icone};

use crate::formulaire::{Bloc, Champ, Genre, Remarque};
use crate::rubriques::{Geste, Question};

/// One form on a page of its own.
#[derive(Template)]
#[template(path = "formulaire.html")]
pub struct PageFormulaire {
    pub cadre: Cadre,
    pub csrf: Csrf,
    /// The act's own key: sent twice, it happens once.
    pub cle: String,
    pub titre: String,
    pub aide: String,
    pub action: String,
    pub envoyer: String,
    pub abandon: String,
    pub remarques: Vec<Remarque>,
    pub blocs: Vec<Bloc>,
}

/// Requests, one a line.
#[derive(Template)]
#[template(path = "liste.html")]
pub struct PageListe {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub titre: String,
    pub aide: String,
    /// What would appear.
    pub vide: String,
    pub action: Option<Action>,
    /// What is looked for in it, where there is much of it.
    pub question: Option<Question>,
    /// How many lines in all; empty when that is plain.
    pub nombre: String,
    /// The head of the first column; the other columns are named by the cells of their lines.
    pub colonne: String,
    pub lignes: Vec<Ligne>,
    /// To the other pages.
    pub suites: Vec<Geste>,
}

pub struct Ligne {
    pub titre: String,
    pub cases: Vec<Case>,
    pub etat: Etat,
    pub lien: Option<Lien>,
}

/// What may be done about a line.
pub struct Lien {
    pub mot: &'static str,
    /// The same with the name of the line, for who hears the link alone.
    pub entier: &'static str,
    pub href: String,
}

/// One cell, under the name of its column.
pub struct Case {
    pub colonne: String,
    pub texte: String,
    /// A second line, smaller; may be empty.
    pub sous: String,
}

/// Where a request stands: a word, an icon and a colour.
pub struct Etat {
    pub mot: String,
    pub icone: Icone,
    /// The badge's class.
    pub ton: &'static str,
    /// Why; may be empty.
    pub note: String,
}

/// One request, and the two decisions.
#[derive(Template)]
#[template(path = "examen.html")]
pub struct PageExamen {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub cle: String,
    pub version: u32,
    pub adresse: String,
    pub nom: String,
    /// What stands now: key of the label, value; empty where nothing does yet.
    pub actuels: Vec<(&'static str, String)>,
    /// What is asked for.
    pub faits: Vec<(&'static str, String)>,
    /// What is asked for is about what stands: nobody is registered or attached.
    pub mise_a_jour: bool,
    pub ouverte: bool,
    /// What should be thought about before accepting: sentences (ELI-06).
    pub avertissements: Vec<String>,
    /// People who look alike.
    pub candidats: Vec<Candidat>,
    pub candidat: String,
    pub attestations: Vec<Champ>,
    pub rejet: Vec<Champ>,
    pub remarques: Vec<Remarque>,
}

impl PageExamen {
    fn manque_candidat(&self) -> bool {
        self.remarques.iter().any(|remarque| remarque.champ == "candidat")
    }
}

/// Somebody who looks alike, by what is public of them; `nom` and `lieu` may be empty.
#[derive(Clone)]
pub struct Candidat {
    /// National identifier.
    pub numero: String,
    pub nom: String,
    pub lieu: String,
}

impl PageMot {
    /// What was done is no warning.
    const fn marque(&self) -> &'static str {
        match self.icone {
            Icone::Check | Icone::Next => "problem__mark problem__mark--accent",
            _ => "problem__mark",
        }
    }
}

/// One sentence, and where to go from there.
#[derive(Template)]
#[template(path = "mot.html")]
pub struct PageMot {
    pub cadre: Cadre,
    pub icone: Icone,
    pub titre: String,
    pub phrase: String,
    /// What should be thought about, after it (ELI-06).
    pub registre: Vec<String>,
    pub actions: Vec<Action>,
}
