//! The headers of every answer that a browser reads (checklist A14, A16, S15).

use axum::response::Response;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderValue};
use url::Url;

const CROSS_ORIGIN_OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

const FIXES: [(HeaderName, &str); 8] = [
    (CACHE_CONTROL, "no-store"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    (CROSS_ORIGIN_OPENER_POLICY, "same-origin"),
    (CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"),
    (PERMISSIONS_POLICY, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// [`csp`] of a page whose forms stay here.
const ICI: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/// Of what any site may frame.
const CADRE: &str = "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors https:";

/// Put into the extensions of an answer that any site may frame: the frame of session management, which shows nothing.
#[derive(Clone, Copy, Debug)]
pub struct Encadrable;

/// The policy of a page that frames these addresses (their origins, exactly) beside what [`csp`] allows.
pub fn csp_avec_cadres(vers: &[Url], cadres: &[Url]) -> String {
    let mut csp = csp(vers);
    if !cadres.is_empty() {
        let origins: Vec<String> = cadres.iter().map(|cadre| cadre.origin().ascii_serialization()).collect();
        csp.push_str("; frame-src ");
        csp.push_str(&origins.join(" "));
    }
    csp
}

/// The policy of a page whose forms, and the redirections that answer them, stay here or go to `vers`.
///
/// Browsers apply `form-action` to the redirection that follows a form too: a sign-in page names the address to which its
/// last form returns.
pub fn csp<'a>(vers: impl IntoIterator<Item = &'a Url>) -> String {
    let mut form_action = String::from("form-action 'self'");
    for source in vers.into_iter().map(source) {
        form_action.push(' ');
        form_action.push_str(&source);
    }
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; \
         {form_action}; frame-ancestors 'none'; base-uri 'none'"
    )
}

/// Any https address for one of https: the service that a form returns to may send the browser on to another origin at
/// once, and browsers apply `form-action` to that step too. Otherwise the origin (a loopback address), or the scheme of an
/// application's own (`fr.example.app:`). A host is in it as the URL parser wrote it (no space, no `;`), so nothing can be
/// slipped into the header.
fn source(url: &Url) -> String {
    match url.scheme() {
        "https" => "https:".to_owned(),
        _ if url.origin().is_tuple() => url.origin().ascii_serialization(),
        scheme => format!("{scheme}:"),
    }
}

/// Adds what is missing to an answer that is no [`Page`](crate::Page): a redirection, a JSON body, a file, an error of the
/// framework. For `axum::middleware::map_response(pages::entetes::completer)`, over the whole router.
pub async fn completer(response: Response) -> Response {
    complete(response)
}

/// The same where no future is wanted.
pub fn complete(mut response: Response) -> Response {
    if response.extensions().get::<Encadrable>().is_some() {
        ajouter(response.headers_mut(), HeaderValue::from_static(CADRE));
        response.headers_mut().remove(X_FRAME_OPTIONS);
        response.headers_mut().insert(CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
        return response;
    }
    ajouter(response.headers_mut(), HeaderValue::from_static(ICI));
    response
}

/// Takes HSTS off: only for the sandbox, where `localhost` is shared with the reader's own services. A browser that had
/// seen it would refuse plain http to every port of this machine for a year.
pub fn sans_hsts(mut response: Response) -> Response {
    response.headers_mut().remove(STRICT_TRANSPORT_SECURITY);
    response
}

/// A policy as [`csp`] writes it.
pub(crate) fn politique(csp: &str) -> HeaderValue {
    // A URL's serialisation is ASCII, so the policy always is a header value; the strictest one stands in if it were not.
    HeaderValue::from_str(csp).unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
}

pub(crate) fn ajouter(headers: &mut HeaderMap, csp: HeaderValue) {
    for (name, value) in FIXES {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(csp);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_of_what_is_no_page_is_that_of_a_page_whose_forms_stay_here() {
        assert_eq!(ICI, csp([]));
    }

    #[test]
    fn the_policy_names_where_the_last_form_returns_and_nothing_else() {
        let web = Url::parse("https://tilleuls.example:8443/retour?x=1").unwrap();
        let app = Url::parse("fr.example.app:/retour").unwrap();
        let csp = csp([&web, &app]);
        assert!(csp.contains("form-action 'self' https: fr.example.app:; frame-ancestors 'none'"));
        assert!(csp.starts_with("default-src 'none'"));
        assert!(!csp.contains("unsafe"));
    }
}
