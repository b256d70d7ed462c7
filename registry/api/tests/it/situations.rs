use http::Method;
use serde_json::{Value, json};

use crate::decor::{ALBA, DIRECTRICE, Decor, EHPAD, GESTIONNAIRE, IME, SAMIA};
use crate::inscriptions::{attestations, situation};

fn ajout(structure: &str) -> Value {
    json!({"structure": structure, "situation": situation(), "attestations": attestations()})
}

/// The situation of Alba at the EHPAD, with another role.
fn changee(role: &str) -> Value {
    json!({"nom_exercice": "FICTIF-MARTEL", "prenom_exercice": "Alba", "profession": "313", "role": role})
}

// requirement: ENR-11 ENR-13
#[tokio::test]
async fn who_has_a_number_gets_one_more_place_once() {
    let decor = Decor::nouveau().await;
    let chemin = format!("/professionnels/{SAMIA}/situations");
    let cle = [("idempotency-key", "ajout-0000000001")];
    let faite = decor.agir(GESTIONNAIRE, (Method::POST, &chemin), &cle, &ajout(EHPAD)).await;
    assert_eq!(faite.statut, 201, "{faite:?}");
    let situation = faite.entete("location").strip_prefix("/api/v1").unwrap().to_owned();
    let lue = decor.lire(GESTIONNAIRE, &situation).await;
    assert_eq!((lue.statut.as_u16(), &lue.json()["role"]), (200, &json!("GENR11")));
    let encore = decor.agir(GESTIONNAIRE, (Method::POST, &chemin), &cle, &ajout(EHPAD)).await;
    assert_eq!(encore.texte, faite.texte);
    let autre = [("idempotency-key", "ajout-0000000002")];
    let seconde = decor.agir(GESTIONNAIRE, (Method::POST, &chemin), &autre, &ajout(EHPAD)).await;
    seconde.refuse(409, "role_deja_tenu");
}

// requirement: SIT-01 GES-15
#[tokio::test]
async fn a_place_outside_the_scope_or_a_legal_entity_is_none() {
    let decor = Decor::nouveau().await;
    let chemin = format!("/professionnels/{SAMIA}/situations");
    let cle = [("idempotency-key", "ajout-0000000001")];
    let ailleurs = decor.agir(GESTIONNAIRE, (Method::POST, &chemin), &cle, &ajout(IME)).await;
    ailleurs.refuse(403, "structure_hors_perimetre");
    let entite = decor.agir(DIRECTRICE, (Method::POST, &chemin), &cle, &ajout("690990015")).await;
    entite.refuse(422, "lieu_entite_juridique");
    for personne in ["899900000999", "8", "3690990015%2FCPED0001", "899900000011%00"] {
        let chemin = format!("/professionnels/{personne}/situations");
        let inconnue = decor.agir(GESTIONNAIRE, (Method::POST, &chemin), &cle, &ajout(EHPAD)).await;
        inconnue.refuse(404, "professionnel_inconnu");
    }
}

// requirement: SIT-13 R12
#[tokio::test]
async fn a_change_names_the_version_that_was_read_and_makes_another_one() {
    let decor = Decor::nouveau().await;
    let (chemin, version) = decor.situation(GESTIONNAIRE, EHPAD).await;
    assert_eq!(decor.lire(GESTIONNAIRE, &chemin).await.entete("etag"), version);
    let acte = (Method::PUT, chemin.as_str());
    decor.agir(GESTIONNAIRE, acte.clone(), &[], &changee("GENR12")).await.refuse(428, "version_absente");
    let fausse = [("if-match", "\"00\"")];
    decor.agir(GESTIONNAIRE, acte.clone(), &fausse, &changee("GENR12")).await.refuse(412, "fiche_changee");
    let juste = [("if-match", version.as_str())];
    let faite = decor.agir(GESTIONNAIRE, acte.clone(), &juste, &changee("GENR12")).await;
    assert_eq!((faite.statut.as_u16(), faite.texte.as_str()), (204, ""), "{faite:?}");
    decor.agir(GESTIONNAIRE, acte.clone(), &juste, &changee("GENR10")).await.refuse(412, "fiche_changee");
    let lue = decor.lire(GESTIONNAIRE, &chemin).await;
    assert_eq!((&lue.json()["role"], lue.entete("etag")), (&json!("GENR12"), faite.entete("etag")));
    assert_ne!(lue.entete("etag"), version);
    let mut renommee = changee("GENR10");
    renommee["nom_exercice"] = json!(" FICTIF-MARTEL-DUROC ");
    let encore = decor.agir(GESTIONNAIRE, acte, &[("if-match", faite.entete("etag"))], &renommee).await;
    assert_eq!(encore.statut, 204, "nothing was read again: {encore:?}");
    assert_eq!(decor.lire(GESTIONNAIRE, &chemin).await.entete("etag"), encore.entete("etag"), "with its names");
}

// requirement: ENR-18
#[tokio::test]
async fn another_profession_has_its_diplomas_declared() {
    let decor = Decor::nouveau().await;
    let (chemin, version) = decor.situation(DIRECTRICE, EHPAD).await;
    let (juste, transfert) = ([("if-match", version.as_str())], format!("{chemin}/transfert"));
    let mut autre = changee("GENR11");
    autre["profession"] = json!("324");
    let mut vers = json!({"structure": "380990135", "situation": situation()});
    vers["situation"]["profession"] = json!("324");
    for (acte, corps) in [((Method::PUT, chemin.as_str()), &autre), ((Method::POST, transfert.as_str()), &vers)] {
        let refusee = decor.agir(DIRECTRICE, acte, &juste, corps).await;
        assert_eq!(refusee.refuse(422, "saisie_a_completer")["objections"][0]["champ"], "diplomes_verifies");
    }
    autre["diplomes_verifies"] = json!(true);
    assert_eq!(decor.agir(DIRECTRICE, (Method::PUT, &chemin), &juste, &autre).await.statut, 204);
    assert_eq!(decor.lire(DIRECTRICE, &chemin).await.json()["profession"], "324");
}

// requirement: R12
#[tokio::test]
async fn of_two_changes_at_once_one_is_refused() {
    let decor = Decor::nouveau().await;
    let (chemin, version) = decor.situation(GESTIONNAIRE, EHPAD).await;
    let juste = [("if-match", version.as_str())];
    let (une, autre) = (changee("GENR12"), changee("GENR10"));
    let (une, autre) = tokio::join!(
        decor.agir(GESTIONNAIRE, (Method::PUT, &chemin), &juste, &une),
        decor.agir(DIRECTRICE, (Method::PUT, &chemin), &juste, &autre),
    );
    let mut statuts = [une.statut.as_u16(), autre.statut.as_u16()];
    statuts.sort_unstable();
    assert_eq!(statuts, [204, 412]);
}

// requirement: SIT-09 SIT-10
#[tokio::test]
async fn an_end_is_recorded_with_its_last_day_and_its_reason() {
    let decor = Decor::nouveau().await;
    let (chemin, version) = decor.situation(GESTIONNAIRE, EHPAD).await;
    let fin = format!("{chemin}/fin");
    let juste = [("if-match", version.as_str())];
    let acte = (Method::POST, fin.as_str());
    let inconnu = json!({"dernier_jour": "2027-03-31", "motif_fin": "XXX"});
    decor.agir(GESTIONNAIRE, acte.clone(), &juste, &inconnu).await.refuse(422, "saisie_a_completer");
    let voulue = json!({"dernier_jour": "2027-03-31", "motif_fin": "RS"});
    let faite = decor.agir(GESTIONNAIRE, acte.clone(), &juste, &voulue).await;
    assert_eq!(faite.statut, 204, "{faite:?}");
    let lue = decor.lire(GESTIONNAIRE, &chemin).await;
    assert_eq!(lue.entete("etag"), faite.entete("etag"));
    let lue = lue.json();
    assert_eq!((&lue["fin"], &lue["motif_fin"]), (&json!("2027-03-31"), &json!("RS")));
    decor.agir(GESTIONNAIRE, acte, &juste, &voulue).await.refuse(412, "fiche_changee");
}

// requirement: SIT-09
#[tokio::test]
async fn an_empty_body_ends_it_at_once_and_only_once() {
    let decor = Decor::nouveau().await;
    let (chemin, version) = decor.situation(GESTIONNAIRE, EHPAD).await;
    let fin = format!("{chemin}/fin");
    let juste = [("if-match", version.as_str())];
    assert_eq!(decor.agir(GESTIONNAIRE, (Method::POST, &fin), &juste, &json!({})).await.statut, 204);
    decor.agir(GESTIONNAIRE, (Method::POST, &fin), &juste, &json!({})).await.refuse(409, "situation_deja_terminee");
}

// requirement: R02 GES-15
#[tokio::test]
async fn what_is_elsewhere_is_shown_without_dates_or_version_and_is_not_changed() {
    let decor = Decor::nouveau().await;
    let (chemin, version) = decor.situation(GESTIONNAIRE, IME).await;
    assert_eq!(version, "");
    let lue = decor.lire(GESTIONNAIRE, &chemin).await;
    assert_eq!((lue.entete("etag"), lue.json().get("debut")), ("", None));
    let entetes = [("if-match", "\"00\"")];
    decor
        .agir(GESTIONNAIRE, (Method::PUT, &chemin), &entetes, &changee("GENR12"))
        .await
        .refuse(403, "structure_hors_perimetre");
    // under another person's address it is not found at all
    let ailleurs = chemin.replace(ALBA, SAMIA);
    decor.lire(GESTIONNAIRE, &ailleurs).await.refuse(404, "situation_inconnue");
    decor
        .agir(DIRECTRICE, (Method::PUT, &ailleurs), &entetes, &changee("GENR12"))
        .await
        .refuse(404, "situation_inconnue");
}
