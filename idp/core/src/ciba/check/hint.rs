//! CIBA Core 1.0 §7.1: exactly one of `login_hint`, `id_token_hint`, `login_hint_token`. Whom it names is not looked up
//! here: the answer says nothing of who is registered (M03).

use oidc::ErrorCode;
use sante::IdentifiantNational;

use crate::authorization::Fault;
use crate::authorization::check::Asked;
use crate::ciba::{CibaRefusal, Deps};
use crate::session::SessionId;
use crate::signing::{OwnToken, TokenType, VerifyError};

const UNREADABLE: Fault = Fault::new(
    ErrorCode::UnknownUserId,
    "login_hint is a national identifier: 8 and eleven digits, or a structure and an internal number",
);

pub async fn check(asked: Asked<'_>, deps: &Deps) -> Result<IdentifiantNational, CibaRefusal> {
    let hint = |name| asked.params.get(name);
    match (hint("login_hint"), hint("id_token_hint"), hint("login_hint_token")) {
        (Some(login), None, None) => Ok(IdentifiantNational::typed(login).map_err(|_| UNREADABLE)?),
        (None, Some(token), None) => of_token(asked, deps, token).await,
        (None, None, Some(_)) => {
            Err(Fault::request("login_hint_token is not issued here: send login_hint or id_token_hint").into())
        }
        _ => {
            Err(Fault::request("exactly one of login_hint, id_token_hint and login_hint_token names the person").into())
        }
    }
}

/// An ID token of ours, for this client; an expired one still hints. Whom a pairwise subject names is in the grant that
/// it came of.
async fn of_token(asked: Asked<'_>, deps: &Deps, token: &str) -> Result<IdentifiantNational, CibaRefusal> {
    let own = deps.signing.verify(token, TokenType::Id).await.map_err(|error| match error {
        VerifyError::NotOurs => Fault::request("id_token_hint is not an ID token of this provider").into(),
        VerifyError::Unavailable(error) => CibaRefusal::Port(error),
    })?;
    let client = asked.client.id.as_str();
    if own.text("aud") != Some(client) || own.text("azp") != Some(client) {
        return Err(Fault::request("id_token_hint was issued to another client").into());
    }
    match told(&own) {
        Some(personne) => Ok(personne),
        None => of_session(asked, deps, &own).await,
    }
}

fn told(own: &OwnToken) -> Option<IdentifiantNational> {
    ["SubjectNameID", "preferred_username"].into_iter().find_map(|claim| own.text(claim)?.parse().ok())
}

async fn of_session(asked: Asked<'_>, deps: &Deps, own: &OwnToken) -> Result<IdentifiantNational, CibaRefusal> {
    let unknown = || Fault::new(ErrorCode::UnknownUserId, "the session of id_token_hint is too old to name anybody");
    let session = own.text("sid").map(SessionId::from).ok_or_else(unknown)?;
    let grant = deps.grants.latest_of(&session, &asked.client.id).await?;
    Ok(grant.map(|grant| grant.authentication.personne).ok_or_else(unknown)?)
}
