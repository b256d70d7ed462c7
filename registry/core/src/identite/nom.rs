//! Names as civil registry offices write them: Latin letters with their accents, apostrophes, hyphens, spaces.

use unicode_normalization::UnicodeNormalization as _;

use super::objection::Objection;

/// Letters of a name, of a given name.
const LONGUEUR: usize = 80;
/// Given names of one person.
const PRENOMS: usize = 15;

/// A name in one spelling: composed accents, straight apostrophes, one space between words.
pub fn nom(champ: &'static str, saisi: &str) -> Result<String, Objection> {
    let nom = ecriture(saisi);
    if nom.is_empty() {
        return Err(Objection::new(champ, "obligatoire", "Écrivez le nom, comme sur la pièce d'identité."));
    }
    if nom.chars().count() > LONGUEUR {
        let phrase = format!("Écrivez au plus {LONGUEUR} caractères.");
        return Err(Objection::new(champ, "nom_trop_long", phrase).nommant("nombre", LONGUEUR));
    }
    if nom.chars().any(|signe| signe.is_ascii_digit()) {
        let phrase = "Un nom ne contient pas de chiffre. Recopiez celui de la pièce d'identité.";
        return Err(Objection::new(champ, "nom_chiffre", phrase));
    }
    if nom.chars().any(|signe| signe.is_alphabetic() && !latine(signe)) {
        let phrase = "Écrivez ce nom en lettres latines, comme sur la pièce d'identité ou sa traduction officielle.";
        return Err(Objection::new(champ, "lettres_latines", phrase));
    }
    if let Some(signe) = nom.chars().find(|signe| !admis(*signe)) {
        let montre = if signe.is_control() { "invisible".to_owned() } else { format!("« {signe} »") };
        let phrase = format!("Le signe {montre} n'a pas sa place dans un nom. Retirez-le.");
        let signe = if signe.is_control() { "invisible".to_owned() } else { signe.to_string() };
        return Err(Objection::new(champ, "nom_signe", phrase).nommant("signe", signe));
    }
    if !bien_forme(&nom) {
        let phrase = "Un nom commence et finit par une lettre. Retirez le tiret ou l'apostrophe en trop.";
        return Err(Objection::new(champ, "nom_mal_forme", phrase));
    }
    Ok(nom)
}

/// One or more (COL-03, facts §5 item 11), each a name, none twice.
pub fn prenoms(champ: &'static str, saisis: &[String]) -> Result<Vec<String>, Objection> {
    let mut prenoms: Vec<String> = Vec::new();
    for saisi in saisis.iter().filter(|saisi| !saisi.trim().is_empty()) {
        let prenom = nom(champ, saisi)?;
        if prenoms.iter().any(|autre| autre.to_lowercase() == prenom.to_lowercase()) {
            let phrase = format!("Le prénom « {prenom} » est écrit deux fois. Gardez-le une fois.");
            return Err(Objection::new(champ, "prenom_en_double", phrase).nommant("prenom", prenom));
        }
        prenoms.push(prenom);
    }
    if prenoms.is_empty() {
        let phrase = "Renseignez au moins un prénom, de préférence tous, comme sur la pièce d'identité.";
        return Err(Objection::new(champ, "obligatoire", phrase));
    }
    if prenoms.len() > PRENOMS {
        let phrase = format!("Écrivez au plus {PRENOMS} prénoms.");
        return Err(Objection::new(champ, "trop_de_prenoms", phrase).nommant("nombre", PRENOMS));
    }
    Ok(prenoms)
}

/// Free text, as a place of birth abroad.
pub fn ecriture(saisi: &str) -> String {
    let texte: String = saisi.nfc().map(usuel).collect();
    texte.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The keyboard's sign for the many that look like it: word processors and phones change apostrophes and hyphens.
const fn usuel(signe: char) -> char {
    match signe {
        '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '′' => '\'',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        signe => signe,
    }
}

/// Latin letters of Europe, of its transliterations, of Vietnamese.
const fn latine(signe: char) -> bool {
    matches!(signe, 'A'..='Z' | 'a'..='z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Ḁ'..='ỿ')
}

fn admis(signe: char) -> bool {
    latine(signe) || matches!(signe, ' ' | '-' | '\'')
}

/// `'t Hooft` begins with an apostrophe; `--` joined two family names from 2005 to 2010.
fn bien_forme(nom: &str) -> bool {
    let debut = nom.chars().next().is_some_and(|signe| latine(signe) || signe == '\'');
    let fin = nom.chars().next_back().is_some_and(latine);
    debut && fin && !["---", "''", "- ", " -", "-'"].iter().any(|suite| nom.contains(suite))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(saisi: &str) -> Result<String, &'static str> {
        nom("nom", saisi).map_err(|objection| objection.code)
    }

    #[test]
    fn names_of_many_shapes_are_taken_as_they_are() {
        for saisi in [
            "O",
            "D'Ormesson",
            "de La Tour du Pin",
            "N'Guyen",
            "'t Hooft",
            "Martin--Durand",
            "Nguyễn",
            "Šimůnková",
            "Łukasz",
            "Ærøskøbing",
            "Œdipe",
            "McDonald",
            "L'Hermitte-Saint-Ange",
        ] {
            assert_eq!(code(saisi).as_deref(), Ok(saisi));
        }
    }

    #[test]
    fn one_spelling_is_kept_of_what_looks_alike() {
        assert_eq!(code("  d’Ormesson\u{a0} de  Saint‑Paul ").as_deref(), Ok("d'Ormesson de Saint-Paul"));
        assert_eq!(code("He\u{301}le\u{300}ne").as_deref(), Ok("Hélène"));
    }

    #[test]
    fn what_is_not_a_name_is_refused_by_its_reason() {
        assert_eq!(code(" "), Err("obligatoire"));
        assert_eq!(code("Martin2"), Err("nom_chiffre"));
        assert_eq!(code("Иванов"), Err("lettres_latines"));
        assert_eq!(code("محمد"), Err("lettres_latines"));
        assert_eq!(code("李"), Err("lettres_latines"));
        for saisi in ["<b>Martin", "=Martin()", "Martin;", "Mar\u{0}tin", "Martin😀", "Mar\u{202e}tin", "Martin/Durand"]
        {
            assert_eq!(code(saisi), Err("nom_signe"), "{saisi}");
        }
        for saisi in ["-Martin", "Martin-", "Martin'", "'", "--", "Mar---tin", "D''Or"] {
            assert_eq!(code(saisi), Err("nom_mal_forme"), "{saisi}");
        }
        assert_eq!(code(&"a".repeat(81)), Err("nom_trop_long"));
    }

    // requirement: COL-03
    #[test]
    fn all_given_names_may_be_told_and_one_must() {
        let lus = |saisis: &[&str]| {
            let saisis: Vec<String> = saisis.iter().map(ToString::to_string).collect();
            prenoms("prenoms", &saisis).map_err(|objection| objection.code)
        };
        assert_eq!(lus(&["Marie-Claire", "", "Zoé"]).unwrap(), ["Marie-Claire", "Zoé"]);
        assert_eq!(lus(&["", " "]), Err("obligatoire"));
        assert_eq!(lus(&["Zoé", "ZOÉ"]), Err("prenom_en_double"));
        assert_eq!(lus(&["Zoé", "3"]), Err("nom_chiffre"));
    }
}
