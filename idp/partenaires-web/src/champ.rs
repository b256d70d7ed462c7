//! The fields of a form: what was typed stays, and each objection stands beside its field.

use pages::Cadre;

use crate::textes::TEXTES;

pub struct Champ {
    pub nom: &'static str,
    pub libelle: String,
    /// Empty: the label says it all.
    pub aide: String,
    pub valeur: String,
    pub remarques: Vec<String>,
    pub genre: Genre,
}

pub enum Genre {
    Texte,
    /// Of several lines.
    Long,
    Liste(Vec<Choix>),
    /// Addresses, one a line, that are looked at while they are typed.
    Adresses,
}

pub struct Choix {
    pub valeur: &'static str,
    pub libelle: String,
}

/// A sentence that belongs to the field of this name.
pub type Remarque = (&'static str, String);

impl Champ {
    /// The texts are `champ-NOM` and, where there is one, `champ-NOM-aide`.
    pub fn new(cadre: &Cadre, nom: &'static str, (valeur, genre): (String, Genre), remarques: &[Remarque]) -> Self {
        let cle = nom.replace('_', "-");
        let aide = TEXTES.texte(cadre.langue, &format!("champ-{cle}-aide"), &[]).unwrap_or_default();
        let siennes = remarques.iter().filter(|(champ, _)| *champ == nom).map(|(_, phrase)| phrase.clone());
        Self { nom, libelle: cadre.t(format!("champ-{cle}")), aide, valeur, remarques: siennes.collect(), genre }
    }

    /// What describes the control, for `aria-describedby`.
    pub fn description(&self) -> String {
        let aide = (!self.aide.is_empty()).then(|| format!("{}-aide", self.nom));
        let remarque = (!self.remarques.is_empty()).then(|| format!("{}-remarque", self.nom));
        [aide, remarque].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    pub fn refuse(&self) -> bool {
        !self.remarques.is_empty()
    }
}
