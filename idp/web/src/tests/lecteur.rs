use std::sync::Arc;

use http::StatusCode;
use idp_core::carte::{RetraitDeps, Retraits};

use super::browser::Navigateur;
use super::maison::Maison;
use crate::fakes::FakeCards;
use crate::routes::{DEMANDE_CARTE, RETRAITS};

#[tokio::test]
async fn a_program_asks_with_a_card_and_a_form_of_another_site_is_not_read() {
    let maison = Maison::new().await;
    let router = crate::lecteur::demandes(maison.issuer.ciba.cards().clone());
    let nobody = Navigateur::default().get(&router, DEMANDE_CARTE).await;
    assert_eq!(nobody.status, StatusCode::FORBIDDEN);
    assert!(nobody.html.contains("CARTE_ABSENTE"), "{}", nobody.html);
    assert_eq!(nobody.headers["cache-control"], "no-store");
    let mut program = Navigateur { card: Some("CPS 899900000011"), ..Navigateur::default() };
    assert_eq!(program.get(&router, DEMANDE_CARTE).await.status, StatusCode::NO_CONTENT, "nothing waits");
    let form = program.post(&router, DEMANDE_CARTE, &[("reponse", "refuser")]).await;
    assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn a_card_that_left_is_told_by_its_certificate_alone() {
    let maison = Maison::new().await;
    let issuer = &maison.issuer;
    let router = crate::lecteur::retraits(Retraits::new(RetraitDeps {
        ambient: issuer.ambient.clone(),
        autorites: Arc::new(FakeCards),
        sessions: issuer.sessions.clone(),
        ends: issuer.ends.clone(),
        grants: issuer.grants.clone(),
        stamps: issuer.stamps.clone(),
        journal: issuer.journal.clone(),
    }));
    let form = Navigateur::default().post(&router, RETRAITS, &[("carte", "CPS 899900000011")]).await;
    assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(issuer.journal.events().is_empty());
}
