//! The registry's API, attacked from its own document by schemathesis: the real store, tokens of a stand-in for the provider.

mod cibles;
#[allow(clippy::unwrap_used, dead_code, reason = "shared with the tests of the API, which use the rest of it")]
#[path = "../../registry/api/tests/it/decor.rs"]
mod decor;
#[allow(clippy::unwrap_used, dead_code, reason = "shared with the tests of the API, which use the rest of it")]
#[path = "../../registry/api/tests/it/emetteur.rs"]
mod emetteur;
mod fournisseur;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use harness::{output, root, succeed};
use registry_core::recherche::{Limites, Rythme};
use serde_json::Value;

use decor::{DIRECTRICE, Decor, MAINTENANT, Reglages};

/// Seconds: an attack that hangs is a failure.
const PATIENCE: &str = "600";

// requirement: R01 R07 R12 O03
#[tokio::test(flavor = "multi_thread")]
async fn schemathesis_finds_nothing_wrong_and_reaches_every_act() {
    let sans_fin = Rythme { par_minute: u32::MAX, par_jour: u32::MAX };
    let limites = Limites { annuaire: sans_fin, agent: sans_fin };
    let decor = Decor::regle(Reglages { par_minute: u32::MAX, limites, ..Reglages::default() }).await;
    let dossier = tempfile::tempdir().expect("a folder");
    let reglages = std::fs::read_to_string(root().join("tests/clients/schemathesis.toml")).expect("the settings");
    let reglages = reglages + &cibles::dictionnaires(&decor).await;
    std::fs::write(dossier.path().join("schemathesis.toml"), reglages).expect("the settings");
    let claims = decor.emetteur.claims(DIRECTRICE, MAINTENANT, &[("exp", (MAINTENANT + 86_400).into())]);
    let jeton = decor.emetteur.signer(&claims);
    let accueil = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let adresse = format!("http://{}/api/v1/openapi.json", accueil.local_addr().expect("its address"));
    let routeur = decor.routeur.clone();
    tokio::spawn(async move { axum::serve(accueil, routeur).await });
    let releve = output().join("schemathesis.ndjson");
    let mut attaque = attaque(dossier.path(), &releve);
    attaque.arg(adresse).env("REGISTRE_JETON", jeton);
    let dit = tokio::task::spawn_blocking(move || succeed(&mut attaque)).await.expect("the attack ends");
    let atteintes = atteintes(&std::fs::read_to_string(&releve).expect("its record"));
    assert!(atteintes.values().flat_map(BTreeMap::values).sum::<usize>() > 1_000, "{dit}");
    for operation in operations() {
        let statuts = atteintes.get(&operation);
        let reussies = statuts.is_some_and(|statuts| statuts.keys().any(|statut| (200..300).contains(statut)));
        assert!(reussies, "the attack never got past the refusals of {operation}: {statuts:?}");
    }
}

fn attaque(dossier: &Path, releve: &Path) -> Command {
    let mut attaque = Command::new("timeout");
    attaque.arg(PATIENCE).arg(root().join("target/tests/venv/bin/st"));
    attaque.args(["--config-file", "schemathesis.toml", "run", "--report", "ndjson", "--report-ndjson-path"]);
    attaque.arg(releve).current_dir(dossier);
    attaque
}

/// How often each operation answered with each status.
fn atteintes(releve: &str) -> BTreeMap<String, BTreeMap<u64, usize>> {
    let mut atteintes: BTreeMap<String, BTreeMap<u64, usize>> = BTreeMap::new();
    for ligne in releve.lines() {
        let fait: Value = serde_json::from_str(ligne).expect("a line of JSON");
        let suivi = &fait["ScenarioFinished"]["recorder"];
        for (id, echange) in suivi["interactions"].as_object().into_iter().flatten() {
            let cas = &suivi["cases"][id]["value"];
            let operation = format!("{} {}", texte(&cas["method"]), texte(&cas["path"]));
            let statut = echange["response"]["status_code"].as_u64().unwrap_or_default();
            *atteintes.entry(operation).or_default().entry(statut).or_default() += 1;
        }
    }
    atteintes
}

/// Those of the document.
fn operations() -> Vec<String> {
    let document: Value = serde_json::from_str(&registry_api::document()).expect("the document is JSON");
    let chemins = document["paths"].as_object().expect("paths");
    let toutes = chemins.iter().flat_map(|(chemin, methodes)| {
        let methodes = methodes.as_object().into_iter().flatten();
        methodes.map(move |(methode, _)| format!("{} {chemin}", methode.to_uppercase()))
    });
    toutes.collect()
}

fn texte(valeur: &Value) -> &str {
    valeur.as_str().unwrap_or_default()
}
