use ambient::ExposeSecret;
use annuaire::Personne;
use oidc::TokenResponse;

use super::{TokenRefusal, Tokens, revoke_grant};
use crate::claims::About;
use crate::client::Client;
use crate::grant::{Emission, Emitted, Grant, GrantId, RefreshToken};
use crate::journal::{Acte, event};

/// Why tokens go out, with the name that makes the emission unique.
pub(super) enum Origin {
    /// Opens the grant.
    Code(String),
    Refresh(String),
    /// A refresh token that serves once.
    RefreshOnce(String),
}

/// One set of tokens to be issued.
pub(super) struct Issue<'a> {
    pub client: &'a Client,
    /// As stored.
    pub grant: &'a Grant,
    /// As these tokens show it: the same, or with a narrower scope.
    pub granted: &'a Grant,
    pub personne: &'a Personne,
    pub origin: Origin,
}

impl Tokens {
    /// Signs, records the emission and the act, and only then lets the tokens go.
    pub(super) async fn issue(&self, issue: Issue<'_>) -> Result<TokenResponse, TokenRefusal> {
        let deps = &self.0;
        let now = deps.ambient.now();
        let about = About { client: issue.client, grant: issue.granted, personne: issue.personne, now };
        let jti = self.uuid();
        let alg = issue.client.id_token_alg;
        let access_token = deps.signing.sign(alg, &deps.claims.access_token(&about, jti.clone())?).await?;
        let id_claims = deps.claims.id_token(&about, self.uuid(), &access_token)?;
        let id_token = deps.signing.sign(alg, &id_claims).await?;
        let secret = deps.ambient.secret();
        let refresh = RefreshToken {
            resting: deps.rest.rest("refresh", secret.expose_secret()),
            grant: issue.grant.id.clone(),
            issued_at: now,
            expires_at: now.plus(deps.claims.lifetimes.refresh).min(issue.grant.ends_at),
        };
        self.record(&issue, jti, &refresh).await?;
        Ok(TokenResponse {
            access_token,
            expires_in: deps.claims.lifetimes.token.0,
            refresh_expires_in: Some(refresh.expires_at.seconds() - now.seconds()),
            refresh_token: Some(secret.expose_secret().to_owned()),
            token_type: TokenResponse::BEARER,
            id_token: Some(id_token),
            session_state: Some(issue.grant.session.to_string()),
            scope: issue.granted.scope.join(" "),
            ..TokenResponse::default()
        })
    }

    /// The unique origin first: a code or a refresh token that was spent before dies here, whatever a replica believed.
    async fn record(&self, issue: &Issue<'_>, jti: String, refresh: &RefreshToken) -> Result<(), TokenRefusal> {
        let (origin, word) = match &issue.origin {
            Origin::Code(origin) => (origin, event::TOKEN_ISSUED),
            Origin::Refresh(origin) | Origin::RefreshOnce(origin) => (origin, event::TOKEN_REFRESHED),
        };
        let emission = Emission {
            origin: origin.clone(),
            grant: issue.grant.id.clone(),
            token: jti.clone(),
            at: refresh.issued_at,
        };
        let emitted = match issue.origin {
            Origin::Code(_) => self.0.grants.open(issue.grant, &emission, refresh).await?,
            Origin::Refresh(_) | Origin::RefreshOnce(_) => self.0.grants.emit(&emission, refresh).await?,
        };
        if let Emitted::AlreadySpent { by } = emitted {
            return Err(self.revoke_family(&by).await?);
        }
        let acte = Acte::new(word)
            .with("grant.id", issue.grant.id.as_str())
            .with("client.id", issue.client.id.as_str())
            .with("session.id", issue.grant.session.as_str())
            .with("token.id", jti);
        Ok(self.0.journal.record(acte).await?)
    }

    async fn revoke_family(&self, by: &GrantId) -> Result<TokenRefusal, TokenRefusal> {
        let deps = &self.0;
        if let Some(grant) = deps.grants.grant(by).await? {
            revoke_grant(&deps.ambient, &*deps.stamps, &*deps.journal, &grant, "spent twice").await?;
        }
        Ok(TokenRefusal::Grant("the code or refresh token was spent before"))
    }

    fn uuid(&self) -> String {
        let mut bytes = [0; 16];
        self.0.ambient.chance.fill(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
    }
}
