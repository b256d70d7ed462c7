//! OpenID Connect Back-Channel Logout 1.0, as the portal hears it: our own provider says that a session is over.

use std::sync::atomic::Ordering;

use ambient::Seconds;
use axum::body::Body;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::caducee::{AUTRE_CLE, CLE};
use crate::decor::{Decor, MAINTENANT, parametre};

const GESTIONNAIRE: &str = "3690990015/CPED0001";
const ALBA: &str = "899900000011";
const FIN: &str = "/deconnexion/caducee";
const FORMULAIRE: &str = "application/x-www-form-urlencoded";

/// What the portal answers to whoever sends this body, without any cookie.
async fn poster(decor: &Decor, genre: &str, corps: String) -> StatusCode {
    let demande = Request::post(FIN).header(CONTENT_TYPE, genre).body(Body::from(corps)).unwrap();
    let reponse = decor.navigateur.portail.clone().oneshot(demande).await.unwrap();
    assert_eq!(reponse.headers()[CACHE_CONTROL], "no-store");
    reponse.status()
}

async fn dire(decor: &Decor, jeton: &str) -> StatusCode {
    poster(decor, FORMULAIRE, format!("state=x&logout_token={jeton}")).await
}

async fn connecte(decor: &mut Decor) -> bool {
    decor.navigateur.lire("/bureau/droits").await.statut.is_success()
}

async fn entree() -> Decor {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee(GESTIONNAIRE).await;
    assert!(connecte(&mut decor).await);
    decor
}

// requirement: S04
#[tokio::test]
async fn a_logout_elsewhere_ends_the_session_here() {
    let mut decor = entree().await;
    assert_eq!(dire(&decor, &decor.caducee.logout(&[])).await, StatusCode::OK);
    assert_eq!(decor.navigateur.lire("/bureau/droits").await.vers, "/", "nobody is signed in");
    let bienvenue = decor.navigateur.lire("/").await;
    assert_eq!(bienvenue.statut, StatusCode::OK, "the doors");
    let (_, retour) = decor.aller_retour("/connexion").await;
    assert!(retour.html.contains("portail.terminee"), "the provider had ended this very session");
    *decor.caducee.session.lock().unwrap() = "session-2".to_owned();
    decor.entrer_caducee(GESTIONNAIRE).await;
    assert!(connecte(&mut decor).await, "a new one opens");
}

// requirement: S04 S12
#[tokio::test]
async fn sid_ends_one_session_and_sub_alone_every_one_of_that_person() {
    let mut decor = entree().await;
    let premier = decor.autre_navigateur();
    *decor.caducee.session.lock().unwrap() = "session-2".to_owned();
    decor.entrer_caducee(GESTIONNAIRE).await;
    let second = decor.autre_navigateur();
    *decor.caducee.session.lock().unwrap() = "session-3".to_owned();
    decor.entrer_caducee(ALBA).await;
    assert_eq!(dire(&decor, &decor.caducee.logout(&[("sid", json!("session-1")), ("sub", Value::Null)])).await, 200);
    let alba = std::mem::replace(&mut decor.navigateur, premier);
    assert!(!connecte(&mut decor).await, "the one that is named");
    decor.navigateur = second;
    assert!(connecte(&mut decor).await, "another of the same person");
    let sub = json!(format!("f:essai:{GESTIONNAIRE}"));
    assert_eq!(dire(&decor, &decor.caducee.logout(&[("sub", sub), ("sid", Value::Null)])).await, StatusCode::OK);
    assert!(!connecte(&mut decor).await, "every one of that person");
    decor.navigateur = alba;
    assert!(decor.navigateur.lire("/moi").await.statut.is_success(), "and of nobody else");
}

#[tokio::test]
async fn a_session_of_somebody_else_is_not_ended_by_its_name() {
    let mut decor = entree().await;
    let autre = decor.caducee.logout(&[("sub", json!("f:essai:somebody"))]);
    assert_eq!(dire(&decor, &autre).await, StatusCode::OK, "there is nothing to end");
    assert!(connecte(&mut decor).await);
}

/// §2.6, each rule broken alone.
// requirement: S06
#[tokio::test]
async fn a_token_that_breaks_one_rule_ends_nothing() {
    let mut decor = entree().await;
    let now = MAINTENANT.seconds();
    let bon = json!({"alg": "EdDSA", "typ": "logout+jwt", "kid": "k1"});
    let signe = |entete: &Value, changes: &[(&str, Value)], cle| decor.caducee.signe(entete.clone(), changes, cle);
    let avec = |nom: &str, valeur: Value| {
        let mut entete = bon.clone();
        entete[nom] = valeur;
        entete
    };
    let sans_typ = json!({"alg": "EdDSA", "kid": "k1"});
    let mut refusees: Vec<(String, String)> = vec![
        ("typ of an ID token".to_owned(), signe(&avec("typ", json!("JWT")), &[], CLE)),
        ("no typ".to_owned(), signe(&sans_typ, &[], CLE)),
        ("alg none".to_owned(), signe(&avec("alg", json!("none")), &[], CLE)),
        ("alg HS256".to_owned(), signe(&avec("alg", json!("HS256")), &[], CLE)),
        ("another alg than it was signed with".to_owned(), signe(&avec("alg", json!("RS256")), &[], CLE)),
        ("crit".to_owned(), signe(&avec("crit", json!(["x"])), &[], CLE)),
        ("a key of its own".to_owned(), signe(&avec("jku", json!("https://elsewhere.test/certs")), &[], CLE)),
        ("a key that nobody publishes".to_owned(), signe(&avec("kid", json!("k9")), &[], CLE)),
        ("signed by somebody else".to_owned(), signe(&bon, &[], AUTRE_CLE)),
        ("no token".to_owned(), "x.y".to_owned()),
    ];
    for (nom, valeur) in [
        ("iss", json!("https://elsewhere.test")),
        ("iss", Value::Null),
        ("aud", json!("dui")),
        ("aud", json!(["portail", "dui"])),
        ("aud", Value::Null),
        ("iat", json!(now + 60)),
        ("iat", Value::Null),
        ("exp", json!(now)),
        ("exp", Value::Null),
        ("jti", Value::Null),
        ("events", Value::Null),
        ("events", json!({"http://schemas.openid.net/event/other": {}})),
        ("events", json!({"http://schemas.openid.net/event/backchannel-logout": "yes"})),
        ("nonce", json!("n")),
        ("sub", json!(1)),
        ("sid", json!("")),
    ] {
        refusees.push((format!("{nom} {valeur}"), decor.caducee.logout(&[(nom, valeur)])));
    }
    refusees.push(("nobody".to_owned(), decor.caducee.logout(&[("sub", Value::Null), ("sid", Value::Null)])));
    for (regle, jeton) in refusees {
        assert_eq!(dire(&decor, &jeton).await, StatusCode::BAD_REQUEST, "{regle}");
    }
    let jeton = decor.caducee.logout(&[]);
    for (genre, corps) in [
        (FORMULAIRE, String::new()),
        (FORMULAIRE, "logout_token=".to_owned()),
        (FORMULAIRE, format!("logout_token={jeton}&logout_token={jeton}")),
        (FORMULAIRE, format!("token={jeton}")),
        ("application/json", format!("logout_token={jeton}")),
        ("", format!("logout_token={jeton}")),
        (FORMULAIRE, format!("logout_token={jeton}&x={}", "a".repeat(70_000))),
    ] {
        assert_eq!(poster(&decor, genre, corps.clone()).await, StatusCode::BAD_REQUEST, "{genre} {:.40}", corps);
    }
    assert!(connecte(&mut decor).await, "nothing of it ended anything");
    assert_eq!(dire(&decor, &jeton).await, StatusCode::OK, "the right one does");
    assert!(!connecte(&mut decor).await);
}

// requirement: S06
#[tokio::test]
async fn a_jti_serves_once() {
    let mut decor = entree().await;
    let par_personne = decor.caducee.logout(&[("sid", Value::Null)]);
    assert_eq!(dire(&decor, &par_personne).await, StatusCode::OK);
    decor.horloge.advance(Seconds(60));
    assert_eq!(dire(&decor, &par_personne).await, StatusCode::BAD_REQUEST);
    decor.horloge.advance(Seconds(60));
    assert_eq!(dire(&decor, &par_personne).await, StatusCode::BAD_REQUEST, "it is over too");
    let reponse = decor.navigateur.lire(FIN).await;
    assert_eq!(reponse.statut, StatusCode::METHOD_NOT_ALLOWED);
}

// requirement: S01 S04
#[tokio::test]
async fn a_logout_that_comes_while_somebody_arrives_is_stronger() {
    let mut decor = Decor::nouveau().await;
    *decor.caducee.identifiant.lock().unwrap() = GESTIONNAIRE.to_owned();
    let depart = url::Url::parse(&decor.navigateur.lire("/connexion").await.vers).unwrap();
    *decor.caducee.nonce.lock().unwrap() = parametre(&depart, "nonce");
    assert_eq!(dire(&decor, &decor.caducee.logout(&[])).await, StatusCode::OK);
    let retour = format!("/connexion/retour?code=c&state={}", parametre(&depart, "state"));
    let arrivee = decor.navigateur.lire(&retour).await;
    assert!(arrivee.statut == StatusCode::BAD_REQUEST && arrivee.html.contains("portail.terminee"), "{}", arrivee.html);
    assert!(!connecte(&mut decor).await);
}

#[tokio::test]
async fn a_form_that_was_open_is_given_back_to_the_same_person() {
    for (revenu, garde) in [(GESTIONNAIRE, true), ("3690990015/CPE00003", false)] {
        let mut decor = entree().await;
        let page = decor.navigateur.lire("/bureau/enregistrer").await.html;
        assert_eq!(dire(&decor, &decor.caducee.logout(&[])).await, StatusCode::OK);
        let fermee = decor.navigateur.envoyer("/bureau/enregistrer", &page, &[("nom", "FICTIF-GARDÉ")]).await;
        assert_eq!(fermee.statut, StatusCode::UNAUTHORIZED);
        assert!(fermee.html.contains("est gardé") && fermee.html.contains(r#"href="/connexion""#), "{}", fermee.html);
        *decor.caducee.session.lock().unwrap() = "session-2".to_owned();
        assert_eq!(decor.entrer_caducee(revenu).await == "/bureau/enregistrer", garde, "{revenu}");
        let rendue = decor.navigateur.lire("/bureau/enregistrer").await.html;
        assert_eq!(rendue.contains(r#"value="FICTIF-GARDÉ""#), garde, "{revenu}");
    }
}

#[tokio::test]
async fn a_new_key_of_the_provider_is_learnt_and_it_is_asked_once_in_a_while() {
    let mut decor = entree().await;
    let nouvelle = json!({"alg": "EdDSA", "typ": "logout+jwt", "kid": "k2"});
    decor.caducee.cles.lock().unwrap().push(("k2", AUTRE_CLE));
    let jeton = || decor.caducee.signe(nouvelle.clone(), &[], AUTRE_CLE);
    decor.horloge.advance(Seconds(6));
    let avant = decor.caducee.decouvertes.load(Ordering::SeqCst);
    for _ in 0..20 {
        let inconnue = json!({"alg": "EdDSA", "typ": "logout+jwt", "kid": "made-up"});
        let refus = dire(&decor, &decor.caducee.signe(inconnue, &[], AUTRE_CLE)).await;
        assert_eq!(refus, StatusCode::BAD_REQUEST);
    }
    assert_eq!(decor.caducee.decouvertes.load(Ordering::SeqCst) - avant, 1, "whatever names come");
    assert_eq!(dire(&decor, &jeton()).await, StatusCode::OK);
    assert!(!connecte(&mut decor).await);
}

#[tokio::test]
async fn a_portal_that_cannot_tell_asks_to_be_told_again() {
    let mut decor = entree().await;
    let jeton = decor.caducee.signe(json!({"alg": "EdDSA", "typ": "logout+jwt", "kid": "k2"}), &[], AUTRE_CLE);
    decor.horloge.advance(Seconds(6));
    decor.caducee.muet.store(true, Ordering::SeqCst);
    assert_eq!(dire(&decor, &jeton).await, StatusCode::SERVICE_UNAVAILABLE);
    decor.caducee.muet.store(false, Ordering::SeqCst);
    decor.caducee.cles.lock().unwrap().push(("k2", AUTRE_CLE));
    assert_eq!(dire(&decor, &jeton).await, StatusCode::SERVICE_UNAVAILABLE, "it was asked a moment ago");
    decor.horloge.advance(Seconds(6));
    assert_eq!(dire(&decor, &jeton).await, StatusCode::OK);
    assert!(!connecte(&mut decor).await);

    let mut decor = entree().await;
    decor.magasin.fermer().await;
    assert_eq!(dire(&decor, &decor.caducee.logout(&[])).await, StatusCode::SERVICE_UNAVAILABLE, "no database");
    let page = decor.navigateur.lire("/bureau/droits").await;
    assert!(page.statut == StatusCode::SERVICE_UNAVAILABLE && page.html.contains("portail.registre"), "{}", page.html);
}

#[tokio::test]
async fn signing_out_here_and_hearing_of_it_from_the_provider_is_one_logout() {
    let mut decor = entree().await;
    let page = decor.navigateur.lire("/deconnexion").await.html;
    let sortie = decor.navigateur.envoyer("/deconnexion", &page, &[]).await;
    assert!(sortie.vers.contains("/logout?") && sortie.vers.contains("id_token_hint="), "{}", sortie.vers);
    assert!(!connecte(&mut decor).await);
    assert_eq!(dire(&decor, &decor.caducee.logout(&[])).await, StatusCode::OK);
}
