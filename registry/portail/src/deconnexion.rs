//! Closing a session here, then at the provider that opened it (RP-Initiated Logout 1.0); and here, when it was closed there.

mod annonce;
mod jeton;
mod refus;

use askama::Template;
use axum::Form;
use axum::response::{IntoResponse as _, Redirect, Response};
use openidconnect::core::CoreIdToken;
use openidconnect::{LogoutRequest, PostLogoutRedirectUrl};
use pages::{Cadre, Csrf, Page};
use serde::Deserialize;
use url::Url;

use crate::refus::Refus;
use crate::session::Porte;
use crate::visite::Visite;

pub use annonce::recevoir;
pub use jeton::{Attendu, Logout};
pub use refus::RefusLogout;

#[derive(Template)]
#[template(path = "deconnexion.html")]
pub struct PageDeconnexion {
    pub cadre: Cadre,
    pub csrf: Csrf,
}

#[derive(Deserialize)]
pub struct Jeton {
    #[serde(default)]
    csrf: String,
}

pub async fn demander(visite: Visite) -> Response {
    let (Some(qui), Some(csrf)) = (&visite.qui, visite.portail.0.sessions.csrf(&visite.jar)) else {
        return Redirect::to("/").into_response();
    };
    let page = Page::ok(PageDeconnexion { cadre: visite.cadre(), csrf });
    match visite.portail.fournisseur(qui.porte()).decouvert().await {
        // browsers apply the policy of forms to the redirection that answers this one
        Ok(decouvert) => match &decouvert.fin_de_session {
            Some(fin) => page.vers(fin.url()).into_response(),
            None => page.into_response(),
        },
        Err(_) => page.into_response(),
    }
}

pub async fn sortir(visite: Visite, Form(jeton): Form<Jeton>) -> Response {
    let sessions = &visite.portail.0.sessions;
    if sessions.csrf(&visite.jar).is_none_or(|csrf| csrf.verify(&jeton.csrf).is_err()) {
        return Redirect::to("/deconnexion").into_response();
    }
    match sessions.fermer(&visite.jar).await {
        Ok(Some((porte, id_token))) => match chez(&visite, porte, &id_token).await {
            Some(url) => Redirect::to(url.as_str()).into_response(),
            None => Redirect::to("/").into_response(),
        },
        Ok(None) => Redirect::to("/").into_response(),
        Err(cause) => Refus::from(cause).repondre(visite.cadre()),
    }
}

/// Where the provider closes its own session; `None` when it cannot be reached: ours is closed all the same.
async fn chez(visite: &Visite, porte: Porte, id_token: &CoreIdToken) -> Option<Url> {
    let fournisseur = visite.portail.fournisseur(porte);
    let fin = fournisseur.decouvert().await.ok()?.fin_de_session.clone()?;
    let demande = LogoutRequest::from(fin)
        .set_id_token_hint(id_token)
        .set_client_id(fournisseur.client_id())
        .set_post_logout_redirect_uri(PostLogoutRedirectUrl::from_url(visite.portail.0.origine.clone()));
    Some(demande.http_get_url())
}
