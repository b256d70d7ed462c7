use askama::Template;
use pages::{Cadre, Csrf, Langue};

use crate::contextes::Etat;
use crate::formulaire::{Champ, Genre, Remarque};
use crate::rubriques::Feuille;

/// A file to send, and those that were sent.
#[derive(Template)]
#[template(path = "lots.html")]
pub struct PageLots {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub remarques: Vec<Remarque>,
    pub lots: Vec<LotDit>,
    pub colonnes: Vec<ColonneDite>,
}

pub struct LotDit {
    pub fichier: String,
    pub envoye: String,
    pub etat: Etat,
    pub href: Option<String>,
}

/// In French, as the file is.
pub struct ColonneDite {
    pub nom: &'static str,
    pub obligatoire: bool,
    pub aide: String,
}

/// One file: its preview, its progress or its result.
#[derive(Template)]
#[template(path = "lot.html")]
pub struct PageLot {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub remarques: Vec<Remarque>,
    pub titre: String,
    pub aide: String,
    pub adresse: String,
    /// Nothing is written yet: the file may be corrected and sent again.
    pub apercu: bool,
    /// What the reader declares; empty where there is nothing to confirm.
    pub attestations: Vec<Champ>,
    pub progres: Option<Progres>,
    /// Names of columns that were not read.
    pub ignorees: Vec<String>,
    pub chiffres: Vec<Chiffre>,
    pub lieux: Vec<LieuCompte>,
    pub choix: Vec<ChoixDit>,
    pub lignes: Vec<LigneDite>,
    pub feuilles: Vec<Feuille>,
}

pub struct Progres {
    pub faites: u32,
    pub total: u32,
    pub phrase: String,
    /// What a script asks before it loads the page again.
    pub etat: String,
}

pub struct Chiffre {
    pub nombre: u32,
    pub etat: Etat,
}

pub struct LieuCompte {
    pub nom: String,
    pub finess: String,
    /// Word and number, as many as stand in this place.
    pub comptes: Vec<String>,
}

/// A link to the lines that stand at one point.
pub struct ChoixDit {
    pub mot: String,
    pub href: String,
    pub courant: bool,
    pub nombre: u32,
}

pub struct LigneDite {
    pub ligne: u32,
    pub nom: String,
    pub lieu: String,
    pub etat: Etat,
    pub phrases: Vec<PhraseDite>,
    /// Where somebody decides.
    pub lien: Option<String>,
}

/// What is said of a line, beside a column; `colonne` is empty where it is about the whole line.
pub struct PhraseDite {
    pub colonne: &'static str,
    pub texte: String,
    /// What was mended of a line was kept in French.
    pub langue: Langue,
}
