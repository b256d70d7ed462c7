use ambient::{Resting, Timestamp};
use idp_core::grant::{Emission, Grant, GrantId, Issued, RefreshToken, Terms};
use idp_core::port::PortError;

use super::PORT;
use crate::sql::reading::{from_json, time};

/// An emission beside the grant that it was made under.
#[derive(sqlx::FromRow)]
pub struct IssuedRow {
    origin: String,
    token: String,
    at: i64,
    expires_at: Option<i64>,
    terms: Option<String>,
    granted: String,
}

impl TryFrom<IssuedRow> for Issued {
    type Error = PortError;

    /// What the version before emitted had the grant's own terms, and ended by what the token says.
    fn try_from(row: IssuedRow) -> Result<Self, PortError> {
        let grant = grant(&row.granted)?;
        let terms = match row.terms {
            Some(terms) => from_json(PORT, "emission.content", &terms)?,
            None => Terms {
                client: grant.client.clone(),
                scope: grant.scope.clone(),
                resource: None,
                confirmation: None,
                actors: Vec::new(),
            },
        };
        let emission = Emission {
            origin: row.origin,
            grant: grant.id.clone(),
            token: row.token,
            at: time(row.at),
            expires_at: row.expires_at.map_or(grant.ends_at, time),
            terms,
        };
        Ok(Self { grant, emission })
    }
}

#[derive(sqlx::FromRow)]
pub struct RefreshRow {
    resting: String,
    grant_id: String,
    issued_at: i64,
    expires_at: i64,
    confirmation: Option<String>,
    follows: Option<String>,
}

impl TryFrom<RefreshRow> for RefreshToken {
    type Error = PortError;

    fn try_from(row: RefreshRow) -> Result<Self, PortError> {
        let confirmation = row.confirmation.as_deref();
        Ok(Self {
            resting: Resting::from(row.resting),
            grant: GrantId::from(row.grant_id),
            issued_at: time(row.issued_at),
            expires_at: Timestamp::from_millis(row.expires_at),
            confirmation: confirmation.map(|cnf| from_json(PORT, "refresh_token.confirmation", cnf)).transpose()?,
            follows: row.follows.map(Resting::from),
        })
    }
}

pub fn grant(content: &str) -> Result<Grant, PortError> {
    from_json(PORT, "granted.content", content)
}
