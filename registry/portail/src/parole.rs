//! Sentences that wait for their page to know in which language they are said.

use pages::{Cadre, Langue, Textes};
use registry_core::identite::{Objection, Valeurs};
use registry_core::lot::Ecart;
use registry_core::nomenclature::Averti;

/// The registry speaks French. This is what its refusals say in English: a sentence for each code, or for each field of a code
/// that says several things (`code-champ`).
static ANGLAIS: Textes =
    Textes::new(&[], &[include_str!("../locales/en/refus.ftl"), include_str!("../locales/en/objections.ftl")]);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parole {
    /// Of the portal's own texts, with what they name.
    Mots { cle: &'static str, valeurs: Valeurs },
    /// Of the registry; `champ` is empty where it is about no field.
    Registre { code: String, champ: &'static str, phrase: String, valeurs: Valeurs },
}

impl Parole {
    pub fn du_registre(code: &str, phrase: impl Into<String>) -> Self {
        Self::Registre { code: code.to_owned(), champ: "", phrase: phrase.into(), valeurs: Valeurs::new() }
    }

    /// The sentence names this value.
    #[must_use]
    pub fn nommant(mut self, nom: &str, valeur: impl ToString) -> Self {
        let (Self::Mots { valeurs, .. } | Self::Registre { valeurs, .. }) = &mut self;
        valeurs.push((nom.to_owned(), valeur.to_string()));
        self
    }

    pub fn dire(&self, cadre: &Cadre) -> String {
        match self {
            Self::Mots { cle, valeurs } => cadre.texte(cle, &arguments(valeurs)),
            Self::Registre { code, champ, phrase, valeurs } => {
                let anglaise = (cadre.langue == Langue::En).then(|| anglaise(code, champ, valeurs)).flatten();
                anglaise.unwrap_or_else(|| imprimee(phrase))
            }
        }
    }
}

/// `None` where nobody wrote it, or where a value that it names was not kept.
fn anglaise(code: &str, champ: &str, valeurs: &Valeurs) -> Option<String> {
    let dire = |cle: &str| ANGLAIS.texte(Langue::En, cle, &arguments(valeurs));
    dire(&format!("{code}-{champ}")).or_else(|| dire(code)).filter(|dite| !dite.contains("{$"))
}

fn arguments<'a, V: From<&'a str>>(valeurs: &'a [(String, String)]) -> Vec<(&'a str, V)> {
    valeurs.iter().map(|(nom, valeur)| (nom.as_str(), V::from(valeur.as_str()))).collect()
}

/// A key of the portal's own texts.
impl From<&'static str> for Parole {
    fn from(cle: &'static str) -> Self {
        Self::Mots { cle, valeurs: Valeurs::new() }
    }
}

impl From<&Objection> for Parole {
    fn from(objection: &Objection) -> Self {
        let (code, phrase) = (objection.code.to_owned(), objection.phrase.clone());
        Self::Registre { code, champ: objection.champ, phrase, valeurs: objection.valeurs.clone() }
    }
}

impl From<&Ecart> for Parole {
    fn from(ecart: &Ecart) -> Self {
        let champ = ecart.colonne.map_or("", |colonne| colonne.nom());
        let (code, phrase) = (ecart.code.clone(), ecart.phrase.clone());
        Self::Registre { code, champ, phrase, valeurs: ecart.valeurs.clone() }
    }
}

impl From<&Averti> for Parole {
    fn from(averti: &Averti) -> Self {
        let (code, phrase) = (averti.code.to_owned(), averti.phrase.clone());
        Self::Registre { code, champ: "", phrase, valeurs: averti.valeurs.clone() }
    }
}

/// As French is printed: curly apostrophes, and no line that begins with a sign.
pub fn imprimee(phrase: &str) -> String {
    let phrase = phrase.replace('\'', "’").replace("« ", "«\u{a0}").replace(" »", "\u{a0}»");
    let signes = [" :", " ;", " ?", " !"];
    let phrase = signes.into_iter().fold(phrase, |phrase, signe| phrase.replace(signe, &signe.replace(' ', "\u{a0}")));
    // nor within a number
    let chiffre = |autre: Option<&u8>| autre.is_some_and(u8::is_ascii_digit);
    let octets = phrase.as_bytes();
    let dedans = |la: usize| chiffre(octets.get(la.wrapping_sub(1))) && chiffre(octets.get(la + 1));
    phrase.char_indices().map(|(la, lettre)| if lettre == ' ' && dedans(la) { '\u{a0}' } else { lettre }).collect()
}

#[cfg(test)]
mod tests {
    use registry_core::lot::{Colonne, FichierRefuse};
    use registry_core::nomenclature::Avertissement;

    use super::*;
    use crate::etat::TEXTES;

    fn dite(langue: Langue, parole: &Parole) -> String {
        parole.dire(&Cadre::new(langue, &TEXTES, "Portail RPPS+"))
    }

    #[test]
    fn a_refusal_speaks_the_language_of_its_page() {
        let parole = Parole::du_registre("demande_deja_traitee", "Elle a sa réponse. Il n'y a rien à faire.");
        assert_eq!(dite(Langue::Fr, &parole), "Elle a sa réponse. Il n’y a rien à faire.");
        assert_eq!(dite(Langue::En, &parole), "This request has already been decided. There is nothing to do.");
    }

    #[test]
    fn one_code_says_of_each_field_what_is_asked_there() {
        let dites = ["pays_naissance", "lieu_naissance"]
            .map(|champ| dite(Langue::En, &Parole::from(&Objection::new(champ, "obligatoire", "Remplissez."))));
        assert_eq!(dites, ["Choose the country of birth.", "Write the town of birth, in Latin letters."]);
    }

    #[test]
    fn what_the_french_sentence_names_the_english_one_names() {
        let refus = FichierRefuse::ColonnesManquantes(vec![Colonne::Finess, Colonne::Role]);
        let parole = Parole::Registre {
            code: refus.code().to_owned(),
            champ: "",
            phrase: refus.phrase(),
            valeurs: refus.valeurs(),
        };
        assert!(dite(Langue::En, &parole).contains("finess, role"), "{parole:?}");
        let ligne = Ecart::de_la_ligne("ligne_en_double", "La ligne 3 le dit.").nommant("ligne", 3);
        assert!(dite(Langue::En, &Parole::from(&ligne)).contains("Line 3"));
        let ancienne = Ecart::de_la_ligne("ligne_en_double", "La ligne 3 le dit.");
        assert_eq!(dite(Langue::En, &Parole::from(&ancienne)), "La ligne 3 le dit.", "kept without its values");
    }

    #[test]
    fn what_should_be_thought_about_speaks_the_language_of_its_page_too() {
        let libelle = "Aide-soignant".to_owned();
        let dites = Averti::from(&Avertissement::HorsPilote { libelle });
        assert!(dite(Langue::En, &Parole::from(&dites)).starts_with("“Aide-soignant” is not one of"));
        assert!(dite(Langue::Fr, &Parole::from(&dites)).starts_with("«\u{a0}Aide-soignant\u{a0}» ne fait"));
        assert_eq!(dite(Langue::En, &Parole::from(&Averti::from("Pensez-y.".to_owned()))), "Pensez-y.");
    }

    #[test]
    fn the_english_refusals_can_be_read() {
        let illisibles: Vec<_> = ANGLAIS.manques().into_iter().filter(|manque| manque.starts_with("en:")).collect();
        assert_eq!(illisibles, Vec::<String>::new());
    }

    #[test]
    fn a_sentence_is_printed_as_french_is() {
        let phrase = imprimee("Le signe « ! » n'a pas sa place ici : retirez-le.");
        assert_eq!(phrase, "Le signe «\u{a0}!\u{a0}» n’a pas sa place ici\u{a0}: retirez-le.");
        assert_eq!(imprimee("En 1 000 mots au plus."), "En 1\u{a0}000 mots au plus.");
    }
}
