//! What a professional does about themselves: contact data with a fresh proof, one more place of work.

use ambient::Seconds;
use axum::body::Body;
use http::{Method, Request, header};
use registry_core::port::Registre as _;
use serde_json::{Value, json};

use crate::decor::{ALBA, Decor, EHPAD, GESTIONNAIRE, MAINTENANT, Reponse, SAMIA, id};
use crate::inscriptions::{attestations, situation};

const COORDONNEES: &str = "/moi/coordonnees";
const DEMANDES: &str = "/moi/demandes";

fn contact() -> Value {
    json!({"mobile": "06 39 98 00 97", "courriel": "alba.zq7@exemple.test"})
}

/// By Alba, who showed her factors so many seconds ago.
async fn changer(decor: &Decor, apres: i64, corps: &Value) -> Reponse {
    let claims = decor.emetteur.claims(ALBA, MAINTENANT, &[("auth_time", json!(MAINTENANT - apres))]);
    let demande = Request::put(format!("/api/v1{COORDONNEES}"))
        .header(header::AUTHORIZATION, format!("Bearer {}", decor.emetteur.signer(&claims)))
        .header(header::CONTENT_TYPE, "application/json");
    decor.envoyer(demande.body(Body::from(corps.to_string())).unwrap()).await
}

// requirement: SIT-14 COL-11 R04
#[tokio::test]
async fn contact_data_change_with_a_proof_of_five_minutes_and_activate_nothing_at_once() {
    let decor = Decor::nouveau().await;
    let avant = decor.magasin.correspondance(&id(ALBA)).await.unwrap().unwrap();
    let faite = changer(&decor, 300, &contact()).await;
    assert_eq!((faite.statut.as_u16(), faite.json()), (200, json!({"activation_des": "2027-01-18T08:00:00Z"})));
    let apres = decor.magasin.correspondance(&id(ALBA)).await.unwrap().unwrap();
    assert_eq!(
        (apres.courriel.as_deref(), apres.mobile.as_deref()),
        (Some("alba.zq7@exemple.test"), Some("+33639980097"))
    );
    let des = apres.activation_des.unwrap();
    assert_eq!(des.seconds() - MAINTENANT, Seconds::hours(72).0);
    let (maintenant, ancien) = (decor.guichet.maintenant(), avant.courriel.unwrap());
    let lettres = decor.magasin.courrier().take("essai", maintenant, Seconds(60), 50).await.unwrap();
    assert!(lettres.iter().any(|une| une.content.contains(&ancien)), "the former address is told");
    changer(&decor, 300, &contact()).await.refuse(409, "contact_inchange");
}

// requirement: R04
#[tokio::test]
async fn an_older_proof_is_asked_for_again_and_nothing_changes() {
    let decor = Decor::nouveau().await;
    let avant = decor.magasin.correspondance(&id(ALBA)).await.unwrap();
    let reponse = changer(&decor, 301, &contact()).await;
    reponse.refuse(401, "contact_preuve_perimee");
    let defi = reponse.entete("www-authenticate");
    assert!(defi.contains("error=\"insufficient_user_authentication\""), "{defi}");
    assert!(defi.contains("acr_values=\"eidas2 eidas3\", max_age=\"300\""), "{defi}");
    assert_eq!(decor.magasin.correspondance(&id(ALBA)).await.unwrap(), avant);
    let fausse = json!({"mobile": "01 23 45 67 89", "courriel": "alba@"});
    let objections = changer(&decor, 0, &fausse).await.refuse(422, "contact_saisie")["objections"].clone();
    assert_eq!((&objections[0]["champ"], &objections[1]["champ"]), (&json!("mobile"), &json!("courriel")));
}

// requirement: COL-12
#[tokio::test]
async fn what_was_sent_is_told_back_by_no_answer() {
    let decor = Decor::nouveau().await;
    let mut dites = vec![changer(&decor, 0, &contact()).await, changer(&decor, 0, &contact()).await];
    dites.push(changer(&decor, 400, &contact()).await);
    for chemin in [DEMANDES, COORDONNEES, "/corrections"] {
        dites.push(decor.lire(ALBA, chemin).await);
    }
    for dite in dites {
        assert!(!dite.texte.contains("zq7") && !dite.texte.contains("39980097"), "{dite:?}");
        assert!(!dite.entete("www-authenticate").contains("zq7"));
    }
}

fn demande(structure: &str) -> Value {
    json!({"structure": structure, "situation": situation()})
}

// requirement: ENR-09 ENR-06
#[tokio::test]
async fn who_has_a_number_asks_for_one_more_place_and_the_establishment_decides() {
    let decor = Decor::nouveau().await;
    let cle = [("idempotency-key", "demande-00000001")];
    let faite = decor.agir(SAMIA, (Method::POST, DEMANDES), &cle, &demande(EHPAD)).await;
    assert_eq!(faite.statut, 201, "{faite:?}");
    let chemin = faite.entete("location").strip_prefix("/api/v1").unwrap().to_owned();
    let encore = decor.agir(SAMIA, (Method::POST, DEMANDES), &cle, &demande(EHPAD)).await;
    assert_eq!(encore.texte, faite.texte, "the same key answers the same");
    let autre = [("idempotency-key", "demande-00000002")];
    decor.agir(SAMIA, (Method::POST, DEMANDES), &autre, &demande(EHPAD)).await.refuse(409, "demande_deja_en_cours");
    let mienne = decor.lire(SAMIA, &chemin).await;
    assert_eq!((&mienne.json()["etape"], mienne.entete("etag")), (&json!("envoyee"), "\"1\""));
    decor.lire(ALBA, &chemin).await.refuse(404, "demande_inconnue");
    let ici = format!("/demandes/{}/validation", faite.json()["demande"].as_str().unwrap());
    let entetes = [("idempotency-key", "validation-00001"), ("if-match", "\"1\"")];
    let validation = json!({"attestations": attestations()});
    let validee = decor.agir(GESTIONNAIRE, (Method::POST, &ici), &entetes, &validation).await;
    assert_eq!((validee.statut.as_u16(), validee.entete("etag")), (200, "\"2\""), "{validee:?}");
    let liste = decor.lire(SAMIA, DEMANDES).await.json();
    assert_eq!((&liste[0]["etape"], &liste[0]["structure"]), (&json!("validee"), &json!(EHPAD)));
    let retrait = format!("{chemin}/retrait");
    decor.agir(SAMIA, (Method::POST, &retrait), &[], &json!({})).await.refuse(409, "demande_deja_traitee");
}

// requirement: ENR-08
#[tokio::test]
async fn a_request_is_taken_back_by_whoever_made_it_and_by_nobody_else() {
    let decor = Decor::nouveau().await;
    let cle = [("idempotency-key", "demande-00000001")];
    let faite = decor.agir(SAMIA, (Method::POST, DEMANDES), &cle, &demande(EHPAD)).await;
    let retrait = format!("/moi/demandes/{}/retrait", faite.json()["demande"].as_str().unwrap());
    decor.agir(ALBA, (Method::POST, &retrait), &[], &json!({})).await.refuse(404, "demande_inconnue");
    assert_eq!(decor.agir(SAMIA, (Method::POST, &retrait), &[], &json!({})).await.statut, 204);
    assert_eq!(decor.lire(SAMIA, DEMANDES).await.json()[0]["etape"], "retiree");
    decor.agir(SAMIA, (Method::POST, &retrait), &[], &json!({})).await.refuse(409, "demande_deja_traitee");
}

#[tokio::test]
async fn a_card_holder_without_a_number_asks_for_nothing() {
    let decor = Decor::nouveau().await;
    let cle = [("idempotency-key", "demande-00000001")];
    let refusee = decor.agir(GESTIONNAIRE, (Method::POST, DEMANDES), &cle, &demande(EHPAD)).await;
    refusee.refuse(404, "professionnel_inconnu");
}

// requirement: SIT-14 R12
#[tokio::test]
async fn a_person_asks_for_a_change_of_a_place_that_they_hold_and_their_employer_does_it() {
    let decor = Decor::nouveau().await;
    let siennes = decor.lire(ALBA, "/moi/situations").await.json();
    let une = siennes.as_array().unwrap().iter().find(|une| une["structure"]["finess"] == EHPAD).unwrap().clone();
    let chemin = format!("/moi/situations/{}/depart", une["id"].as_str().unwrap());
    let version = format!("\"{}\"", une["version"].as_str().unwrap());
    let fin = json!({"dernier_jour": "2027-03-28", "motif_fin": "RS"});
    let acte = || (Method::POST, chemin.as_str());
    let cle = ("idempotency-key", "depart-000000001");
    decor.agir(ALBA, acte(), &[cle], &fin).await.refuse(428, "version_absente");
    decor.agir(ALBA, acte(), &[cle, ("if-match", "\"00\"")], &fin).await.refuse(412, "fiche_changee");
    let juste = [cle, ("if-match", version.as_str())];
    decor.agir(SAMIA, acte(), &juste, &fin).await.refuse(404, "situation_inconnue");
    let faite = decor.agir(ALBA, acte(), &juste, &fin).await;
    assert_eq!(faite.statut, 201, "{faite:?}");
    assert_eq!(decor.agir(ALBA, acte(), &juste, &fin).await.texte, faite.texte, "asked once");
    let demande = faite.entete("location").strip_prefix("/api/v1").unwrap();
    let lue = decor.lire(ALBA, demande).await.json();
    assert_eq!((&lue["etape"], &lue["mise_a_jour"]["fin"]["dernier_jour"]), (&json!("envoyee"), &json!("2027-03-28")));
}
