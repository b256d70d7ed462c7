//! What makes an ID token worth believing: an ordered list of named checks (OpenID Connect Core 1.0 §3.1.3.7). Each twin
//! leaves one out.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::{digest, hmac, signature};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

use crate::fournisseur::Appel;
use crate::{Faute, Interieur};

/// A token taken apart, and what it is held against.
pub struct Examen<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub nonce: Nonce<'a>,
    /// `None`: the token came with no access token.
    pub acces: Option<&'a str>,
    pub maintenant: i64,
    pub faute: Option<Faute>,
    pub dit: Map<String, Value>,
}

/// What the token must repeat.
#[derive(Clone, Copy)]
pub enum Nonce<'a> {
    /// Of the login, `None` where none was sent.
    DeLaDemande(Option<&'a str>),
    /// A refreshed token need not repeat it (§12.2).
    Indifferent,
}

type Controle = fn(&Examen<'_>) -> bool;

/// In this order; the first that does not hold stops.
const CONTROLES: &[(&str, Controle, Faute)] = &[
    ("iss", |examen| examen.texte("iss") == Some(examen.issuer), Faute::IssIgnore),
    ("aud", |examen| examen.audience(), Faute::AudIgnore),
    ("azp", |examen| examen.texte("azp").is_none_or(|azp| azp == examen.client_id), Faute::AzpIgnore),
    ("exp", |examen| examen.nombre("exp").is_some_and(|exp| exp > examen.maintenant - JEU), Faute::ExpIgnore),
    ("nbf", |examen| examen.commence(), Faute::FuturAccepte),
    ("nonce", |examen| examen.repete(), Faute::NonceIgnore),
    ("at_hash", |examen| examen.empreinte(), Faute::AtHashIgnore),
    ("sub", |examen| examen.texte("sub").is_some_and(|sub| !sub.is_empty()), Faute::SubAbsentAccepte),
    ("acr", |examen| examen.niveau(), Faute::AcrIgnore),
];

/// Seconds that clocks may differ by.
const JEU: i64 = 60;
/// From the lowest that is accepted up.
const NIVEAUX: [&str; 3] = ["eidas1", "eidas2", "eidas3"];

impl Examen<'_> {
    /// The name of the first check that does not hold.
    pub fn passer(&self) -> Result<(), &'static str> {
        let rate = |(_, controle, faute): &&(&str, Controle, Faute)| self.faute != Some(*faute) && !controle(self);
        CONTROLES.iter().find(rate).map_or(Ok(()), |(nom, ..)| Err(nom))
    }

    fn texte(&self, nom: &str) -> Option<&str> {
        self.dit.get(nom).and_then(Value::as_str)
    }

    fn nombre(&self, nom: &str) -> Option<i64> {
        self.dit.get(nom).and_then(Value::as_i64)
    }

    fn audience(&self) -> bool {
        match self.dit.get("aud") {
            Some(Value::String(aud)) => aud == self.client_id,
            Some(Value::Array(tous)) => tous.iter().any(|aud| aud == self.client_id),
            _ => false,
        }
    }

    fn commence(&self) -> bool {
        let futur = |nom: &str| self.nombre(nom).is_some_and(|instant| instant > self.maintenant + JEU);
        !futur("nbf") && !futur("iat")
    }

    fn repete(&self) -> bool {
        let Nonce::DeLaDemande(attendu) = self.nonce else { return true };
        match self.texte("nonce") {
            None if self.faute == Some(Faute::NonceAbsentAccepte) => true,
            recu => recu.filter(|nonce| !nonce.is_empty()) == attendu,
        }
    }

    fn empreinte(&self) -> bool {
        let (Some(recue), Some(acces)) = (self.texte("at_hash"), self.acces) else { return true };
        let hash = digest::digest(&digest::SHA256, acces.as_bytes());
        recue == URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16])
    }

    fn niveau(&self) -> bool {
        let recu = self.texte("acr").unwrap_or_default();
        if self.faute == Some(Faute::AcrLitteral) { recu == NIVEAUX[0] } else { NIVEAUX.contains(&recu) }
    }
}

/// Seconds since the epoch.
#[expect(clippy::disallowed_methods, reason = "a relying party has only the machine's clock")]
pub fn maintenant() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |depuis| depuis.as_secs() as i64)
}

/// What a token says once its signature holds; the rest is for [`Examen`]. `avis`: a logout notice.
pub async fn signe(service: &Interieur, jeton: &str, avis: bool) -> Result<Map<String, Value>, &'static str> {
    let mut parts = jeton.split('.');
    let (Some(entete), Some(contenu), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err("forme");
    };
    let octets = |texte: &str| URL_SAFE_NO_PAD.decode(texte).map_err(|_| "forme");
    let objet = |octets: Vec<u8>| serde_json::from_slice::<Map<String, Value>>(&octets).map_err(|_| "forme");
    let (dit, entete, signature) = (objet(octets(contenu)?)?, objet(octets(entete)?)?, octets(signature)?);
    let message = &jeton[..jeton.rfind('.').unwrap_or_default()];
    let texte = |nom: &str| entete.get(nom).and_then(Value::as_str).unwrap_or_default();
    match texte("alg") {
        "RS256" => {}
        "none" if service.a(Faute::NoneAccepte) => return Ok(dit),
        "HS256" if service.a(Faute::Hs256Accepte) => {
            let cle = service.fournisseur.cle(texte("kid"), false).await.map_err(|_| "cle")?.ok_or("cle")?;
            let secret = hmac::Key::new(hmac::HMAC_SHA256, pem(&cle).ok_or("cle")?.as_bytes());
            return hmac::verify(&secret, message.as_bytes(), &signature).map(|()| dit).map_err(|_| "signature");
        }
        _ => return Err("alg"),
    }
    let figees = service.a(Faute::ClesJamaisRelues);
    let cle = service.fournisseur.cle(texte("kid"), figees).await.map_err(|_: Appel| "cle")?;
    let Some(cle) = cle else {
        return if service.a(Faute::CleInconnueAcceptee) { Ok(dit) } else { Err("kid") };
    };
    let ignoree = service.a(if avis { Faute::SignatureDAvisIgnoree } else { Faute::SignatureIgnoree });
    if ignoree || tient(&cle, message, &signature) { Ok(dit) } else { Err("signature") }
}

/// What a token says, whoever signed it.
pub fn cru(jeton: &str) -> Option<Map<String, Value>> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(jeton.split('.').nth(1)?).ok()?).ok()
}

fn tient(cle: &Value, message: &str, signature: &[u8]) -> bool {
    let nombre = |nom: &str| URL_SAFE_NO_PAD.decode(cle[nom].as_str()?).ok();
    let (Some(n), Some(e)) = (nombre("n"), nombre("e")) else { return false };
    let cle = signature::RsaPublicKeyComponents { n, e };
    cle.verify(&signature::RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), signature).is_ok()
}

/// What a careless library takes for a shared secret.
fn pem(cle: &Value) -> Option<String> {
    let nombre = |nom: &str| URL_SAFE_NO_PAD.decode(cle[nom].as_str()?).ok();
    let entier = |octets: Vec<u8>| {
        let zero: &[u8] = if octets.first().is_some_and(|premier| *premier >= 0x80) { &[0] } else { &[] };
        tlv(0x02, &[zero, &octets].concat())
    };
    let paire = tlv(0x30, &[entier(nombre("n")?), entier(nombre("e")?)].concat());
    let rsa = tlv(0x30, &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]);
    let cle = tlv(0x30, &[rsa, tlv(0x03, &[&[0], &paire[..]].concat())].concat());
    let lignes: Vec<String> =
        STANDARD.encode(cle).as_bytes().chunks(64).map(|ligne| String::from_utf8_lossy(ligne).into_owned()).collect();
    Some(format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lignes.join("\n")))
}

/// DER, up to 65,535 bytes.
fn tlv(genre: u8, contenu: &[u8]) -> Vec<u8> {
    let longueur = match contenu.len() {
        court @ 0..0x80 => vec![court as u8],
        moyen @ 0x80..0x100 => vec![0x81, moyen as u8],
        long => vec![0x82, (long >> 8) as u8, long as u8],
    };
    [&[genre], &longueur[..], contenu].concat()
}
