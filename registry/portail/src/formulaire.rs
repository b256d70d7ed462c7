//! Forms as lists of fields: what was typed stays, and the sentence stands beside its field.

use std::borrow::Cow;
use std::fmt;

use pages::Cadre;
use registry_core::identite::Objection;

use crate::etat::TEXTES;
use crate::filtre;
use crate::parole::Parole;

/// What a browser sent, field by field.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Saisie(pub Vec<(String, String)>);

/// A sentence beside a field, or above the form when the field's name is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remarque {
    pub champ: String,
    pub parole: Parole,
}

pub struct Champ {
    pub nom: String,
    pub libelle: String,
    /// Empty when the label says it all.
    pub aide: String,
    pub valeur: String,
    pub remarque: Option<String>,
    /// `autocomplete`: what the browser may fill in by itself. Something only where people write about themselves.
    pub remplir: &'static str,
    /// What is to be read first: an address and a label.
    pub lien: Option<(&'static str, String)>,
    pub genre: Genre,
}

/// As many choices as are read at a glance: radio buttons, each in its card.
const CARTES: usize = 5;

pub enum Genre {
    Texte,
    /// Of several lines.
    Long,
    Liste(Vec<Choix>),
    Coche,
    /// Shown, not to be changed here.
    Verrou,
}

pub struct Choix {
    pub valeur: String,
    pub libelle: String,
}

/// Fields under one heading.
pub struct Bloc {
    pub titre: String,
    pub aide: String,
    pub champs: Vec<Champ>,
}

/// Never in a log: people write here about themselves and about others.
impl fmt::Debug for Saisie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Saisie(…)")
    }
}

impl Saisie {
    /// The value of a field, without the spaces around it.
    pub fn lire(&self, nom: &str) -> &str {
        self.0.iter().find(|(champ, _)| champ == nom).map_or("", |(_, valeur)| valeur.trim())
    }

    pub fn cochee(&self, nom: &str) -> bool {
        !self.lire(nom).is_empty()
    }

    /// Without the key of the act: the form gets a new one.
    pub fn sans_cle(&self) -> Self {
        self.sans("cle")
    }

    /// Without this field.
    pub fn sans(&self, champ: &str) -> Self {
        Self(self.0.iter().filter(|(nom, _)| nom != champ).cloned().collect())
    }

    #[must_use]
    pub fn avec(mut self, nom: &str, valeur: impl Into<String>) -> Self {
        self.0.push((nom.to_owned(), valeur.into()));
        self
    }
}

impl Remarque {
    pub fn generale(parole: impl Into<Parole>) -> Self {
        Self::sur("", parole)
    }

    /// `parole`: what the registry says, or a key of the portal's own texts.
    pub fn sur(champ: &str, parole: impl Into<Parole>) -> Self {
        Self { champ: champ.to_owned(), parole: parole.into() }
    }

    /// In the language of the page.
    pub fn dire(&self, cadre: &Cadre) -> String {
        self.parole.dire(cadre)
    }
}

impl From<&Objection> for Remarque {
    fn from(objection: &Objection) -> Self {
        Self::sur(objection.champ, objection)
    }
}

/// The names of the fields, in the order of the page.
pub fn champs(blocs: &[Bloc]) -> Vec<&str> {
    blocs.iter().flat_map(|bloc| &bloc.champs).map(|champ| champ.nom.as_str()).collect()
}

/// In the order of the page, which has these fields; what is about none of them comes first, and leads nowhere.
pub fn dans_l_ordre(mut remarques: Vec<Remarque>, champs: &[&str]) -> Vec<Remarque> {
    let place = |remarque: &Remarque| champs.iter().position(|champ| *champ == remarque.champ);
    for remarque in &mut remarques {
        if place(remarque).is_none() {
            remarque.champ.clear();
        }
    }
    remarques.sort_by_key(place);
    remarques
}

/// Makes fields out of what was typed and what is objected.
pub struct Atelier<'a> {
    pub cadre: &'a Cadre,
    pub saisie: &'a Saisie,
    pub remarques: &'a [Remarque],
}

impl Atelier<'_> {
    pub fn texte(&self, nom: &str) -> Champ {
        self.champ(nom, self.saisie.lire(nom).to_owned(), Genre::Texte)
    }

    /// A text about the person who writes it: `remplir` is its `autocomplete`.
    pub fn mien(&self, nom: &str, remplir: &'static str) -> Champ {
        Champ { remplir, ..self.texte(nom) }
    }

    pub fn long(&self, nom: &str) -> Champ {
        self.champ(nom, self.saisie.lire(nom).to_owned(), Genre::Long)
    }

    pub fn coche(&self, nom: &str) -> Champ {
        self.champ(nom, self.saisie.lire(nom).to_owned(), Genre::Coche)
    }

    pub fn liste(&self, nom: &str, choix: Vec<Choix>) -> Champ {
        self.champ(nom, self.saisie.lire(nom).to_owned(), Genre::Liste(choix))
    }

    pub fn verrou(&self, nom: &str, valeur: impl Into<String>) -> Champ {
        self.champ(nom, valeur.into(), Genre::Verrou)
    }

    /// `titre` names the texts `bloc-…` and, when there is one, `bloc-…-aide`.
    pub fn bloc(&self, titre: &str, champs: Vec<Champ>) -> Bloc {
        let aide = self.facultatif(&format!("bloc-{titre}-aide"));
        Bloc { titre: self.cadre.t(format!("bloc-{titre}")), aide, champs }
    }

    fn champ(&self, nom: &str, valeur: String, genre: Genre) -> Champ {
        let cle: Cow<'_, str> = nom.replace('_', "-").into();
        let remarque = self.remarques.iter().find(|remarque| remarque.champ == nom);
        Champ {
            libelle: self.cadre.t(format!("champ-{cle}")),
            aide: self.facultatif(&format!("champ-{cle}-aide")),
            nom: nom.to_owned(),
            valeur,
            remarque: remarque.map(|remarque| remarque.dire(self.cadre)),
            remplir: "off",
            lien: None,
            genre,
        }
    }

    fn facultatif(&self, cle: &str) -> String {
        TEXTES.texte(self.cadre.langue, cle, &[]).unwrap_or_default()
    }
}

impl Champ {
    /// Opens beside the form: nothing that was typed is lost.
    #[must_use]
    pub fn vers(self, adresse: &'static str, libelle: String) -> Self {
        Self { lien: Some((adresse, libelle)), ..self }
    }

    /// `inputmode`: the keyboard that a phone shows.
    pub fn clavier(&self) -> &'static str {
        match self.nom.as_str() {
            "mobile" => "tel",
            "courriel" => "email",
            _ => "text",
        }
    }

    pub fn tient_en_cartes(&self) -> bool {
        matches!(&self.genre, Genre::Liste(choix) if choix.len() <= CARTES) && !self.filtre()
    }

    /// What a list is looked through by, which begins with all of it: one line above the list is room enough.
    pub fn filtre(&self) -> bool {
        matches!(&self.genre, Genre::Liste(choix) if choix.first().is_some_and(|un| un.valeur == filtre::TOUS))
    }

    /// The lists of the registry speak French, whatever the page speaks.
    pub fn nomenclature(&self) -> bool {
        matches!(self.nom.as_str(), "profession" | "role" | "pays_naissance" | "commune_naissance" | "motif_fin")
    }

    /// What describes the control, for `aria-describedby`.
    pub fn description(&self) -> String {
        let aide = (!self.aide.is_empty()).then(|| format!("{}-aide", self.nom));
        let remarque = self.remarque.is_some().then(|| format!("{}-remarque", self.nom));
        [aide, remarque].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

impl Choix {
    pub fn new(valeur: impl Into<String>, libelle: impl Into<String>) -> Self {
        Self { valeur: valeur.into(), libelle: libelle.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_is_looked_through_by_is_no_set_of_cards() {
        let cadre = Cadre::new(pages::Langue::Fr, &crate::etat::TEXTES, "Portail RPPS+");
        let atelier = Atelier { cadre: &cadre, saisie: &Saisie::default(), remarques: &[] };
        let liste =
            |premier: &str| atelier.liste("etablissement", vec![Choix::new(premier, "a"), Choix::new("b", "b")]);
        assert!(liste("690990114").tient_en_cartes() && !liste("690990114").filtre());
        assert!(liste(filtre::TOUS).filtre() && !liste(filtre::TOUS).tient_en_cartes());
    }

    #[test]
    fn what_is_objected_to_is_told_in_the_order_of_the_page() {
        let remarques = ["fin", "ailleurs", "nom"].map(|champ| Remarque::sur(champ, champ)).into();
        let rangees = dans_l_ordre(remarques, &["nom", "debut", "fin"]);
        let attendu = [("", "ailleurs"), ("nom", "nom"), ("fin", "fin")];
        assert!(rangees.into_iter().eq(attendu.map(|(champ, cle)| Remarque::sur(champ, cle))));
    }
}
