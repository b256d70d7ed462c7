//! Contracts and card holders, on the command line.

use std::path::Path;

use crate::commande::{FICHIER, installer, lancer};

const DIRECTRICE: &str = "3690990015/CPED0001";
const SUCCESSEUR: &str = "3690990015/CPED0002";

fn declarer(dossier: &Path, identifiant: &str, nom: &str) {
    let arguments = ["porteur", "--identifiant", identifiant, "--nom", nom, "--prenom", "Claire", "--civilite", "MME"];
    let (reussi, _, erreur) =
        lancer(dossier, &[&arguments[..], &["--raison-sociale", "ASSOCIATION FICTIVE LES TILLEULS"]].concat());
    assert!(reussi, "{erreur}");
}

fn signer<'a>(niveau: &'a str, finess: &'a str, representant: &'a str) -> Vec<&'a str> {
    let debut = ["contrat", "signer", niveau, finess, "--representant", representant];
    [&debut[..], &["--depuis", "2026-11-01", "--operateur", "ans"]].concat()
}

// requirement: CON-01 CON-11 GES-01
#[test]
fn a_contract_is_signed_succeeded_and_listed() {
    let dossier = installer();
    lancer(dossier.path(), &["import", FICHIER]);
    declarer(dossier.path(), DIRECTRICE, "FICTIF-ROUVIER");
    declarer(dossier.path(), SUCCESSEUR, "FICTIF-SUIVANTE");
    let (reussi, sortie, erreur) = lancer(dossier.path(), &signer("--ej", "690990015", DIRECTRICE));
    assert!(reussi && sortie.contains("représente EJ 690990015"), "{sortie}{erreur}");
    let (_, sortie, _) = lancer(dossier.path(), &["contrat", "lister"]);
    assert!(sortie.contains(&format!("REPRESENTANT_LEGAL {DIRECTRICE} sur EJ 690990015")), "{sortie}");
    let arguments = ["contrat", "succeder", "--ej", "690990015", "--successeur", SUCCESSEUR, "--operateur", "ans"];
    let (reussi, _, erreur) = lancer(dossier.path(), &arguments);
    assert!(reussi, "{erreur}");
    let (_, sortie, _) = lancer(dossier.path(), &["contrat", "lister"]);
    assert!(sortie.contains(SUCCESSEUR) && !sortie.contains(DIRECTRICE), "{sortie}");
}

// requirement: CON-05
#[test]
fn a_contract_that_does_not_hold_is_refused_with_what_to_do() {
    let dossier = installer();
    lancer(dossier.path(), &["import", FICHIER]);
    declarer(dossier.path(), DIRECTRICE, "FICTIF-ROUVIER");
    for (demande, dit) in [
        (signer("--eg", "690990114", DIRECTRICE), "entité juridique"),
        (signer("--ej", "750000001", DIRECTRICE), "ne connaît pas cette structure"),
        (signer("--ej", "690990015", "3690990015/INCONNUE"), "porteur de carte actif"),
        (vec!["contrat", "signer", "--operateur", "ans"], "--ej"),
    ] {
        let (reussi, _, erreur) = lancer(dossier.path(), &demande);
        assert!(!reussi && erreur.contains(dit), "{demande:?}: {erreur}");
    }
}

// requirement: CON-03
#[test]
fn a_structure_comes_with_the_contract_from_a_file() {
    let dossier = installer();
    declarer(dossier.path(), DIRECTRICE, "FICTIF-ROUVIER");
    let fichier = "finess,finess_ej,raison_sociale,code_postal,code_commune,secteur\n\
                   690990114,690990015,EHPAD FICTIF LES TILLEULS,69003,69123,SA17\n";
    std::fs::write(dossier.path().join("finess.csv"), fichier).unwrap();
    let avec = [&signer("--ej", "690990015", DIRECTRICE)[..], &["--structures", "finess.csv"]].concat();
    let (reussi, _, erreur) = lancer(dossier.path(), &avec);
    assert!(reussi, "{erreur}");
    std::fs::write(dossier.path().join("finess.csv"), fichier.replace("690990114", "12")).unwrap();
    let (reussi, _, erreur) = lancer(dossier.path(), &avec);
    assert!(!reussi && erreur.contains("finess.csv ne se lit pas"), "{erreur}");
}

#[test]
fn the_notices_on_their_way_are_counted() {
    let dossier = installer();
    let (reussi, sortie, erreur) = lancer(dossier.path(), &["courrier"]);
    assert!(reussi && sortie.starts_with("0 en attente"), "{sortie}{erreur}");
    let (reussi, sortie, _) = lancer(dossier.path(), &["courrier", "--relancer", "nulle-part"]);
    assert!(reussi && sortie.contains("n'attend pas"), "{sortie}");
}

// requirement: CON-14
#[test]
fn an_extract_of_finess_goes_in_whole_or_says_what_is_wrong_of_it() {
    let dossier = installer();
    let ecrire = |texte: &str| std::fs::write(dossier.path().join("finess.csv"), texte).unwrap();
    let importer = ["finess", "importer", "finess.csv"];
    let bon = "nofinesset;nofinessej;rs;categetab\n690990114;690990015;EHPAD FICTIF LES TILLEULS;500\n";
    ecrire(&bon.replace(";categetab", "").replace(";500", ""));
    let (reussi, _, erreur) = lancer(dossier.path(), &importer);
    assert!(!reussi && erreur.contains("« categetab »") && erreur.contains("Rien n'a été importé"), "{erreur}");
    ecrire(&format!("{bon}690990115;690990015;IME;183\n"));
    let (reussi, sortie, erreur) = lancer(dossier.path(), &importer);
    assert!(!reussi && sortie.contains("ligne 3, nofinesset : « 690990115 »"), "{sortie}{erreur}");
    assert!(erreur.contains("--accepter"), "{erreur}");
    let (_, sortie, _) = lancer(dossier.path(), &[&importer[..], &["--accepter"]].concat());
    assert!(sortie.contains("1 nouvelles"), "{sortie}");
    ecrire(bon);
    let (reussi, sortie, _) = lancer(dossier.path(), &importer);
    assert!(reussi && sortie.contains("1 inchangées"), "{sortie}");
}

// requirement: CON-01
#[test]
fn a_contract_gets_a_last_day() {
    let dossier = installer();
    lancer(dossier.path(), &["import", FICHIER]);
    declarer(dossier.path(), DIRECTRICE, "FICTIF-ROUVIER");
    lancer(dossier.path(), &signer("--ej", "690990015", DIRECTRICE));
    let terminer = |jour| ["contrat", "terminer", "--ej", "690990015", "--jusque", jour, "--operateur", "ans"];
    let (reussi, _, erreur) = lancer(dossier.path(), &terminer("2026-10-01"));
    assert!(!reussi && erreur.contains("précède"), "{erreur}");
    let (reussi, sortie, erreur) = lancer(dossier.path(), &terminer("2099-12-31"));
    assert!(reussi && sortie.contains("finit le 31/12/2099"), "{sortie}{erreur}");
    let (_, sortie, _) = lancer(dossier.path(), &["contrat", "lister"]);
    assert!(sortie.matches("jusqu'au 31/12/2099").count() == 2, "with the right of who represents it: {sortie}");
}
