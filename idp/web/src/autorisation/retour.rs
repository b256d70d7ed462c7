use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use idp_core::authorization::Answer;
use idp_core::client::ClientId;
use oidc::ResponseMode;
use pages::{Cadre, Langue, Page, Samples};
use url::Url;

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
    if answer.response_mode == ResponseMode::Query {
        return Redirect::to(&answer.location()).into_response();
    }
    let known = visite.state.0.clients.client(client).await.ok().flatten();
    let page = PageRetour {
        cadre: visite.cadre(langue),
        service: known.map_or_else(|| client.to_string(), |client| client.name),
        adresse: answer.redirect_uri.clone(),
        champs: answer.parameters.clone(),
    };
    match Url::parse(&answer.redirect_uri) {
        Ok(url) => Page::ok(page).vers(&url).into_response(),
        Err(_) => Page::ok(page).into_response(),
    }
}

impl Samples for PageRetour {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let champs = vec![("code", "<inerte>".to_owned()), ("state", "\"><script>".to_owned())];
        let adresse = "https://tilleuls.example/retour".to_owned();
        vec![(
            "réponse",
            Self { cadre: crate::samples::cadre(langue), service: "Dossier résident".into(), adresse, champs },
        )]
    }
}
