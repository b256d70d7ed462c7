//! The same twins, walked by a real browser that follows a script.

use std::path::Path;
use std::time::Duration;

use ambient::Ambient;
use banc::pilote::{Bornes, Chromium};
use banc::{Campagne, Rythme};
use banc_core::{Graine, Plan, Rapport, Verdict};
use jumeau::Faute;

use crate::maison::{Maison, lire, texte};

const NAVIGATEUR: &str = r#"
    [navigateur]
    connexion = "ouvrir / ; cliquer Se connecter"
    moi = "ouvrir /"
    connecte_si = "Bonjour"
    deconnexion = "ouvrir / ; cliquer Se déconnecter"
"#;

const SCENARIOS: [&str; 11] = [
    "connexion-carte",
    "connexion-ecps",
    "demande-state",
    "state-altere",
    "retour-detourne",
    "refus",
    "annulation",
    "nonce-faux",
    "deconnexion-du-service",
    "deconnexion-propagee",
    "secret-cache",
];

async fn campagne(maison: &Maison) -> Rapport {
    campagne_de(maison, &SCENARIOS, Bornes::default()).await
}

/// By a real Chromium.
pub async fn campagne_de(maison: &Maison, scenarios: &[&str], bornes: Bornes) -> Rapport {
    let scenarios: Vec<String> = scenarios.iter().map(|id| (*id).to_owned()).collect();
    let mut partie = lire(&texte(&maison.base, NAVIGATEUR));
    let clients = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/clients");
    partie.navigateur.as_mut().unwrap().playwright = clients;
    let (adresses, personnes) = (maison.fournisseur.adresses.clone(), maison.fournisseur.personnes.clone());
    let navigateur = partie.navigateur.as_ref().unwrap();
    let mut pilote = Chromium::ouvrir(adresses, &partie, navigateur, personnes, bornes).unwrap();
    let campagne = Campagne {
        fournisseur: &maison.fournisseur,
        partie: &partie,
        plan: Plan::nouveau(&partie, Some(&scenarios)).unwrap(),
        graine: Graine::new(7),
        rythme: Rythme::Presse,
        ambient: Ambient::system(),
        cle: "essai".to_owned(),
        duree: Duration::from_secs(600),
    };
    campagne.mener(&mut pilote, &mut |ligne| println!("{} {:?} {:?}", ligne.id, ligne.verdict, ligne.raison)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_browser_walks_a_right_service_and_catches_a_twin() {
    let maison = Maison::ouvrir().await;
    let jumeau = maison.jumeau();
    let _service = maison.servir(jumeau.router()).await;
    let juste = campagne(&maison).await;
    let fautes: Vec<_> = juste.scenarios.iter().filter(|ligne| ligne.verdict != Verdict::Conforme).collect();
    assert!(fautes.is_empty(), "{fautes:#?}");
    jumeau.devenir(Some(Faute::NonceIgnore));
    let fausse = campagne(&maison).await;
    let fautes: Vec<_> = fausse.scenarios.iter().filter(|ligne| ligne.verdict != Verdict::Conforme).collect();
    assert!(fautes.len() == 1 && fautes[0].id == "nonce-faux", "{fautes:#?}");
    maison.fournisseur.arreter().await;
}
