use ambient::Timestamp;
use x509_parser::prelude::FromDer as _;
use x509_parser::revocation_list::CertificateRevocationList;

use crate::carte::{EtatAutorite, Sante, VueListe};

/// A list that an operator wrote to a file, as the page and the measures show it. Nothing of it is believed here: whether its
/// signature holds is judged with each certificate.
#[derive(Clone, Debug)]
pub struct WrittenList {
    authority: String,
    view: VueListe,
}

impl WrittenList {
    /// DER; `None`: no list. One that says no end has ended when it was made.
    pub fn read(der: &[u8]) -> Option<Self> {
        let (_, list) = CertificateRevocationList::from_der(der).ok()?;
        let at = |time: x509_parser::time::ASN1Time| Timestamp::from_seconds(time.timestamp());
        let name = list.issuer().iter_common_name().next().and_then(|name| name.as_str().ok().map(str::to_owned));
        let view = VueListe {
            numero: list.crl_number().map(ToString::to_string).unwrap_or_default(),
            faite: at(list.last_update()),
            suivante: at(list.next_update().unwrap_or_else(|| list.last_update())),
            lignes: list.iter_revoked_certificates().count(),
        };
        Some(Self { authority: name.unwrap_or_else(|| list.issuer().to_string()), view })
    }

    pub fn state(&self, now: Timestamp) -> EtatAutorite {
        let sante = if now <= self.view.suivante { Sante::AJour } else { Sante::Perimee };
        EtatAutorite { nom: self.authority.clone(), sante, complete: Some(self.view.clone()), delta: None }
    }
}
