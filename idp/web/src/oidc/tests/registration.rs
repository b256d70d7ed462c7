//! RFC 7591 and RFC 7592 as a client meets them, and the discovery document that tells of it.

use ambient::ExposeSecret as _;
use idp_core::registration::{InitialAccessTokens as _, NewInitialAccess};
use serde_json::json;

use super::*;

const ENDPOINT: &str = "/clients-registrations/openid-connect";
const JSON: (&str, &str) = ("content-type", "application/json");

async fn token(site: &Site) -> String {
    let new = NewInitialAccess { uses: None, expires_at: None, trusted: false };
    let (token, access) = new.draw(&site.house.ambient, &site.house.rest);
    site.house.initial.add(&access).await.unwrap();
    format!("Bearer {}", token.expose_secret())
}

fn body() -> String {
    json!({ "redirect_uris": [RETURN], "client_name": "Tilleuls" }).to_string()
}

#[tokio::test]
async fn a_client_registers_reads_changes_and_removes_itself() {
    let site = Site::new().await;
    let initial = token(&site).await;
    let made = site.send("POST", ENDPOINT, &[JSON, ("authorization", &initial)], &body()).await;
    assert_eq!((made.status, made.header("cache-control")), (StatusCode::CREATED, Some("no-store")));
    let made = made.json();
    let path = made["registration_client_uri"].as_str().unwrap().strip_prefix(ISSUER).unwrap();
    let access = format!("Bearer {}", made["registration_access_token"].as_str().unwrap());
    let own = [JSON, ("authorization", access.as_str())];
    assert_eq!(site.send("GET", path, &own, "").await.json()["client_name"], "Tilleuls");
    let changed = json!({ "client_id": made["client_id"], "redirect_uris": [RETURN], "client_name": "Vercors" });
    let put = site.send("PUT", path, &own, &changed.to_string()).await;
    assert_eq!((put.status, &put.json()["client_name"]), (StatusCode::OK, &"Vercors".into()));
    assert_eq!(site.send("DELETE", path, &own, "").await.status, StatusCode::NO_CONTENT);
    let gone = site.send("GET", path, &own, "").await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
}

// requirement: C09
#[tokio::test]
async fn without_its_token_a_registration_is_challenged() {
    let site = Site::new().await;
    let none = site.send("POST", ENDPOINT, &[JSON], &body()).await;
    assert_eq!(none.status, StatusCode::UNAUTHORIZED);
    assert_eq!(none.header("www-authenticate"), Some("Bearer realm=\"clients-registrations\""));
    let initial = token(&site).await;
    let twice = [JSON, ("authorization", &*initial), ("authorization", &*initial)];
    assert_eq!(site.send("POST", ENDPOINT, &twice, &body()).await.status, StatusCode::UNAUTHORIZED);
    let made = site.send("POST", ENDPOINT, &[JSON, ("authorization", &initial)], &body()).await.json();
    let path = made["registration_client_uri"].as_str().unwrap().strip_prefix(ISSUER).unwrap();
    for method in ["GET", "PUT", "DELETE"] {
        let wrong = site.send(method, path, &[JSON, ("authorization", &initial)], &body()).await;
        assert_eq!(
            (wrong.status, &wrong.json()["error"]),
            (StatusCode::UNAUTHORIZED, &"invalid_token".into()),
            "{method}"
        );
        assert!(wrong.header("www-authenticate").is_some_and(|value| value.contains("invalid_token")), "{method}");
    }
}

#[tokio::test]
async fn a_refused_registration_names_the_member_the_reason_and_the_remedy() {
    let site = Site::new().await;
    let initial = token(&site).await;
    let own = [JSON, ("authorization", initial.as_str())];
    let wrong = json!({ "redirect_uris": ["http://tilleuls.example/retour"] }).to_string();
    let refused = site.send("POST", ENDPOINT, &own, &wrong).await;
    assert_eq!((refused.status, &refused.json()["error"]), (StatusCode::BAD_REQUEST, &"invalid_redirect_uri".into()));
    let description = refused.json()["error_description"].as_str().unwrap().to_owned();
    assert!(
        ["redirect_uris", "http://tilleuls.example/retour", "Remedy"].iter().all(|word| description.contains(word))
    );
    assert_eq!(refused.json()["caducee"]["code"], "enregistrement.adresses-de-retour");
    let form = site.send("POST", ENDPOINT, &[FORM, ("authorization", &initial)], "redirect_uris=x").await;
    assert_eq!(form.json()["error"], "invalid_client_metadata");
}

// requirement: C09
#[tokio::test]
async fn a_closed_registration_is_neither_announced_nor_there() {
    let site = Site::of(false, Explain::Nothing).await;
    assert!(site.get("/.well-known/openid-configuration").await.json().get("registration_endpoint").is_none());
    let initial = token(&site).await;
    let refused = site.send("POST", ENDPOINT, &[JSON, ("authorization", &initial)], &body()).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&format!("{ENDPOINT}/dui")).await.status, StatusCode::NOT_FOUND);
}

/// The other way round: `both_discovery_names_say_the_same_and_every_address_in_it_exists`.
#[tokio::test]
async fn every_endpoint_that_answers_is_announced() {
    use idp_core::hosts::Hosts;
    let site = Site::new().await;
    let metadata = site.get("/.well-known/openid-configuration").await.json();
    let announced: Vec<&str> = metadata.as_object().unwrap().values().filter_map(Value::as_str).collect();
    for path in [
        Hosts::TOKEN,
        Hosts::INTROSPECTION,
        Hosts::USERINFO,
        Hosts::CERTS,
        Hosts::LOGOUT,
        Hosts::REVOCATION,
        Hosts::PAR,
        Hosts::CIBA,
        Hosts::DEVICE,
        Hosts::REGISTRATION,
    ] {
        assert_ne!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert!(announced.contains(&&*format!("{ISSUER}{path}")), "{path}");
    }
    // on the host that has the cookies; the issuer's path leads there
    assert!(
        metadata["check_session_iframe"].as_str().is_some_and(|address| address.starts_with("https://wallet.test/"))
    );
    assert!(metadata.get("mtls_endpoint_aliases").is_none(), "this issuer has no host for certificates");
    assert_eq!(metadata["tls_client_certificate_bound_access_tokens"], false);
    let methods = metadata["token_endpoint_auth_methods_supported"].to_string();
    assert!(!methods.contains("tls_client_auth"), "{methods}");
}
