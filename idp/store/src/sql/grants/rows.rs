use ambient::Resting;
use idp_core::grant::{Emission, Grant, GrantId, Issued, RefreshToken, Terms};
use idp_core::port::PortError;

use super::PORT;
use crate::sql::reading::{from_json, time};

/// An emission beside the grant that it was made under: origin, token, at, expires_at, terms, grant.
pub type IssuedRow = (String, String, i64, Option<i64>, Option<String>, String);

/// What the version before emitted had the grant's own terms, and ended by what the token says.
pub fn issued((origin, token, at, expires_at, terms, granted): IssuedRow) -> Result<Issued, PortError> {
    let grant = grant(&granted)?;
    let terms = match terms {
        Some(terms) => from_json(PORT, "emission.content", &terms)?,
        None => Terms {
            client: grant.client.clone(),
            scope: grant.scope.clone(),
            resource: None,
            confirmation: None,
            actors: Vec::new(),
        },
    };
    let expires_at = expires_at.map_or(grant.ends_at, time);
    let emission = Emission { origin, grant: grant.id.clone(), token, at: time(at), expires_at, terms };
    Ok(Issued { grant, emission })
}

/// Resting form, grant, issued_at, expires_at, confirmation, the one that it follows.
pub type RefreshRow = (String, String, i64, i64, Option<String>, Option<String>);

pub fn refresh(row: RefreshRow) -> Result<RefreshToken, PortError> {
    let (resting, grant, issued_at, expires_at, confirmation, follows) = row;
    let confirmation = confirmation.as_deref();
    Ok(RefreshToken {
        resting: Resting::from(resting),
        grant: GrantId::from(grant),
        issued_at: time(issued_at),
        expires_at: time(expires_at),
        confirmation: confirmation.map(|cnf| from_json(PORT, "refresh_token.confirmation", cnf)).transpose()?,
        follows: follows.map(Resting::from),
    })
}

pub fn grant(content: &str) -> Result<Grant, PortError> {
    from_json(PORT, "granted.content", content)
}
