//! Cards and dashboards of a structure, and the figures of the ANS: what their pages say, and to whom.

use std::sync::Arc;

use async_trait::async_trait;
use carte_cps::{CarteProduite, CommandeCarte, RaisonOpposition};
use http::StatusCode;
use pages::Langue;
use pages::samples::faults;
use registry_core::carte::{AutoriteCartes, AutoriteError, CarteId, Cartes};
use registry_core::guichet::Guichet;
use registry_core::pilotage::{Releve, SuiviNational, SuiviStructure};
use registry_portail::Suivis;
use registry_store::Magasin;

use crate::adhesion::{DIRECTRICE, decor};
use crate::guichets::autres::SUPPORT;

const COMMANDER: &str = "/bureau/cartes/commander";
const EHPAD: &str = "/bureau/suivi/690990114";

/// Nobody is there.
struct Muette;

#[async_trait]
impl AutoriteCartes for Muette {
    async fn produire(&self, _: &CarteId, _: &CommandeCarte) -> Result<CarteProduite, AutoriteError> {
        Err(AutoriteError::Injoignable(String::new()))
    }

    async fn envoyer(&self, _: &CarteId) -> Result<(), AutoriteError> {
        Err(AutoriteError::Injoignable(String::new()))
    }

    async fn opposer(&self, _: &CarteId, _: RaisonOpposition) -> Result<(), AutoriteError> {
        Err(AutoriteError::Injoignable(String::new()))
    }
}

pub fn cartes(guichet: &Guichet, magasin: &Magasin) -> Cartes {
    let magasin = Arc::new(magasin.clone());
    Cartes::new(guichet.clone(), magasin.clone(), magasin, Arc::new(Muette))
}

pub fn tableaux(guichet: &Guichet, magasin: &Magasin) -> Suivis {
    let magasin = Arc::new(magasin.clone());
    Suivis {
        structure: SuiviStructure::new(guichet.clone(), magasin.clone(), magasin.clone()),
        national: SuiviNational::new(guichet.clone(), magasin),
    }
}

// requirement: GES-09 GES-11 CON-11
#[tokio::test]
async fn a_card_is_ordered_for_somebody_of_the_list_once() {
    let mut decor = decor().await;
    decor.entrer_caducee(DIRECTRICE).await;
    let liste = decor.navigateur.lire("/bureau/cartes").await.html;
    assert_eq!(faults(&liste, Langue::Fr), Vec::<String>::new());
    assert!(liste.contains(r#"href="/bureau/contrat""#) && liste.contains("Aucune carte"), "{liste}");
    let page = decor.navigateur.lire(COMMANDER).await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    assert!(page.contains("formulaire F301") && page.contains(DIRECTRICE), "{page}");
    let vide = decor.navigateur.envoyer(COMMANDER, &page, &[]).await;
    assert_eq!(vide.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(vide.html.contains("Choisissez le type de carte"), "{}", vide.html);
    let sienne = [("structure_carte", "690990015"), ("modele", "CDE"), ("porteur", DIRECTRICE)];
    let faite = decor.navigateur.envoyer(COMMANDER, &page, &sienne).await.html;
    assert!(faite.contains("Carte commandée.") && faite.contains("FICTIF-ROUVIER"), "{faite}");
    assert_eq!(faults(&faite, Langue::Fr), Vec::<String>::new());
    let encore = decor.navigateur.envoyer(COMMANDER, &page, &sienne).await.html;
    assert!(encore.contains("Carte commandée."), "the button twice");
    let onglet = decor.navigateur.lire(COMMANDER).await.html;
    let autre = decor.navigateur.envoyer(COMMANDER, &onglet, &sienne).await;
    assert_eq!(autre.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(autre.html.contains("a déjà une carte"), "another tab: one card a person and a model");
}

// requirement: GES-15
#[tokio::test]
async fn the_dashboard_of_an_establishment_is_for_who_manages_it() {
    let mut decor = decor().await;
    decor.entrer_caducee(DIRECTRICE).await;
    let page = decor.navigateur.lire(EHPAD).await;
    assert_eq!(page.statut, StatusCode::OK);
    assert_eq!(faults(&page.html, Langue::Fr), Vec::<String>::new());
    for dit in ["Suivi de EHPAD FICTIF LES TILLEULS", "Personnes par rôle", "<svg", "<table"] {
        assert!(page.html.contains(dit), "{dit}: {}", page.html);
    }
    for refusee in ["/bureau/suivi/250990173", "/support/suivi"] {
        assert_eq!(decor.navigateur.lire(refusee).await.statut, StatusCode::FORBIDDEN, "{refusee}");
    }
}

// requirement: ENR-15
#[tokio::test]
async fn the_figures_of_the_ans_say_of_when_they_are() {
    let mut decor = decor().await;
    decor.entrer_caducee(SUPPORT).await;
    let avant = decor.navigateur.lire("/support/suivi").await.html;
    assert!(!avant.contains("Chiffres relevés le"), "{avant}");
    Releve::new(decor.guichet.ambient.clone(), Arc::new(decor.magasin.clone())).tour().await.unwrap();
    let page = decor.navigateur.lire("/support/suivi").await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    for dit in ["Chiffres relevés le", "Doublons surveillés", "<svg", "<table"] {
        assert!(page.contains(dit), "{dit}: {page}");
    }
}
