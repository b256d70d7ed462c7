//! How a criterion is held against what a resource says.

use super::demande::{Modificateur, Parametre};
use super::refus::Refus;

/// `system|code`, as a token of a search says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// `None`: of any system.
    pub systeme: Option<&'a str>,
    pub code: &'a str,
}

pub fn token(valeur: &str) -> Token<'_> {
    match valeur.split_once('|') {
        Some((systeme, code)) => Token { systeme: Some(systeme), code },
        None => Token { systeme: None, code: valeur },
    }
}

impl Token<'_> {
    /// `code` empty: any of that system.
    pub fn designe(&self, systeme: &str, code: &str) -> bool {
        self.systeme.is_none_or(|voulu| voulu == systeme) && (self.code.is_empty() || self.code == code)
    }
}

impl Parametre {
    /// Whether one of its values designates one of these codes.
    pub fn designe<'a>(&self, codes: impl IntoIterator<Item = (&'a str, &'a str)> + Clone) -> bool {
        self.valeurs.iter().map(|valeur| token(valeur)).any(|voulu| {
            codes.clone().into_iter().any(|(systeme, code)| !code.is_empty() && voulu.designe(systeme, code))
        })
    }

    /// Whether one of its values names this id.
    pub fn nomme(&self, id: &str) -> bool {
        self.valeurs.iter().any(|valeur| valeur == id)
    }

    /// Whether one of these texts answers: from its beginning, accents and case aside; inside of it; letter by letter.
    pub fn se_lit_dans<'a>(&self, textes: impl IntoIterator<Item = &'a str>) -> bool {
        let textes: Vec<&str> = textes.into_iter().collect();
        self.valeurs.iter().any(|valeur| textes.iter().any(|texte| self.se_lit(valeur, texte)))
    }

    fn se_lit(&self, valeur: &str, texte: &str) -> bool {
        use registry_core::recherche::plier;
        match self.modificateur {
            Some(Modificateur::Exact) => texte == valeur,
            Some(Modificateur::Contains) => plier(texte).contains(&plier(valeur)),
            None => !texte.is_empty() && plier(texte).starts_with(&plier(valeur)),
        }
    }

    /// `true`, `false`.
    pub fn booleens(&self) -> Result<Vec<bool>, Refus> {
        let lus = self.valeurs.iter().map(|valeur| token(valeur).code.parse());
        lus.collect::<Result<_, _>>().map_err(|_| Refus::valeur(self.nom, "true ou false est attendu"))
    }

    /// The ids of its references, `Type/id`, a whole address of ours, or the id alone.
    pub fn references(&self, genre: &str) -> Result<Vec<String>, Refus> {
        let lire = |valeur: &String| {
            let mut morceaux = valeur.rsplit('/');
            let id = morceaux.next().unwrap_or_default();
            let bon = morceaux.next().is_none_or(|nom| nom == genre);
            (bon && !id.is_empty()).then(|| id.to_owned())
        };
        let lues: Option<Vec<String>> = self.valeurs.iter().map(lire).collect();
        lues.ok_or_else(|| Refus::valeur(self.nom, "une référence de ce type est attendue"))
    }
}
