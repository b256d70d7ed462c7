//! The ports of the partner space.

mod cles_api;
mod comptes;
mod demandes;
mod equipes;
mod passkeys;
mod services;

use database::Writing;
use idp_core::port::PortError;

use super::reading::lost;

const PORT: &str = "partenaires";

/// Takes the row over which writers compete until the transaction ends: of two at once, the second sees what the first left.
async fn queue(writing: &mut Writing, statement: &'static str, id: &str) -> Result<(), PortError> {
    sqlx::query(statement).bind(id).execute(&mut **writing).await.map_err(lost(PORT))?;
    Ok(())
}

const OF_ORGANISATION: &str = "UPDATE partenaire_organisation SET creee_le = creee_le WHERE id = $1";
const OF_ACCOUNT: &str = "UPDATE partenaire_compte SET cree_le = cree_le WHERE id = $1";
