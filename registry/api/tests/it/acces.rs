//! Who is heard (RFC 6750, RFC 9068 §4).

use std::sync::atomic::Ordering;

use ambient::Seconds;
use axum::body::Body;
use http::{Method, Request, header};
use registry_core::recherche::{Limites, Rythme};
use serde_json::{Value, json};

use crate::decor::{DIRECTRICE, Decor, EHPAD, GESTIONNAIRE, MAINTENANT, Reglages, Reponse, SANS_DROIT};
use crate::emetteur::{d_un_autre_genre, par_une_autre_cle, sous_un_autre_nom};

const CHEMIN: &str = "/api/v1/demandes";

async fn avec(decor: &Decor, autorisations: &[&str]) -> Reponse {
    let demande = autorisations
        .iter()
        .fold(Request::get(CHEMIN), |demande, valeur| demande.header(header::AUTHORIZATION, *valeur));
    decor.envoyer(demande.body(Body::empty()).unwrap()).await
}

async fn avec_jeton(decor: &Decor, jeton: &str) -> Reponse {
    avec(decor, &[&format!("Bearer {jeton}")]).await
}

#[tokio::test]
async fn without_a_token_the_answer_names_the_scheme_and_nothing_else() {
    let decor = Decor::nouveau().await;
    for autorisations in [&[][..], &["Basic YTpi"], &["Bearer"]] {
        let reponse = avec(&decor, autorisations).await;
        reponse.refuse(401, "jeton_absent");
        assert_eq!(reponse.entete("www-authenticate"), "Bearer realm=\"registre\"");
    }
    let deux = avec(&decor, &["Bearer a", "Bearer b"]).await;
    deux.refuse(400, "jeton_en_double");
    assert!(deux.entete("www-authenticate").contains("error=\"invalid_request\""));
}

#[tokio::test]
async fn a_token_of_the_provider_for_this_registry_opens_it() {
    let decor = Decor::nouveau().await;
    let reponse = avec_jeton(&decor, &decor.jeton(DIRECTRICE)).await;
    assert_eq!((reponse.statut.as_u16(), reponse.texte.as_str()), (200, "[]"), "{reponse:?}");
    assert_eq!((reponse.entete("cache-control"), reponse.entete("x-content-type-options")), ("no-store", "nosniff"));
}

// requirement: R14
#[tokio::test]
async fn each_token_that_does_not_open_it_is_told_why() {
    let decor = Decor::nouveau().await;
    let cas: [(&str, Value, u16, &str); 9] = [
        ("iss", json!("https://autre.test"), 401, "jeton_autre_emetteur"),
        ("aud", json!("https://dmp.test"), 401, "jeton_autre_ressource"),
        ("exp", json!(MAINTENANT), 401, "jeton_hors_du_temps"),
        ("iat", json!(MAINTENANT + 60), 401, "jeton_hors_du_temps"),
        ("cnf", json!({"jkt": "k"}), 401, "jeton_lie"),
        ("cnf", json!({"x5t#S256": "k"}), 401, "jeton_lie"),
        ("scope", json!("openid"), 403, "jeton_sans_portee"),
        ("scope", Value::Null, 403, "jeton_sans_portee"),
        ("SubjectNameID", Value::Null, 403, "jeton_sans_personne"),
    ];
    for (nom, valeur, statut, code) in cas {
        let claims = decor.emetteur.claims(DIRECTRICE, MAINTENANT, &[(nom, valeur)]);
        let reponse = avec_jeton(&decor, &decor.emetteur.signer(&claims)).await;
        reponse.refuse(statut, code);
        let erreur = if statut == 401 { "error=\"invalid_token\"" } else { "error=\"insufficient_scope\"" };
        assert!(reponse.entete("www-authenticate").contains(erreur), "{reponse:?}");
        assert_eq!(statut == 403, reponse.entete("www-authenticate").contains("scope=\"registre\""));
    }
}

/// Claims that fall short, the code, and the end of the challenge.
type Insuffisante<'a> = (&'a [(&'a str, Value)], &'a str, &'a str);

// requirement: R01 S14
#[tokio::test]
async fn whoever_showed_too_little_or_too_long_ago_is_told_what_to_show() {
    let decor = Decor::nouveau().await;
    let cas: [Insuffisante<'_>; 5] = [
        (&[("acr", json!("eidas1"))], "jeton_sans_niveau", ""),
        (&[("acr", Value::Null)], "jeton_sans_niveau", ""),
        (&[("authMode", Value::Null), ("amr", json!(["pwd"]))], "jeton_sans_niveau", ""),
        (&[("auth_time", json!(MAINTENANT - 14_401))], "jeton_preuve_ancienne", ", max_age=\"14400\""),
        (&[("auth_time", Value::Null)], "jeton_preuve_ancienne", ", max_age=\"14400\""),
    ];
    for (changes, code, age) in cas {
        let claims = decor.emetteur.claims(DIRECTRICE, MAINTENANT, changes);
        let reponse = avec_jeton(&decor, &decor.emetteur.signer(&claims)).await;
        reponse.refuse(401, code);
        let defi = reponse.entete("www-authenticate");
        assert!(defi.starts_with("Bearer realm=\"registre\", error=\"insufficient_user_authentication\""), "{defi}");
        assert!(defi.ends_with(&format!(", acr_values=\"eidas2 eidas3\"{age}")), "{defi}");
    }
    let juste = decor.emetteur.claims(DIRECTRICE, MAINTENANT, &[("auth_time", json!(MAINTENANT - 14_400))]);
    assert_eq!(avec_jeton(&decor, &decor.emetteur.signer(&juste)).await.statut, 200);
}

// requirement: K03
#[tokio::test]
async fn a_token_of_another_kind_or_of_another_key_is_none() {
    let decor = Decor::nouveau().await;
    let claims = decor.emetteur.claims(DIRECTRICE, MAINTENANT, &[]);
    for typ in ["JWT", "logout+jwt", "dpop+jwt"] {
        avec_jeton(&decor, &d_un_autre_genre(typ, &claims)).await.refuse(401, "jeton_autre_genre");
    }
    let entier = avec_jeton(&decor, &d_un_autre_genre("application/at+jwt", &claims)).await;
    assert_eq!(entier.statut, 200);
    avec_jeton(&decor, &par_une_autre_cle(&claims)).await.refuse(401, "jeton_signature");
    for jeton in ["a", "a.b.c", ""] {
        avec_jeton(&decor, jeton).await.refuse(401, "jeton_illisible");
    }
    avec(&decor, &[&format!("DPoP {}", decor.jeton(DIRECTRICE))]).await.refuse(401, "jeton_avec_preuve");
}

#[tokio::test]
async fn a_made_up_key_name_does_not_make_the_provider_answer_each_time() {
    let decor = Decor::nouveau().await;
    let claims = decor.emetteur.claims(DIRECTRICE, MAINTENANT, &[]);
    for _ in 0..5 {
        avec_jeton(&decor, &sous_un_autre_nom(&claims)).await.refuse(401, "jeton_signature");
    }
    assert_eq!(decor.emetteur.questions.load(Ordering::Relaxed), 1);
    decor.horloge.advance(Seconds(11));
    avec_jeton(&decor, &sous_un_autre_nom(&claims)).await.refuse(401, "jeton_signature");
    assert_eq!(decor.emetteur.questions.load(Ordering::Relaxed), 2);
}

// requirement: O03
#[tokio::test]
async fn without_the_provider_nobody_is_believed_until_it_was_heard_once() {
    let decor = Decor::nouveau().await;
    decor.emetteur.en_panne.store(true, Ordering::Relaxed);
    let reponse = avec_jeton(&decor, &decor.jeton(DIRECTRICE)).await;
    reponse.refuse(503, "fournisseur_injoignable");
    assert_eq!(reponse.entete("retry-after"), "60");
    decor.emetteur.en_panne.store(false, Ordering::Relaxed);
    decor.horloge.advance(Seconds(11));
    assert_eq!(avec_jeton(&decor, &decor.jeton(DIRECTRICE)).await.statut, 200);
    decor.emetteur.en_panne.store(true, Ordering::Relaxed);
    decor.horloge.advance(Seconds(600));
    let claims = decor.emetteur.claims(DIRECTRICE, MAINTENANT + 611, &[]);
    assert_eq!(avec_jeton(&decor, &decor.emetteur.signer(&claims)).await.statut, 200, "the keys were read before");
}

// requirement: R01 GES-15
#[tokio::test]
async fn a_good_token_of_somebody_without_a_right_opens_nothing() {
    let decor = Decor::nouveau().await;
    for chemin in ["/demandes", "/etablissements", "/professionnels?texte=fictif", "/professionnels/899900000011"] {
        decor.lire(SANS_DROIT, chemin).await.refuse(403, "agent_sans_habilitation");
    }
    decor.lire("899900000011", "/demandes").await.refuse(403, "agent_sans_habilitation");
}

// requirement: R14 R06
#[tokio::test]
async fn who_asks_too_often_waits_and_nobody_else_does() {
    let decor = Decor::avec(2, None).await;
    for _ in 0..2 {
        assert_eq!(decor.lire(DIRECTRICE, "/demandes").await.statut, 200);
    }
    let reponse = decor.lire(DIRECTRICE, "/demandes").await;
    reponse.refuse(429, "quota_api_atteint");
    assert_eq!(reponse.entete("retry-after"), "60");
    assert_eq!(decor.lire(GESTIONNAIRE, "/demandes").await.statut, 200);
}

// requirement: R06
#[tokio::test]
async fn who_looks_up_too_much_waits_whatever_they_look_up_and_acts_all_the_same() {
    let agent = Rythme { par_minute: 3, par_jour: 10 };
    let limites = Limites { agent, ..Limites::default() };
    let decor = Decor::regle(Reglages { limites, ..Reglages::default() }).await;
    let effectif = format!("/etablissements/{EHPAD}/effectif");
    for chemin in ["/professionnels?texte=alba", "/professionnels/899900000011", &effectif] {
        assert_eq!(decor.lire(DIRECTRICE, chemin).await.statut, 200, "{chemin}");
    }
    let une = "/professionnels/899900000011/situations/aucune";
    for chemin in ["/professionnels?texte=alba", "/professionnels/899900000011", une, &effectif] {
        let reponse = decor.lire(DIRECTRICE, chemin).await;
        reponse.refuse(429, "recherches_trop_nombreuses");
        assert_eq!(reponse.entete("retry-after"), "60");
    }
    assert_eq!(decor.lire(DIRECTRICE, "/demandes").await.statut, 200);
    assert_eq!(decor.lire(GESTIONNAIRE, "/professionnels?texte=alba").await.statut, 200);
}

// requirement: R14 CON-01
#[tokio::test]
async fn after_the_end_of_the_contract_a_good_token_does_nothing() {
    let decor = Decor::avec(100, Some(jiff::civil::date(2027, 1, 15))).await;
    let chemin = format!("/etablissements/{EHPAD}/effectif");
    assert_eq!(decor.lire(GESTIONNAIRE, &chemin).await.statut, 200);
    decor.horloge.advance(Seconds(86_400));
    let claims = decor.emetteur.claims(GESTIONNAIRE, MAINTENANT + 86_400, &[]);
    let porteur = format!("Bearer {}", decor.emetteur.signer(&claims));
    let demande = Request::get(format!("/api/v1{chemin}")).header(header::AUTHORIZATION, porteur);
    decor.envoyer(demande.body(Body::empty()).unwrap()).await.refuse(403, "structure_sans_contrat");
}

#[tokio::test]
async fn a_path_or_a_method_that_is_none_is_a_problem_too() {
    let decor = Decor::nouveau().await;
    decor.lire(DIRECTRICE, "/rien").await.refuse(404, "chemin_api_inconnu");
    let demande = decor.demande(DIRECTRICE, Method::DELETE, "/demandes").body(Body::empty()).unwrap();
    let reponse = decor.envoyer(demande).await;
    reponse.refuse(405, "methode_refusee");
    assert!(reponse.entete("allow").contains("GET"), "{reponse:?}");
}
