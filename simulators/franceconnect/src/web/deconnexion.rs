use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use pages::{Langue, Page};
use serde::Deserialize;
use url::Url;

use super::contextes::PageRefus;
use crate::simulateur::FranceConnect;

#[derive(Deserialize)]
pub struct Fin {
    #[serde(default)]
    id_token_hint: String,
    #[serde(default)]
    post_logout_redirect_uri: String,
    state: Option<String>,
}

/// RP-Initiated Logout 1.0, 2. Nothing is kept of a login here: what is left is to lead back to an address of the client
/// that the ID token was made for.
pub async fn finir(State(simulateur): State<FranceConnect>, langue: Langue, Query(fin): Query<Fin>) -> Response {
    match retour(&simulateur, &fin) {
        Ok(retour) => Redirect::to(retour.as_str()).into_response(),
        Err(cause) => {
            let cadre = simulateur.cadre(langue, "/");
            Page::new(StatusCode::BAD_REQUEST, PageRefus { cadre, cause: cause.to_owned() }).into_response()
        }
    }
}

fn retour(simulateur: &FranceConnect, fin: &Fin) -> Result<Url, &'static str> {
    let claims = simulateur.cles.lire(&fin.id_token_hint).ok_or("id_token_hint is no ID token of this provider")?;
    let client = simulateur.clients.iter().find(|client| claims.get("aud").is_some_and(|aud| aud == &client.id));
    let client = client.ok_or("id_token_hint was made for no known service")?;
    let inconnue = "post_logout_redirect_uri is not one of this service's, letter by letter";
    if !client.apres_deconnexion.contains(&fin.post_logout_redirect_uri) {
        return Err(inconnue);
    }
    let mut retour = Url::parse(&fin.post_logout_redirect_uri).map_err(|_| inconnue)?;
    if let Some(state) = &fin.state {
        retour.query_pairs_mut().append_pair("state", state);
    }
    Ok(retour)
}
