use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::adresse::publique;

/// The name has an address inside.
#[derive(Debug, thiserror::Error)]
#[error("the name resolves to an address of an inside network")]
pub struct Interdite;

type Reponse = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;
/// Who says what a name resolves to.
pub type Registre = Arc<dyn Fn(String) -> Reponse + Send + Sync>;

/// The addresses that are connected to are the very ones that were looked at: a name that answers differently a moment
/// later changes nothing.
pub struct Resolution {
    registre: Registre,
    reseau_prive: bool,
}

/// The machine's own.
pub fn systeme() -> Registre {
    Arc::new(|nom| {
        Box::pin(async move { Ok(tokio::net::lookup_host((nom.as_str(), 0)).await?.collect::<Vec<SocketAddr>>()) })
    })
}

impl Resolution {
    pub fn new(registre: Registre) -> Self {
        Self { registre, reseau_prive: false }
    }

    pub fn permettre(self, reseau_prive: bool) -> Self {
        Self { reseau_prive, ..self }
    }
}

impl Resolve for Resolution {
    /// One address inside is enough to refuse the name.
    fn resolve(&self, nom: Name) -> Resolving {
        let reponse = (self.registre)(nom.as_str().to_owned());
        let reseau_prive = self.reseau_prive;
        Box::pin(async move {
            let adresses = reponse.await?;
            if !reseau_prive && adresses.iter().any(|adresse| !publique(adresse.ip())) {
                return Err(Interdite.into());
            }
            let adresses: Addrs = Box::new(adresses.into_iter());
            Ok(adresses)
        })
    }
}
