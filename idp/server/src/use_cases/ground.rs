use std::sync::Arc;

use ambient::{Ambient, RestKey};
use idp_core::annuaire::Annuaire;
use idp_core::carte::VerificationCarte;
use idp_core::client::Clients;
use idp_core::ecps::CleEmballage;
use idp_core::espace::Histoire;
use idp_core::hosts::Hosts;
use idp_core::journal::Journal;
use idp_core::machine::MachineCertificates;
use idp_core::outbound::{Calls, Documents};
use idp_core::passkey::Ceremonies;
use idp_core::presence::Presence;
use idp_core::signal::Signals;
use idp_core::signing::Signing;
use idp_outbound::Fraicheur;
use idp_store::Sql;

use crate::messages::Carriers;

/// What the use cases stand on, opened and built.
pub struct Ground {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub hosts: Hosts,
    pub sql: Arc<Sql>,
    /// Those of `sql`, read once a moment.
    pub clients: Arc<dyn Clients>,
    pub presence: Arc<dyn Presence>,
    /// Listens to what `signals` turns into signals.
    pub journal: Arc<dyn Journal>,
    /// What the journal has of one person.
    pub histoire: Arc<dyn Histoire>,
    pub signals: Signals,
    pub annuaire: Arc<dyn Annuaire>,
    pub fraicheur: Arc<Fraicheur>,
    pub signing: Arc<Signing>,
    pub autorites: Arc<dyn VerificationCarte>,
    pub machines: Arc<dyn MachineCertificates>,
    pub ceremonies: Arc<dyn Ceremonies>,
    pub wrap: CleEmballage,
    pub carriers: Carriers,
    /// What clients' addresses give: their keys, their request objects.
    pub documents: Arc<dyn Documents>,
    /// What tells them.
    pub calls: Arc<dyn Calls>,
}
