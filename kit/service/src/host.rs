use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

/// Serves `router` under one authority only (`localhost:8440`, or `idp.example` for port 443): a request that names
/// another host gets 421.
///
/// An HTTP/2 client may reuse a connection for another host of the same certificate (RFC 9110 §7.4); without this
/// check a card shown to one listener could speak to another.
pub fn only(router: Router, authority: &str) -> Router {
    router.layer(from_fn_with_state(canonical(authority), check))
}

async fn check(State(own): State<String>, request: Request, next: Next) -> Response {
    if names_only(&request, &own) {
        next.run(request).await
    } else {
        (StatusCode::MISDIRECTED_REQUEST, "This host is not served here.\n").into_response()
    }
}

/// The target's authority (HTTP/2, absolute form) and every `Host` header must say the same, and one must be there.
fn names_only(request: &Request, own: &str) -> bool {
    let target = request.uri().authority().map(|authority| authority.as_str().as_bytes());
    let headers = request.headers().get_all(header::HOST).iter().map(|value| value.as_bytes());
    let mut named = target.into_iter().chain(headers).peekable();
    named.peek().is_some()
        && named.all(|name| std::str::from_utf8(name).is_ok_and(|name| canonical(name).as_str() == own))
}

/// Lower case, without the port that `https` implies.
fn canonical(authority: &str) -> String {
    let lower = authority.to_ascii_lowercase();
    lower.strip_suffix(":443").map(str::to_owned).unwrap_or(lower)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::routing::get;
    use tower::ServiceExt as _;

    use super::*;

    async fn answer(own: &str, uri: &str, hosts: &[&str]) -> StatusCode {
        let mut request = Request::builder().uri(uri);
        for host in hosts {
            request = request.header(header::HOST, *host);
        }
        let site = only(Router::new().route("/", get(|| async { "here" })), own);
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
}
