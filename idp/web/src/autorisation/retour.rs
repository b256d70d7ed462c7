use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use idp_core::authorization::{Answer, ErrorRedirect};
use idp_core::client::{Client, ClientId};
use oidc::response_mode::Carrier;
use pages::{Cadre, Langue, Page, Samples};
use url::Url;

use super::pause::PagePause;
use crate::refus;
use crate::visite::Visite;

/// OAuth 2.0 Form Post Response Mode: hidden fields and a visible button.
#[derive(Template)]
#[template(path = "retour.html")]
pub struct PageRetour {
    pub cadre: Cadre,
    pub service: String,
    pub adresse: String,
    pub champs: Vec<(&'static str, String)>,
}

/// Back to the client, whose redirect URI is proven.
pub async fn retour(visite: &Visite, langue: Langue, client: &ClientId, answer: &Answer) -> Response {
    leave(visite, langue, client, answer, false).await
}

/// The same for a refusal; where nobody vouched for the client, the person is asked first.
pub async fn renvoi(visite: &Visite, langue: Langue, refusal: &ErrorRedirect) -> Response {
    let answer = refusal.explained(visite.state.0.settings.explain);
    leave(visite, langue, &refusal.client, &answer, refusal.pause).await
}

async fn leave(visite: &Visite, langue: Langue, id: &ClientId, answer: &Answer, pause: bool) -> Response {
    let form = answer.response_mode.carrier() == Carrier::Form;
    if !form && !pause && !answer.response_mode.is_jwt() {
        return Redirect::to(&answer.location()).into_response();
    }
    let client = match visite.state.0.clients.client(id).await {
        Ok(Some(client)) => client,
        Ok(None) => return refus::indisponible(visite, langue, "the client was removed meanwhile"),
        Err(cause) => return refus::indisponible(visite, langue, cause),
    };
    match visite.state.0.responses.ready(answer.clone(), &client).await {
        Ok(ready) if form => by_form(visite, langue, client, ready),
        Ok(ready) if pause => Page::ok(PagePause::new(visite.cadre(langue), client.name, &ready)).into_response(),
        Ok(ready) => Redirect::to(&ready.location()).into_response(),
        Err(cause) => refus::indisponible(visite, langue, cause),
    }
}

fn by_form(visite: &Visite, langue: Langue, client: Client, ready: Answer) -> Response {
    let destination = Url::parse(&ready.redirect_uri);
    let page = PageRetour {
        cadre: visite.cadre(langue),
        service: client.name,
        adresse: ready.redirect_uri,
        champs: ready.parameters,
    };
    match destination {
        Ok(url) => Page::ok(page).vers(&url).into_response(),
        Err(_) => Page::ok(page).into_response(),
    }
}

impl Samples for PageRetour {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |champs| Self {
            cadre: crate::samples::cadre(langue),
            service: "Dossier résident".into(),
            adresse: "https://tilleuls.example/retour".into(),
            champs,
        };
        vec![
            ("réponse", page(vec![("code", "<inerte>".to_owned()), ("state", "\"><script>".to_owned())])),
            ("réponse signée", page(vec![("response", "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl".to_owned())])),
        ]
    }
}
