//! Whom a measure holds out of service: seen by the employer, who may end what they left and nothing else.

use pages::Langue;
use pages::samples::faults;
use registry_core::recherche::{Effectif, Membre};

use crate::decor::Decor;
use crate::professionnels::{ehpad, vue};

const GESTIONNAIRE: &str = "3690990015/CPED0001";
const ALBA: &str = "899900000011";
const CHERCHER: &str = "/bureau/professionnels";

// requirement: R05 GES-23
#[tokio::test]
async fn their_file_says_so_and_offers_an_end_alone() {
    let mut decor = Decor::nouveau().await;
    *decor.registre.vues.lock().unwrap() = vec![vue("s1", Some("v1"))];
    decor.entrer_caducee(GESTIONNAIRE).await;
    let page = decor.navigateur.lire(CHERCHER).await.html;
    let active = decor.navigateur.envoyer(CHERCHER, &page, &[("personne", ALBA)]).await.html;
    assert!(!active.contains("hors activité") && active.contains("Ajouter un lieu de travail"));
    *decor.registre.hors_activite.lock().unwrap() = true;
    let fiche = decor.navigateur.envoyer(CHERCHER, &page, &[("personne", ALBA)]).await.html;
    assert_eq!(faults(&fiche, Langue::Fr), Vec::<String>::new());
    assert!(fiche.contains("Cette personne est hors activité") && fiche.contains("Hors activité</span>"));
    assert!(fiche.contains("Mettre fin à l’activité"));
    for geste in ["Ajouter un lieu", "Corriger les coordonnées", "Modifier l’activité", "Changer d’établissement"]
    {
        assert!(!fiche.contains(geste), "{geste}");
    }
}

// requirement: R05 GES-21
#[tokio::test]
async fn the_list_of_the_place_says_who() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee(GESTIONNAIRE).await;
    let une = vue("s1", Some("v1"));
    let (personne, noms) = (ALBA.parse().unwrap(), une.noms.clone());
    let membre = Membre { personne, noms, hors_activite: true, situations: vec![une] };
    let effectif = Effectif { structure: ehpad(), nombre: 1, page: 1, pages: 1, membres: vec![membre] };
    *decor.registre.autres.effectif.lock().unwrap() = Some(effectif);
    let page = decor.navigateur.lire("/bureau/etablissements/690990114").await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    assert!(page.contains("Hors activité</span>") && page.contains("Ouvrir la fiche"));
}
