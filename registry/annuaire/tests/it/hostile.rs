use axum::body::Body;
use http::{Request, StatusCode, header};

use crate::decor::{ALBA, Decor, texte};

#[tokio::test]
async fn a_hostile_search_hears_clearly_what_is_wrong_and_breaks_nothing() {
    let decor = Decor::nouveau().await;
    let longue = format!("Practitioner?_id={}", vec!["899900000011"; 1_000].join(","));
    let nombreux = format!("Practitioner?{}", vec!["active=true"; 500].join("&"));
    let profonde = format!("PractitionerRole?{}=x", vec!["practitioner"; 40].join("."));
    for (question, code) in [
        (profonde.as_str(), "not-supported"),
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
        ("Practitioner?_sort=family", "not-supported"),
        ("Practitioner?_filter=family%20eq%20x", "not-supported"),
        ("Practitioner?_query=tout", "not-supported"),
        ("Practitioner?_text=x", "not-supported"),
        ("Practitioner?number-smartcard:not=1", "not-supported"),
        ("Practitioner?family%00=x", "not-supported"),
        ("Practitioner?%F0%9F%92%A3=x", "not-supported"),
        ("Practitioner?_revinclude:iterate=PractitionerRole:practitioner", "not-supported"),
        ("Practitioner?_include=Practitioner:organization", "value"),
        ("Practitioner?_count=9e99", "value"),
        ("Practitioner?_count=0x10", "value"),
        ("Practitioner?_count=10&_count=-5", "value"),
        ("Practitioner?_lastUpdated=ge0000-00-00", "value"),
        ("Practitioner?_lastUpdated=ge2026-01-01T99:99:99Z", "value"),
        ("Practitioner?family=%C3%28", "value"),
        ("Practitioner?family=%ED%A0%80", "value"),
        ("Practitioner?family=a%0D%0AX-Injecte:%201", "value"),
        ("Practitioner?_format=xml", "not-supported"),
        (longue.as_str(), "too-costly"),
        (nombreux.as_str(), "too-costly"),
    ] {
        let reponse = decor.get(&format!("/fhir/v2/{question}")).await;
        let attendu = match question {
            inconnu if inconnu.starts_with("Patient") => StatusCode::NOT_FOUND,
            xml if xml.contains("_format") => StatusCode::NOT_ACCEPTABLE,
            _ => StatusCode::BAD_REQUEST,
        };
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
async fn thousands_of_parameters_and_letters_are_refused_soon_whatever_the_door() {
    let decor = Decor::nouveau().await;
    let nombreux = vec!["family=fictif"; 4_000].join("&");
    let vides = "&".repeat(15_000);
    let longue = format!("family={}", "a".repeat(15_000));
    let pluriel = format!("family={}", "a,".repeat(5_000));
    for (question, attendu) in [(&nombreux, 400), (&longue, 400), (&pluriel, 400)] {
        assert_eq!(decor.get(&format!("/fhir/v2/Practitioner?{question}")).await.statut, attendu);
        assert_eq!(decor.poster("Practitioner", question.clone()).await.statut, attendu);
    }
    let sans = decor.poster("Practitioner", vides).await;
    assert_eq!(sans.json()["total"], decor.fhir("Practitioner").await["total"], "nothing was asked");
    // of thirty criteria all hold, of fifty values one: the most that is read, and it ends
    let trente = vec![format!("family={}", vec!["fictif"; 28].join(",")); 30].join("&");
    assert_eq!(decor.get(&format!("/fhir/v2/Practitioner?{trente}")).await.statut, StatusCode::OK);
}

#[tokio::test]
async fn a_parameter_that_comes_twice_narrows_and_never_widens() {
    let decor = Decor::nouveau().await;
    for question in ["active=true&active=false", "family=fictif-martel&family=fictif-durieux", "_id=1&_id=899900000011"]
    {
        assert_eq!(decor.ids(&format!("Practitioner?{question}")).await, [""; 0], "{question}");
    }
    let deux = decor.ids("Practitioner?family=fictif-martel&family=fictif-martel").await;
    assert_eq!(deux, [ALBA]);
}

#[tokio::test]
async fn letters_that_look_alike_or_come_apart_are_folded_or_find_nobody() {
    let decor = Decor::nouveau().await;
    // an accent apart from its letter, full-width letters, a soft hyphen, right to left marks, emoji, Cyrillic look-alikes
    for question in [
        "given=Noe%CC%81",
        "given=%EF%BC%AE%EF%BD%8F%EF%BD%85",
        "given=N%C2%ADo%C3%A9",
        "given=%E2%80%8FNo%C3%A9",
        "given=%F0%9F%91%A9%E2%80%8D%F0%9F%94%AC",
        "given=N%D0%BE%C3%A9",
        "family=%C4%B0%C4%B0%C4%B0",
        "family=(a%2B)%2B%24",
        "family=.*.*.*.*x",
        "family=%5BA-Z%5D%7B1000%7D",
    ] {
        let reponse = decor.get(&format!("/fhir/v2/Practitioner?{question}")).await;
        assert!([StatusCode::OK, StatusCode::BAD_REQUEST].contains(&reponse.statut), "{question}: {}", reponse.texte());
        let trouves = reponse.json()["entry"].as_array().map_or(0, Vec::len);
        assert!(trouves <= 1, "{question}: {}", reponse.texte());
    }
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
