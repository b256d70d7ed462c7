//! A legal person from end to end, over the network: the administrateur technique orders certificates at the portal, a service
//! feeds the DMP with one and calls INSi with another, reads nothing, and is refused from a revocation on (CRT-01 to CRT-10).

use std::time::{Duration, Instant};

use harness::Sandbox;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use reqwest::{Certificate, Client, Identity};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::registration::Portal;
use crate::surfer::{Answer, Form, Surfer};

const RAISON_SOCIALE: &str = "ASSOCIATION FICTIVE LES TILLEULS";
const LIST: &str = "bureau/certificats";

fn request(name: &str, key: &KeyPair) -> String {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.serialize_request(key).expect("a request").pem().expect("PEM")
}

/// The form of the button that is read out so.
pub fn button(page: &Answer, label: &str) -> Form {
    let html = Html::parse_document(&page.body);
    let [forms, buttons] = ["form[method=post]", "button"].map(|css| Selector::parse(css).expect("a selector"));
    let named = |form: scraper::ElementRef<'_>| form.select(&buttons).any(|one| one.attr("aria-label") == Some(label));
    let at = html.select(&forms).position(named);
    page.forms().swap_remove(at.unwrap_or_else(|| panic!("no button {label} at {}: {}", page.url, page.body)))
}

/// What the administrateur technique does.
struct Desk<'a>(Portal<'a>);

impl Desk<'_> {
    async fn order(&self, usage: &str, name: &str) -> Answer {
        let order =
            [("ej", "690990015"), ("logiciel", "Dossier résident"), ("emploi", usage), ("nom_certificat", name)];
        self.0.send("bureau/certificats/commander", "nom_certificat", &order).await
    }

    /// Presses the button, then sends the form that it leads to.
    async fn press(&self, label: &str, filled: &[(&str, &str)]) -> Answer {
        let form = button(&self.0.get(LIST).await, label);
        let form = self.0.follow(self.0.surfer.submit(&form, &[]).await).await.form_with("certificat");
        self.0.follow(self.0.surfer.submit(&form, filled).await).await
    }

    /// Brings a request of a new key by that button: certificate and key, PEM.
    async fn retrieve(&self, label: &str, name: &str) -> String {
        let key = KeyPair::generate().expect("a key");
        let done = self.press(label, &[("demande", &request(name, &key))]).await;
        assert!(done.body.contains("ertificat délivré"), "{}", done.body);
        let html = Html::parse_document(&done.body);
        let link = format!("a[aria-label='Télécharger le certificat {name}']");
        let link = html.select(&Selector::parse(&link).expect("a selector")).next_back().expect("a link");
        let path = link.attr("href").expect("an address").trim_start_matches('/').to_owned();
        let file = self.0.surfer.get(self.0.at(&path)).await;
        assert!(file.body.starts_with("-----BEGIN CERTIFICATE-----"), "{}", file.body);
        format!("{}{}", file.body, key.serialize_pem())
    }

    async fn ordered(&self, usage: &str, name: &str) -> String {
        let list = self.order(usage, name).await;
        assert!(list.body.contains("Certificat commandé"), "{}", list.body);
        self.retrieve(&format!("Déposer la demande du certificat {name}"), name).await
    }
}

/// A service that the operator registered for this legal person, by the subject of a certificate.
struct Service<'a> {
    sandbox: &'a Sandbox,
    client: String,
}

impl<'a> Service<'a> {
    async fn registered(sandbox: &'a Sandbox, name: &str) -> Self {
        let metadata = json!({
            "redirect_uris": [], "response_types": [], "grant_types": ["client_credentials"],
            "token_endpoint_auth_method": "tls_client_auth",
            "tls_client_auth_subject_dn": format!("CN={name},OU=1690990015,O={RAISON_SOCIALE},ST=Rhône (69),C=FR"),
            "caducee_legal_person": {
                "struct_id_nat": "1690990015", "raison_sociale": RAISON_SOCIALE,
                "purposes": ["dmp.alimentation", "dmp.lecture", "insi.recherche"],
            },
        });
        let surfer = Surfer::new(sandbox, None);
        let asked = surfer.http.post(sandbox.text("/registration/endpoint")).json(&metadata);
        let answer = surfer.send(asked.bearer_auth(sandbox.text("/registration/initial_access_token"))).await;
        let client = answer.json()["client_id"].as_str().unwrap_or_else(|| panic!("{}", answer.body)).to_owned();
        Self { sandbox, client }
    }

    /// `pem`: the certificate that it shows, with its key. Every call shakes hands anew.
    async fn token(&self, pem: &str, scope: &str) -> (u16, Value) {
        let authority = std::fs::read(self.sandbox.authority()).expect("the authority");
        let http = Client::builder()
            .tls_certs_only([Certificate::from_pem(&authority).expect("a certificate")])
            .identity(Identity::from_pem(pem.as_bytes()).expect("a certificate and its key"));
        let mtls = self.sandbox.text("/mtls/url");
        let url = format!("{mtls}auth/realms/esante-wallet/protocol/openid-connect/token");
        let pairs = [("grant_type", "client_credentials"), ("client_id", &self.client), ("scope", scope)];
        let answer = http.build().expect("a client").post(url).form(&pairs).send().await.expect("an answer");
        (answer.status().as_u16(), answer.json().await.expect("JSON"))
    }

    async fn given(&self, pem: &str, scope: &str) -> Value {
        let (status, given) = self.token(pem, scope).await;
        assert_eq!((status, given["scope"].as_str()), (200, Some(scope)), "{given}");
        given
    }

    async fn refused(&self, pem: &str, scope: &str) {
        let (status, refused) = self.token(pem, scope).await;
        assert_eq!((status, refused["error"].as_str()), (400, Some("invalid_scope")), "{refused}");
    }
}

/// The claims of a token, which is not judged here.
fn claims(given: &Value) -> Value {
    use base64::Engine as _;
    let token = given["access_token"].as_str().expect("a token");
    let body = token.split('.').nth(1).expect("claims");
    let body = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(body).expect("base64url");
    serde_json::from_slice(&body).expect("JSON")
}

// requirement: CRT-01 CRT-02 CRT-03 CRT-06 CRT-08 CRT-10
#[tokio::test]
async fn each_certificate_that_the_portal_ordered_serves_what_it_is_for_in_the_name_of_the_legal_person() {
    let sandbox = Sandbox::start();
    let desk = Desk(Portal::with_card(&sandbox, "technicien").await);
    for (usage, name) in [("AUTHENTIFICATION", "INSI-AUTO-DUI"), ("INSI", "DUI-AUTH"), ("AUTHENTIFICATION", "DUI AUTH")]
    {
        let refused = desk.order(usage, name).await;
        assert!(refused.status == 422 && refused.body.contains("nom_certificat-remarque"), "{usage} {name}");
    }
    let feeding = desk.ordered("AUTHENTIFICATION", "DUI-AUTH").await;
    let service = Service::registered(&sandbox, "DUI-AUTH").await;
    let given = service.given(&feeding, "dmp.alimentation").await;
    assert_eq!(claims(&given)["Struct_IdNat"], "1690990015");
    assert!(claims(&given)["cnf"]["x5t#S256"].is_string(), "worth nothing without the certificate");
    for not in ["dmp.lecture", "dmp.alimentation dmp.lecture", "insi.recherche"] {
        service.refused(&feeding, not).await;
    }
    let insi = desk.ordered("INSI", "INSI-AUTO-DUI").await;
    let caller = Service::registered(&sandbox, "INSI-AUTO-DUI").await;
    caller.given(&insi, "insi.recherche").await;
    for not in ["dmp.alimentation", "dmp.lecture"] {
        caller.refused(&insi, not).await;
    }
    assert_eq!(caller.token(&feeding, "insi.recherche").await.0, 401, "the certificate of another registration");

    let sealing = desk.ordered("SIGNATURE", "DUI-SIGN").await;
    let sealer = Service::registered(&sandbox, "DUI-SIGN").await;
    assert_eq!(sealer.token(&sealing, "dmp.alimentation").await.0, 401, "a seal authenticates nothing");
    let list = desk.0.get(LIST).await;
    assert!(list.body.contains("Les trois certificats sont là"), "{}", list.body);
}

// requirement: CRT-08 X03
#[tokio::test]
async fn a_renewed_certificate_takes_over_and_the_former_is_refused_within_a_second_of_its_revocation() {
    let sandbox = Sandbox::start();
    let desk = Desk(Portal::with_card(&sandbox, "technicien").await);
    let former = desk.ordered("AUTHENTIFICATION", "DUI-AUTH").await;
    let service = Service::registered(&sandbox, "DUI-AUTH").await;
    service.given(&former, "dmp.alimentation").await;
    let renewed = desk.retrieve("Renouveler le certificat DUI-AUTH", "DUI-AUTH").await;
    for pem in [&former, &renewed] {
        service.given(pem, "dmp.alimentation").await;
    }
    let revoked = desk.press("Révoquer le certificat DUI-AUTH (l’ancien)", &[("raison", "remplacee")]).await;
    assert!(revoked.body.contains("Certificat révoqué"), "{}", revoked.body);
    let begun = Instant::now();
    loop {
        let (status, answer) = service.token(&former, "dmp.alimentation").await;
        if status == 401 {
            assert_eq!(answer["error"], "invalid_client");
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "still {status}: {answer} {}", sandbox.log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}");
    service.given(&renewed, "dmp.alimentation").await;
    let operator = Surfer::new(&sandbox, None);
    let measures = operator.get(format!("https://localhost:{}/sante/mesures", sandbox.ports + 9)).await;
    assert!(
        measures.body.contains("caducee_revocation_fresh{authority=\"TEST ORGANISATIONS\"} 1"),
        "{}",
        measures.body
    );
}
