use std::pin::Pin;

use idp_core::ecps::Ensuite;

/// What goes on after the answer, on the runtime that answered.
#[derive(Clone, Copy, Debug)]
pub struct EnsuiteTokio;

impl Ensuite for EnsuiteTokio {
    fn lancer(&self, tache: Pin<Box<dyn Future<Output = ()> + Send>>) {
        tokio::spawn(tache);
    }
}
