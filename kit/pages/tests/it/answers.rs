use axum::Router;
use axum::body::Body;
use axum::middleware::map_response;
use axum::response::{Redirect, Response};
use axum::routing::get;
use http::{Request, StatusCode};
use pages::{Page, assets, entetes};
use tower::ServiceExt as _;

#[derive(askama::Template)]
#[template(source = "<p>ici</p>", ext = "html")]
struct Ici;

async fn ask(path: &str) -> Response {
    let router: Router = Router::new()
        .route("/page", get(|| async { Page::new(StatusCode::FORBIDDEN, Ici) }))
        .route("/ailleurs", get(|| async { Redirect::to("/page") }))
        .merge(assets::router())
        .layer(map_response(entetes::completer));
    let request = Request::get(path).body(Body::empty()).expect("the path is one");
    router.oneshot(request).await.expect("a router never fails")
}

#[tokio::test]
async fn pages_redirections_and_absent_addresses_carry_the_headers() {
    for (path, status) in [("/page", 403), ("/ailleurs", 303), ("/absente", 404)] {
        let response = ask(path).await;
        assert_eq!(response.status(), status, "{path}");
        let header = |name: &str| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(header("strict-transport-security").contains("max-age=31536000"), "{path}");
        assert!(header("permissions-policy").contains("camera=()"), "{path}");
    }
}

#[tokio::test]
async fn a_file_is_kept_for_ever_only_under_the_address_that_names_its_hash() {
    let url = assets::url("caducee.css");
    let cache = |response: Response| response.headers()["cache-control"].to_str().unwrap().to_owned();
    assert!(cache(ask(&url).await).contains("immutable"));
    assert_eq!(cache(ask("/assets/caducee.css?v=another").await), "no-cache");
    assert_eq!(ask("/assets/..%2FCargo.toml").await.status(), StatusCode::NOT_FOUND);
}

#[test]
fn the_sheet_and_the_script_reach_no_other_origin() {
    for text in [include_str!("../../assets/caducee.css"), include_str!("../../assets/caducee.js")] {
        assert!(!text.contains("http:") && !text.contains("https:") && !text.contains("@import"));
    }
}
