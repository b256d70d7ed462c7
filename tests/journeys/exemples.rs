//! The services of `exemples/`, which teams copy, started by the commands of their pages and walked by one and the same
//! person: strangers, login with the e-CPS, choice of the situation, refresh, a call of the protected resource, and the end
//! of the session from the provider's side and from their own. All share one sandbox.

mod installed;
mod service;
mod visit;

use std::sync::OnceLock;

use harness::{Sandbox, node, program, succeed};
use serde_json::{Value, json};

use crate::browser;
use crate::party::{Party, RETOUR};
use service::Service;
use visit::{PHONE, Visit};

/// She works at two places.
pub const QUI: &str = "coordinatrice";

/// Ends with the process.
pub fn sandbox() -> &'static Sandbox {
    static SHARED: OnceLock<Sandbox> = OnceLock::new();
    SHARED.get_or_init(|| {
        let sandbox = Sandbox::start();
        browser::activate(&sandbox, QUI);
        sandbox
    })
}

#[tokio::test]
async fn the_node_example_holds() {
    holds("node").await;
}

#[tokio::test]
async fn the_rust_example_holds() {
    holds("rust").await;
}

#[tokio::test]
async fn the_django_example_holds() {
    holds("python-django").await;
}

#[tokio::test]
async fn the_fastapi_example_holds() {
    holds("python-fastapi").await;
}

#[tokio::test]
async fn the_apache_example_holds() {
    holds("apache").await;
}

#[tokio::test]
async fn the_lemonldap_example_holds() {
    holds("lemonldap").await;
}

/// Its page is a program: a real browser runs it.
#[tokio::test]
async fn the_browser_application_holds() {
    let sandbox = sandbox();
    let service = Service::start(sandbox, "spa");
    nobody_gets_in(&Visit::new(sandbox, &service, None), sandbox).await;
    let home = browser::browser_home(sandbox, None);
    let options = json!({
        "manifest": sandbox.manifest, "home": home.path(), "screens": browser::screens("exemple-spa"), "pin": browser::PIN,
        "origin": service.origin,
        "mobile": [program("caducee"), "--data", sandbox.data, "--port-base", sandbox.ports.to_string()],
    });
    let _alone = PHONE.lock().await;
    succeed(&mut node(sandbox, "journeys/exemple-spa.mjs", &options));
}

/// The commands under a heading of an example's page, when it has some: those that this journey, or `tests/run`, runs.
pub fn shown(page: &std::path::Path, heading: &str) -> Option<String> {
    let text = std::fs::read_to_string(page).ok()?;
    text.contains(heading).then(|| service::block(page, heading))
}

/// The whole path of one example.
async fn holds(name: &str) {
    let sandbox = sandbox();
    let service = Service::start(sandbox, name);
    let visit = Visit::new(sandbox, &service, None);
    nobody_gets_in(&visit, sandbox).await;
    assert!(visit.page("/").await.contains("non connecté"));
    let places = chooses_and_chooses_again(&visit, sandbox).await;
    calls_and_refreshes(&visit, &places).await;
    hears_of_the_end(&visit, sandbox).await;
    let visit = Visit::new(sandbox, &service, Some("medecin"));
    an_answer_is_of_its_browser(&visit, &Visit::new(sandbox, &service, None)).await;
    leaves_by_itself(&visit, sandbox).await;
}

async fn nobody_gets_in(visit: &Visit<'_>, sandbox: &Sandbox) {
    assert_eq!(visit.json("/moi").await["connecte"], false);
    assert_eq!(visit.get("/appel").await.status, 401);
    let other = Party::essai(sandbox);
    let granted = other.token(&visit.surfer, &[("grant_type", "client_credentials"), ("scope", "ssf.manage")]).await;
    let foreign = granted.json()["access_token"].as_str().expect("a token of another client").to_owned();
    for bearer in [None, Some("n-importe-quoi"), Some(&foreign)] {
        let answer = visit.api(bearer).await;
        assert_eq!(answer.status, 401, "{bearer:?}: {}", answer.body);
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{:?}", answer.headers);
    }
}

/// Both places, the first one taken first.
async fn chooses_and_chooses_again(visit: &Visit<'_>, sandbox: &Sandbox) -> [String; 2] {
    let first = visit.sign_in("/connexion", 0).await;
    let me = visit.json("/moi").await;
    let person = sandbox.person(QUI);
    let name = format!("{} {}", text(&person["prenom"]), text(&person["nom"]));
    assert_eq!((&me["connecte"], text(&me["nom"])), (&Value::Bool(true), name.as_str()), "{me}");
    assert_eq!(text(&me["situation"]["id"]), first);
    let home = visit.page("/").await;
    assert!(home.contains(&format!("connecté : {name}")), "{home}");
    assert!(home.contains(text(&me["situation"]["raisonSociale"])), "{home}");
    let second = visit.sign_in("/changer-situation", 1).await;
    let again = visit.json("/moi").await;
    assert_eq!(text(&again["situation"]["id"]), second);
    assert_eq!(again["sub"], me["sub"]);
    assert_ne!(first, second);
    [first, second]
}

async fn calls_and_refreshes(visit: &Visit<'_>, [_, second]: &[String; 2]) {
    let before = visit.json("/appel").await;
    assert_eq!(text(&before["situation"]["id"]), second, "{before}");
    assert_eq!(visit.json("/appel").await["jti"], before["jti"], "a token serves until it is old");
    visit.press("/rafraichir").await;
    let after = visit.json("/appel").await;
    assert_ne!(after["jti"], before["jti"], "another token");
    assert_eq!(text(&after["situation"]["id"]), second, "the choice goes with the session");
    assert_eq!(text(&visit.json("/moi").await["situation"]["id"]), second);
}

/// Another service of the same session logs out, after it has tried to pass its ID token for a notice.
async fn hears_of_the_end(visit: &Visit<'_>, sandbox: &Sandbox) {
    let other = Party::essai(sandbox);
    let demand = other.demand();
    let back = visit.through(visit.surfer.get(other.address(&demand)).await, RETOUR, 0).await.0;
    let code = back.given("code").expect("single sign-on");
    let tokens = other.token(&visit.surfer, &other.redemption(&code, &demand)).await.json();
    let hint = text(&tokens["id_token"]);
    for forged in ["", "n.importe.quoi", "eyJhbGciOiJub25lIiwidHlwIjoibG9nb3V0K2p3dCJ9.e30.", hint] {
        assert_eq!(visit.notice(forged).await.status, 400, "{} bytes that are no notice", forged.len());
    }
    assert_eq!(visit.json("/moi").await["connecte"], true);
    let end = visit.surfer.http.post(other.endpoint("logout")).form(&[("id_token_hint", hint)]);
    let ended = visit.surfer.send(end).await;
    assert!(matches!(ended.status, 200 | 204), "{} {}", ended.status, ended.body);
    visit.is_signed_out_soon().await;
    assert_eq!(visit.get("/appel").await.status, 401);
}

/// Whoever is sent the answer to somebody else's request is not signed in with it.
async fn an_answer_is_of_its_browser(visit: &Visit<'_>, stranger: &Visit<'_>) {
    let address = visit.service.client["redirect_uris"][0].as_str().expect("an address");
    let answer = visit.through(visit.get("/connexion").await, address, 0).await.0;
    let answer = answer.location().unwrap_or_else(|| panic!("{}: {}", answer.url, answer.body));
    assert!(answer.query().is_some_and(|query| query.contains("code=")), "{answer}");
    stranger.surfer.follow(stranger.surfer.get(answer).await, "nowhere").await;
    assert_eq!(stranger.json("/moi").await["connecte"], false);
}

/// The provider's session ends with the one of the service, and the browser is brought back.
async fn leaves_by_itself(visit: &Visit<'_>, sandbox: &Sandbox) {
    visit.sign_in("/connexion", 0).await;
    assert_eq!(visit.json("/moi").await["connecte"], true);
    let back = visit.press("/deconnexion").await;
    assert!(back.url.as_str().starts_with(&visit.service.origin), "{}", back.url);
    assert_eq!(visit.json("/moi").await["connecte"], false);
    let other = Party::essai(sandbox);
    let silent = visit.surfer.get(other.address(&other.demand().with("prompt", Some("none")))).await;
    let silent = visit.surfer.follow(silent, RETOUR).await;
    assert_eq!(silent.given("error").as_deref(), Some("login_required"));
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}
