use axum::body::Body;
use http::{Request, StatusCode, header};

use crate::decor::{ALBA, Decor, texte};

#[tokio::test]
async fn a_hostile_search_hears_clearly_what_is_wrong_and_breaks_nothing() {
    let decor = Decor::nouveau().await;
    let longue = format!("Practitioner?_id={}", vec!["899900000011"; 1_000].join(","));
    let nombreux = format!("Practitioner?{}", vec!["active=true"; 500].join("&"));
    for (question, code) in [
        ("Practitioner?family:below=x", "not-supported"),
        ("Practitioner?identifier:of-type=x", "not-supported"),
        ("Practitioner?birthdate=1980-01-01", "not-supported"),
        ("Practitioner?telecom=x@y.z", "not-supported"),
        ("Practitioner?_has:PractitionerRole:practitioner:role=GENR11", "not-supported"),
        ("PractitionerRole?practitioner.family=x", "not-supported"),
        ("PractitionerRole?practitioner:Practitioner.family.a.b.c=x", "not-supported"),
        ("Practitioner?_count=-1", "value"),
        ("Practitioner?_count=0", "value"),
        ("Practitioner?_count=x", "value"),
        ("Practitioner?_lastUpdated=hier", "value"),
        ("Practitioner?active=peut-etre", "value"),
        ("Practitioner?family=%FF%FE%FD", "value"),
        ("Practitioner?family=a%00b", "value"),
        ("Practitioner?family=", "value"),
        ("Practitioner?family=a", "too-costly"),
        ("Practitioner?family:contains=i", "too-costly"),
        ("Practitioner?family=%25%25", "too-costly"),
        ("PractitionerRole?organization=Patient/1", "value"),
        ("Practitioner?_include=*:*", "value"),
        ("Practitioner?_include:iterate=*", "not-supported"),
        ("Patient?name=x", "not-supported"),
        (longue.as_str(), "too-costly"),
        (nombreux.as_str(), "too-costly"),
    ] {
        let reponse = decor.get(&format!("/fhir/v2/{question}")).await;
        let attendu = if question.starts_with("Patient") { StatusCode::NOT_FOUND } else { StatusCode::BAD_REQUEST };
        assert_eq!(reponse.statut, attendu, "{question}: {}", reponse.texte());
        let dit = reponse.json();
        assert_eq!(texte(&dit, "/resourceType"), "OperationOutcome", "{question}");
        assert_eq!(texte(&dit, "/issue/0/code"), code, "{question}: {dit}");
        assert!(texte(&dit, "/issue/0/details/text").len() > 20, "{question}");
    }
}

#[tokio::test]
async fn what_looks_like_sql_or_a_pattern_is_a_name_that_nobody_has() {
    let decor = Decor::nouveau().await;
    for question in [
        "family=%27%20OR%201%3D1%20--",
        "family=%27%3B%20DROP%20TABLE%20personne%3B%20--",
        "family=fictif%25",
        "family:contains=%25%25%25rieu_x",
        "identifier=%27%20OR%20%27%27%3D%27",
        "_id=..%2F..%2Fetc%2Fpasswd",
        "family=%E2%80%AEfictif",
        "given=%F0%9F%98%80%F0%9F%98%80%F0%9F%98%80",
    ] {
        let reponse = decor.get(&format!("/fhir/v2/Practitioner?{question}")).await;
        let ids =
            if reponse.statut == StatusCode::OK { reponse.json()["entry"].as_array().map_or(0, Vec::len) } else { 0 };
        let personne_de_trop = question == "family=fictif%25" || question.contains("%AE");
        assert!(ids == 0 || personne_de_trop, "{question}: {}", reponse.texte());
        assert!(reponse.statut == StatusCode::OK || reponse.statut == StatusCode::BAD_REQUEST, "{question}");
    }
    assert_eq!(decor.ids("Practitioner?family=fictif-martel").await, [ALBA], "everything is still there");
}

#[tokio::test]
async fn what_is_not_read_in_json_by_get_or_by_a_form_is_refused_as_an_outcome() {
    let decor = Decor::nouveau().await;
    let envoyer = async |requete: Request<Body>| {
        let reponse = decor.demander(requete).await;
        assert_eq!(texte(&reponse.json(), "/resourceType"), "OperationOutcome");
        reponse.statut
    };
    let vide = Body::empty;
    let xml =
        Request::get("/fhir/v2/Practitioner").header(header::ACCEPT, "application/fhir+xml").body(vide()).unwrap();
    assert_eq!(envoyer(xml).await, StatusCode::NOT_ACCEPTABLE);
    assert_eq!(
        envoyer(Request::delete(format!("/fhir/v2/Practitioner/{ALBA}")).body(vide()).unwrap()).await,
        StatusCode::METHOD_NOT_ALLOWED
    );
    assert_eq!(
        envoyer(Request::put(format!("/fhir/v2/Practitioner/{ALBA}")).body(vide()).unwrap()).await,
        StatusCode::METHOD_NOT_ALLOWED
    );
    let json = Request::post("/fhir/v2/Practitioner/_search").header(header::CONTENT_TYPE, "application/json");
    assert_eq!(envoyer(json.body(Body::from("{}")).unwrap()).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let form = || {
        Request::post("/fhir/v2/Practitioner/_search").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    };
    assert_eq!(envoyer(form().body(Body::from(vec![b'a'; 1 << 20])).unwrap()).await, StatusCode::BAD_REQUEST);
    assert_eq!(envoyer(form().body(Body::from(vec![0xFF, 0xFE])).unwrap()).await, StatusCode::BAD_REQUEST);
    assert_eq!(
        envoyer(Request::get("/fhir/v2/Practitioner/1/_history").body(vide()).unwrap()).await,
        StatusCode::NOT_FOUND
    );
    let bonne = decor.demander(form().body(Body::from("family=fictif-martel")).unwrap()).await;
    assert_eq!((bonne.statut, texte(&bonne.json(), "/entry/0/resource/id").as_str()), (StatusCode::OK, ALBA));
}
