//! The Online Certificate Status Protocol (RFC 6960): a question about one card, and what an answer to it is worth.

mod repondeur;

use ambient::{Seconds, Timestamp};
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use der::asn1::{Null, OctetString};
use der::oid::AssociatedOid as _;
use der::{Decode as _, Encode as _};
use x509_cert::ext::Extension;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{AlgorithmIdentifierOwned, ObjectIdentifier};
use x509_ocsp::ext::Nonce;
use x509_ocsp::{
    BasicOcspResponse, CertId, CertStatus, OcspGeneralizedTime, OcspRequest, OcspResponse, OcspResponseStatus, Request,
    SingleResponse, TbsRequest, Version,
};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use crate::autorite::noms;
use crate::crl::ECART;
use crate::{AutoriteCartes, RefusListe, octets};

/// SHA-1 names the issuer, as every responder understands (RFC 6960 §4.3, RFC 5019 §2.1.1): it proves nothing here.
const SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
/// Longer than an answer about one card with the certificate of its signer.
const OCTETS: usize = 64 * 1024;
/// How long an answer that names no end is believed.
const SANS_FIN: Seconds = Seconds::hours(1);

/// One question. What it asks about and its nonce are compared with the answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// To be sent as `application/ocsp-request`.
    pub der: Vec<u8>,
    id: CertId,
    nonce: OctetString,
    /// The authority that issued the card, DER.
    emetteur: Vec<u8>,
}

/// What a responder says of a card. "Unknown" is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statut {
    Bonne,
    Revoquee,
}

impl AutoriteCartes {
    /// The question about the card that a means names (`authority:serial`); `None` when no authority here issued it.
    pub fn question(&self, moyen: &str, nonce: &[u8; 16]) -> Option<Question> {
        let (autorite, serie) = moyen.rsplit_once(':')?;
        let emetteur = self.certificats().find(|der| named(der).as_deref() == Some(autorite))?;
        Question::new(emetteur, &octets(serie)?, nonce).ok().flatten()
    }
}

fn named(der: &[u8]) -> Option<String> {
    let (_, authority) = X509Certificate::from_der(der).ok()?;
    Some(noms(&authority).0)
}

impl Question {
    fn new(emetteur: &[u8], serie: &[u8], nonce: &[u8; 16]) -> der::Result<Option<Self>> {
        let Ok((_, issuer)) = X509Certificate::from_der(emetteur) else { return Ok(None) };
        let hash = |of: &[u8]| OctetString::new(digest(&SHA1_FOR_LEGACY_USE_ONLY, of).as_ref());
        let id = CertId {
            hash_algorithm: AlgorithmIdentifierOwned { oid: SHA1, parameters: Some(Null.into()) },
            issuer_name_hash: hash(issuer.subject().as_raw())?,
            issuer_key_hash: hash(&issuer.public_key().subject_public_key.data)?,
            serial_number: SerialNumber::new(serie)?,
        };
        let nonce = OctetString::new(nonce.as_slice())?;
        let extension =
            Extension { extn_id: Nonce::OID, critical: false, extn_value: OctetString::new(nonce.to_der()?)? };
        let tbs_request = TbsRequest {
            version: Version::V1,
            requestor_name: None,
            request_list: vec![Request { req_cert: id.clone(), single_request_extensions: None }],
            request_extensions: Some(vec![extension]),
        };
        let der = OcspRequest { tbs_request, optional_signature: None }.to_der()?;
        Ok(Some(Self { der, id, nonce, emetteur: emetteur.to_vec() }))
    }

    /// RFC 6960 §3.2: an answer counts when it is about this card, signed by its authority or by whom that authority
    /// appointed, and of now.
    pub fn lire(&self, reponse: &[u8], now: Timestamp) -> Result<Statut, RefusListe> {
        if reponse.len() > OCTETS {
            return Err(RefusListe::Illisible("too long".into()));
        }
        let basic = basic(reponse)?;
        repondeur::signe(&basic, &self.emetteur, now)?;
        self.nonce(&basic)?;
        let single = self.about(&basic)?;
        let produced = time(&basic.tbs_response_data.produced_at);
        if produced > now.plus(ECART) {
            return Err(RefusListe::DuFutur);
        }
        current(single, now)?;
        match single.cert_status {
            CertStatus::Good(_) => Ok(Statut::Bonne),
            CertStatus::Revoked(_) => Ok(Statut::Revoquee),
            CertStatus::Unknown(_) => Err(RefusListe::SansReponse("it does not know this card".into())),
        }
    }

    /// A responder may leave the nonce out (RFC 6960 §4.4.1): its dates remain. Another one is a replay.
    fn nonce(&self, basic: &BasicOcspResponse) -> Result<(), RefusListe> {
        let data = &basic.tbs_response_data;
        for extension in data.response_extensions.iter().flatten() {
            if extension.extn_id == Nonce::OID {
                let told = OctetString::from_der(extension.extn_value.as_bytes()).map_err(unreadable)?;
                if told != self.nonce {
                    return Err(RefusListe::AutreQuestion("another nonce"));
                }
            } else if extension.critical {
                return Err(RefusListe::Illisible("an extension that nobody here understands".into()));
            }
        }
        Ok(())
    }

    /// The one answer about this card.
    fn about<'a>(&self, basic: &'a BasicOcspResponse) -> Result<&'a SingleResponse, RefusListe> {
        let same = |single: &&SingleResponse| {
            let told = &single.cert_id;
            told.hash_algorithm.oid == self.id.hash_algorithm.oid
                && told.issuer_name_hash == self.id.issuer_name_hash
                && told.issuer_key_hash == self.id.issuer_key_hash
                && told.serial_number == self.id.serial_number
        };
        let mut found = basic.tbs_response_data.responses.iter().filter(same);
        match (found.next(), found.next()) {
            (Some(single), None) => Ok(single),
            (None, _) => Err(RefusListe::AutreQuestion("another card")),
            (Some(_), Some(_)) => Err(RefusListe::AutreQuestion("two answers about one card")),
        }
    }
}

fn basic(reponse: &[u8]) -> Result<BasicOcspResponse, RefusListe> {
    let response = OcspResponse::from_der(reponse).map_err(unreadable)?;
    if response.response_status != OcspResponseStatus::Successful {
        return Err(RefusListe::SansReponse(format!("{:?}", response.response_status)));
    }
    let bytes = response.response_bytes.ok_or_else(|| RefusListe::Illisible("nothing in it".into()))?;
    if bytes.response_type != BasicOcspResponse::OID {
        return Err(RefusListe::Illisible("not a basic response".into()));
    }
    BasicOcspResponse::from_der(bytes.response.as_bytes()).map_err(unreadable)
}

fn current(single: &SingleResponse, now: Timestamp) -> Result<(), RefusListe> {
    let made = time(&single.this_update);
    if made > now.plus(ECART) {
        return Err(RefusListe::DuFutur);
    }
    let end = single.next_update.as_ref().map_or(made.plus(SANS_FIN), time);
    if end < now { Err(RefusListe::Perimee) } else { Ok(()) }
}

fn time(at: &OcspGeneralizedTime) -> Timestamp {
    Timestamp::from_seconds(i64::try_from(at.0.to_unix_duration().as_secs()).unwrap_or(i64::MAX / 1_000))
}

fn unreadable(error: der::Error) -> RefusListe {
    RefusListe::Illisible(error.to_string())
}
