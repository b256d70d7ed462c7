use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use tower::ServiceExt as _;

/// Several sites on one listener, each under one authority only (`localhost:8440`, or `idp.example` for port 443): an
/// unknown path of a site is that site's to answer. `stranger` answers whoever names another host, two hosts or none.
///
/// An HTTP/2 client may reuse a connection for another host of the same certificate (RFC 9110 §7.4); without this
/// check a card shown to one listener could speak to another.
pub fn each(sites: impl IntoIterator<Item = (String, Router)>, stranger: Router) -> Router {
    let sites: Arc<[_]> = sites.into_iter().map(|(authority, site)| (canonical(&authority).to_owned(), site)).collect();
    Router::new().fallback(move |request: Request| {
        let named = sites.iter().find(|(own, _)| names_only(&request, own));
        named.map_or(&stranger, |(_, site)| site).clone().oneshot(request)
    })
}

/// A site that serves nothing: 421 whatever the path.
pub fn nobody() -> Router {
    Router::new().fallback(misdirected)
}

async fn misdirected() -> Response {
    (StatusCode::MISDIRECTED_REQUEST, "This host is not served here.\n").into_response()
}

/// The target's authority (HTTP/2, absolute form) and every `Host` header must say the same, and one must be there.
fn names_only(request: &Request, own: &str) -> bool {
    let target = request.uri().authority().map(|authority| authority.as_str().as_bytes());
    let headers = request.headers().get_all(header::HOST).iter().map(|value| value.as_bytes());
    let mut named = target.into_iter().chain(headers).peekable();
    named.peek().is_some()
        && named.all(|name| std::str::from_utf8(name).is_ok_and(|name| canonical(name).eq_ignore_ascii_case(own)))
}

/// Without the port that `https` implies.
fn canonical(authority: &str) -> &str {
    authority.strip_suffix(":443").unwrap_or(authority)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::routing::get;

    use super::*;

    async fn answer(own: &str, uri: &str, hosts: &[&str]) -> StatusCode {
        let mut request = Request::builder().uri(uri);
        for host in hosts {
            request = request.header(header::HOST, *host);
        }
        let here = Router::new().route("/", get(|| async { "here" }));
        let site = each([(own.to_owned(), here)], nobody());
        site.oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status()
    }

    #[tokio::test]
    async fn the_own_host_is_served_however_it_is_written() {
        assert_eq!(answer("localhost:8440", "/", &["localhost:8440"]).await, StatusCode::OK);
        assert_eq!(answer("idp.example", "/", &["IDP.example:443"]).await, StatusCode::OK);
        assert_eq!(answer("idp.example", "https://idp.example/", &[]).await, StatusCode::OK);
    }

    // requirement: X06
    #[tokio::test]
    async fn another_host_is_misdirected() {
        for (uri, hosts) in [
            ("/", &["localhost:8442"] as &[&str]),
            ("/", &[]),
            ("https://carte.example/", &[]),
            ("https://localhost:8440/", &["carte.example"]),
            ("/", &["localhost:8440", "carte.example"]),
        ] {
            assert_eq!(answer("localhost:8440", uri, hosts).await, StatusCode::MISDIRECTED_REQUEST, "{uri} {hosts:?}");
        }
    }

    // requirement: X06
    #[tokio::test]
    async fn an_unknown_path_is_the_affair_of_its_own_host() {
        let site =
            |path: &str| Router::new().route(path, get(|| async { "here" })).fallback(|| async { StatusCode::GONE });
        let both = [("idp.example".to_owned(), site("/a")), ("wallet.example".to_owned(), site("/b"))];
        let sites = each(both, nobody());
        for (host, path, status) in [
            ("idp.example", "/a", StatusCode::OK),
            ("wallet.example:443", "/b", StatusCode::OK),
            ("wallet.example", "/a", StatusCode::GONE),
            ("idp.example", "/nowhere", StatusCode::GONE),
            ("carte.example", "/a", StatusCode::MISDIRECTED_REQUEST),
            ("carte.example", "/nowhere", StatusCode::MISDIRECTED_REQUEST),
        ] {
            let request = Request::builder().uri(path).header(header::HOST, host).body(Body::empty()).unwrap();
            assert_eq!(sites.clone().oneshot(request).await.unwrap().status(), status, "{host}{path}");
        }
    }
}
