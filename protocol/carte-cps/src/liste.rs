use std::collections::HashSet;
use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use x509_parser::asn1_rs::{FromDer as _, Integer, Oid, oid};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::ParsedExtension;
use x509_parser::prelude::{CertificateRevocationList, X509Extension};

use crate::autorite::noms;
use crate::crl::{Crl, ECART};
use crate::{AutoriteCartes, Numero, RefusListe, hex, signature};

/// More than a national card authority has ever revoked, and a bound on the work of reading.
const OCTETS: usize = 64 * 1024 * 1024;

const NUMERO: Oid<'static> = oid!(2.5.29.20);
const DELTA: Oid<'static> = oid!(2.5.29.27);
/// Which certificates a list speaks of: where it stands, the list is not about all of them.
const PORTEE: Oid<'static> = oid!(2.5.29.28);

/// A revocation list that an authority of cards signed. Whether it is in force is asked when a card is judged.
#[derive(Debug)]
pub struct Liste {
    /// The authority, as the name of a means begins: the identifier of its key in hexadecimal, or its name.
    pub autorite: String,
    /// Common name of the authority, for operators.
    pub nom: String,
    pub genre: Genre,
    pub numero: Numero,
    pub faite: Timestamp,
    pub suivante: Timestamp,
    /// Serial numbers, upper-case hexadecimal.
    pub(crate) revoques: HashSet<String>,
    /// Subject of the authority, DER.
    pub(crate) emetteur: Vec<u8>,
    pub(crate) crl: Option<Arc<Crl>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Genre {
    Complete,
    /// What changed since the complete list of that number, or since a later one (RFC 5280 §5.2.4).
    Delta {
        base: Numero,
    },
}

impl Genre {
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Delta { .. } => "delta",
        }
    }
}

impl Liste {
    /// How many certificates it names.
    pub fn lignes(&self) -> usize {
        self.revoques.len()
    }

    /// Ended longer ago than `tolerance`.
    pub fn perimee(&self, now: Timestamp, tolerance: Seconds) -> bool {
        self.suivante.plus(tolerance) < now
    }

    pub(crate) fn moyens(&self) -> impl Iterator<Item = String> + '_ {
        self.revoques.iter().map(|serie| format!("{}:{serie}", self.autorite))
    }
}

impl AutoriteCartes {
    /// Reads a list, complete or delta, that one of these authorities signed.
    pub fn liste(&self, der: &[u8], now: Timestamp) -> Result<Liste, RefusListe> {
        let unreadable = |why: &str| RefusListe::Illisible(why.to_owned());
        if der.len() > OCTETS {
            return Err(unreadable("too long"));
        }
        let (rest, parsed) =
            CertificateRevocationList::from_der(der).map_err(|error| RefusListe::Illisible(error.to_string()))?;
        if !rest.is_empty() {
            return Err(unreadable("bytes after the end"));
        }
        let (numero, genre) = words(&parsed)?;
        let faite = Timestamp::from_seconds(parsed.last_update().timestamp());
        let next = parsed.next_update().ok_or(unreadable("it does not say when the next one comes"))?;
        if parsed.signature_value.unused_bits != 0 || parsed.signature_algorithm != parsed.tbs_cert_list.signature {
            return Err(unreadable("two words about its signature"));
        }
        let signer = self.signataire(&parsed, der).ok_or(RefusListe::Signataire)?;
        let (_, signer) = X509Certificate::from_der(signer).map_err(|_| RefusListe::Signataire)?;
        if faite > now.plus(ECART) {
            return Err(RefusListe::DuFutur);
        }
        let crl = match genre {
            Genre::Complete => Some(Arc::new(Crl::lire(der).map_err(RefusListe::Illisible)?)),
            Genre::Delta { .. } => None,
        };
        let named = parsed.iter_revoked_certificates().filter(|entry| !taken_back(entry.reason_code()));
        let (autorite, nom) = noms(&signer);
        Ok(Liste {
            autorite,
            nom,
            genre,
            numero,
            faite,
            suivante: Timestamp::from_seconds(next.timestamp()),
            revoques: named.map(|entry| hex(entry.raw_serial())).collect(),
            emetteur: signer.subject().as_raw().to_vec(),
            crl,
        })
    }

    /// The authority of this name whose key signed the list, and which may sign lists.
    fn signataire(&self, list: &CertificateRevocationList<'_>, der: &[u8]) -> Option<&[u8]> {
        let signed = list.tbs_cert_list.as_ref();
        let algorithm = signature::apres(der, signed);
        self.certificats().find(|certificate| {
            let Ok((_, authority)) = X509Certificate::from_der(certificate) else { return false };
            let may = authority.key_usage().ok().flatten().is_some_and(|usage| usage.value.crl_sign());
            may && authority.subject().as_raw() == list.issuer().as_raw()
                && signature::tient(
                    &authority.public_key().subject_public_key.data,
                    algorithm,
                    signed,
                    &list.signature_value.data,
                )
        })
    }
}

/// "removeFromCRL": it was on hold and is no longer (RFC 5280 §5.3.1).
fn taken_back(reason: Option<(bool, x509_parser::x509::ReasonCode)>) -> bool {
    reason.is_some_and(|(_, reason)| reason == x509_parser::x509::ReasonCode::RemoveFromCRL)
}

/// Its number and its kind. A critical extension that is not understood makes the list worthless (RFC 5280 §5.2).
fn words(list: &CertificateRevocationList<'_>) -> Result<(Numero, Genre), RefusListe> {
    let unreadable = |why: &str| RefusListe::Illisible(why.to_owned());
    let (mut numero, mut base) = (None, None);
    for extension in list.extensions() {
        match &extension.oid {
            // RFC 5280 §5.2.3: whoever does not know it passes over it
            oid if *oid == NUMERO && extension.critical => return Err(unreadable("its number is critical")),
            oid if *oid == NUMERO => numero = Some(number(extension).ok_or(unreadable("its number"))?),
            oid if *oid == DELTA => base = Some(number(extension).ok_or(unreadable("the number of its base"))?),
            oid if *oid == PORTEE => whole(extension)?,
            _ if extension.critical => return Err(unreadable("an extension that nobody here understands")),
            _ => {}
        }
    }
    let numero = numero.ok_or(unreadable("it has no number"))?;
    Ok((numero, base.map_or(Genre::Complete, |base| Genre::Delta { base })))
}

fn number(extension: &X509Extension<'_>) -> Option<Numero> {
    let (rest, number) = Integer::from_der(extension.value).ok()?;
    rest.is_empty().then(|| Numero::lire(number.as_ref())).flatten()
}

/// A list about some certificates alone, or of other authorities, is none that a card can be judged by.
fn whole(extension: &X509Extension<'_>) -> Result<(), RefusListe> {
    match extension.parsed_extension() {
        ParsedExtension::IssuingDistributionPoint(scope)
            if !scope.only_contains_attribute_certs && !scope.indirect_crl && scope.only_some_reasons.is_none() =>
        {
            Ok(())
        }
        _ => Err(RefusListe::Illisible("it is not about all cards of its authority".into())),
    }
}
