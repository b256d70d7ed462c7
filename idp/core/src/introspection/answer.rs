use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::claims::Claims;
use crate::client::Client;
use crate::grant::{Grant, RefreshToken, Terms};
use crate::signing::OwnToken;

/// RFC 7662 §2.2. Not `Debug`: it may name a person.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct IntrospectionResponse(Map<String, Value>);

impl IntrospectionResponse {
    pub fn inactive() -> Self {
        Self(Map::from_iter([("active".to_owned(), Value::Bool(false))]))
    }

    /// The claims of a JWT access token, and who it belongs to.
    pub(super) fn of_jwt(claims: OwnToken, terms: &Terms, scope: &[String]) -> Self {
        Self::of_access(claims.into_claims(), terms, scope)
    }

    /// The same members of an opaque one.
    pub(super) fn of_opaque(claims: &impl Serialize, terms: &Terms, scope: &[String]) -> Self {
        match serde_json::to_value(claims) {
            Ok(Value::Object(members)) => Self::of_access(members, terms, scope),
            _ => Self::inactive(),
        }
    }

    fn of_access(mut members: Map<String, Value>, terms: &Terms, scope: &[String]) -> Self {
        members.insert("scope".to_owned(), scope.join(" ").into());
        // the shape of Pro Santé Connect says `typ: Bearer` already
        if !members.contains_key("typ") || terms.confirmation.is_some() {
            members.insert("token_type".to_owned(), terms.token_type().into());
        }
        Self::active(members, terms.client.as_str())
    }

    /// The same members as far as the grant has them; `SubjectNameID` only ever comes with an access token.
    pub(super) fn of_refresh(claims: &Claims, client: &Client, grant: &Grant, refresh: &RefreshToken) -> Self {
        let told = json!({
            "exp": refresh.expires_at.seconds(),
            "iat": refresh.issued_at.seconds(),
            "auth_time": grant.authentication.at.seconds(),
            "iss": claims.hosts.issuer,
            "sub": claims.subjects.of(client, &grant.authentication.personne),
            "typ": "Refresh",
            "azp": client.id.as_str(),
            "nonce": grant.nonce.clone().unwrap_or_default(),
            "session_state": grant.session.as_str(),
            "acr": grant.acr,
            "scope": grant.scope.join(" "),
            "sid": grant.session.as_str(),
            "authMode": grant.authentication.kind.auth_mode(),
        });
        let Value::Object(mut members) = told else { return Self::inactive() };
        if let Some(cnf) = &refresh.confirmation {
            members.insert("cnf".to_owned(), json!(cnf));
        }
        Self::active(members, client.id.as_str())
    }

    pub fn is_active(&self) -> bool {
        self.0.get("active") == Some(&Value::Bool(true))
    }

    fn active(mut members: Map<String, Value>, client: &str) -> Self {
        let username = members.get("preferred_username").or_else(|| members.get("sub")).cloned();
        members.insert("client_id".to_owned(), client.into());
        members.insert("username".to_owned(), username.unwrap_or_default());
        members.insert("active".to_owned(), true.into());
        Self(members)
    }
}
