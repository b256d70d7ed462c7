use http::Method;
use serde_json::{Value, json};

use crate::decor::{ALBA, DIRECTRICE, Decor, EHPAD, GESTIONNAIRE, IME};
use crate::inscriptions::inscription;

/// Marked contact data: nothing else contains them.
const MOBILE: &str = "39980097";
const COURRIEL: &str = "marquee.zq7@exemple.test";

// requirement: COL-12 DIR-02
#[tokio::test]
async fn no_answer_tells_contact_data() {
    let decor = Decor::nouveau().await;
    let mut marquee: Value = inscription();
    marquee["contact"] = json!({"mobile": format!("06{MOBILE}"), "courriel": COURRIEL});
    let cle = [("idempotency-key", "inscription-0001")];
    let faite = decor.agir(GESTIONNAIRE, (Method::POST, "/inscriptions"), &cle, &marquee).await;
    let personne = faite.json()["vue"]["personne"].as_str().unwrap().to_owned();
    let demande = faite.entete("location").strip_prefix("/api/v1").unwrap().to_owned();
    let mut dites = vec![faite.texte];
    for chemin in [
        "/demandes".to_owned(),
        "/historique".to_owned(),
        demande,
        "/etablissements".to_owned(),
        format!("/etablissements/{EHPAD}/effectif"),
        format!("/etablissements/{IME}/effectif"),
        "/professionnels?texte=fictif".to_owned(),
        format!("/professionnels/{personne}"),
        format!("/professionnels/{ALBA}"),
    ] {
        for qui in [GESTIONNAIRE, DIRECTRICE] {
            dites.push(decor.lire(qui, &chemin).await.texte);
        }
    }
    for dite in dites {
        for marque in [MOBILE, COURRIEL, "example.org", "+336"] {
            assert!(!dite.to_lowercase().contains(marque), "{marque}: {dite}");
        }
    }
}
