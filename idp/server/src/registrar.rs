//! What keeps the registrations those of the clients file.

use std::sync::Arc;

use ambient::Ambient;
use idp_core::client::{Clients, Registrar};
use idp_core::journal::Journal;
use idp_store::Sql;

pub fn registrar(ambient: &Ambient, clients: Arc<dyn Clients>, sql: &Arc<Sql>, journal: Arc<dyn Journal>) -> Registrar {
    Registrar { ambient: ambient.clone(), clients, stamps: sql.clone(), streams: sql.clone(), journal }
}
