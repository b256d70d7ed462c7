//! The way to the registry: its service over HTTPS, a cache that knows its age, and the reading of its events.

use std::sync::Arc;

use ambient::Ambient;
use idp_core::cursor::Cursor;
use idp_core::signal::Ear;
use idp_outbound::evenements::{Appuis, Suiveur};
use idp_outbound::{AnnuaireEnCache, AnnuaireHttp, Fraicheur};
use service::config::{SecretFileError, SecretGuard};

use crate::config::Registry;

pub struct Link {
    pub annuaire: Arc<AnnuaireEnCache>,
    pub fraicheur: Arc<Fraicheur>,
    pub follower: Suiveur,
}

pub fn source(registry: &Registry, guard: SecretGuard, http: reqwest::Client) -> Result<AnnuaireHttp, SecretFileError> {
    Ok(AnnuaireHttp::new(http, registry.url.clone(), registry.key_file.read(guard)?))
}

impl Link {
    pub fn new(source: AnnuaireHttp, cursor: Arc<dyn Cursor>, oreille: Arc<dyn Ear>, ambient: &Ambient) -> Self {
        let source = Arc::new(source);
        let fraicheur = Arc::new(Fraicheur::default());
        let cache = Arc::new(AnnuaireEnCache::new(source.clone(), fraicheur.clone(), ambient.clone()));
        let follower = Suiveur::new(Appuis {
            annuaire: source,
            cursor,
            cache: cache.clone(),
            fraicheur: fraicheur.clone(),
            oreille,
            ambient: ambient.clone(),
        });
        Self { annuaire: cache, fraicheur, follower }
    }
}
