use std::collections::BTreeSet;

use harness::Sandbox;
use reqwest::Method;

use crate::party::{Party, RETOUR};
use crate::surfer::{Answer, Surfer};

/// The page that asks who the person is, freshly opened.
async fn login_page(party: &Party, surfer: &Surfer) -> Answer {
    surfer.follow(surfer.get(party.address(&party.demand())).await, RETOUR).await
}

// requirement: A15
#[tokio::test]
async fn after_a_form_the_browser_goes_on_with_a_get() {
    let sandbox = Sandbox::shared();
    let (party, surfer) = (Party::essai(sandbox), Surfer::new(sandbox, None));
    let parked = surfer.send(surfer.http.post(party.authorization.clone()).form(&party.demand().pairs)).await;
    assert_eq!(parked.status, 303);
    let page = login_page(&party, &surfer).await;
    let typed = surfer.submit(&page.form_with("numero"), &[("numero", "99900000003")]).await;
    assert_eq!(typed.status, 303, "{}", typed.body);
    let waiting = surfer.follow(typed, RETOUR).await;
    for form in waiting.forms() {
        let answer = surfer.submit(&form, &[]).await;
        assert!(matches!(answer.status, 200 | 303), "{} answered {}", form.action, answer.status);
    }
}

// requirement: A14
#[tokio::test]
async fn a_form_without_the_token_of_this_browser_does_nothing() {
    let sandbox = Sandbox::shared();
    let (party, surfer, other) = (Party::essai(sandbox), Surfer::new(sandbox, None), Surfer::new(sandbox, None));
    let page = login_page(&party, &surfer).await;
    let form = page.form_with("numero");
    let foreign = login_page(&party, &other).await.form_with("numero");
    let stolen =
        foreign.fields.iter().find(|(name, _)| name == "csrf").map(|(_, value)| value.clone()).expect("a token");
    for token in ["", "x", stolen.as_str()] {
        let answer = surfer.submit(&form, &[("numero", "99900000003"), ("csrf", token)]).await;
        assert_eq!(answer.status, 403, "{token}: {}", answer.body);
    }
    let elsewhere = other.submit(&form, &[("numero", "99900000003")]).await;
    assert_eq!(elsewhere.status, 403, "another browser took the form: {}", elsewhere.body);
    let again = surfer.get(&page.url).await;
    assert!(again.forms().iter().any(|form| form.fields.iter().any(|(name, _)| name == "numero")), "nothing moved on");
    assert_eq!(surfer.submit(&form, &[("numero", "99900000003")]).await.status, 303);
}

/// Every kind of page, errors included: `(what, answer)`.
async fn pages() -> Vec<(&'static str, Answer)> {
    let sandbox = Sandbox::shared();
    let (party, surfer) = (Party::essai(sandbox), Surfer::new(sandbox, None));
    let page = login_page(&party, &surfer).await;
    let at = |door: &str, path: &str| format!("{}{path}", sandbox.text(&format!("/{door}")).trim_end_matches('/'));
    let card = page.link(sandbox.text("/carte"));
    let typed = surfer.submit(&page.form_with("numero"), &[("numero", "99900000003")]).await;
    let waiting = surfer.follow(typed, RETOUR).await;
    let tokenless = surfer.send(surfer.http.post(page.form_with("numero").action).form(&[("numero", "1")])).await;
    let mut found = vec![("login", page), ("waiting", waiting), ("form without token", tokenless)];
    let addresses = [
        ("home of the provider", at("authorization", "/")),
        ("logged out", at("authorization", "/deconnexion")),
        ("logout with a false hint", at("authorization", "/deconnexion?id_token_hint=x.y.z")),
        ("unknown login", at("authorization", "/connexion/nulle-part")),
        ("refused request", at("authorization", "/auth?client_id=personne")),
        ("no card", card.to_string()),
        ("unknown card login", at("carte", "/carte/nulle-part")),
        ("service", at("dui", "/")),
        ("service without a demand", at("dui", "/retour?code=x&state=y")),
        ("documents", at("dmp/url", "/")),
        ("documents: who reads what", at("dmp/url", "/matrice")),
        ("documents: a patient", at("dmp/url", "/patient/P-0012")),
        ("documents: nobody", at("dmp/url", "/patient/personne")),
        ("phones", at("telephones", "/")),
        ("messages", at("messagerie", "/")),
        ("unknown message", at("messagerie", "/messages/999999")),
        ("where to begin", at("accueil", "/")),
    ];
    for (what, address) in addresses {
        found.push((what, surfer.get(address).await));
    }
    found
}

/// Pages of the services of demonstration, which have no script; every other has ours, and no other.
fn without_script(what: &str) -> bool {
    what.starts_with("service") || what.starts_with("documents")
}

/// The script that every page has, and that of pages which ask for a passkey.
const OURS: [&str; 2] = ["<script src=\"/assets/caducee.js", "<script src=\"/assets/passkey.js"];

/// What an element of a script begins with, as far as the query of its address.
fn named(element: &str) -> &str {
    element.split(['?', '>']).next().unwrap_or(element)
}

// requirement: A14 A16
#[tokio::test]
async fn every_page_errors_included_forbids_frames_leaks_and_foreign_code() {
    let pages = pages().await;
    for (what, page) in &pages {
        assert!(page.is_html(), "{what}: {} {}", page.status, page.header("content-type"));
        let policy = page.header("content-security-policy");
        let scripts: Vec<_> = page.body.match_indices("<script").map(|(at, _)| named(&page.body[at..])).collect();
        let allowed = (!without_script(what)).then_some("script-src 'self'");
        let rules: Vec<_> = policy.split(';').map(str::trim).collect();
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(rules.contains(&rule), "{what}: {policy}");
        }
        assert_eq!(rules.iter().copied().find(|rule| rule.starts_with("script-src")), allowed, "{what}");
        assert_eq!(scripts.is_empty(), allowed.is_none(), "{what}: {scripts:?}");
        assert!(scripts.iter().all(|script| OURS.contains(script)), "{what}: {scripts:?}");
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{what}: {policy}");
        assert_eq!(page.header("x-frame-options"), "DENY", "{what}");
        assert_eq!(page.header("cache-control"), "no-store", "{what}");
        assert_eq!(page.header("referrer-policy"), "no-referrer", "{what}");
        for inline in [" onclick=", " onload=", " style=\"", "<style", "<script>"] {
            assert!(!page.body.contains(inline), "{what} holds {inline}");
        }
        for origin in ["src=\"http", "href=\"http://", "src=\"//", "href=\"//"] {
            assert!(!page.body.contains(origin), "{what} holds {origin}");
        }
    }
    assert!(pages.iter().filter(|(_, page)| page.status >= 400).count() >= 6, "errors were among them");
}

// requirement: S15
#[tokio::test]
async fn every_page_carries_the_headers_that_close_a_browser() {
    for (what, page) in pages().await {
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{what}");
        assert_eq!(page.header("cross-origin-opener-policy"), "same-origin", "{what}");
        assert!(page.header("permissions-policy").contains("camera=()"), "{what}");
    }
}

// requirement: O13
#[tokio::test]
async fn nothing_says_what_the_service_is_made_of() {
    let words =
        ["axum", "hyper/", "tokio", "rustls", "sqlx", "sqlite", "panicked", concat!("/", env!("CARGO_PKG_VERSION"))];
    for (what, page) in pages().await {
        for name in ["server", "x-powered-by", "via"] {
            assert_eq!(page.header(name), "", "{what}");
        }
        let body = page.body.to_lowercase();
        for word in words {
            assert!(!body.contains(word), "{what} says {word}");
        }
    }
}

// requirement: A25
#[tokio::test]
async fn another_origin_reads_discovery_and_keys_and_nothing_else() {
    let sandbox = Sandbox::shared();
    let (party, surfer) = (Party::essai(sandbox), Surfer::new(sandbox, None));
    let asked = |method: Method, address: String| {
        let request = surfer.http.request(method, address).header("origin", "https://voleur.example");
        request
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization")
    };
    let page = login_page(&party, &surfer).await;
    let mut closed: Vec<String> =
        ["token", "userinfo", "token/introspect", "revoke", "logout", "auth"].map(|name| party.endpoint(name)).to_vec();
    closed.extend([
        party.address(&party.demand()).to_string(),
        page.url.to_string(),
        sandbox.text("/authorization").to_owned(),
    ]);
    for address in closed {
        for method in [Method::OPTIONS, Method::GET, Method::POST] {
            let answer = surfer.send(asked(method.clone(), address.clone())).await;
            assert_eq!(answer.header("access-control-allow-origin"), "", "{method} {address}");
            assert_eq!(answer.header("access-control-allow-credentials"), "", "{method} {address}");
        }
    }
    let open = [format!("{}/.well-known/openid-configuration", party.issuer), party.endpoint("certs")];
    for address in open {
        let answer = surfer.send(asked(Method::GET, address.clone())).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, "*"), "{address}");
        assert_eq!(answer.header("access-control-allow-credentials"), "", "{address}");
    }
}

// requirement: S02
#[tokio::test]
async fn every_cookie_is_bound_to_its_host_and_out_of_the_reach_of_scripts() {
    let sandbox = Sandbox::shared();
    let (party, surfer) = (Party::essai(sandbox), Surfer::new(sandbox, Some("medecin")));
    party.code(&surfer).await;
    let start = surfer.get(format!("{}connexion", sandbox.text("/dui"))).await;
    let service = surfer.follow(start, "https://nulle-part.example").await;
    assert_eq!(service.status, 200);
    surfer.get(sandbox.text("/telephones")).await;
    surfer.get(format!("{}connexion", sandbox.text("/dmp/url"))).await;
    surfer.get(sandbox.text("/messagerie")).await;
    let mut names = BTreeSet::new();
    for line in surfer.cookies() {
        let read_by_the_frame = line.starts_with("__Host-caducee-") && line.contains("-etat="); // docs/ecarts.md, S02
        let attributes: Vec<String> = line.split(';').skip(1).map(|part| part.trim().to_lowercase()).collect();
        assert!(line.starts_with("__Host-"), "{line}");
        let has = |wanted: &str| attributes.iter().any(|found| found == wanted);
        assert!(has("secure") && has("path=/"), "{line}");
        assert_eq!(has("httponly"), !read_by_the_frame, "{line}");
        assert_eq!(has("samesite=lax") || has("samesite=strict"), !read_by_the_frame, "{line}");
        assert!(!attributes.iter().any(|found| found.starts_with("domain")), "{line}");
        names.insert(line.split('=').next().unwrap_or_default().to_owned());
    }
    assert!(names.iter().any(|name| name.ends_with("-session")), "{names:?}");
    assert!(names.iter().any(|name| name.ends_with("-interaction")), "{names:?}");
    for service in ["dui", "dmp"] {
        assert!(names.iter().any(|name| name.contains(service)), "{names:?}");
    }
}
