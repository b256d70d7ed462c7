//! A place that moves, and what a person asks of theirs, as the program of a gestionnaire does it.

use http::Method;
use jiff::civil::date;
use registry_core::demande::{Deposer, NouvelleMiseAJour, Voulue};
use registry_core::espace::Espace;
use registry_core::idempotence::CleIdempotence;
use serde_json::{Value, json};

use crate::decor::{ALBA, DIRECTRICE, Decor, EHPAD, GESTIONNAIRE, IME, id};
use crate::inscriptions::situation;

const MAS: &str = "380990135";

/// Alba announces that she leaves the EHPAD.
async fn depart(decor: &Decor) -> String {
    let dossier = Espace::new(decor.guichet.clone()).mon_dossier(&id(ALBA)).await.unwrap();
    let mut siennes = dossier.situations.into_iter();
    let une = siennes.find(|une| une.structure.as_ref().unwrap().details.finess == EHPAD).unwrap();
    let voulue = Voulue::Fin { dernier_jour: date(2027, 3, 28), motif: "RS".to_owned() };
    let nouvelle = NouvelleMiseAJour { situation: une.situation.id, version: une.version.unwrap(), voulue };
    let cle = CleIdempotence::lue("depart-000000001").unwrap();
    let id = Deposer::new(decor.guichet.clone()).mettre_a_jour(&id(ALBA), &cle, nouvelle).await.unwrap();
    format!("/demandes/{id}")
}

// requirement: SIT-15 SIT-03 GES-15 R12
#[tokio::test]
async fn a_situation_moves_to_another_place_of_the_scope() {
    let decor = Decor::nouveau().await;
    let (chemin, version) = decor.situation(DIRECTRICE, EHPAD).await;
    let (adresse, juste) = (format!("{chemin}/transfert"), [("if-match", version.as_str())]);
    let vers = |structure: &str| json!({"structure": structure, "situation": situation()});
    let acte = || (Method::POST, adresse.as_str());
    decor.agir(GESTIONNAIRE, acte(), &juste, &vers(MAS)).await.refuse(403, "structure_hors_perimetre");
    decor.agir(DIRECTRICE, acte(), &juste, &vers(IME)).await.refuse(409, "role_deja_tenu");
    let faite = decor.agir(DIRECTRICE, acte(), &juste, &vers(MAS)).await;
    assert_eq!(faite.statut, 201, "{faite:?}");
    let nouvelle = faite.entete("location").strip_prefix("/api/v1").unwrap();
    assert_ne!(nouvelle, chemin);
    assert_eq!(decor.lire(DIRECTRICE, nouvelle).await.json()["debut"], situation()["debut"]);
    let quittee = decor.lire(DIRECTRICE, &chemin).await.json();
    assert_eq!((&quittee["fin"], &quittee["motif_fin"]), (&json!("2027-01-31"), &json!("CHL")), "{quittee}");
    decor.agir(DIRECTRICE, acte(), &juste, &vers(MAS)).await.refuse(412, "fiche_changee");
}

// requirement: SIT-14 GES-24 ENR-05
#[tokio::test]
async fn what_a_person_asks_of_their_place_is_read_and_done() {
    let decor = Decor::nouveau().await;
    let demande = depart(&decor).await;
    let lue = decor.lire(GESTIONNAIRE, &demande).await;
    let (corps, version) = (lue.json(), lue.entete("etag").to_owned());
    assert_eq!((&corps["personne"], &corps["situation"]), (&json!(ALBA), &Value::Null));
    assert_eq!(corps["mise_a_jour"]["fin"], json!({"dernier_jour": "2027-03-28", "motif_fin": "RS"}));
    assert_eq!(corps["mise_a_jour"]["avant"]["role"], "GENR11");
    let liste = decor.lire(GESTIONNAIRE, "/demandes").await.json();
    assert!(liste.to_string().contains(r#""nature":"fin""#), "{liste}");
    let entetes = [("idempotency-key", "decision-0000001"), ("if-match", version.as_str())];
    let chemin = format!("{demande}/mise-a-jour");
    let faite = decor.agir(GESTIONNAIRE, (Method::POST, &chemin), &entetes, &json!({})).await;
    assert_eq!((faite.statut.as_u16(), &faite.json()["etape"]), (200, &json!("validee")), "{faite:?}");
    let (situation, _) = decor.situation(GESTIONNAIRE, EHPAD).await;
    assert_eq!(decor.lire(GESTIONNAIRE, &situation).await.json()["fin"], "2027-03-28");
}
