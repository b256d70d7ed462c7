use std::sync::Arc;

use ambient::{Ambient, RestKey};
use idp_core::client::{Clients, Registrar};
use idp_core::compteur::Compteurs;
use idp_core::ecps::{Ensuite, Messages};
use idp_core::journal::{Acte, Journal};
use idp_core::outbound::Documents;
use idp_core::passkey::Ceremonies;
use idp_core::port::PortError;
use idp_core::presence::Presence;

use crate::{Acteur, ClesAcces, ClesApi, Comptes, Demandes, Liens, Organisations, Services};

/// What differs from one installation to another.
#[derive(Clone, Debug)]
pub struct Reglages {
    /// A service has a client of its own at once: where everybody is invented.
    pub essai: bool,
    /// Addresses of this machine are welcome: the sandbox.
    pub local: bool,
    /// Mail alone opens nothing: a passkey is the means.
    pub cle_exigee: bool,
    /// Clients with a certificate have a host to call.
    pub mtls: bool,
    /// Origin of the space, no slash at the end: for the links in mails.
    pub adresse: String,
}

/// What the use cases stand on.
#[derive(Clone)]
pub struct Deps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub reglages: Reglages,
    pub comptes: Arc<dyn Comptes>,
    pub liens: Arc<dyn Liens>,
    pub cles: Arc<dyn ClesAcces>,
    pub organisations: Arc<dyn Organisations>,
    pub services: Arc<dyn Services>,
    pub demandes: Arc<dyn Demandes>,
    pub cles_api: Arc<dyn ClesApi>,
    pub clients: Arc<dyn Clients>,
    pub registrar: Registrar,
    pub ceremonies: Arc<dyn Ceremonies>,
    pub presence: Arc<dyn Presence>,
    pub compteurs: Arc<dyn Compteurs>,
    pub documents: Arc<dyn Documents>,
    pub messages: Arc<dyn Messages>,
    pub ensuite: Arc<dyn Ensuite>,
    pub journal: Arc<dyn Journal>,
}

impl Deps {
    /// 132 random bits: identifiers, which say nothing and prove nothing.
    pub(crate) fn nouvel_id(&self, prefixe: &str) -> String {
        let drawn = self.ambient.chance.token();
        format!("{prefixe}-{}", &drawn[..22])
    }

    /// Before the act is answered.
    pub(crate) async fn dire(&self, acteur: &Acteur, acte: Acte) -> Result<(), PortError> {
        let acte = acte.with("organisation.id", acteur.organisation.as_str()).with("by", acteur.qui.nom());
        self.journal.record(acte).await
    }
}
