//! Nobody carries the directory away: what one question may give, what one caller may ask, and that neither is got around.

use axum::body::Body;
use http::{Request, StatusCode};
use registry_core::annuaire::Bornes;
use service::Peer;

use crate::decor::{Decor, incluses, lien_suivant, trouvees};

// requirement: R06
#[tokio::test]
async fn no_page_has_more_than_a_hundred_whatever_is_asked_for() {
    let decor = Decor::nouveau().await;
    decor.foule(260).await;
    for compte in ["101", "1000000", "4294967295", "18446744073709551616", "00000000000000000999"] {
        for genre in ["Practitioner", "PractitionerRole", "Organization"] {
            let page = decor.fhir(&format!("{genre}?_count={compte}")).await;
            assert!(trouvees(&page).len() <= 100, "{genre} {compte}: {}", trouvees(&page).len());
        }
    }
    let avec = decor.fhir("PractitionerRole?_count=100&_include=*").await;
    assert!(incluses(&avec).len() <= 500 && lien_suivant(&avec).is_some());
    assert_eq!(decor.ids("Practitioner?_count=1000000").await.len(), decor.ids("Practitioner?_count=37").await.len());
}

// requirement: R06
#[tokio::test]
async fn each_page_of_a_reading_counts_and_a_query_by_form_counts_too() {
    let decor = Decor::borne(Bornes { par_minute: 4, par_jour: 100 }).await;
    let mut page = decor.fhir("Practitioner?_count=1").await;
    for _ in 0..2 {
        let suite = lien_suivant(&page).unwrap();
        page = decor.fhir(suite.split("fhir/v2/").nth(1).unwrap()).await;
    }
    assert_eq!(decor.poster("Practitioner", "_count=1".to_owned()).await.statut, StatusCode::OK);
    let suite = lien_suivant(&page).unwrap();
    let chemin = suite.split("annuaire.example").nth(1).unwrap();
    assert_eq!(decor.get(chemin).await.statut, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(decor.poster("Practitioner", "_count=1".to_owned()).await.statut, StatusCode::TOO_MANY_REQUESTS);
}

// requirement: R06
#[tokio::test]
async fn a_caller_is_counted_by_its_address_and_a_refused_question_counts_like_another() {
    let decor = Decor::borne(Bornes { par_minute: 3, par_jour: 100 }).await;
    let de = async |adresse: &str, chemin: &str, entete: &str| {
        let mut requete = Request::get(chemin).header("x-forwarded-for", entete).body(Body::empty()).unwrap();
        let addr = format!("{adresse}:40000").parse().unwrap();
        requete.extensions_mut().insert(Peer { addr, certificates: Vec::new() });
        decor.demander(requete).await.statut
    };
    for (rang, chemin) in ["/fhir/v2/Practitioner?birthdate=x", "/fhir/v2/Patient", "/extractions/x"].iter().enumerate()
    {
        let statut = de("192.0.2.1", chemin, &format!("198.51.100.{rang}")).await;
        assert!(statut.is_client_error() && statut != StatusCode::TOO_MANY_REQUESTS, "{chemin}");
    }
    let encore = de("192.0.2.1", "/fhir/v2/metadata", "203.0.113.9").await;
    assert_eq!(encore, StatusCode::TOO_MANY_REQUESTS, "a header that anybody writes makes nobody another one");
    assert_eq!(de("192.0.2.2", "/fhir/v2/metadata", "").await, StatusCode::OK);
}
