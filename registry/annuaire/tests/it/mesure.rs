use ambient::Seconds;
use axum::body::Body;
use http::{Request, StatusCode, header};
use registry_core::annuaire::Bornes;

use crate::decor::{ALBA, CLE, Decor, texte};

// requirement: R06
#[tokio::test]
async fn who_asks_too_much_waits_or_takes_the_extraction_and_a_key_asks_more() {
    let decor = Decor::borne(Bornes { par_minute: 3, par_jour: 5 }).await;
    let chemins =
        [format!("/fhir/v2/Practitioner/{ALBA}"), "/extractions".to_owned(), format!("/eligibilite/mssante/{ALBA}")];
    for chemin in &chemins {
        assert_eq!(decor.get(chemin).await.statut, StatusCode::OK, "{chemin}");
    }
    for chemin in chemins.iter().map(String::as_str).chain(["/fhir/v2/metadata", "/fhir/v2/Practitioner?family=fictif"])
    {
        let refus = decor.get(chemin).await;
        assert_eq!(refus.statut, StatusCode::TOO_MANY_REQUESTS, "{chemin}");
        assert!(refus.entetes.contains_key(header::RETRY_AFTER));
        assert_eq!(texte(&refus.json(), "/issue/0/code"), "throttled");
        assert!(texte(&refus.json(), "/issue/0/details/text").contains("/extractions"));
    }
    let avec = |cle: &str| {
        let requete = Request::get(format!("/fhir/v2/Practitioner/{ALBA}")).header("esante-api-key", cle.as_bytes());
        requete.body(Body::empty()).unwrap()
    };
    assert_eq!(decor.demander(avec(CLE)).await.statut, StatusCode::OK, "a key has bounds of its own");
    assert_eq!(decor.demander(avec("dévinée")).await.statut, StatusCode::UNAUTHORIZED, "a key is ASCII");
    let inconnue = decor.demander(avec("devinee")).await;
    assert_eq!(
        (inconnue.statut, texte(&inconnue.json(), "/issue/0/code").as_str()),
        (StatusCode::UNAUTHORIZED, "login")
    );
    decor.horloge.advance(Seconds::minutes(1));
    assert_eq!(decor.get("/extractions").await.statut, StatusCode::OK);
    assert_eq!(decor.get("/extractions").await.statut, StatusCode::OK);
    assert_eq!(decor.get("/extractions").await.statut, StatusCode::TOO_MANY_REQUESTS, "five a day");
}

// requirement: R06
#[tokio::test]
async fn a_known_key_is_counted_by_its_own_bounds() {
    let decor = Decor::borne(Bornes { par_minute: 1, par_jour: 1 }).await;
    for _ in 0..5 {
        let requete = Request::get("/fhir/v2/metadata").header("ESANTE-API-KEY", CLE).body(Body::empty()).unwrap();
        assert_eq!(decor.demander(requete).await.statut, StatusCode::OK);
    }
}
