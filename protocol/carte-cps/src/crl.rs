use ambient::{Seconds, Timestamp};
use webpki::{CertRevocationList, OwnedCertRevocationList};
use x509_parser::prelude::{CertificateRevocationList, FromDer as _};

/// Clocks may disagree by this much on when a list was made.
const ECART: Seconds = Seconds::minutes(5);

/// One revocation list, read and not yet judged: its signature is checked on each path that it speaks of.
#[derive(Debug)]
pub(crate) struct Crl {
    pub list: CertRevocationList<'static>,
    this_update: Timestamp,
}

impl Crl {
    pub fn lire(der: &[u8]) -> Result<Self, String> {
        let (rest, parsed) = CertificateRevocationList::from_der(der).map_err(|error| error.to_string())?;
        if !rest.is_empty() {
            return Err("bytes after the end".into());
        }
        let this_update = Timestamp::from_seconds(parsed.last_update().timestamp());
        let list = OwnedCertRevocationList::from_der(der).map_err(|error| error.to_string())?;
        Ok(Self { list: CertRevocationList::Owned(list), this_update })
    }

    pub fn commencee(&self, now: Timestamp) -> bool {
        self.this_update <= now.plus(ECART)
    }
}

/// The lists in force, the latest first: the first that speaks of an issuer is the one that counts.
pub(crate) fn ranger(mut crls: Vec<Crl>) -> Vec<Crl> {
    crls.sort_by_key(|crl| std::cmp::Reverse(crl.this_update));
    crls
}
