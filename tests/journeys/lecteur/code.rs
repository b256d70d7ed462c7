//! A login by authorization code in which curl is the browser, and its card is in the reader.

use std::path::Path;
use std::process::Command;

use harness::{Sandbox, succeed};
use serde_json::Value;

use super::carte;
use crate::party::{Party, RETOUR};

/// Curl with the module of the reader, and cookies that it keeps.
struct Curl<'a> {
    sandbox: &'a Sandbox,
    cookies: &'a Path,
}

impl Curl<'_> {
    fn run(&self, arguments: &[&str]) -> String {
        let mut curl = Command::new("curl");
        curl.env("PKCS11_MODULE_PATH", self.sandbox.data.join("lecteur/lecteur.so"))
            .args(["-sS", "--noproxy", "*", "--engine", "pkcs11", "--cert-type", "ENG", "--key-type", "ENG"])
            .args(["--cert", "pkcs11:type=cert", "--key", "pkcs11:type=private;pin-value=1234", "--cacert"])
            .arg(self.sandbox.authority())
            .arg("--cookie")
            .arg(self.cookies)
            .arg("--cookie-jar")
            .arg(self.cookies);
        succeed(curl.args(arguments))
    }

    /// From redirection to redirection: the page where they end, or the address of the service.
    fn walk(&self, from: &str) -> String {
        let mut next = from.to_owned();
        for _ in 0..20 {
            let said = self.run(&["--write-out", "\n%{redirect_url}", &next]);
            let (page, to) = said.rsplit_once('\n').expect("curl says where it is sent");
            match to.trim() {
                "" => return page.to_owned(),
                to if to.starts_with(RETOUR) => return to.to_owned(),
                to => next = to.to_owned(),
            }
        }
        panic!("twenty redirections from {from}")
    }
}

#[test]
fn curl_signs_in_by_code_with_the_card_in_the_reader() {
    let sandbox = Sandbox::start();
    carte(&sandbox, &["inserer", "medecin"]);
    let folder = tempfile::tempdir().expect("a folder");
    let curl = Curl { sandbox: &sandbox, cookies: &folder.path().join("cookies") };
    let party = Party::essai(&sandbox);
    let demand = party.demand();
    let page = curl.walk(party.address(&demand).as_str());
    let (_, link) = page.split_once(&format!("href=\"{}", party.carte)).unwrap_or_else(|| panic!("no card in {page}"));
    let path = link.split('"').next().expect("an end").replace("&amp;", "&").replace("&#38;", "&");
    let back: url::Url = curl.walk(&format!("{}{path}", party.carte)).parse().expect("the address of the service");
    let given = |name: &str| back.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned());
    assert_eq!(given("state").as_deref(), Some(demand.state.as_str()), "{back}");
    let code = given("code").expect("a code");

    let secret = format!("{}:{}", party.client_id, party.client_secret);
    let redemption = party.redemption(&code, &demand);
    let pairs: Vec<String> = redemption.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut arguments = vec!["--user", &secret];
    arguments.extend(pairs.iter().flat_map(|pair| ["--data-urlencode", pair.as_str()]));
    let endpoint = party.endpoint("token");
    arguments.push(&endpoint);
    let tokens: Value = serde_json::from_str(&curl.run(&arguments)).expect("tokens");
    let bearer = format!("Authorization: Bearer {}", tokens["access_token"].as_str().expect("an access token"));
    let person = curl.run(&["--header", &bearer, &party.endpoint("userinfo")]);
    let person: Value = serde_json::from_str(&person).expect("a person");
    assert_eq!(person["SubjectNameID"], sandbox.person("medecin")["identifiant"]);
    assert_eq!(person["authMode"], "CARD", "{person}");
}
