use ambient::ExposeSecret;
use oidc::TokenResponse;

use super::issue::{Issue, Origin};
use super::{TokenRefusal, Tokens, revoke_grant};
use crate::claims::About;
use crate::grant::{Emission, Emitted, GrantId, RefreshToken};
use crate::journal::{Acte, event};

/// A refresh token to go out: as it rests, and as it is told.
struct Fresh {
    resting: RefreshToken,
    told: String,
}

impl Tokens {
    /// Makes the tokens, records the emission and the act, and only then lets the tokens go.
    pub(super) async fn issue(&self, issue: Issue<'_>) -> Result<TokenResponse, TokenRefusal> {
        let deps = &self.0;
        let now = deps.ambient.now();
        let about = About { client: issue.client, grant: issue.granted, personne: issue.personne, now };
        let (access_token, emission) = self.access_token(&about, &issue).await?;
        let id_token = self.id_token(&about, &issue, &access_token).await?;
        let fresh = self.refresh(&issue);
        self.record(&issue, &emission, fresh.as_ref().map(|fresh| &fresh.resting)).await?;
        Ok(TokenResponse {
            access_token,
            expires_in: emission.expires_at.seconds() - now.seconds(),
            refresh_expires_in: fresh.as_ref().map(|fresh| fresh.resting.expires_at.seconds() - now.seconds()),
            refresh_token: fresh.map(|fresh| fresh.told),
            token_type: emission.terms.token_type(),
            issued_token_type: issue.origin.issued_token_type(),
            id_token,
            session_state: issue.origin.tells_session().then(|| issue.grant.session.to_string()),
            scope: issue.granted.scope.join(" "),
            ..TokenResponse::default()
        })
    }

    /// Where the client may refresh: the one that came, with a new life, or a fresh one.
    fn refresh(&self, issue: &Issue<'_>) -> Option<Fresh> {
        let deps = &self.0;
        let now = deps.ambient.now();
        let expires_at = now.plus(deps.claims.lifetimes.refresh_of(issue.grant)).min(issue.grant.ends_at);
        if let Origin::Refresh { token, sent } = &issue.origin {
            let resting = RefreshToken { issued_at: now, expires_at, ..token.clone() };
            return Some(Fresh { resting, told: (*sent).to_owned() });
        }
        if matches!(issue.origin, Origin::Exchange { .. } | Origin::Browser(..))
            || !issue.client.may(oidc::GrantType::RefreshToken)
        {
            return None;
        }
        let follows = match &issue.origin {
            Origin::RefreshOnce(former) => Some(former.resting.clone()),
            _ => None,
        };
        let secret = deps.ambient.dated_secret();
        let resting = RefreshToken {
            resting: deps.rest.rest("refresh", secret.expose_secret()),
            grant: issue.grant.id.clone(),
            issued_at: now,
            expires_at,
            confirmation: issue.confirmation.clone().filter(|_| issue.client.is_public()),
            follows,
        };
        Some(Fresh { resting, told: secret.expose_secret().to_owned() })
    }

    /// The unique origin first: a code or a refresh token that was spent before dies here, whatever a replica believed.
    async fn record(
        &self,
        issue: &Issue<'_>,
        emission: &Emission,
        refresh: Option<&RefreshToken>,
    ) -> Result<(), TokenRefusal> {
        let grants = &self.0.grants;
        let emitted = match (&issue.origin, refresh) {
            (origin, _) if origin.opens() => grants.open(issue.grant, emission, refresh).await?,
            (Origin::RefreshOnce(_), Some(refresh)) => {
                let lost_since = emission.at.minus(self.0.claims.lifetimes.lost_answer);
                grants.rotate(emission, refresh, lost_since).await?
            }
            _ => grants.emit(emission, refresh).await?,
        };
        if let Emitted::AlreadySpent { by } = emitted {
            return Err(self.revoke_family(&by).await?);
        }
        let acte = Acte::new(issue.origin.event())
            .with("grant.id", issue.grant.id.as_str())
            .with("client.id", issue.client.id.as_str())
            .with("session.id", issue.grant.session.as_str())
            .with("token.id", emission.token.as_str());
        Ok(self.0.journal.record(acte).await?)
    }

    async fn revoke_family(&self, by: &GrantId) -> Result<TokenRefusal, TokenRefusal> {
        let deps = &self.0;
        if let Some(grant) = deps.grants.grant(by).await? {
            revoke_grant(&deps.ambient, &*deps.stamps, &*deps.journal, &grant, "spent twice").await?;
        }
        Ok(TokenRefusal::Grant("the code or refresh token was spent before"))
    }
}

impl Origin<'_> {
    fn event(&self) -> &'static str {
        match self {
            Self::Code(_) | Self::Browser(..) | Self::Ciba(_) | Self::Device(_) => event::TOKEN_ISSUED,
            Self::Refresh { .. } | Self::RefreshOnce(_) => event::TOKEN_REFRESHED,
            Self::Exchange { .. } => event::TOKEN_EXCHANGED,
        }
    }

    /// RFC 8693 §2.2.1.
    fn issued_token_type(&self) -> Option<&'static str> {
        matches!(self, Self::Exchange { .. }).then_some(oidc::token_exchange::ACCESS_TOKEN)
    }

    /// An exchanged token is of the session and does not speak of it: whoever exchanged it has no browser there.
    fn tells_session(&self) -> bool {
        !matches!(self, Self::Exchange { .. })
    }
}
