//! A real PKCS#11 library (SoftHSM) with a token of its own. Its configuration is named by the environment, which this
//! process does not change: the test runs itself again with it.

#![allow(clippy::unwrap_used, reason = "a test stops at its first surprise")]

#[path = "../../../core/src/fakes/keys.rs"]
#[allow(dead_code, reason = "another crate's fake, of which a part is used")]
mod fake_keys;

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use ambient::{Ambient, Timestamp};
use async_trait::async_trait;
use fake_keys::FakeKeys;
use idp_core::journal::{Acte, Journal};
use idp_core::key::{KeyHome, Keys as _, SigningAlg};
use idp_core::port::PortError;
use idp_core::signing::{Deps, SealKey, Signing, SigningError, SigningSettings, TokenType, Vault};
use idp_hsm::{Hsm, HsmError, Place};
use jsonwebtoken::{DecodingKey, Validation};
use serde_json::{Value, json};

const LIBRARY: &str = "/usr/lib/softhsm/libsofthsm2.so";
const PIN: &str = "1234";
const ISSUER: &str = "https://auth.test/auth/realms/esante-wallet";

/// Runs this one test again, in a process that sees a new token; nothing to do there.
fn with_a_token(test: &str) -> bool {
    if std::env::var_os("SOFTHSM2_CONF").is_some() {
        return true;
    }
    let folder = tempfile::tempdir().unwrap();
    let (tokens, conf) = (folder.path().join("tokens"), folder.path().join("softhsm2.conf"));
    std::fs::create_dir(&tokens).unwrap();
    std::fs::write(&conf, format!("directories.tokendir = {}\nlog.level = ERROR\n", tokens.display())).unwrap();
    let made = Command::new("softhsm2-util")
        .args(["--init-token", "--free", "--label", "caducee", "--pin", PIN, "--so-pin", "87654321"])
        .env("SOFTHSM2_CONF", &conf)
        .output()
        .expect("softhsm2 is among the packages of tests/run");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut again = Command::new(std::env::current_exe().unwrap());
    let ran = again.args(["--exact", test, "--nocapture"]).env("SOFTHSM2_CONF", &conf).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&ran.stderr));
    false
}

#[derive(Default)]
struct Silent(Mutex<Vec<&'static str>>);

#[async_trait]
impl Journal for Silent {
    async fn record(&self, acte: Acte) -> Result<(), PortError> {
        self.0.lock().unwrap().push(acte.event);
        Ok(())
    }
}

fn place(algs: &[SigningAlg]) -> Place {
    Place { module: LIBRARY.into(), token: "caducee".to_owned(), algs: algs.to_vec() }
}

fn provider(ambient: &Ambient, keys: &Arc<FakeKeys>, vault: Option<Arc<dyn Vault>>) -> Signing {
    Signing::new(Deps {
        ambient: ambient.clone(),
        keys: keys.clone(),
        seal: SealKey::from_bytes(&[2; 32]).unwrap(),
        vault,
        journal: Arc::new(Silent::default()),
        issuer: ISSUER.to_owned(),
        settings: SigningSettings::default(),
    })
}

/// By a library that knows nothing of this house.
async fn verified_elsewhere(signing: &Signing, token: &str) -> Value {
    let header = jsonwebtoken::decode_header(token).unwrap();
    let set: jsonwebtoken::jwk::JwkSet =
        serde_json::from_str(&serde_json::to_string(&signing.jwks().await.unwrap()).unwrap()).unwrap();
    let key = DecodingKey::from_jwk(set.find(header.kid.as_deref().unwrap()).unwrap()).unwrap();
    let mut validation = Validation::new(header.alg);
    validation.validate_exp = false;
    validation.required_spec_claims.clear();
    jsonwebtoken::decode::<Value>(token, &key, &validation).unwrap().claims
}

// requirement: K11
#[tokio::test]
async fn the_provider_signs_with_keys_that_never_leave_the_token() {
    if !with_a_token("the_provider_signs_with_keys_that_never_leave_the_token") {
        return;
    }
    let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
    let (ambient, clock) = Ambient::fixed(Timestamp::from_seconds(1_795_410_132), 1);
    let keys = Arc::new(FakeKeys::default());
    let algs = [SigningAlg::RS256, SigningAlg::PS256, SigningAlg::ES256];
    let vault: Arc<dyn Vault> = Arc::new(Hsm::open(place(&algs), PIN).unwrap());
    let signing = provider(&ambient, &keys, Some(vault.clone()));
    for alg in SigningAlg::ALL {
        let token = signing.sign(alg, &json!({ "iss": ISSUER, "typ": "ID", "n": alg.word() })).await.unwrap();
        assert_eq!(verified_elsewhere(&signing, &token).await["n"], alg.word());
        assert!(signing.verify(&token, TokenType::Id).await.is_ok());
    }
    let stored = keys.all().await.unwrap();
    for key in &stored {
        assert_eq!(matches!(key.home, KeyHome::Token(_)), algs.contains(&key.alg), "{:?}", key.alg);
    }
    // many at once: a session each
    let claims = json!({ "iss": ISSUER, "typ": "ID" });
    let asked = (0..40).map(|_| signing.sign(SigningAlg::ES256, &claims));
    for token in futures::future::join_all(asked).await {
        assert!(signing.verify(&token.unwrap(), TokenType::Id).await.is_ok());
    }
    // another node, and a turn of the key
    let other = provider(&ambient, &keys, Some(vault.clone()));
    let old = stored.iter().find(|key| key.alg == SigningAlg::ES256).unwrap().clone();
    let new = other.rotate(SigningAlg::ES256).await.unwrap();
    clock.advance(SigningSettings::default().lead);
    let token = other.sign(SigningAlg::ES256, &claims).await.unwrap();
    assert_eq!(jsonwebtoken::decode_header(&token).unwrap().kid.unwrap(), new);
    verified_elsewhere(&other, &token).await;
    // what leaked is gone from the token itself
    other.retire_now(&old.kid).await.unwrap();
    let KeyHome::Token(label) = &old.home else { panic!("a key of the token") };
    let refused = vault.signer(SigningAlg::ES256, label).sign(b"x").await.unwrap_err();
    assert!(refused.to_string().contains("no key"), "{refused}");
    // without the token, the node says so
    let without = provider(&ambient, &keys, None);
    assert!(matches!(without.jwks().await, Err(SigningError::NoVault(_))));
}

#[test]
fn a_wrong_pin_label_or_library_is_told_at_the_start() {
    if !with_a_token("a_wrong_pin_label_or_library_is_told_at_the_start") {
        return;
    }
    assert!(matches!(Hsm::open(place(&[]), "9999").err(), Some(HsmError::Library(_))));
    let elsewhere = Place { token: "other".to_owned(), ..place(&[]) };
    assert!(matches!(Hsm::open(elsewhere, PIN).err(), Some(HsmError::NoToken(_))));
    let absent = Place { module: Path::new("/nowhere.so").into(), ..place(&[]) };
    assert!(matches!(Hsm::open(absent, PIN).err(), Some(HsmError::Library(_))));
    assert!(Hsm::open(place(&[]), PIN).is_ok());
}
