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
use idp_core::authorization::{AuthorizationRefusal, PageRefusal};
use idp_core::explain::Helps;
use idp_core::trace::Fault;
use oidc::Parameters;

use crate::connexion::avance;
use crate::refus;
use crate::routes;
use crate::visite::Visite;

/// Characters of an address that is told back.
const LONGEST: usize = 300;

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
            visite.note(&sent, Some(fault(&visite, &refusal, &sent).await));
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

/// With the two addresses side by side, for the team that registered one of them.
async fn fault(visite: &Visite, refusal: &PageRefusal, sent: &Parameters) -> Fault {
    let fault = refusal.fault();
    let PageRefusal::RedirectUriUnknown(id) = refusal else { return fault };
    let client = visite.state.0.clients.client(id).await.ok().flatten();
    let expected = client.map(|client| client.redirect_uris.join(" "));
    let received = sent.only("redirect_uri").map(|uri| uri.chars().take(LONGEST).collect());
    Fault { expected, received, ..fault }
}

/// The same request as a form. It goes on as a GET of the same pairs: a form that another site posts brings no cookie
/// (SameSite=Lax), and the session would not be seen.
pub async fn post(body: Bytes) -> Redirect {
    let pairs = url::form_urlencoded::parse(&body);
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    Redirect::to(&format!("{}?{query}", routes::AUTH))
}
