//! The sandbox: provider, registry and all the rest of it in one process.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::cookie::{CookieStore as _, Jar};
use serde_json::Value;
use url::Url;

use super::process::Server;
use super::side::{Credentials, REDIRECT_URI, RESOURCE, Side};

const SECRET: &str = "un-secret-d-essai-pour-un-client-qui-mesure";

/// Services that ask phones: six thousand requests in ten minutes are the most of one.
const ASKERS: usize = 64;

/// A side, with what the others need of its folder.
pub struct Ours {
    side: Side,
    manifest: Value,
    /// Removed at the end.
    _folder: tempfile::TempDir,
}

impl std::ops::Deref for Ours {
    type Target = Side;

    fn deref(&self) -> &Side {
        &self.side
    }
}

impl std::ops::DerefMut for Ours {
    fn deref_mut(&mut self) -> &mut Side {
        &mut self.side
    }
}

impl Ours {
    pub fn path(&self, pointer: &str) -> PathBuf {
        text(&self.manifest, pointer).into()
    }

    pub fn authority(&self) -> Vec<u8> {
        std::fs::read(self.path("/ca")).expect("the authority")
    }
}

pub async fn start() -> Ours {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, clients) = (folder.path().join("data"), folder.path().join("clients.toml"));
    std::fs::write(&clients, declared()).expect("the clients file");
    let (server, manifest) = sandbox(&data, &clients).await;
    let authority = std::fs::read(text(&manifest, "/ca")).expect("the authority");
    let mut side = Side::new("ours", text(&manifest, "/issuer"), &authority).await;
    side.running.push(server);
    let of = |id: &str| Credentials { id: id.to_owned(), secret: SECRET.to_owned() };
    (side.person, side.service, side.rsa) = (of("mesure"), of("mesure-service"), of("mesure-rsa"));
    side.askers = (0..ASKERS).map(|n| of(&format!("mesure-{n}"))).collect();
    side.cookies = session(&side, &manifest, &authority).await;
    side.prepare().await;
    Ours { side, manifest, _folder: folder }
}

/// Three clients, as the control's, and those that ask phones.
fn declared() -> String {
    let client = |id: &str, alg: &str, format: &str, more: &str| {
        format!(
            "[[client]]\nid = \"{id}\"\nname = \"Une mesure\"\nplace = \"Ici\"\nprofile = \"oidc\"\n\
             auth = \"client_secret_basic\"\nsecret = \"{SECRET}\"\nid_token_alg = \"{alg}\"\n\
             access_token_format = \"{format}\"\nmay_introspect = true\n{more}\n\n"
        )
    };
    let people = format!(
        "redirect_uris = [\"{REDIRECT_URI}\"]\nscopes = [\"openid\"]\nbackchannel_token_delivery_mode = \"poll\"\n\
         grant_types = [\"authorization_code\", \"refresh_token\", \"urn:openid:params:grant-type:ciba\"]"
    );
    let service = format!(
        "redirect_uris = []\nresponse_types = []\nscopes = [\"mesure\"]\nresources = [\"{RESOURCE}\"]\n\
         grant_types = [\"client_credentials\"]\n\
         legal_person = {{ struct_id_nat = \"1750000001\", raison_sociale = \"Mesure\", purposes = [\"mesure\"] }}"
    );
    let askers: String = (0..ASKERS).map(|n| client(&format!("mesure-{n}"), "ES256", "opaque", &people)).collect();
    client("mesure", "ES256", "opaque", &people)
        + &askers
        + &client("mesure-rsa", "RS256", "opaque", &people)
        + &client("mesure-service", "ES256", "at_jwt", &service)
}

async fn sandbox(data: &Path, clients: &Path) -> (Server, Value) {
    let mut command = Command::new(harness::program("caducee"));
    command.args(["--data".as_ref(), data.as_os_str()]).args(["--clients".as_ref(), clients.as_os_str()]);
    command.args(["--port-base", &harness::free_ports().to_string(), "--people", "60"]);
    let server = Server::beside(&mut command, &harness::output().join("load-compare-sandbox.log"));
    let deadline = Instant::now() + Duration::from_secs(180);
    loop {
        let manifest = std::fs::read(data.join("sandbox.json")).ok();
        if let Some(manifest) = manifest.and_then(|text| serde_json::from_slice(&text).ok()) {
            return (server, manifest);
        }
        assert!(Instant::now() < deadline, "no sandbox after 180 s: see tests/output/load-compare-sandbox.log");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// A physician shows a card; the cookies of the authorization host are the session.
async fn session(side: &Side, manifest: &Value, authority: &[u8]) -> String {
    let cards = manifest["cartes"].as_array().expect("the manifest lists cards");
    let card = cards.iter().find(|card| card["qui"] == "medecin").expect("a physician's card");
    let pem = std::fs::read(card["pem"].as_str().expect("the card's file")).expect("the card");
    let jar = Arc::new(Jar::default());
    let browser = browser(authority, &pem, jar.clone());
    let carte = text(manifest, "/carte");
    let mut url = side.authorization_of(&side.person);
    for _ in 0..16 {
        let answer = browser.get(url.clone()).send().await.expect("an answer");
        let at = answer.url().clone();
        let to = answer.headers().get("location").and_then(|to| to.to_str().ok()).map(str::to_owned);
        url = match to {
            Some(to) if to.starts_with(REDIRECT_URI) => {
                let host: Url = side.endpoint("authorization_endpoint").parse().expect("an address");
                return jar.cookies(&host).and_then(|it| it.to_str().ok().map(str::to_owned)).expect("a session");
            }
            Some(to) => at.join(&to).expect("an address"),
            None => card_link(&answer.text().await.expect("a page"), carte),
        };
    }
    panic!("the card did not open a session");
}

fn card_link(page: &str, carte: &str) -> Url {
    let (_, rest) = page.split_once(&format!("href=\"{carte}")).unwrap_or_else(|| panic!("no link to {carte}: {page}"));
    let path = rest.split('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&");
    format!("{carte}{path}").parse().expect("an address")
}

fn browser(authority: &[u8], card: &[u8], jar: Arc<Jar>) -> reqwest::Client {
    let authority = reqwest::Certificate::from_pem(authority).expect("a certificate");
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .cookie_provider(jar)
        .tls_certs_only([authority])
        .identity(reqwest::Identity::from_pem(card).expect("a certificate and its key"))
        .build()
        .expect("a client")
}

fn text<'a>(manifest: &'a Value, pointer: &str) -> &'a str {
    manifest.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer} in the manifest"))
}
