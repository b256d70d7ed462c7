use ambient::{Seconds, Timestamp};
use webpki::{CertRevocationList, OwnedCertRevocationList};
use x509_parser::prelude::{CertificateRevocationList, FromDer as _};

/// Clocks may disagree by this much on when a list was made.
pub(crate) const ECART: Seconds = Seconds::minutes(5);

/// One complete revocation list, read and not yet judged: its signature is checked on each path that it speaks of.
#[derive(Debug)]
pub(crate) struct Crl {
    pub list: CertRevocationList<'static>,
    this_update: Timestamp,
    /// RFC 5280 §5.1.2.5 demands it, and webpki too.
    next_update: Timestamp,
}

impl Crl {
    pub fn lire(der: &[u8]) -> Result<Self, String> {
        let (rest, parsed) = CertificateRevocationList::from_der(der).map_err(|error| error.to_string())?;
        if !rest.is_empty() {
            return Err("bytes after the end".into());
        }
        let next = parsed.next_update().ok_or("it does not say when the next one comes")?;
        let list = OwnedCertRevocationList::from_der(der).map_err(|error| error.to_string())?;
        Ok(Self {
            list: CertRevocationList::Owned(list),
            this_update: Timestamp::from_seconds(parsed.last_update().timestamp()),
            next_update: Timestamp::from_seconds(next.timestamp()),
        })
    }

    pub fn commencee(&self, now: Timestamp) -> bool {
        self.this_update <= now.plus(ECART)
    }

    /// Whether it ended longer ago than that.
    pub fn perimee(&self, now: Timestamp, tolerance: Seconds) -> bool {
        self.next_update.plus(tolerance) < now
    }

    pub fn faite(&self) -> Timestamp {
        self.this_update
    }
}
