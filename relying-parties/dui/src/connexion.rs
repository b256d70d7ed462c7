//! The two addresses of a login, and the one that closes it.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use axum_extra::extract::CookieJar;
use openidconnect::core::{CoreAuthPrompt, CoreResponseType};
use openidconnect::{
    AuthenticationContextClass, AuthenticationFlow, AuthorizationCode, ClientId, CsrfToken, LogoutRequest, Nonce,
    PkceCodeChallenge, PostLogoutRedirectUrl, Scope,
};
use serde::Deserialize;

use crate::Dui;
use crate::refus::Refus;
use crate::session::Session;
use crate::visites::{Demande, Sejour};

#[derive(Deserialize)]
pub struct Depart {
    /// « Changer de lieu de travail »: asks the provider to open its choice again.
    #[serde(default)]
    changer: bool,
}

/// `GET /connexion`: leaves for the provider.
pub async fn commencer(
    State(dui): State<Arc<Dui>>,
    Query(depart): Query<Depart>,
    jar: CookieJar,
) -> Result<(CookieJar, Redirect), Refus> {
    let decouvert = dui.fournisseur.decouvert().await?;
    let (defi, pkce) = PkceCodeChallenge::new_random_sha256();
    let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
    let scopes = dui.fournisseur.config.scopes.iter().cloned().map(Scope::new);
    let mut demande = decouvert
        .client
        .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
        .add_scopes(scopes)
        .add_auth_context_value(AuthenticationContextClass::new("eidas1".to_owned()))
        .set_pkce_challenge(defi);
    if depart.changer {
        demande = demande.add_prompt(CoreAuthPrompt::SelectAccount);
    }
    let (url, state, nonce) = demande.url();
    let jar = dui.visites.demander(jar, Demande { state, nonce, pkce });
    Ok((jar, Redirect::to(url.as_str())))
}

/// What the provider brings back: a code, or an error (RFC 6749, 4.1.2; RFC 9207 for `iss`).
#[derive(Deserialize)]
pub struct Retour {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

/// `GET` on the redirect address: state first, then who answers, then what.
pub async fn retour(
    State(dui): State<Arc<Dui>>,
    Query(retour): Query<Retour>,
    jar: CookieJar,
) -> Result<(CookieJar, Redirect), Refus> {
    let demande = dui.visites.reprendre(&jar).ok_or(Refus::SansDemande)?;
    if retour.state.as_deref() != Some(demande.state.secret()) {
        return Err(Refus::Etat);
    }
    let decouvert = dui.fournisseur.decouvert().await?;
    if !decouvert.repond(retour.iss.as_deref(), &dui.fournisseur.config.issuer) {
        return Err(Refus::Emetteur);
    }
    if let Some(error) = retour.error {
        return Err(Refus::Fournisseur(error, retour.error_description.unwrap_or_default()));
    }
    let code = AuthorizationCode::new(retour.code.ok_or(Refus::Etat)?);
    let echange = decouvert.client.exchange_code(code).map_err(Refus::injoignable)?.set_pkce_verifier(demande.pkce);
    let jetons = echange.request_async(&dui.fournisseur.http).await.map_err(Refus::echange)?;
    let session = Session::ouvrir(&dui.fournisseur, &decouvert, jetons, &demande.nonce).await?;
    Ok((dui.visites.ouvrir(jar, session), Redirect::to("/residents")))
}

#[derive(Deserialize)]
pub struct Sortie {
    #[serde(default)]
    csrf: String,
}

/// `POST /deconnexion`: closes the session here, then at the provider (RP-Initiated Logout 1.0).
pub async fn deconnexion(
    State(dui): State<Arc<Dui>>,
    jar: CookieJar,
    Form(sortie): Form<Sortie>,
) -> Result<Redirect, Refus> {
    let config = &dui.fournisseur.config;
    if let Sejour::Ouvert(ouverte) = dui.visites.sejour(&jar)
        && ouverte.csrf != sortie.csrf
    {
        return Err(Refus::Formulaire);
    }
    let Some(ouverte) = dui.visites.fermer(&jar) else { return Ok(Redirect::to("/")) };
    let fin_de_session = dui.fournisseur.decouvert().await.ok().and_then(|decouvert| decouvert.fin_de_session.clone());
    let (Some(adresse), Ok(apres)) = (fin_de_session, PostLogoutRedirectUrl::new(config.base_url.clone())) else {
        return Ok(Redirect::to("/"));
    };
    let demande = LogoutRequest::from(adresse)
        .set_id_token_hint(&ouverte.session.lock().await.id_token)
        .set_client_id(ClientId::new(config.client_id.clone()))
        .set_post_logout_redirect_uri(apres);
    Ok(Redirect::to(demande.http_get_url().as_str()))
}
