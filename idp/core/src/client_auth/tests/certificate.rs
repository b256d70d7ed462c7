use rcgen::{CertificateParams, DnType, KeyPair};

use super::*;
use crate::client::TlsSubject;

struct Tls {
    house: FakeIssuer,
    leaf: Vec<u8>,
}

fn self_signed(name: &str, key: &KeyPair) -> Vec<u8> {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.self_signed(key).unwrap().der().to_vec()
}

impl Tls {
    /// The clients `pki` and `own`, each recognised by the same certificate, and a public one.
    async fn new() -> Self {
        let house = house().await;
        let key = KeyPair::generate().unwrap();
        let leaf = self_signed("dui.example", &key);
        let point = key.public_key_raw();
        let b64 = |part: &[u8]| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(part);
        let jwk = json!({ "kty": "EC", "crv": "P-256", "x": b64(&point[1..33]), "y": b64(&point[33..]) });
        let keys = ClientKeys::Jwks(json!({ "keys": [jwk] }).to_string());
        let subject = TlsSubject::SubjectDn("CN=dui.example".into());
        house.machines.trust(&leaf);
        house.register(Client { id: "pki".into(), auth: ClientAuth::TlsClientAuth { subject }, ..client() }).await;
        house.register(Client { id: "own".into(), auth: ClientAuth::SelfSignedTlsClientAuth, keys, ..client() }).await;
        Self { house, leaf }
    }

    async fn call(&self, certificate: &[Vec<u8>], form: &[(&str, &str)]) -> Result<Client, ClientAuthRefusal> {
        let params: Parameters = form.iter().copied().collect();
        let call = BackChannelCall { certificate, ..BackChannelCall::plain(&params, "192.0.2.1") };
        self.house.client_auth.authenticate(&call).await
    }
}

// requirement: C05
#[tokio::test]
async fn a_certificate_proves_its_client_in_both_modes() {
    let tls = Tls::new().await;
    for id in ["pki", "own"] {
        let shown = [tls.leaf.clone()];
        assert_eq!(tls.call(&shown, &[("client_id", id)]).await.unwrap().id, id.into());
    }
}

// requirement: O03
#[tokio::test]
async fn a_client_is_proven_by_its_certificate_and_a_public_one_by_none() {
    let tls = Tls::new().await;
    for (id, expected) in [("pki", true), ("own", true), ("public", false)] {
        let (params, proven): (Parameters, _) = ([("client_id", id)].into_iter().collect(), Proven::default());
        let shown = [tls.leaf.clone()];
        let plain = BackChannelCall::plain(&params, "192.0.2.1");
        let call = BackChannelCall { certificate: &shown, proven: Some(&proven), ..plain };
        assert!(tls.house.client_auth.authenticate(&call).await.is_ok(), "{id}");
        assert_eq!(proven.is(), expected, "{id}");
    }
}

// requirement: C05
#[tokio::test]
async fn another_certificate_proves_nobody() {
    let tls = Tls::new().await;
    let namesake = self_signed("dui.example", &KeyPair::generate().unwrap());
    let trusted_other = self_signed("dmp.example", &KeyPair::generate().unwrap());
    tls.house.machines.trust(&trusted_other);
    for (name, other) in [("same name, other authority", namesake), ("other name, same authority", trusted_other)] {
        for id in ["pki", "own"] {
            let answer = tls.call(&[other.clone(), tls.leaf.clone()], &[("client_id", id)]).await;
            assert!(
                matches!(answer, Err(ClientAuthRefusal::Client { .. } | ClientAuthRefusal::Proof(_))),
                "{id}: {name}"
            );
        }
    }
}

// requirement: C01 C07
#[tokio::test]
async fn without_a_certificate_a_client_that_needs_one_is_refused() {
    let tls = Tls::new().await;
    for id in ["pki", "own"] {
        for form in [&[("client_id", id)][..], &[("client_id", id), ("client_secret", SECRET)]] {
            let answer = tls.call(&[], form).await;
            assert!(matches!(answer, Err(ClientAuthRefusal::Client { .. } | ClientAuthRefusal::Proof(_))), "{id}");
        }
    }
}

// requirement: C03
#[tokio::test]
async fn a_certificate_is_no_second_method_and_no_fallback() {
    let tls = Tls::new().await;
    let shown = [tls.leaf.clone()];
    let post = [("client_id", "post"), ("client_secret", SECRET)];
    assert!(tls.call(&shown, &post).await.is_ok(), "bound to its certificate, authenticated by its secret");
    assert!(tls.call(&shown, &[("client_id", "public")]).await.is_ok());
    assert!(tls.call(&shown, &[("client_id", "post")]).await.is_err());
    assert_eq!(tls.house.journal.field("client.authentication_failed", "method").as_deref(), Some("certificate"));
    assert!(tls.call(&shown, &[("client_id", "pki"), ("client_secret", SECRET)]).await.is_err());
    assert!(tls.call(&shown, &[]).await.is_err(), "client_id names the client (RFC 8705 §2)");
}
