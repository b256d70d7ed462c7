//! The two exits of `banc` that a build must not take for one another: nothing shown (2), and a seal that does not hold (1, 3).

use std::path::Path;

use banc::rapport::{CLE, JUNIT, PAGE, RAPPORT, SIGNATURE};
use sandbox::ports::Ports;
use serde_json::Value;
use url::Url;

use crate::commande::banc;
use crate::maison::{CROCHET, port, texte};

#[test]
fn a_service_that_is_not_there_ends_with_two_and_every_file_says_why() {
    let dossier = tempfile::tempdir().unwrap();
    let ports = Ports::libres().unwrap();
    let base: Url = format!("https://localhost:{}/", port(ports)).parse().unwrap();
    let chemin = |nom: &str| dossier.path().join(nom).to_str().unwrap().to_owned();
    let (partie, data, sortie) = (chemin("partie.toml"), chemin("banc"), chemin("rapport"));
    std::fs::write(&partie, texte(&base, CROCHET)).unwrap();
    let ports = ports.to_string();
    let mut arguments = vec!["mener", "--partie", &partie, "--data", &data, "--port-base", &ports, "--sortie", &sortie];
    arguments.extend(["--scenarios", "connexion-carte,nonce-faux,canal-prouve"]);
    let (code, dit) = banc(&arguments);
    assert!(code == 2 && dit.contains("non concluant"), "{code} {dit}");
    lire(Path::new(&sortie));
    sceller(Path::new(&sortie), dossier.path());
}

/// The page, the JSON and the JUnit file agree.
fn lire(dossier: &Path) {
    let lire = |nom: &str| std::fs::read_to_string(dossier.join(nom)).unwrap();
    let rapport: Value = serde_json::from_str(&lire(RAPPORT)).unwrap();
    assert_eq!(rapport["conclusion"], "non-concluant");
    assert_eq!((&rapport["bilan"]["non_concluants"], &rapport["bilan"]["sans_objet"]), (&2.into(), &1.into()));
    let lignes = rapport["scenarios"].as_array().unwrap();
    assert!(lignes.iter().all(|ligne| ligne["raison"].as_str().is_some_and(|raison| !raison.is_empty())), "{rapport}");
    let junit = lire(JUNIT);
    let compte = |mot: &str| junit.matches(mot).count();
    assert_eq!(
        (compte("<testcase"), compte("<error"), compte("<skipped"), compte("<failure")),
        (3, 2, 1, 0),
        "{junit}"
    );
    let page = lire(PAGE);
    assert!(page.contains("Non concluant : 2 scénarios à rejouer") && page.contains("écoute à localhost"), "{page}");
}

/// A seal holds under its key alone; what cannot be read is no verdict.
fn sceller(dossier: &Path, ailleurs: &Path) {
    let chemin = |nom: &str| dossier.join(nom).to_str().unwrap().to_owned();
    let verifier = |rapport: &str, cle: &str| banc(&["verifier", "--rapport", rapport, "--cle", cle]);
    assert_eq!(verifier(&chemin(RAPPORT), &chemin(CLE)).0, 0);
    let autre = ailleurs.join("autre.json");
    let cle = std::fs::read_to_string(dossier.join(CLE)).unwrap();
    let x = serde_json::from_str::<Value>(&cle).unwrap()["x"].as_str().unwrap().to_owned();
    std::fs::write(&autre, cle.replace(&x, &x.chars().rev().collect::<String>())).unwrap();
    assert_eq!(verifier(&chemin(RAPPORT), autre.to_str().unwrap()).0, 1, "the key of another bench");
    std::fs::write(&autre, "{}").unwrap();
    assert_eq!(verifier(&chemin(RAPPORT), autre.to_str().unwrap()).0, 1, "no key");
    assert_eq!(verifier(&chemin("absent.json"), &chemin(CLE)).0, 3);
    std::fs::remove_file(dossier.join(SIGNATURE)).unwrap();
    assert_eq!(verifier(&chemin(RAPPORT), &chemin(CLE)).0, 3);
}
