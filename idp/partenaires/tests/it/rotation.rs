use ambient::{ExposeSecret as _, Seconds};
use idp_core::client::{ClientAuth, ClientKeys, Clients as _};
use idp_core::client_auth::ClientAuthentication;
use idp_core::registration::Method;
use idp_partenaires::{Environnement, Fiche, Nouvelle, Refus};
use serde_json::json;

use crate::bench::{Bench, fiche};

const ESSAI: Environnement = Environnement::Essai;
const WEEK: Seconds = Seconds::hours(7 * 24);

// requirement: K13
#[tokio::test]
async fn a_secret_is_shown_once_and_two_serve_until_a_date() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    let service = bench.bureau.creer(&noe, fiche()).await.unwrap();
    let id = service.essai.clone().unwrap();
    let turn = async |kept| bench.bureau.tourner(&noe, (&service.id, ESSAI), (Nouvelle::Secret, kept)).await;
    let first = turn(Seconds(0)).await.unwrap().secret.unwrap();
    let second = turn(WEEK).await.unwrap();
    let rests = |secret: &str| ClientAuthentication::rest_secret(&bench.deps.rest, secret);
    let client = bench.sql.client(&id).await.unwrap().unwrap();
    let shown = second.secret.as_ref().unwrap().expose_secret();
    assert_eq!(client.auth, ClientAuth::ClientSecretPost { secret: rests(shown) });
    let now = bench.ambient.now();
    let former = client.before_rotation(now).unwrap();
    assert_eq!(former.auth, ClientAuth::ClientSecretPost { secret: rests(first.expose_secret()) });
    assert!(matches!(turn(WEEK).await, Err(Refus::DejaDeux(until)) if Some(until) == second.ancienne_jusqu_au));
    bench.clock.advance(WEEK);
    assert_eq!(client.before_rotation(bench.ambient.now()), None);
    assert!(turn(WEEK).await.is_ok(), "the former one has ended");
    let told = format!("{client:?} {}", bench.journal.texte());
    assert!(!told.contains(shown) && !told.contains(first.expose_secret()));
}

#[tokio::test]
async fn a_former_proof_may_be_ended_before_its_date_and_lives_a_month_at_most() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    let service = bench.bureau.creer(&noe, fiche()).await.unwrap();
    let turn = async |kept| bench.bureau.tourner(&noe, (&service.id, ESSAI), (Nouvelle::Secret, kept)).await;
    assert!(matches!(turn(Seconds::hours(31 * 24)).await, Err(Refus::Delai)));
    assert!(matches!(turn(Seconds(-1)).await, Err(Refus::Delai)));
    turn(WEEK).await.unwrap();
    bench.bureau.finir_l_ancienne(&noe, &service.id, ESSAI).await.unwrap();
    let client = bench.sql.client(&service.essai.unwrap()).await.unwrap().unwrap();
    assert_eq!(client.outgoing, None);
}

// requirement: C11
#[tokio::test]
async fn keys_change_as_secrets_do_and_what_is_no_key_is_refused() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    let jwks = |kid: &str| json!({"keys": [{"kty": "EC", "crv": "P-256", "kid": kid, "x": "a", "y": "b"}]});
    let by_key = Fiche { methode: Method::PrivateKeyJwt, jwks: Some(jwks("old")), ..fiche() };
    let service = bench.bureau.creer(&noe, by_key).await.unwrap();
    let turn = async |new| bench.bureau.tourner(&noe, (&service.id, ESSAI), (new, WEEK)).await;
    assert!(matches!(turn(Nouvelle::Secret).await, Err(Refus::AutreMethode)));
    let private = Nouvelle::Jwks(json!({"keys": [{"kty": "EC", "d": "secret"}]}));
    assert!(matches!(turn(private).await, Err(Refus::Fiche(_))));
    assert!(matches!(turn(Nouvelle::JwksUri("http://tilleuls.example/k".into())).await, Err(Refus::Fiche(_))));
    turn(Nouvelle::Jwks(jwks("new"))).await.unwrap();
    let client = bench.sql.client(&service.essai.clone().unwrap()).await.unwrap().unwrap();
    let keys = |keys: &ClientKeys| format!("{keys:?}");
    assert!(keys(&client.keys).contains("new"));
    assert!(keys(&client.before_rotation(bench.ambient.now()).unwrap().keys).contains("old"));
    let vu = bench.bureau.service(&noe, &service.id).await.unwrap();
    assert_eq!(vu.service.fiche.jwks, Some(jwks("new")), "the declaration tells the keys that serve");
}
