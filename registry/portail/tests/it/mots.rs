//! What the files of sentences promise to whoever hears a button alone, and to whoever reads on a narrow telephone.

use std::collections::BTreeMap;
use std::path::Path;

/// Key, sentence; the forms of a plural are not looked at.
fn phrases(langue: &str) -> BTreeMap<String, String> {
    let dossier = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(langue);
    let fichiers = std::fs::read_dir(dossier).unwrap().map(|fichier| fichier.unwrap().path());
    let textes: Vec<_> = fichiers.map(|fichier| std::fs::read_to_string(fichier).unwrap()).collect();
    let lignes = textes.iter().flat_map(|texte| texte.lines()).filter(|ligne| !ligne.starts_with('#'));
    let phrases = lignes.filter_map(|ligne| ligne.split_once(" = "));
    phrases.map(|(cle, phrase)| (cle.to_owned(), phrase.to_owned())).collect()
}

/// WCAG 2.5.3: who says what they see presses that button.
#[test]
fn what_a_button_shows_is_in_its_whole_name() {
    for langue in ["fr", "en"] {
        let phrases = phrases(langue);
        assert!(phrases.len() > 400, "{langue}: {}", phrases.len());
        for (cle, montre) in &phrases {
            for entier in ["-nom", "-a"].iter().filter_map(|fin| phrases.get(&format!("{cle}{fin}"))) {
                assert!(entier.to_lowercase().contains(&montre.to_lowercase()), "{langue}: {cle}: {montre}, {entier}");
            }
        }
    }
}

#[test]
fn no_french_line_begins_with_a_sign_nor_ends_within_e_cps() {
    for (cle, phrase) in phrases("fr") {
        for coupe in [" :", " ;", " ?", " !", " »", "« ", "e-CPS", "e-mail"] {
            assert!(!phrase.contains(coupe), "{cle}: {phrase}");
        }
    }
}
