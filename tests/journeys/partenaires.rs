//! The partner space from a mail to a client that logs in, in a real browser and by its API.

use std::process::Command;

use harness::{Sandbox, node, program, succeed};
use serde_json::{Value, json};

use crate::browser::{browser_home, screens};

// requirement: S01 A01 C09 K13
#[test]
fn a_team_goes_from_a_mail_to_a_client_and_reads_its_refusals() {
    let sandbox = Sandbox::start();
    let home = browser_home(&sandbox, None);
    let options = json!({
        "manifest": sandbox.manifest, "home": home.path(), "screens": screens("partenaires"),
        "exploitant": format!("https://localhost:{}", sandbox.ports + 9),
    });
    succeed(&mut node(&sandbox, "journeys/partenaires.mjs", &options));
}

/// `caducee partenaires`, on the sandbox that runs.
fn partners(sandbox: &Sandbox, arguments: &[&str]) -> Command {
    let mut command = sandbox.command(&["partenaires"]);
    command.args(arguments);
    command
}

fn said(text: &str, name: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("no {name} in {text}"));
    line.trim().to_owned()
}

// requirement: C11
#[tokio::test]
async fn the_command_line_makes_a_client_whose_two_secrets_serve_at_once() {
    let sandbox = Sandbox::start();
    let organisation = succeed(&mut partners(
        &sandbox,
        &["creer-organisation", "--nom", "Équipe", "--responsable", "noe@editeur.example"],
    ));
    let organisation = organisation.split('\t').next().expect("an identifier").to_owned();
    let (name, place) = (["--nom", "Dossier d’essai"], ["--lieu", "EHPAD FICTIF LES TILLEULS"]);
    let create = |retour: &'static str| {
        let mut command = partners(&sandbox, &["creer-service", "--organisation", &organisation, "--retour", retour]);
        command.args(name).args(place);
        command
    };
    let refused = create("http://essai.example/retour").output().expect("it ran");
    assert!(!refused.status.success());
    let reason = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(reason.contains("partenaire.declaration") && reason.contains("is not https"), "{reason}");
    let made = succeed(&mut create("https://essai.localhost/retour"));
    let (service, client) = (said(&made, "service:"), said(&made, "client_id:"));
    let first = said(&made, "client_secret:");
    let turn = ["tourner-secret", "--organisation", &organisation, "--service", &service, "--garder-jours", "1"];
    let second = said(&succeed(&mut partners(&sandbox, &turn)), "client_secret:");
    let web = web(&sandbox);
    for secret in [&first, &second] {
        let error = redeem(&web, &sandbox, &client, secret).await;
        assert_eq!(error, "invalid_grant", "the client is proven: only the code is unknown");
    }
    assert_eq!(redeem(&web, &sandbox, &client, "another-secret").await, "invalid_client");
    assert!(succeed(&mut partners(&sandbox, &["lister"])).contains(&client));
    assert!(program("caducee").exists());
}

// requirement: C11
#[tokio::test]
async fn the_command_line_does_what_the_api_does_over_the_life_of_a_service() {
    let sandbox = Sandbox::start();
    let run = |arguments: &[&str]| succeed(&mut partners(&sandbox, arguments));
    let refused = |arguments: &[&str]| {
        let output = partners(&sandbox, arguments).output().expect("it ran");
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let made = run(&["creer-organisation", "--nom", "Équipe", "--responsable", "noe@editeur.example"]);
    let organisation = made.split('\t').next().expect("an identifier").to_owned();
    let folder = tempfile::tempdir().expect("a folder");
    let declaration = folder.path().join("fiche.json");
    let path = declaration.to_str().expect("a readable path");
    let names = ["--nom", "Dossier", "--lieu", "Lyon", "--retour", "https://essai.localhost/retour"];
    let made = run(&[&["creer-service", "--organisation", &organisation], &names[..]].concat());
    let (service, client) = (said(&made, "service:"), said(&made, "client_id:"));
    let first = said(&made, "client_secret:");
    let of = |verb: &'static str| [verb, "--organisation", organisation.as_str(), "--service", service.as_str()];

    std::fs::write(&declaration, run(&of("voir")).replace("\"Dossier\"", "\"Dossier de Lyon\"")).expect("a file");
    assert!(run(&[&of("modifier")[..], &["--fichier", path]].concat()).contains("Dossier de Lyon"));
    std::fs::write(&declaration, "{").expect("a file");
    let reason = refused(&[&of("modifier")[..], &["--fichier", path]].concat());
    assert!(reason.contains("fiche.json"), "the file is named: {reason}");

    let second = said(&run(&of("tourner-secret")), "client_secret:");
    run(&of("finir-ancienne"));
    let web = web(&sandbox);
    assert_eq!(redeem(&web, &sandbox, &client, &first).await, "invalid_client");
    assert_eq!(redeem(&web, &sandbox, &client, &second).await, "invalid_grant");

    let key = run(&["creer-cle", "--organisation", &organisation, "--nom", "CI"]);
    let key = key.split_whitespace().find(|word| word.starts_with("cdp_")).expect("a key");
    let mut asked = partners(&sandbox, &of("requetes"));
    let trace: Value = serde_json::from_str(&succeed(asked.env("CADUCEE_CLE_API", key))).expect("JSON");
    assert!(trace.to_string().contains("invalid_client"), "{trace}");
    let asked = partners(&sandbox, &of("requetes")).env("CADUCEE_CLE_API", "cdp_nobody-s").output().expect("it ran");
    assert!(!asked.status.success());

    let undecided = refused(&["decider", "--service", &service]);
    assert!(undecided.contains("--accepter"), "{undecided}");
    let nobody = refused(&["rendre-acces", "--courriel", "personne@editeur.example", "--constat", "vue"]);
    assert!(nobody.contains("partenaire.inconnu"), "{nobody}");
    run(&of("retirer"));
    assert_eq!(redeem(&web, &sandbox, &client, &second).await, "invalid_client");
    assert!(!run(&["lister"]).contains(&client));
}

fn web(sandbox: &Sandbox) -> reqwest::Client {
    let authority = std::fs::read(sandbox.authority()).expect("the authority");
    let authority = reqwest::Certificate::from_pem(&authority).expect("a certificate");
    reqwest::Client::builder().tls_certs_only([authority]).build().expect("a client")
}

/// The error of the token endpoint for a code that nobody made.
async fn redeem(web: &reqwest::Client, sandbox: &Sandbox, client: &str, secret: &str) -> String {
    // a registration is remembered for a second
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    let endpoint = format!("{}/protocol/openid-connect/token", sandbox.text("/issuer"));
    let form = [
        ("grant_type", "authorization_code"),
        ("code", "nobody-s"),
        ("redirect_uri", "https://essai.localhost/retour"),
        ("client_id", client),
        ("client_secret", secret),
    ];
    let answer: Value = web.post(endpoint).form(&form).send().await.expect("an answer").json().await.expect("JSON");
    answer["error"].as_str().expect("an error").to_owned()
}
