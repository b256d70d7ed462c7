use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::{Faute, Interieur, session};

/// What the page of every twin but one offers when the provider is down.
pub const REPLI: &str = "Se connecter autrement";

/// `GET /`
pub async fn accueil(State(service): State<Arc<Interieur>>, entetes: HeaderMap) -> Response {
    let secret = &service.reglages.client_secret;
    let trahi = if service.a(Faute::SecretDansLaPage) { format!("<!-- {secret} -->") } else { String::new() };
    let qui = session::nom(&service, &entetes);
    let salut = qui.map_or_else(
        || "<p><a href=\"/connexion\">Se connecter</a></p>".to_owned(),
        |nom| {
            let sortir = "<form method=\"post\" action=\"/deconnexion\"><button>Se déconnecter</button></form>";
            format!("<p>Bonjour {}.</p>{sortir}", echapper(&nom))
        },
    );
    page(&service, StatusCode::OK, &format!("{salut}{trahi}"))
}

pub fn page(service: &Interieur, statut: StatusCode, corps: &str) -> Response {
    let repli = if service.a(Faute::SansRepli) { "" } else { REPLI };
    let texte =
        format!("<!doctype html><html lang=\"fr\"><title>Jumeau</title><main>{corps}<p>{repli}</p></main></html>");
    (statut, [(CONTENT_TYPE, "text/html; charset=utf-8")], texte).into_response()
}

/// A login that came to nothing.
pub fn refus(service: &Interieur, raison: &str) -> Response {
    page(service, StatusCode::FORBIDDEN, &format!("<p>Connexion refusée : {raison}.</p>"))
}

pub fn panne(service: &Interieur) -> Response {
    page(service, StatusCode::BAD_GATEWAY, "<p>Le fournisseur d'identité ne répond pas.</p>")
}

pub fn tombe(service: &Interieur) -> Response {
    page(service, StatusCode::INTERNAL_SERVER_ERROR, "<p>panicked at 'index out of bounds'</p>")
}

pub fn vers(adresse: &str, temoin: Option<String>) -> Response {
    let mut reponse = (StatusCode::FOUND, [(LOCATION, adresse.to_owned())]).into_response();
    if let Some(valeur) = temoin.and_then(|temoin| temoin.parse().ok()) {
        reponse.headers_mut().append(SET_COOKIE, valeur);
    }
    reponse
}

pub fn temoin(service: &Interieur, nom: &str, valeur: &str) -> String {
    let cache = if service.a(Faute::TemoinLisible) { "" } else { "; HttpOnly" };
    // an answer by form comes from another site
    let site = if service.variante.formulaire { "None" } else { "Lax" };
    format!("{nom}={valeur}; Path=/; Secure; SameSite={site}{cache}")
}

/// The value of one cookie.
pub fn lire(entetes: &HeaderMap, nom: &str) -> Option<String> {
    let lignes = entetes.get_all("cookie").iter().filter_map(|ligne| ligne.to_str().ok());
    let paires = lignes.flat_map(|ligne| ligne.split(';')).filter_map(|paire| paire.trim().split_once('='));
    paires.into_iter().find(|(autre, _)| *autre == nom).map(|(_, valeur)| valeur.to_owned())
}

pub fn echapper(texte: &str) -> String {
    texte.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
