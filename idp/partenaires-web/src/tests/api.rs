use http::{Request, StatusCode, header};
use serde_json::{Value, json};

use super::banc::{Answer, Browser, Site};
use super::bench::NOE;

/// A key of a new organisation, with this scope.
async fn cle(site: &Site, portee: &str) -> String {
    let noe = site.signed_in(NOE).await;
    let keys = site.organisation(&noe).await.replace("services", "cles-api");
    let csrf = noe.get(&keys).await.csrf();
    let form = [("csrf", csrf.as_str()), ("nom", "CI"), ("portee", portee), ("jours", "30")];
    let page = noe.post(&keys, &form).await;
    let key = page.between("id=\"cle-api\" class=\"select-all\">", "<");
    assert!(key.starts_with("cdp_") && !noe.get(&keys).await.body.contains(&key), "shown this once");
    key
}

async fn call(browser: &Browser<'_>, method: &str, path: &str, (key, body): (&str, Value)) -> Answer {
    let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    let request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    browser.send(request.header(header::CONTENT_TYPE, "application/json"), body.to_string()).await
}

fn service() -> Value {
    json!({"nom": "Dossier résident", "lieu": "EHPAD FICTIF LES TILLEULS",
           "adresses_retour": ["https://tilleuls.example/retour"]})
}

// requirement: R14
#[tokio::test]
async fn a_program_declares_a_service_changes_it_and_turns_its_secret() {
    let site = Site::new(|_| {}).await;
    let (key, browser) = (cle(&site, "ecriture").await, site.browser());
    let made = call(&browser, "POST", "/services", (&key, service())).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let told = made.json();
    assert_eq!(told["clients"][0]["client_secret"].as_str().unwrap().len(), 43);
    let id = told["id"].as_str().unwrap();
    assert_eq!(made.location(), format!("/api/v1/services/{id}"));
    let read = call(&browser, "GET", &format!("/services/{id}"), (&key, Value::Null)).await.json();
    assert_eq!(read["clients"][0].get("client_secret"), None);
    assert_eq!(read["fiche"]["methode"], "client_secret_post");
    let mut fiche = read["fiche"].clone();
    fiche["adresses_retour"] = json!(["https://tilleuls.example/autre"]);
    let change = json!({"version": read["version"], "fiche": fiche});
    let path = format!("/services/{id}");
    assert_eq!(call(&browser, "PUT", &path, (&key, change.clone())).await.status, StatusCode::OK);
    let stale = call(&browser, "PUT", &path, (&key, change)).await;
    assert_eq!((stale.status, &stale.json()["code"]), (StatusCode::CONFLICT, &"partenaire.change-entre-temps".into()));
    let turn =
        async || call(&browser, "POST", &format!("{path}/essai/secret"), (&key, json!({"garder_jours": 7}))).await;
    assert!(turn().await.json()["ancienne_preuve_jusqu_a"].is_i64());
    assert_eq!(turn().await.json()["code"], "partenaire.deja-deux");
    let ended = call(&browser, "DELETE", &format!("{path}/essai/ancienne-preuve"), (&key, Value::Null)).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert_eq!(turn().await.status, StatusCode::OK);
    let claims = call(&browser, "GET", &format!("{path}/essai/claims"), (&key, Value::Null)).await.json();
    assert_eq!(claims["exemples"].as_array().unwrap().len(), 5);
    let requests = call(&browser, "GET", &format!("{path}/essai/requetes"), (&key, Value::Null)).await;
    assert_eq!(requests.json(), json!([]));
    assert_eq!(requests.headers[header::CACHE_CONTROL], "no-store");
}

// requirement: C09 R14
#[tokio::test]
async fn a_program_is_told_what_does_not_hold_and_a_key_does_no_more_than_its_scope() {
    let site = Site::new(|reglages| reglages.local = false).await;
    let (key, browser) = (cle(&site, "lecture").await, site.browser());
    let refused = call(&browser, "POST", "/services", (&key, service())).await;
    assert_eq!((refused.status, &refused.json()["code"]), (StatusCode::FORBIDDEN, &"partenaire.droit".into()));
    let address = json!({"adresse": "https://169.254.169.254/x"});
    let said = call(&browser, "POST", "/verifier-adresse", (&key, address)).await.json();
    assert_eq!(said["raisons"][0]["code"], "adresse.hote-non-public");
    for wrong in ["", "cdp_x", &key[..20]] {
        let stranger = call(&browser, "GET", "/services", (wrong, Value::Null)).await;
        assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
        assert!(stranger.headers.contains_key(header::WWW_AUTHENTICATE));
    }
    let other = Site::new(|reglages| reglages.local = false).await;
    let (key, browser) = (cle(&other, "ecriture").await, other.browser());
    let mut hostile = service();
    hostile["adresses_retour"] = json!(["http://tilleuls.example/*"]);
    hostile["logo"] = json!("https://10.0.0.1/x");
    let problem = call(&browser, "POST", "/services", (&key, hostile)).await;
    assert_eq!(problem.status, StatusCode::BAD_REQUEST);
    assert_eq!(problem.headers[header::CONTENT_TYPE], "application/problem+json");
    let objections = problem.json()["objections"].as_array().unwrap().len();
    assert_eq!(objections, 3, "{}", problem.body);
    let unknown = json!({"nom": "x", "mot_de_passe": "y"});
    assert_eq!(call(&browser, "POST", "/services", (&key, unknown)).await.json()["code"], "partenaire.corps");
    assert_eq!(call(&browser, "GET", "/services/srv-x", (&key, Value::Null)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(call(&browser, "GET", "/nulle-part", (&key, Value::Null)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_description_tells_every_operation() {
    let site = Site::new(|_| {}).await;
    let document = site.browser().get("/api/v1/openapi.json").await.json();
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 9 && paths.keys().all(|path| path.starts_with("/api/v1/")), "{paths:?}");
    assert_eq!(document["components"]["securitySchemes"]["cle"]["scheme"], "bearer");
}
