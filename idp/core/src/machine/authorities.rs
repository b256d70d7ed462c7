use std::time::Duration;

use ambient::Timestamp;
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm, TrustAnchor, UnixTime};
use webpki::{
    CertRevocationList, EndEntityCert, ExpirationPolicy, KeyUsage, OwnedCertRevocationList, RevocationOptionsBuilder,
    UnknownStatusPolicy, aws_lc_rs,
};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use super::{MachineCertificates, MachineRefusal, key, usage};

/// SHA-2 over RSA from 2048 bits, a named curve or Ed25519.
static SIGNATURES: &[&dyn SignatureVerificationAlgorithm] = &[
    aws_lc_rs::ECDSA_P256_SHA256,
    aws_lc_rs::ECDSA_P256_SHA384,
    aws_lc_rs::ECDSA_P384_SHA256,
    aws_lc_rs::ECDSA_P384_SHA384,
    aws_lc_rs::ED25519,
    aws_lc_rs::RSA_PKCS1_2048_8192_SHA256,
    aws_lc_rs::RSA_PKCS1_2048_8192_SHA384,
    aws_lc_rs::RSA_PKCS1_2048_8192_SHA512,
    aws_lc_rs::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
    aws_lc_rs::RSA_PSS_2048_8192_SHA384_LEGACY_KEY,
    aws_lc_rs::RSA_PSS_2048_8192_SHA512_LEGACY_KEY,
];

/// Longer than any certificate of a machine; a bound on the work that a stranger can ask for.
const OCTETS: usize = 16 * 1024;

/// The authorities that issue certificates to machines, each trusted by itself: a root that also issues cards is not to be
/// named here, and what a peer sends beside its own certificate is never used to build a path.
pub struct Authorities {
    anchors: Vec<Anchor>,
    lists: Vec<CertRevocationList<'static>>,
    /// Without a list in force that speaks of the certificate, it is refused.
    revocation_demanded: bool,
}

/// webpki does not look at the dates of an anchor.
struct Anchor {
    anchor: TrustAnchor<'static>,
    from: Timestamp,
    until: Timestamp,
}

/// Numbers count from 1 in the order given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    #[error("authority number {0} cannot be read: {1}. Give the certificates of authorities that issue to machines")]
    Unreadable(usize, String),
    #[error(
        "certificate number {0} is not that of an authority. Give certificates with CA:TRUE that sign certificates"
    )]
    NoAuthority(usize),
    #[error("revocation list number {0} cannot be read: {1}. Download it again")]
    List(usize, String),
}

impl Authorities {
    /// DER certificates and DER revocation lists.
    pub fn new(authorities: &[Vec<u8>], lists: &[Vec<u8>], revocation_demanded: bool) -> Result<Self, AuthorityError> {
        let numbered = |all: &[Vec<u8>]| all.iter().cloned().enumerate().collect::<Vec<_>>();
        let anchors = numbered(authorities).into_iter().map(|(at, der)| Anchor::read(at + 1, der));
        let lists = numbered(lists).into_iter().map(|(at, der)| {
            OwnedCertRevocationList::from_der(&der)
                .map(CertRevocationList::Owned)
                .map_err(|error| AuthorityError::List(at + 1, error.to_string()))
        });
        Ok(Self {
            anchors: anchors.collect::<Result<_, _>>()?,
            lists: lists.collect::<Result<_, _>>()?,
            revocation_demanded,
        })
    }
}

impl MachineCertificates for Authorities {
    fn trusted(&self, chain: &[Vec<u8>], now: Timestamp) -> Result<(), MachineRefusal> {
        let refused = |why: &str| MachineRefusal(why.to_owned());
        let leaf = chain.first().ok_or_else(|| refused("no certificate"))?;
        if leaf.len() > OCTETS {
            return Err(refused("a certificate that is too long"));
        }
        key::strong(leaf).ok_or_else(|| refused("a weak or unknown key"))?;
        if !usage::authenticates(leaf) {
            return Err(refused("a certificate that seals, not one that authenticates"));
        }
        self.path(&CertificateDer::from(leaf.as_slice()), now).map_err(|error| MachineRefusal(error.to_string()))
    }
}

impl Authorities {
    fn path(&self, leaf: &CertificateDer<'_>, now: Timestamp) -> Result<(), webpki::Error> {
        let living = self.anchors.iter().filter(|anchor| anchor.from <= now && now <= anchor.until);
        let anchors: Vec<_> = living.map(|anchor| anchor.anchor.clone()).collect();
        let lists: Vec<_> = self.lists.iter().collect();
        let (unknown, expired) = match self.revocation_demanded {
            true => (UnknownStatusPolicy::Deny, ExpirationPolicy::Enforce),
            false => (UnknownStatusPolicy::Allow, ExpirationPolicy::Ignore),
        };
        let revocation = match RevocationOptionsBuilder::new(&lists) {
            Ok(builder) => Some(builder.with_status_policy(unknown).with_expiration_policy(expired).build()),
            Err(_) if self.revocation_demanded => return Err(webpki::Error::UnknownRevocationStatus),
            Err(_) => None,
        };
        let time = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(now.seconds()).unwrap_or(0)));
        let usage = KeyUsage::client_auth();
        let leaf = EndEntityCert::try_from(leaf)?;
        leaf.verify_for_usage(SIGNATURES, &anchors, &[], time, usage, revocation, None).map(drop)
    }
}

impl Anchor {
    fn read(number: usize, der: Vec<u8>) -> Result<Self, AuthorityError> {
        let unreadable = |why: String| AuthorityError::Unreadable(number, why);
        let (_, certificate) = X509Certificate::from_der(&der).map_err(|error| unreadable(error.to_string()))?;
        let signs = certificate.key_usage().ok().flatten().is_some_and(|usage| usage.value.key_cert_sign());
        if !(certificate.is_ca() && signs) {
            return Err(AuthorityError::NoAuthority(number));
        }
        let at = |time: x509_parser::time::ASN1Time| Timestamp::from_seconds(time.timestamp());
        let (from, until) = (at(certificate.validity().not_before), at(certificate.validity().not_after));
        let owned = CertificateDer::from(der.clone());
        let anchor = webpki::anchor_from_trusted_cert(&owned).map_err(|error| unreadable(error.to_string()))?;
        Ok(Self { anchor: anchor.to_owned(), from, until })
    }
}
