//! `banc`, as continuous integration calls it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use banc::rapport::{self, CLE, JUNIT, PAGE, RAPPORT};
use jumeau::{Faute, Jumeau, Reglages};
use sandbox::ports::Ports;
use url::Url;

use crate::maison::{CROCHET, SECRET, port, servir, texte};

/// The exit code, and what was printed.
pub fn banc(arguments: &[&str]) -> (i32, String) {
    let rendu = Command::new(env!("CARGO_BIN_EXE_banc")).args(arguments).output().unwrap();
    let dit = [rendu.stdout, rendu.stderr].concat();
    (rendu.status.code().unwrap(), String::from_utf8_lossy(&dit).into_owned())
}

#[test]
fn what_cannot_be_played_ends_with_three_and_says_why() {
    let dossier = tempfile::tempdir().unwrap();
    let partie = dossier.path().join("partie.toml");
    let partie = partie.to_str().unwrap();
    assert_eq!(banc(&["mener"]).0, 3);
    assert_eq!(banc(&["mener", "--partie", partie]).0, 3);
    let base = "https://localhost:3000/".parse().unwrap();
    std::fs::write(
        partie,
        texte(&base, "[navigateur]\nconnexion = \"clicker ici\"\nmoi = \"ouvrir /\"\nconnecte_si = \"a\""),
    )
    .unwrap();
    let (code, dit) = banc(&["mener", "--partie", partie]);
    assert!(code == 3 && dit.contains("« clicker ici » n'est pas une instruction"), "{code} {dit}");
    std::fs::write(partie, texte(&base, CROCHET)).unwrap();
    let (code, dit) = banc(&["mener", "--partie", partie, "--scenarios", "jeton-imaginaire"]);
    assert!(code == 3 && dit.contains("aucun scénario ne s'appelle « jeton-imaginaire »"), "{code} {dit}");
    let (code, dit) = banc(&["scenarios"]);
    assert!(code == 0 && dit.lines().count() >= 60 && dit.contains("nonce-faux"), "{dit}");
}

/// What `banc preparer` says, in the order of its lines; it is stopped once it has said it.
fn preparer(partie: &str, data: &str, ports: u16) -> Vec<String> {
    let mut prepare = Command::new(env!("CARGO_BIN_EXE_banc"))
        .args(["preparer", "--partie", partie, "--data", data, "--port-base", &ports.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lignes = BufReader::new(prepare.stdout.take().unwrap()).lines().map(Result::unwrap);
    let dites: Vec<String> = lignes.take(6).collect();
    assert!(Command::new("kill").args(["-INT", &prepare.id().to_string()]).status().unwrap().success());
    assert!(prepare.wait().unwrap().success());
    dites
}

#[tokio::test(flavor = "multi_thread")]
async fn a_campaign_ends_with_the_code_of_its_verdict_and_leaves_a_sealed_report_that_compares() {
    service::provider::install();
    let dossier = tempfile::tempdir().unwrap();
    let ports = Ports::libres().unwrap();
    let base: Url = format!("https://localhost:{}/", port(ports)).parse().unwrap();
    let chemin = |nom: &str| dossier.path().join(nom).to_str().unwrap().to_owned();
    let (partie, data) = (chemin("partie.toml"), chemin("banc"));
    std::fs::write(&partie, texte(&base, CROCHET)).unwrap();
    let dites = tokio::task::block_in_place(|| preparer(&partie, &data, ports));
    let mot = |ligne: usize, rang: usize| dites[ligne].split_whitespace().nth(rang).unwrap();
    let tls = (mot(2, 1).into(), mot(2, 4).into());
    let jumeau = Jumeau::nouveau(Reglages {
        base: base.clone(),
        issuer: mot(0, 1).to_owned(),
        client_id: "jumeau".to_owned(),
        client_secret: SECRET.to_owned(),
        autorite: std::fs::read(mot(1, 1)).unwrap(),
    });
    let jumeau = jumeau.unwrap();
    let _service = servir(&tls, port(ports), jumeau.router()).await;
    let mener = |sortie: &str, precedent: Option<&str>| {
        let (sortie, ports) = (chemin(sortie), ports.to_string());
        let mut arguments = vec!["mener", "--partie", &partie, "--data", &data, "--port-base", &ports];
        arguments.extend(["--seed", "7", "--scenarios", "connexion-carte,nonce-faux,repli", "--sortie", &sortie]);
        arguments.extend(precedent.into_iter().flat_map(|precedent| ["--precedent", precedent]));
        tokio::task::block_in_place(|| banc(&arguments))
    };
    let (code, dit) = mener("premier", None);
    assert_eq!(code, 0, "{dit}");
    jumeau.devenir(Some(Faute::NonceIgnore));
    let (code, dit) = mener("second", Some(&chemin("premier/rapport.json")));
    assert!(code == 1 && dit.contains("non conforme     nonce-faux"), "{code} {dit}");
    let rapport = rapport::lire(Path::new(&chemin("second/rapport.json"))).unwrap();
    let ecarts = &rapport.comparaison.as_ref().unwrap().ecarts;
    assert!(ecarts.len() == 1 && ecarts[0].id == "nonce-faux" && ecarts[0].recul(), "{ecarts:?}");
    tenir(Path::new(&chemin("second")));
}

/// The files of a report agree with one another, hold no secret, and one that was touched is told.
fn tenir(dossier: &Path) {
    let chemin = |nom: &str| dossier.join(nom).to_str().unwrap().to_owned();
    let lire = |nom: &str| std::fs::read_to_string(dossier.join(nom)).unwrap();
    assert!(lire(JUNIT).contains("failures=\"1\"") && lire(PAGE).contains("id=\"s-nonce-faux\""));
    for fichier in [RAPPORT, JUNIT, PAGE] {
        assert!(!lire(fichier).contains(SECRET) && !lire(fichier).contains("eyJ"), "{fichier}");
    }
    let verifier = || banc(&["verifier", "--rapport", &chemin(RAPPORT), "--cle", &chemin(CLE)]).0;
    assert_eq!(verifier(), 0);
    std::fs::write(dossier.join(RAPPORT), lire(RAPPORT).replace("non-conforme", "conforme")).unwrap();
    assert_eq!(verifier(), 1);
}
