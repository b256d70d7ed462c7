//! An OpenID provider as this portal uses it: found when it is first needed, asked again from time to time so that its new
//! keys are known, and believed once every check of OpenID Connect Core 3.1.3.7 has passed.

mod caducee;
mod decouverte;
mod franceconnect;
mod http;
mod logout;

use std::sync::Arc;
use std::time::Duration;

use ambient::{Ambient, Seconds, Timestamp};
use oidc::Acr;
use openidconnect::core::{CoreAuthPrompt, CoreAuthenticationFlow, CoreIdToken, CoreIdTokenClaims, CoreTokenResponse};
use openidconnect::{
    AccessTokenHash, AuthenticationContextClass, AuthorizationCode, ClientId, CsrfToken, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, Scope, SubjectIdentifier, TokenResponse as _,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use url::Url;

use crate::config::Usage;
use crate::refus::Refus;
use crate::session::Qui;
use decouverte::{Client, Decouvert, Memoire};

pub use caducee::PersonneCaducee;
pub use franceconnect::IdentitePivot;
pub use http::Http;

/// Clocks of two machines.
const AVANCE: Seconds = Seconds(10);

/// Random bytes of `state` and `nonce`: FranceConnect refuses fewer than 22 characters.
const ALEA: u32 = 32;

pub struct Fournisseur {
    usage: Usage,
    http: Http,
    ambient: Ambient,
    memoire: Mutex<Memoire>,
}

/// A login that has left for the provider.
#[derive(Serialize, Deserialize)]
pub struct Depart {
    pub state: CsrfToken,
    nonce: Nonce,
    pkce: PkceCodeVerifier,
    /// Since when the person must have shown their factors again; `None`: an open session of theirs is enough.
    exige: Option<Timestamp>,
}

/// What a login gave, verified.
pub struct Jetons {
    reponse: CoreTokenResponse,
    pub id_token: CoreIdToken,
    pub sujet: SubjectIdentifier,
    forte: Option<Forte>,
    /// `None`: no level that we know.
    niveau: Option<Acr>,
    emis_le: Timestamp,
}

/// Somebody who has signed in, and what a logout of the provider would name.
pub struct Entree {
    pub qui: Qui,
    pub id_token: CoreIdToken,
    pub issuer: String,
    pub sujet: String,
    /// `sid`, where the provider says one.
    pub session: Option<String>,
    pub emis_le: Timestamp,
}

/// What the ID token says of how and when somebody showed who they are.
#[derive(Clone, Debug)]
struct Forte {
    le: Timestamp,
    amr: Vec<String>,
}

impl Fournisseur {
    pub fn new(usage: Usage, http: Http, ambient: Ambient) -> Self {
        Self { usage, http, ambient, memoire: Mutex::default() }
    }

    pub fn issuer(&self) -> &str {
        &self.usage.qui.issuer
    }

    pub fn client_id(&self) -> ClientId {
        ClientId::new(self.usage.qui.client_id.clone())
    }

    /// Where the browser goes, and what must be remembered until it comes back. `encore`: whoever is signed in there already
    /// shows their factors again (OpenID Connect Core 3.1.2.1).
    pub async fn partir(&self, encore: bool) -> Result<(Url, Depart), Refus> {
        let decouvert = self.decouvert().await?;
        let (defi, pkce) = PkceCodeChallenge::new_random_sha256();
        let alea = || CsrfToken::new_random_len(ALEA);
        let demande = decouvert
            .client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, alea, || Nonce::new_random_len(ALEA));
        let mut demande = demande
            .add_scopes(self.usage.portees.iter().map(|mot| Scope::new((*mot).to_owned())))
            .add_auth_context_value(AuthenticationContextClass::new(self.usage.niveau.word().to_owned()))
            .set_pkce_challenge(defi);
        let exige = encore.then(|| self.ambient.now().minus(AVANCE));
        if encore {
            demande = demande.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
        }
        let (url, state, nonce) = demande.url();
        Ok((url, Depart { state, nonce, pkce, exige }))
    }

    /// Spends the code, and believes the ID token once everything about it is right.
    pub async fn revenir(&self, code: String, depart: Depart) -> Result<(Arc<Decouvert>, Jetons), Refus> {
        let decouvert = self.decouvert().await?;
        let echange = decouvert.client.exchange_code(AuthorizationCode::new(code)).map_err(Refus::injoignable)?;
        let echange = echange.set_pkce_verifier(depart.pkce);
        let reponse = echange.request_async(&self.http).await.map_err(Refus::echange)?;
        let jetons = verifier(&decouvert.client, reponse, &depart.nonce)?;
        if depart.exige.is_some_and(|exige| jetons.forte.as_ref().is_none_or(|forte| forte.le < exige)) {
            return Err(Refus::PasRefaite);
        }
        Ok((decouvert, jetons))
    }

    /// `sid` is read of a token that was verified.
    pub fn entree(&self, qui: Qui, jetons: Jetons) -> Entree {
        let claims = jose::jws::unverified_claims(&jetons.id_token.to_string()).unwrap_or_default();
        let session = claims.get("sid").and_then(|sid| sid.as_str()).map(str::to_owned);
        let (issuer, sujet) = (self.issuer().to_owned(), jetons.sujet.to_string());
        Entree { qui, id_token: jetons.id_token, issuer, sujet, session, emis_le: jetons.emis_le }
    }
}

/// Signature, issuer, audience, dates, nonce, `at_hash`.
fn verifier(client: &Client, reponse: CoreTokenResponse, nonce: &Nonce) -> Result<Jetons, Refus> {
    let non = |cause: &dyn std::fmt::Display| Refus::Jeton(cause.to_string());
    let id_token = reponse.id_token().ok_or_else(|| non(&"no ID token"))?;
    let verifier = client.id_token_verifier();
    let claims = id_token.claims(&verifier, nonce).map_err(|error| non(&error))?;
    let annonce = claims.access_token_hash().ok_or_else(|| non(&"no at_hash"))?;
    let alg = id_token.signing_alg().map_err(|error| non(&error))?;
    let cle = id_token.signing_key(&verifier).map_err(|error| non(&error))?;
    let calcule = AccessTokenHash::from_token(reponse.access_token(), alg, cle).map_err(|error| non(&error))?;
    if calcule != *annonce {
        return Err(non(&"at_hash speaks of another access token"));
    }
    let niveau = claims.auth_context_ref().and_then(|acr| acr.as_str().parse().ok());
    let (sujet, forte) = (claims.subject().clone(), niveau.and_then(|_: Acr| forte(claims)));
    let emis_le = Timestamp::from_seconds(claims.issue_time().timestamp());
    Ok(Jetons { id_token: id_token.clone(), sujet, forte, niveau, emis_le, reponse })
}

/// Without the instant nothing is proved, nor without a level.
fn forte(claims: &CoreIdTokenClaims) -> Option<Forte> {
    let amr = claims.auth_method_refs().into_iter().flatten().map(|mot| mot.as_str().to_owned()).collect();
    let le = claims.auth_time()?;
    Some(Forte { le: Timestamp::from_seconds(le.timestamp()), amr })
}
