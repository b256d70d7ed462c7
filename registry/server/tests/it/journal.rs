//! The audit record on the command line.

use serde_json::Value;

use crate::commande::{FICHIER, installer, lancer};

fn actes(sortie: &str) -> Vec<Value> {
    sortie.lines().map(|ligne| serde_json::from_str(ligne).unwrap()).collect()
}

// requirement: R09
#[test]
fn the_journal_is_written_out_with_its_chain_and_verified() {
    let dossier = installer();
    assert!(lancer(dossier.path(), &["import", FICHIER]).0);
    let (reussi, sortie, erreur) = lancer(dossier.path(), &["journal", "exporter"]);
    assert!(reussi, "{erreur}");
    let ecrits = actes(&sortie);
    assert!(ecrits.iter().any(|acte| acte["event"] == "registry.import.done"), "{sortie}");
    assert!(ecrits.iter().all(|acte| acte["hash"].as_str().unwrap().len() > 20 && acte["at"].is_string()), "{sortie}");
    let (_, personne, _) = lancer(dossier.path(), &["journal", "exporter", "--personne", "899900000011"]);
    assert!(actes(&personne).is_empty(), "an import names nobody: {personne}");
    let (_, avant, _) = lancer(dossier.path(), &["journal", "exporter", "--jusque", "2020-12-31"]);
    assert!(avant.is_empty(), "{avant}");
    let (reussi, verifie, erreur) = lancer(dossier.path(), &["journal", "verifier"]);
    assert!(reussi && verifie.contains("records"), "{verifie}{erreur}");
}
