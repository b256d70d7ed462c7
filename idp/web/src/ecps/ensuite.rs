use std::pin::Pin;

use ambient::Seconds;
use async_trait::async_trait;
use idp_core::ciba::Pause;
use idp_core::ecps::Ensuite;

/// What goes on after the answer, on the runtime that answered.
#[derive(Clone, Copy, Debug)]
pub struct EnsuiteTokio;

impl Ensuite for EnsuiteTokio {
    fn lancer(&self, tache: Pin<Box<dyn Future<Output = ()> + Send>>) {
        tokio::spawn(tache);
    }
}

#[async_trait]
impl Pause for EnsuiteTokio {
    async fn pause(&self, length: Seconds) {
        tokio::time::sleep(length.duration()).await;
    }
}
