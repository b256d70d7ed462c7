use std::sync::Arc;

use ambient::Ambient;
use async_trait::async_trait;
use carte_cps::RefusListe;
use idp_core::carte::Revocations;
use idp_core::machine::ReceivedLists;

/// Who takes lists in: what is known of cards, or of machines.
#[async_trait]
pub trait Receveur: Clone + Send + Sync + 'static {
    /// A list that `source` gave; `true`: it says something new.
    fn recevoir(&self, source: &str, der: &[u8]) -> Result<bool, RefusListe>;

    /// A list that was kept since before this process started: nobody was heard.
    fn reprendre(&self, der: &[u8]) -> Result<(), RefusListe>;

    /// `source` was heard and had nothing new.
    fn confirmee(&self, source: &str);

    /// `source` gave nothing that is believed.
    fn echouee(&self, source: &str, refus: RefusListe);

    /// Ends what rests on who was just named, and tells operators of data that have become too old. What cannot be done now is done
    /// with the next list.
    async fn appliquer(&self);
}

#[async_trait]
impl Receveur for Revocations {
    fn recevoir(&self, source: &str, der: &[u8]) -> Result<bool, RefusListe> {
        Self::recevoir(self, source, der).map(|received| !received.connue)
    }

    fn reprendre(&self, der: &[u8]) -> Result<(), RefusListe> {
        Self::reprendre(self, der).map(drop)
    }

    fn confirmee(&self, source: &str) {
        Self::confirmee(self, source);
    }

    fn echouee(&self, source: &str, refus: RefusListe) {
        Self::echouee(self, source, refus);
    }

    async fn appliquer(&self) {
        if let Err(error) = Self::appliquer(self).await {
            tracing::error!(%error, "what rests on revoked cards could not be ended yet");
        }
    }
}

/// The lists of the authorities of machines. No session rests on such a certificate: who is named is refused from the next call on.
#[derive(Clone)]
pub struct DesMachines {
    pub ambient: Ambient,
    pub lists: Arc<ReceivedLists>,
    /// Told of each list that says something new.
    pub news: Arc<dyn Fn() + Send + Sync>,
}

#[async_trait]
impl Receveur for DesMachines {
    fn recevoir(&self, source: &str, der: &[u8]) -> Result<bool, RefusListe> {
        let new = self.lists.receive(source, der, self.ambient.now())?;
        if new {
            (self.news)();
        }
        Ok(new)
    }

    fn reprendre(&self, der: &[u8]) -> Result<(), RefusListe> {
        self.lists.resume(der, self.ambient.now()).map(drop)
    }

    fn confirmee(&self, source: &str) {
        self.lists.confirmed(source, self.ambient.now());
    }

    fn echouee(&self, source: &str, refus: RefusListe) {
        self.lists.failed(source, refus, self.ambient.now());
    }

    async fn appliquer(&self) {
        self.lists.watch(self.ambient.now());
    }
}
