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

use crate::Dmp;
use crate::refus::Refus;
use crate::session::Session;
use crate::visites::{Demande, Sejour};

#[derive(Default, Deserialize)]
pub struct Depart {
    /// « Changer de lieu de travail »: asks the provider to open its choice again.
    #[serde(default)]
    pub changer: bool,
    /// The patient whose record is wanted.
    #[serde(default)]
    pub patient: Option<String>,
    /// FINESS of the place where the person works, as the service that leads here knows it.
    #[serde(default)]
    pub lieu: Option<String>,
}

impl Depart {
    /// A path of ours, whatever was sent: nobody is led elsewhere.
    fn vers(&self) -> String {
        let connu = |id: &&String| id.len() < 16 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        self.patient.as_ref().filter(connu).map_or_else(|| "/patients".to_owned(), |id| format!("/patients/{id}"))
    }

    /// Nine digits, or nothing.
    pub fn finess(&self) -> Option<&str> {
        self.lieu.as_deref().filter(|lieu| lieu.len() == 9 && lieu.chars().all(|c| c.is_ascii_digit()))
    }
}

/// `GET /connexion`: leaves for the provider.
pub async fn commencer(
    State(dmp): State<Arc<Dmp>>,
    Query(depart): Query<Depart>,
    jar: CookieJar,
) -> Result<(CookieJar, Redirect), Refus> {
    partir(&dmp, jar, &depart).await
}

/// Whoever has a session at the provider comes back without a page: that is single sign-on.
pub async fn partir(dmp: &Dmp, jar: CookieJar, depart: &Depart) -> Result<(CookieJar, Redirect), Refus> {
    let decouvert = dmp.fournisseur.decouvert().await?;
    let (defi, pkce) = PkceCodeChallenge::new_random_sha256();
    let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
    let scopes = dmp.fournisseur.config.scopes.iter().cloned().map(Scope::new);
    let mut demande = decouvert
        .client
        .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
        .add_scopes(scopes)
        .add_auth_context_value(AuthenticationContextClass::new("eidas1".to_owned()))
        .set_pkce_challenge(defi);
    if depart.changer {
        demande = demande.add_prompt(CoreAuthPrompt::SelectAccount);
    }
    if let Some(finess) = depart.finess() {
        demande = demande.add_extra_param("situation_hint", finess);
    }
    let (url, state, nonce) = demande.url();
    let jar = dmp.visites.demander(jar, Demande { state, nonce, pkce, vers: depart.vers() });
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
    State(dmp): State<Arc<Dmp>>,
    Query(retour): Query<Retour>,
    jar: CookieJar,
) -> Result<(CookieJar, Redirect), Refus> {
    let demande = dmp.visites.reprendre(&jar).ok_or(Refus::SansDemande)?;
    if retour.state.as_deref() != Some(demande.state.secret()) {
        return Err(Refus::Etat);
    }
    let decouvert = dmp.fournisseur.decouvert().await?;
    if !decouvert.repond(retour.iss.as_deref(), &dmp.fournisseur.config.issuer) {
        return Err(Refus::Emetteur);
    }
    if let Some(error) = retour.error {
        return Err(Refus::Fournisseur(error, retour.error_description.unwrap_or_default()));
    }
    let code = AuthorizationCode::new(retour.code.ok_or(Refus::Etat)?);
    let echange = decouvert.client.exchange_code(code).map_err(Refus::injoignable)?.set_pkce_verifier(demande.pkce);
    let jetons = echange.request_async(&dmp.fournisseur.http).await.map_err(Refus::echange)?;
    let session = Session::ouvrir(&dmp.fournisseur, &decouvert, jetons, &demande.nonce).await?;
    Ok((dmp.visites.ouvrir(jar, session), Redirect::to(&demande.vers)))
}

#[derive(Deserialize)]
pub struct Sortie {
    #[serde(default)]
    csrf: String,
}

/// `POST /deconnexion`: closes the session here, then at the provider (RP-Initiated Logout 1.0).
pub async fn deconnexion(
    State(dmp): State<Arc<Dmp>>,
    jar: CookieJar,
    Form(sortie): Form<Sortie>,
) -> Result<Redirect, Refus> {
    let config = &dmp.fournisseur.config;
    if matches!(dmp.visites.sejour(&jar), Sejour::Ouvert(_)) {
        dmp.visites.formulaire(&jar, &sortie.csrf)?;
    }
    let Some(ouverte) = dmp.visites.fermer(&jar) else { return Ok(Redirect::to("/")) };
    let fin_de_session = dmp.fournisseur.decouvert().await.ok().and_then(|decouvert| decouvert.fin_de_session.clone());
    let (Some(adresse), Ok(apres)) = (fin_de_session, PostLogoutRedirectUrl::new(config.base_url.clone())) else {
        return Ok(Redirect::to("/"));
    };
    let demande = LogoutRequest::from(adresse)
        .set_id_token_hint(&ouverte.session.lock().await.id_token)
        .set_client_id(ClientId::new(config.client_id.clone()))
        .set_post_logout_redirect_uri(apres);
    Ok(Redirect::to(demande.http_get_url().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_leads_to_a_page_of_ours_and_a_place_is_nine_digits() {
        let vers = |patient: &str| Depart { patient: Some(patient.to_owned()), ..Depart::default() }.vers();
        assert_eq!(vers("P-0012"), "/patients/P-0012");
        for hostile in ["//ailleurs.example", "../patient", "https://ailleurs.example", "P-0012-et-bien-plus-long"] {
            assert_eq!(vers(hostile), "/patients", "{hostile}");
        }
        let lieu = |lieu: &str| Depart { lieu: Some(lieu.to_owned()), ..Depart::default() }.finess().map(str::to_owned);
        assert_eq!(lieu("690990114").as_deref(), Some("690990114"));
        assert_eq!((lieu("69099011"), lieu("69099011x"), lieu("")), (None, None, None));
    }
}
