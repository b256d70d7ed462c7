//! All that a thief holds: the phone's file, and every value of every row of every table, as `pg_dump` writes them, with what
//! the short-lived store keeps.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use ambient::SystemChance;
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use ecps::oprf::{Aveugle, Cle};
use harness::{Sandbox, succeed};
use serde_json::Value;

use crate::nodes::Nodes;

/// A key, of whatever kind, in whatever there is: 32 bytes in a row.
const KEY: usize = 32;
/// How a sealed key of a device rests: nonce, 64 bytes, tag.
const SEALED: usize = 12 + 64 + 16;

pub struct Loot {
    /// What the app keeps, as it keeps it.
    pub phone: Value,
    /// As text.
    pub dump: String,
    /// Every value that the dump and the phone hold, in every spelling: as it stands, hexadecimal, base64.
    pub values: BTreeSet<Vec<u8>>,
}

impl Loot {
    pub fn taken(nodes: &Nodes, owner: &str) -> Self {
        let phone = phone(&nodes.sandbox, owner);
        let mut dump: String = nodes.databases.iter().map(|database| dumped(database)).collect();
        dump.push_str(&short_lived(&nodes.redis));
        let mut values: BTreeSet<Vec<u8>> = spelled(&dump).collect();
        values.extend(spelled(&phone.to_string()));
        Self { phone, dump, values }
    }

    pub fn of_phone(&self, name: &str) -> &str {
        self.phone["etape"][name].as_str().unwrap_or_else(|| panic!("no {name} in the phone's file"))
    }

    fn of_coffer(&self, name: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(self.phone["etape"]["coffre"][name].as_str().expect("a text")).expect("base64")
    }

    /// Sealed keys of devices, by their length: the one of this phone is among them.
    pub fn sealed(&self) -> Vec<&Vec<u8>> {
        self.values.iter().filter(|value| value.len() == SEALED).collect()
    }

    /// Every 32 bytes in a row of every value.
    pub fn windows(&self) -> impl Iterator<Item = &[u8]> {
        self.values.iter().flat_map(|value| value.windows(KEY))
    }

    /// What `key` unseals, for this phone.
    pub fn unsealed(&self, key: &[u8]) -> Option<Vec<u8>> {
        let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).expect("32 bytes"));
        self.sealed().into_iter().find_map(|sealed| {
            let (nonce, body) = sealed.split_at(12);
            let nonce = Nonce::try_assume_unique_for_key(nonce).expect("12 bytes");
            let mut body = body.to_vec();
            let opened = key.open_in_place(nonce, Aad::from(self.of_phone("appareil").as_bytes()), &mut body);
            opened.ok().map(|clear| clear.to_vec())
        })
    }

    /// The provider's half of the function for this phone, if `scalar` is its key: the public key that the phone kept tells.
    pub fn half(&self, scalar: &[u8]) -> Option<Cle> {
        let public = URL_SAFE_NO_PAD.decode(self.of_phone("cle_oprf")).expect("base64");
        let key = Cle::from_octets(&[scalar, &public].concat()).ok()?;
        self.output(&key, "000000").map(|_| key)
    }

    /// What the function gives for a PIN, once the proof holds under the phone's public key.
    pub fn output(&self, key: &Cle, pin: &str) -> Option<Vec<u8>> {
        let blind = Aveugle::nouveau(pin.as_bytes(), &SystemChance).expect("a blinded PIN");
        let half = key.evaluer(blind.element(), &SystemChance).ok()?;
        blind.finir(pin.as_bytes(), &half.element, &half.preuve, self.of_phone("cle_oprf")).ok()
    }

    /// Whether the coffer opens under `output`, as docs/ecps-protocol.md says that it closes.
    pub fn opens(&self, output: &[u8]) -> bool {
        let cost = &self.phone["etape"]["coffre"]["cout"];
        let [memory, passes] =
            ["memoire_kio", "passes"].map(|name| u32::try_from(cost[name].as_u64().expect("a number")).expect("small"));
        let (mut extract, mut key) = ([0; KEY], [0; KEY]);
        let okm = Salt::new(HKDF_SHA256, b"").extract(output);
        let info: &[&[u8]] = &[b"caducee e-CPS code secret v1"];
        okm.expand(info, HKDF_SHA256).and_then(|okm| okm.fill(&mut extract)).expect("HKDF");
        let params = argon2::Params::new(memory, passes, 1, Some(KEY)).expect("the phone's cost");
        argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
            .hash_password_into(&extract, &self.of_coffer("sel"), &mut key)
            .expect("Argon2id");
        let public: ecps::ClePublique =
            serde_json::from_value(self.phone["etape"]["cle_approbation"].clone()).expect("a public key");
        let bound = format!("{}|{}|{}", self.of_phone("appareil"), public.thumbprint(), self.of_phone("cle_oprf"));
        let nonce = Nonce::try_assume_unique_for_key(&self.of_coffer("nonce")).expect("12 bytes");
        let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).expect("32 bytes"));
        key.open_in_place(nonce, Aad::from(bound), &mut self.of_coffer("scelle")).is_ok()
    }
}

/// The file of the phone that `owner` carries.
pub fn phone(sandbox: &Sandbox, owner: &str) -> Value {
    let folder = std::fs::read_dir(sandbox.data.join("telephones")).expect("the folder of the phones");
    let files = folder.filter_map(|file| std::fs::read(file.expect("a file").path()).ok());
    let mut phones = files.filter_map(|text| serde_json::from_slice::<Value>(&text).ok());
    let found = phones.find(|phone| phone["nom"] == owner);
    found.unwrap_or_else(|| panic!("{owner} has no phone"))["telephone"].clone()
}

fn dumped(database: &str) -> String {
    succeed(Command::new("pg_dump").args(["--data-only", "--no-owner", database]))
}

/// Keys and values of Redis, as its own client spells them.
fn short_lived(redis: &str) -> String {
    let client = |arguments: &[&str]| succeed(Command::new("redis-cli").args(["-u", redis, "--raw"]).args(arguments));
    client(&["--scan"]).lines().map(|key| format!("{key}\n{}\n", client(&["get", key]))).collect()
}

/// Each word of a text in every spelling that it may have.
fn spelled(text: &str) -> impl Iterator<Item = Vec<u8>> {
    let words =
        text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_+/".contains(c))).filter(|word| word.len() >= KEY);
    words.flat_map(|word| {
        // bytea is written \x…
        let hex = hex(word.strip_prefix('x').unwrap_or(word));
        let (url, standard) = (URL_SAFE_NO_PAD.decode(word).ok(), STANDARD_NO_PAD.decode(word).ok());
        [hex, url, standard].into_iter().flatten().filter(|bytes| bytes.len() >= KEY)
    })
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2));
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}

/// A key of the provider that is in no database, from its file: what the thief does not have.
pub fn key_of_the_provider(data: &Path, name: &str) -> Vec<u8> {
    let text = std::fs::read_to_string(data.join("cles").join(name)).expect("a key of the provider");
    STANDARD_NO_PAD.decode(text.trim().trim_end_matches('=')).expect("base64")
}
