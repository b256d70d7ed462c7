//! An authenticator without hardware, that does exactly what WebAuthn §6 says, and wrong things on demand. Shared with the
//! fuzzing of what authenticators send.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};

pub const PRESENT: u8 = 0x01;
pub const VERIFIED: u8 = 0x04;
pub const MAY_BE_COPIED: u8 = 0x08;
const NEW_CREDENTIAL: u8 = 0x40;

/// One key on one device.
#[derive(Clone)]
pub struct Authenticator {
    pub key: SigningKey,
    pub id: Vec<u8>,
    pub handle: String,
    pub counter: u32,
    pub flags: u8,
    pub origin: String,
    pub rp_id: String,
    pub maker: Option<Maker>,
}

/// Who attests the model.
#[derive(Clone)]
pub struct Maker {
    pub aaguid: [u8; 16],
    pub key: SigningKey,
    /// DER: the attestation certificate of this model.
    pub certificate: Vec<u8>,
}

impl Authenticator {
    /// `seed` names the device: the same one has the same key.
    pub fn new(seed: u8, origin: &str, rp_id: &str) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed.max(1); 32]).expect("a scalar"),
            id: vec![seed; 32],
            handle: String::new(),
            counter: 0,
            flags: PRESENT | VERIFIED,
            origin: origin.to_owned(),
            rp_id: rp_id.to_owned(),
            maker: None,
        }
    }

    /// `navigator.credentials.create`: the answer as the page sends it.
    pub fn create(&mut self, options: &str) -> Value {
        let options: Value = serde_json::from_str(options).expect("options");
        let options = &options["publicKey"];
        self.handle = options["user"]["id"].as_str().expect("user.id").to_owned();
        let client_data = self.client_data("webauthn.create", options);
        let data = self.authenticator_data(self.flags | NEW_CREDENTIAL, &self.attested());
        let object = match &self.maker {
            None => object("none", vec![0xa0], &data),
            Some(maker) => {
                let signed = [data.as_slice(), hash(client_data.as_bytes()).as_slice()].concat();
                let signature: Signature = maker.key.sign(&signed);
                object("packed", packed(signature.to_der().as_bytes(), &maker.certificate), &data)
            }
        };
        self.made(&object, client_data.as_bytes())
    }

    /// The answer of `create` around these bytes.
    pub fn made(&self, object: &[u8], client_data: &[u8]) -> Value {
        json!({
            "id": B64.encode(&self.id), "rawId": B64.encode(&self.id), "type": "public-key",
            "response": { "attestationObject": B64.encode(object), "clientDataJSON": B64.encode(client_data) },
            "clientExtensionResults": { "credProps": { "rk": true } },
        })
    }

    /// `navigator.credentials.get`.
    pub fn get(&mut self, options: &str) -> Value {
        let options: Value = serde_json::from_str(options).expect("options");
        if self.counter > 0 {
            self.counter += 1;
        }
        let client_data = self.client_data("webauthn.get", &options["publicKey"]);
        self.signed(&self.authenticator_data(self.flags, &[]), client_data.as_bytes())
    }

    /// The answer of `get` around these bytes, under a right signature.
    pub fn signed(&self, data: &[u8], client_data: &[u8]) -> Value {
        let signed = [data, hash(client_data).as_slice()].concat();
        let signature: Signature = self.key.sign(&signed);
        json!({
            "id": B64.encode(&self.id), "rawId": B64.encode(&self.id), "type": "public-key",
            "response": {
                "authenticatorData": B64.encode(data), "clientDataJSON": B64.encode(client_data),
                "signature": B64.encode(signature.to_der().as_bytes()), "userHandle": self.handle,
            },
            "clientExtensionResults": {},
        })
    }

    pub fn client_data(&self, ceremony: &str, options: &Value) -> String {
        json!({ "type": ceremony, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false })
            .to_string()
    }

    pub fn authenticator_data(&self, flags: u8, more: &[u8]) -> Vec<u8> {
        let mut data = hash(self.rp_id.as_bytes());
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data.extend(more);
        data
    }

    /// WebAuthn §6.5.1: the model, the credential, its public key as COSE (RFC 9053 §7.1.1).
    fn attested(&self) -> Vec<u8> {
        let mut data = self.maker.as_ref().map_or([0; 16], |maker| maker.aaguid).to_vec();
        data.extend(u16::try_from(self.id.len()).expect("a short name").to_be_bytes());
        data.extend(&self.id);
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (point.x().expect("a point"), point.y().expect("a point"));
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]);
        data.extend(bytes(x));
        data.push(0x22);
        data.extend(bytes(y));
        data
    }
}

/// The attestation object (WebAuthn §6.5), in CBOR.
fn object(format: &str, statement: Vec<u8>, data: &[u8]) -> Vec<u8> {
    let mut object = vec![0xa3];
    object.extend(text("fmt"));
    object.extend(text(format));
    object.extend(text("attStmt"));
    object.extend(statement);
    object.extend(text("authData"));
    object.extend(bytes(data));
    object
}

/// WebAuthn §8.2.
fn packed(signature: &[u8], certificate: &[u8]) -> Vec<u8> {
    let mut statement = vec![0xa3];
    statement.extend(text("alg"));
    statement.push(0x26);
    statement.extend(text("sig"));
    statement.extend(bytes(signature));
    statement.extend(text("x5c"));
    statement.push(0x81);
    statement.extend(bytes(certificate));
    statement
}

fn text(text: &str) -> Vec<u8> {
    [head(0x60, text.len()), text.as_bytes().to_vec()].concat()
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    [head(0x40, bytes.len()), bytes.to_vec()].concat()
}

/// RFC 8949 §3.
fn head(kind: u8, length: usize) -> Vec<u8> {
    match length {
        0..24 => vec![kind | u8::try_from(length).expect("small")],
        24..256 => vec![kind | 24, u8::try_from(length).expect("one byte")],
        _ => [vec![kind | 25], u16::try_from(length).expect("two bytes").to_be_bytes().to_vec()].concat(),
    }
}

fn hash(bytes: &[u8]) -> Vec<u8> {
    digest(&SHA256, bytes).as_ref().to_vec()
}
