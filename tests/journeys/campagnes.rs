//! The bench against each example that teams copy and both demonstration services, started as their own descriptions
//! (`banc.toml`) say. What comes out is the matrix scenario × relying party, in `tests/output/banc/matrice.md`.

mod campagne;
mod matrice;

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use harness::{output, root};

use campagne::{Campagne, Rendue};

/// With this in the environment every service meets every scenario, at the pace of people and clocks: fifteen minutes.
const COMPLET: &str = "BANC_COMPLET";
/// Campaigns at once, in the plain run and in the whole one, which waits more than it works.
const ENSEMBLE: [usize; 2] = [2, 4];

/// Of each family of faults, those that a library most often leaves to its user.
const REDUITE: &[&str] = &[
    "connexion-carte",
    "connexion-ecps",
    "demande-acr",
    "state-altere",
    "retour-detourne",
    "iss-absent",
    "refus",
    "signature-fausse",
    "alg-hs256",
    "nonce-faux",
    "azp-faux",
    "at-hash-faux",
    "jeton-futur",
    "jeton-absent",
    "acr-plus-bas",
    "userinfo-autre-sub",
    "refpro-vide",
    "sujet-psi",
    "jeton-court",
    "rafraichissement-autre-personne",
    "situation-terminee",
    "rafraichissement-refuse",
    "fournisseur-en-panne",
    "userinfo-en-panne",
    "avis-obei",
    "avis-dautrui",
    "deconnexion-propagee",
    "secret-cache",
    "hors-navigateur",
    "temoin-protege",
];
/// The same for a service that a real browser must walk, which takes seconds for each login.
const REDUITE_NAVIGATEUR: &[&str] =
    &["connexion-carte", "state-altere", "retour-detourne", "nonce-faux", "acr-plus-bas", "avis-obei", "secret-cache"];

#[test]
fn every_example_and_both_demonstration_services_pass_the_bench_entirely() {
    let complet = complet();
    let parties = Mutex::new(parties().into_iter());
    let rendues = Mutex::new(Vec::new());
    let suivante = || parties.lock().unwrap_or_else(PoisonError::into_inner).next();
    std::thread::scope(|scope| {
        for _ in 0..ENSEMBLE[usize::from(complet)] {
            scope.spawn(|| {
                while let Some((nom, description)) = suivante() {
                    let rendue = Campagne::preparer(&nom, &description).mener(complet);
                    rendues.lock().unwrap_or_else(PoisonError::into_inner).push(rendue);
                }
            });
        }
    });
    let mut rendues = rendues.into_inner().unwrap_or_else(PoisonError::into_inner);
    rendues.sort_by(|une, autre| une.nom.cmp(&autre.nom));
    let matrice = matrice::ecrire(&rendues);
    println!("{matrice}");
    std::fs::write(output().join("banc/matrice.md"), matrice).expect("the matrix");
    let fautes: Vec<String> = rendues.iter().flat_map(Rendue::fautes).collect();
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
}

/// A service that the pages say how to start can be shown to the bench.
#[test]
fn every_service_that_can_be_started_describes_itself_to_the_bench() {
    let nommees: Vec<String> = parties().into_iter().map(|(nom, _)| nom).collect();
    for dossier in dossiers("exemples") {
        let page = std::fs::read_to_string(dossier.join("README.md")).expect("the page of an example");
        let nom = nom(&dossier);
        assert_eq!(page.contains("## Lancer"), nommees.contains(&nom), "{nom}");
    }
    assert!(nommees.len() >= 9, "{nommees:?}");
}

/// Name and description of each.
fn parties() -> Vec<(String, PathBuf)> {
    let dossiers = dossiers("exemples").into_iter().chain(dossiers("relying-parties"));
    let decrites = dossiers.map(|dossier| (nom(&dossier), dossier.join("banc.toml")));
    decrites.filter(|(_, description)| description.is_file()).collect()
}

fn dossiers(parent: &str) -> Vec<PathBuf> {
    let entrees = std::fs::read_dir(root().join(parent)).expect("a folder of services").flatten();
    let mut dossiers: Vec<_> = entrees.map(|entree| entree.path()).filter(|chemin| chemin.is_dir()).collect();
    dossiers.sort();
    dossiers
}

fn nom(dossier: &std::path::Path) -> String {
    dossier.file_name().and_then(|nom| nom.to_str()).expect("a readable name").to_owned()
}

#[expect(clippy::disallowed_methods, reason = "a switch for the person who runs the test, not configuration")]
fn complet() -> bool {
    std::env::var(COMPLET).is_ok()
}
