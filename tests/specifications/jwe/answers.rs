use super::Recipient;
use crate::world::*;

const ENCS: [&str; 3] = ["A128GCM", "A256GCM", "A128CBC-HS256"];

fn recipients() -> [(&'static str, Recipient); 3] {
    [("RSA-OAEP-256", Recipient::rsa()), ("ECDH-ES", Recipient::p256()), ("ECDH-ES+A256KW", Recipient::p256())]
}

/// A client with this key beside its own, whose `what` is encrypted.
async fn client(target: &'static Target, what: &str, (alg, enc): (&str, &str), recipient: &Recipient) -> Client {
    let key = Key::es256();
    let keys = json!({ "keys": [key.public(), recipient.public] });
    let mut metadata = json!({ "jwks": keys, format!("{what}_signed_response_alg"): "ES256" });
    metadata[format!("{what}_encrypted_response_alg")] = json!(alg);
    metadata[format!("{what}_encrypted_response_enc")] = json!(enc);
    target.client_with_key(key, metadata).await
}

fn assert_header(header: &Value, alg: &str, enc: &str) {
    assert_eq!((header["alg"].as_str(), header["enc"].as_str()), (Some(alg), Some(enc)));
    assert_eq!(header["cty"], "JWT", "what is inside is signed: {header}");
}

specification!(
    an_id_token_is_signed_then_encrypted,
    "OpenID Connect Core §2 MUST: an encrypted ID token is signed first, a nested JWT",
    [EncryptedIdToken],
    async |target| {
        for (alg, recipient) in recipients() {
            for enc in ENCS {
                let client = client(target, "id_token", (alg, enc), &recipient).await;
                let request = client.request();
                let tokens = client.tokens_for(&request).await;
                let (header, inside) = recipient.open(tokens["id_token"].as_str().expect("an ID token"));
                assert_header(&header, alg, enc);
                assert_eq!(target.verify(&inside).await.text("nonce"), request.get("nonce"));
            }
        }
    }
);

specification!(
    userinfo_is_signed_then_encrypted,
    "OpenID Connect Core §5.3.2 MUST: encrypted userinfo is of type application/jwt, a nested JWT where it is signed too",
    [EncryptedUserinfo],
    async |target| {
        for (alg, recipient) in recipients() {
            let client = client(target, "userinfo", (alg, "A256GCM"), &recipient).await;
            let tokens = client.tokens().await;
            let answer = client.userinfo(tokens["access_token"].as_str().expect("a token")).await;
            assert_eq!(answer.header("content-type").split(';').next(), Some("application/jwt"));
            let (header, inside) = recipient.open(&answer.body);
            assert_header(&header, alg, "A256GCM");
            let sub = target.verify(&inside).await.text("sub").to_owned();
            assert_eq!(sub, Read::of(tokens["id_token"].as_str().expect("an ID token")).text("sub"));
        }
    }
);

specification!(
    an_authorization_answer_is_signed_then_encrypted,
    "JARM §3 MUST: with authorization_encrypted_response_alg the response is signed, then encrypted",
    [Jarm],
    async |target| {
        let recipient = Recipient::p256();
        let client = client(target, "authorization", ("ECDH-ES+A256KW", "A128CBC-HS256"), &recipient).await;
        let callback = client.authorize(&client.request().with("response_mode", "jwt")).await;
        let (header, inside) = recipient.open(callback.get("response").expect("a response"));
        assert_header(&header, "ECDH-ES+A256KW", "A128CBC-HS256");
        assert!(!target.verify(&inside).await.text("code").is_empty());
    }
);

specification!(
    an_introspection_answer_is_signed_then_encrypted,
    "RFC 9701 §5 MUST: where introspection_encrypted_response_alg is registered, the answer is signed, then encrypted",
    [JwtIntrospection],
    async |target| {
        for (alg, recipient) in recipients() {
            let client = client(target, "introspection", (alg, "A128GCM"), &recipient).await;
            let tokens = client.tokens().await;
            let token = tokens["access_token"].as_str().expect("a token");
            let call = client.call("introspection_endpoint").pair("token", token);
            let answer = call.header("accept", "application/token-introspection+jwt").send().await;
            let (header, inside) = recipient.open(answer.assert_status(200).body.as_str());
            assert_header(&header, alg, "A128GCM");
            let told = target.verify(&inside).await;
            assert_eq!(told.claims["token_introspection"]["active"], true);
        }
    }
);

specification!(
    no_two_encryptions_are_alike,
    "JWE §5.1 MUST: the content key, the ephemeral key and the initialization vector are new each time",
    [EncryptedIdToken],
    async |target| {
        let recipient = Recipient::p256();
        let client = client(target, "id_token", ("ECDH-ES", "A256GCM"), &recipient).await;
        let mut seen = Vec::new();
        for _ in 0..3 {
            let tokens = client.tokens().await;
            let parts: Vec<_> = tokens["id_token"].as_str().expect("a token").split('.').map(str::to_owned).collect();
            seen.extend([parts[0].clone(), parts[2].clone()]);
        }
        let all = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), all, "an ephemeral key or a vector came twice");
    }
);

specification!(
    a_client_without_a_key_for_it_is_not_registered,
    "OpenID Connect Registration §2 MUST: whoever wants encrypted answers registers a key to encrypt for",
    [EncryptedIdToken],
    async |target| {
        let asked = json!({
            "redirect_uris": ["https://client.example/retour"], "token_endpoint_auth_method": "client_secret_basic",
            "id_token_encrypted_response_alg": "RSA-OAEP-256",
        });
        target.register(&asked).await.assert_refused(400, "invalid_client_metadata");
    }
);

specification!(
    old_ways_of_encrypting_are_not_offered,
    "JWE §11 SHOULD NOT: algorithms known to be weak are not offered",
    [EncryptedIdToken],
    async |target| {
        for what in ["id_token", "userinfo", "authorization", "introspection"] {
            for weak in ["RSA1_5", "RSA-OAEP", "dir", "PBES2-HS256+A128KW"] {
                assert!(!target.offers(&format!("{what}_encryption_alg_values_supported"), weak), "{what}: {weak}");
            }
        }
    }
);
