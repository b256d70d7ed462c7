//! Contact data corrected by two gestionnaires before a first activation; the second one says them, and is shown nothing.

use http::Method;
use registry_core::contact::PremiereActivation;
use registry_core::port::Registre as _;
use serde_json::{Value, json};

use crate::decor::{DIRECTRICE, Decor, EHPAD, GESTIONNAIRE, Reponse, SANS_DROIT, id};
use crate::inscriptions::inscription;

fn contact() -> Value {
    json!({"mobile": "06 39 98 00 97", "courriel": "lucie.zq7@exemple.test"})
}

/// Somebody whom the gestionnaire has just registered.
async fn inscrite(decor: &Decor) -> String {
    let cle = [("idempotency-key", "inscription-0001")];
    let faite = decor.agir(GESTIONNAIRE, (Method::POST, "/inscriptions"), &cle, &inscription()).await;
    faite.json()["vue"]["personne"].as_str().unwrap().to_owned()
}

async fn proposer(decor: &Decor, personne: &str, cle: &str) -> Reponse {
    let chemin = format!("/professionnels/{personne}/corrections");
    let corps = json!({"structure": EHPAD, "contact": contact(), "face_a_face": true});
    decor.agir(GESTIONNAIRE, (Method::POST, &chemin), &[("idempotency-key", cle)], &corps).await
}

async fn confirmer(decor: &Decor, agent: &str, correction: &str, dites: &Value) -> Reponse {
    decor.agir(agent, (Method::POST, &format!("/corrections/{correction}/confirmation")), &[], dites).await
}

// requirement: R03 COL-11 COL-12
#[tokio::test]
async fn a_second_gestionnaire_says_the_same_and_then_it_is_so() {
    let decor = Decor::nouveau().await;
    let personne = inscrite(&decor).await;
    let faite = proposer(&decor, &personne, "correction-00001").await;
    assert_eq!(faite.statut, 201, "{faite:?}");
    assert_eq!(proposer(&decor, &personne, "correction-00001").await.texte, faite.texte, "proposed once");
    proposer(&decor, &personne, "correction-00002").await.refuse(409, "proposition_deja_ouverte");
    let correction = faite.json()["correction"].as_str().unwrap().to_owned();
    let liste = decor.lire(DIRECTRICE, "/corrections").await;
    let attendue = (&json!(personne), &json!(["courriel", "mobile"]), &json!(false));
    let une = &liste.json()[0];
    assert_eq!((&une["personne"], &une["champs"], &une["la_mienne"]), attendue);
    assert!(!liste.texte.contains("zq7") && !liste.texte.contains("3998"), "{liste:?}");
    assert_eq!(decor.lire(GESTIONNAIRE, "/corrections").await.json()[0]["la_mienne"], true);
    confirmer(&decor, GESTIONNAIRE, &correction, &contact()).await.refuse(403, "proposition_meme_personne");
    confirmer(&decor, SANS_DROIT, &correction, &contact()).await.refuse(403, "agent_sans_habilitation");
    let mut autres = contact();
    autres["mobile"] = json!("06 39 98 00 96");
    let refusee = confirmer(&decor, DIRECTRICE, &correction, &autres).await;
    refusee.refuse(422, "contact_autres_coordonnees");
    assert!(!refusee.texte.contains("zq7") && !refusee.texte.contains("97"), "{refusee:?}");
    assert_eq!(confirmer(&decor, DIRECTRICE, &correction, &contact()).await.statut, 204);
    let tenues = decor.magasin.correspondance(&id(&personne)).await.unwrap().unwrap();
    assert_eq!(tenues.courriel.as_deref(), Some("lucie.zq7@exemple.test"));
    confirmer(&decor, DIRECTRICE, &correction, &contact()).await.refuse(409, "proposition_deja_tranchee");
}

#[tokio::test]
async fn a_correction_is_given_up_by_whoever_proposed_it() {
    let decor = Decor::nouveau().await;
    let personne = inscrite(&decor).await;
    let faite = proposer(&decor, &personne, "correction-00001").await.json();
    let correction = faite["correction"].as_str().unwrap();
    let abandon = format!("/corrections/{correction}/abandon");
    assert_eq!(decor.agir(GESTIONNAIRE, (Method::POST, &abandon), &[], &json!({})).await.statut, 204);
    confirmer(&decor, DIRECTRICE, correction, &contact()).await.refuse(409, "proposition_deja_tranchee");
    confirmer(&decor, DIRECTRICE, "inconnue", &contact()).await.refuse(404, "proposition_inconnue");
    confirmer(&decor, DIRECTRICE, "a%00b", &contact()).await.refuse(404, "proposition_inconnue");
}

// requirement: R04
#[tokio::test]
async fn after_a_first_activation_the_person_alone_changes_them() {
    let decor = Decor::nouveau().await;
    let personne = inscrite(&decor).await;
    decor.horloge.advance(ambient::Seconds::hours(49));
    PremiereActivation::new(decor.guichet.clone()).noter(&id(&personne), "fournisseur").await.unwrap();
    let chemin = format!("/professionnels/{personne}/corrections");
    let corps = json!({"structure": EHPAD, "contact": contact(), "face_a_face": true});
    let claims = decor.emetteur.claims(GESTIONNAIRE, crate::decor::MAINTENANT + 49 * 3_600, &[]);
    let demande = http::Request::post(format!("/api/v1{chemin}"))
        .header("authorization", format!("Bearer {}", decor.emetteur.signer(&claims)))
        .header("content-type", "application/json")
        .header("idempotency-key", "correction-00001");
    let reponse = decor.envoyer(demande.body(corps.to_string().into()).unwrap()).await;
    reponse.refuse(409, "contact_deja_active");
}
