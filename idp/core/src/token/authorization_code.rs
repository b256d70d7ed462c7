//! RFC 6749 §4.1.3, RFC 7636 §4.6: the checks of the grant `authorization_code`, in their order.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oidc::{CodeVerifier, Confirmation, Parameters, TokenResponse};

use super::issue::{Issue, Origin};
use super::standing::still_granted;
use super::{TokenRefusal, Tokens, resource, revoke_grant};
use crate::authorization::codes::Waiting;
use crate::authorization::is_registered;
use crate::client::Client;
use crate::stamp::SubjectKind;

impl Tokens {
    pub(super) async fn authorization_code(
        &self,
        client: &Client,
        params: &Parameters,
        confirmation: Option<Confirmation>,
    ) -> Result<TokenResponse, TokenRefusal> {
        let code = params.get("code").ok_or(TokenRefusal::Request("code is missing"))?;
        let Some(waiting) = self.0.codes.take(code).await? else {
            self.revoke_what_it_made(client, code).await?;
            return Err(TokenRefusal::Grant("the code is unknown, expired or spent"));
        };
        bound_to_client(&waiting, client)?;
        alive(&waiting, self.0.ambient.now())?;
        same_redirect_uri(&waiting, params)?;
        still_registered(&waiting, client)?;
        verifier_fits(&waiting, params)?;
        same_key(&waiting, confirmation.as_ref())?;
        let grant = waiting.grant;
        let resource = resource::of_grant(client, &grant.resources, params, &self.0.claims.hosts.issuer)?;
        let granted = still_granted(client, &grant)?;
        self.0.standing.begin_session_use(&grant).await?;
        let personne = self.0.standing.person(client, &grant).await?;
        let origin = Origin::Code(self.0.codes.origin(code));
        self.issue(Issue {
            client,
            grant: &grant,
            granted: &granted,
            personne: &personne,
            origin,
            confirmation,
            resource,
        })
        .await
    }

    /// §4.1.2: a code that comes twice revokes what its first use made. Once that is on record only its own client can do
    /// it. While the first use is still under way there is no record yet: the stamp goes before it, and what that one gets is
    /// revoked when it comes. A code that was never made here leaves nothing behind.
    async fn revoke_what_it_made(&self, client: &Client, code: &str) -> Result<(), TokenRefusal> {
        let deps = &self.0;
        let id = deps.codes.grant_id(code);
        match deps.grants.grant(&id).await? {
            Some(grant) if grant.client != client.id => {}
            Some(grant) => {
                revoke_grant(&deps.ambient, &*deps.stamps, &*deps.journal, &grant, "code used twice").await?
            }
            None if deps.codes.made_here(code) => {
                deps.stamps.raise(&SubjectKind::Grant.of(&id), deps.ambient.now()).await?
            }
            None => {}
        }
        Ok(())
    }
}

fn bound_to_client(waiting: &Waiting, client: &Client) -> Result<(), TokenRefusal> {
    (waiting.grant.client == client.id)
        .then_some(())
        .ok_or(TokenRefusal::Grant("the code was issued to another client"))
}

/// The shelf forgets a code at its end; a shelf that is late must not lengthen its life.
fn alive(waiting: &Waiting, now: ambient::Timestamp) -> Result<(), TokenRefusal> {
    (now < waiting.expires_at).then_some(()).ok_or(TokenRefusal::Grant("the code has expired"))
}

fn same_redirect_uri(waiting: &Waiting, params: &Parameters) -> Result<(), TokenRefusal> {
    match params.get("redirect_uri") {
        Some(sent) if sent == waiting.redirect_uri => Ok(()),
        Some(sent) => Err(differs("redirect_uri", &waiting.redirect_uri, sent)),
        None => Err(TokenRefusal::Request("redirect_uri is missing")),
    }
}

/// The registration may have changed since the request.
fn still_registered(waiting: &Waiting, client: &Client) -> Result<(), TokenRefusal> {
    is_registered(&waiting.redirect_uri, client)
        .then_some(())
        .ok_or(TokenRefusal::Grant("the redirect_uri is registered no more"))
}

/// RFC 9449 §10: a code that was asked for under a key serves with a proof of that key.
fn same_key(waiting: &Waiting, proven: Option<&Confirmation>) -> Result<(), TokenRefusal> {
    match (&waiting.dpop_jkt, proven) {
        (None, _) => Ok(()),
        (Some(asked), Some(Confirmation::Jkt(proven))) if asked == proven => Ok(()),
        (Some(asked), Some(Confirmation::Jkt(proven))) => Err(differs("the DPoP key", asked, proven)),
        (Some(_), _) => Err(TokenRefusal::Grant("the code is bound to another DPoP key")),
    }
}

/// RFC 9700 §4.8.2: a verifier without a challenge is a downgrade, and is refused too.
fn verifier_fits(waiting: &Waiting, params: &Parameters) -> Result<(), TokenRefusal> {
    match (&waiting.code_challenge, params.get("code_verifier")) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(TokenRefusal::Grant("code_verifier came for a code without code_challenge")),
        (Some(_), None) => Err(TokenRefusal::Grant("code_verifier is missing")),
        (Some(challenge), Some(sent)) => {
            let verifier = CodeVerifier::parse(sent).map_err(|_| TokenRefusal::Grant("code_verifier is malformed"))?;
            let hash = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_str().as_bytes()));
            let same =
                aws_lc_rs::constant_time::verify_slices_are_equal(hash.as_bytes(), challenge.as_str().as_bytes());
            same.map_err(|_| differs("the S256 hash of code_verifier", challenge.as_str(), &hash))
        }
    }
}

fn differs(what: &'static str, expected: &str, received: &str) -> TokenRefusal {
    TokenRefusal::Differs { what, expected: expected.to_owned(), received: received.to_owned() }
}
