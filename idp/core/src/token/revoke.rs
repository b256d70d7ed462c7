use ambient::Ambient;

use crate::grant::Grant;
use crate::journal::{Acte, Journal, event};
use crate::port::PortError;
use crate::stamp::{Stamps, SubjectKind};

/// Refuses everything that was issued under the grant, by one durable write.
pub(crate) async fn revoke_grant(
    ambient: &Ambient,
    stamps: &dyn Stamps,
    journal: &dyn Journal,
    grant: &Grant,
    reason: &'static str,
) -> Result<(), PortError> {
    stamps.raise(&SubjectKind::Grant.of(&grant.id), ambient.now()).await?;
    let acte = Acte::new(event::GRANT_REVOKED)
        .with("grant.id", grant.id.as_str())
        .with("client.id", grant.client.as_str())
        .with("reason", reason);
    journal.record(acte).await
}
