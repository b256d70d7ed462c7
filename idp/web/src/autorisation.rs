//! The authorization endpoint as a browser meets it: `/auth` on the authorization host.

pub mod difference;
mod pause;
mod retour;

pub use pause::PagePause;
#[cfg(test)]
pub use retour::PageRetour;
pub use retour::{renvoi, retour};

use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::response::{Redirect, Response};
use idp_core::authorization::AuthorizationRefusal;
use idp_core::explain::Helps;
use oidc::Parameters;

use crate::connexion::avance;
use crate::refus;
use crate::routes;
use crate::visite::Visite;

/// OpenID Connect Core 1.0 §3.1.2.1.
pub async fn get(visite: Visite, RawQuery(query): RawQuery) -> Response {
    let sent = Parameters::parse(query.unwrap_or_default().as_bytes());
    let wished: Vec<String> =
        sent.get("ui_locales").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let langue = visite.langue(&wished);
    match visite.state.0.authorization.check(&sent).await {
        Ok(request) => {
            visite.note(&sent, None);
            let client = request.client.clone();
            let begun = visite.state.0.logins.begin(request, &visite.browser).await;
            avance(&visite, langue, &client, begun).await
        }
        Err(AuthorizationRefusal::Page(refusal)) => {
            visite.note(&sent, Some(refusal.fault()));
            refus::technique(&visite, langue, &refusal, &sent).await
        }
        Err(AuthorizationRefusal::Redirect(refusal)) => {
            let code = refusal.code();
            visite.note(&sent, Some(refusal.fault()));
            tracing::info!(client.id = %refusal.client, error = %refusal.error, code, why = refusal.description, "sent back");
            renvoi(&visite, langue, &refusal).await
        }
    }
}

/// The same request as a form. It goes on as a GET of the same pairs: a form that another site posts brings no cookie
/// (SameSite=Lax), and the session would not be seen.
pub async fn post(body: Bytes) -> Redirect {
    let pairs = url::form_urlencoded::parse(&body);
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    Redirect::to(&format!("{}?{query}", routes::AUTH))
}
