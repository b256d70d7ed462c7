use std::net::{IpAddr, Ipv4Addr};

use ambient::Resting;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use http::request::Parts;
use http::{HeaderMap, HeaderName};
use registry_core::annuaire::Trop;
use service::Peer;

use crate::{EtatAnnuaire, empreinte};

/// Where a program shows its key, as at the real directory.
pub const CLE: HeaderName = HeaderName::from_static("esante-api-key");

/// A caller who may ask more, and the form in which its key rests.
#[derive(Clone, Debug)]
pub struct CleAnnuaire {
    pub nom: String,
    pub empreinte: Resting,
}

/// Why nobody is answered.
#[derive(Debug, thiserror::Error)]
pub enum RefusAppelant {
    #[error("the key is not known")]
    CleInconnue,
    #[error(transparent)]
    Trop(#[from] Trop),
}

impl EtatAnnuaire {
    /// Counts one question of whoever asks: a key by its name, everybody else by the address that they come from.
    pub async fn compter(&self, parts: &Parts) -> Result<(), RefusAppelant> {
        let source = parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), Peer::source);
        let reglages = &self.0.reglages;
        match self.nom(&parts.headers)? {
            Some(nom) => Ok(self.0.quota.compter(&format!("cle:{nom}"), reglages.connu).await?),
            None => Ok(self.0.quota.compter(&format!("source:{source}"), reglages.inconnu).await?),
        }
    }

    /// Every key is compared, whichever matches, in a time that says nothing of them.
    fn nom(&self, entetes: &HeaderMap) -> Result<Option<String>, RefusAppelant> {
        let Some(presentee) = entetes.get(CLE) else { return Ok(None) };
        let presentee = presentee.to_str().map_err(|_| RefusAppelant::CleInconnue)?;
        let presentee = empreinte(&self.0.repos, presentee.trim());
        let trouvee = self.0.reglages.cles.iter().fold(None, |trouvee, cle| {
            let egales = verify_slices_are_equal(presentee.as_str().as_bytes(), cle.empreinte.as_str().as_bytes());
            if egales.is_ok() { Some(cle.nom.clone()) } else { trouvee }
        });
        trouvee.map(Some).ok_or(RefusAppelant::CleInconnue)
    }
}
