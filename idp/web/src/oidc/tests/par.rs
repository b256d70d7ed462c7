use super::*;

const PAR: &str = "/protocol/openid-connect/ext/par/request";

fn form() -> String {
    format!("{QUERY}&client_secret=s3cret")
}

// requirement: A08 A09
#[tokio::test]
async fn a_pushed_request_is_created_and_in_no_cache() {
    let site = Site::new().await;
    let pushed = site.post(PAR, &form()).await;
    assert_eq!(pushed.status, StatusCode::CREATED);
    assert_eq!(pushed.header("content-type"), Some("application/json"));
    assert_eq!(pushed.header("cache-control"), Some("no-store"));
    assert_eq!(pushed.json()["expires_in"], 60);
    assert!(text(&pushed.json(), "request_uri").starts_with("urn:ietf:params:oauth:request_uri:"));
}

// requirement: A08
#[tokio::test]
async fn a_push_that_does_not_do_is_refused_in_json() {
    let site = Site::new().await;
    for (body, status, error) in [
        (QUERY.to_owned(), StatusCode::UNAUTHORIZED, "invalid_client"),
        (form().replace("retour", "ailleurs"), StatusCode::BAD_REQUEST, "invalid_request"),
        (form().replace("scope_all", "frobnicate"), StatusCode::BAD_REQUEST, "invalid_scope"),
        (format!("{}&request_uri=urn:x", form()), StatusCode::BAD_REQUEST, "invalid_request"),
        (format!("{}&scope=openid", form()), StatusCode::BAD_REQUEST, "invalid_request"),
    ] {
        let refused = site.post(PAR, &body).await;
        assert_eq!((refused.status, &refused.json()["error"]), (status, &error.into()), "{body}");
        assert_eq!(refused.header("cache-control"), Some("no-store"));
        assert_eq!(refused.header("location"), None);
    }
    assert_eq!(site.get(PAR).await.status, StatusCode::METHOD_NOT_ALLOWED);
    let json = site.send("POST", PAR, &[("content-type", "application/json")], "{}").await;
    assert_eq!((json.status, &json.json()["error"]), (StatusCode::BAD_REQUEST, &"invalid_request".into()));
}
