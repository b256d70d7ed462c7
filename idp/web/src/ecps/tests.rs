//! The phone against the router: what `idp_core` tries in memory, here over the paths, the JSON and the statuses.

use std::net::SocketAddr;
use std::sync::Arc;

use ambient::{Ambient, RestKey, Timestamp};
use async_trait::async_trait;
use axum::body::Body;
use ecps::{Attestation, chemin};
use http::{Request, StatusCode};
use idp_core::ecps::{CleEmballage, DemandeEtat, Demandes, NouvelleDemande, Origine, Reglages, Socle};
use mobile_device::{Contexte, Cout, Injoignable, Provider, Refus, ReponseBrute, Telephone};
use tower::ServiceExt as _;

use super::*;
use crate::fakes::dehors::{ALBA, Dehors};
use crate::fakes::{FakeCompteurs, FakeJournal, FakePresence, FakeSpent, FakeStamps};

/// The authorization host, as a phone reaches it.
struct Hote(Router);

#[async_trait]
impl Provider for Hote {
    async fn poster(&self, chemin: &str, corps: String) -> Result<ReponseBrute, Injoignable> {
        let (statut, corps) = envoyer(&self.0, chemin, corps).await;
        Ok(ReponseBrute { statut: statut.as_u16(), corps })
    }
}

async fn envoyer(router: &Router, chemin: &str, corps: impl Into<Body>) -> (StatusCode, String) {
    let peer = Peer { addr: SocketAddr::from(([192, 0, 2, 1], 50_000)), certificates: vec![] };
    let request = Request::post(chemin).extension(peer).body(corps.into()).unwrap();
    let reponse = router.clone().oneshot(request).await.unwrap();
    let statut = reponse.status();
    let corps = axum::body::to_bytes(reponse.into_body(), 65_536).await.unwrap();
    (statut, String::from_utf8(corps.to_vec()).unwrap())
}

fn monter() -> (Ambient, Arc<Dehors>, Demandes, Hote) {
    let (ambient, _) = Ambient::fixed(Timestamp::from_seconds(1_900_000_000), 5);
    let dehors = Arc::new(Dehors::default());
    let socle = Arc::new(Socle {
        ambient: ambient.clone(),
        rest_key: RestKey::from_bytes(&[1; 32]),
        emballage: CleEmballage::from_bytes(&[2; 32]).unwrap(),
        reglages: Reglages::new("https://wallet.test", vec![Attestation::Simulated]),
        annuaire: dehors.clone(),
        appareils: dehors.clone(),
        compteurs: Arc::new(FakeCompteurs::default()),
        spent: Arc::new(FakeSpent::default()),
        presence: Arc::new(FakePresence::default()),
        stamps: Arc::new(FakeStamps::default()),
        journal: Arc::new(FakeJournal::default()),
        messages: dehors.clone(),
        notification: dehors.clone(),
        ensuite: dehors.clone(),
        ecoute: dehors.clone(),
    });
    let activations = Arc::new(Activations::new(socle.clone()));
    let reponses = Arc::new(Reponses::new(socle.clone()));
    (ambient, dehors, Demandes::new(socle), Hote(router(EcpsState { activations, reponses })))
}

#[tokio::test]
async fn a_phone_is_activated_and_approves_over_the_device_api() {
    let (ambient, dehors, demandes, hote) = monter();
    let attestation = Attestation::Simulated;
    let ctx = Contexte { ambient: &ambient, provider: &hote, cout: Cout::ESSAIS_SEULEMENT, attestation };
    let mut telephone = Telephone::neuf("telephone-1");
    telephone.activer(&ctx, ALBA).await.unwrap();
    let (sms, courriel) = dehors.codes().await;
    telephone.confirmer(&ctx, &sms, &courriel).await.unwrap();
    telephone.choisir_code(&ctx, "482913").await.unwrap();

    let origine = Origine::Navigateur {
        cookie: None,
        source: Source::from(std::net::IpAddr::from([192, 0, 2, 9])),
        navigateur: "Firefox".to_owned(),
    };
    let [client, lieu, action] = ["DUI", "EHPAD FICTIF", "Se connecter"].map(str::to_owned);
    let nouvelle = NouvelleDemande {
        identifiant: ALBA.to_owned(),
        service: "dui".into(),
        client,
        lieu,
        action,
        origine,
        nombre: None,
        lieux: Vec::new(),
        vie: None,
    };
    let demande = demandes.ouvrir(nouvelle).await.unwrap();
    telephone.regarder(&ctx).await.unwrap().expect("the request is shown");
    let refus = telephone.approuver(&ctx, &demande.id, "1000", "482913").await.unwrap_err();
    assert!(matches!(&refus, Refus::Provider(p) if p.essais_restants == Some(2)), "{refus:?}");
    telephone.approuver(&ctx, &demande.id, &demande.nombre, "482913").await.unwrap();
    assert_eq!(demandes.etat(&demande.id).await.unwrap(), DemandeEtat::Approuvee);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_without_being_repeated() {
    let (_, _, _, Hote(router)) = monter();
    for corps in ["", "{", r#"{"identifiant":"899900000011","de trop":"123456"}"#, r#"{"identifiant":123456}"#] {
        let (statut, reponse) = envoyer(&router, chemin::ACTIVATIONS, corps).await;
        assert_eq!(statut, StatusCode::BAD_REQUEST, "{corps}");
        assert!(reponse.contains("message_illisible") && !reponse.contains("123456"), "{reponse}");
    }
    let (statut, _) = envoyer(&router, chemin::ACTIVATIONS, "x".repeat(CORPS_MAX + 1)).await;
    assert_eq!(statut, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_request_that_no_phone_signed_gets_nothing() {
    let (_, _, _, Hote(router)) = monter();
    for chemin in [chemin::DEMANDE, chemin::EVALUATION, chemin::REPONSE] {
        let (statut, reponse) = envoyer(&router, chemin, r#"{"jws":"a.b.c"}"#).await;
        assert_eq!(statut, StatusCode::BAD_REQUEST, "{chemin}");
        assert!(reponse.contains("message_illisible"), "{reponse}");
    }
}
