//! `POST /deconnexion`: here, then at the provider. `POST /deconnexion/canal`: the provider says that it is over
//! (Back-Channel Logout 1.0 §2.6).

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use crate::controles::signe;
use crate::pages::{lire, vers};
use crate::{Faute, Interieur};

pub async fn partir(State(service): State<Arc<Interieur>>, entetes: HeaderMap) -> Response {
    let cle = lire(&entetes, "session").unwrap_or_default();
    let garde = service.a(Faute::SessionGardee);
    let session = {
        let mut memoire = service.memoire();
        if garde {
            // no notice finds it any more
            memoire.sessions.get_mut(&cle).map(|session| {
                session.sid = None;
                session.clone()
            })
        } else {
            memoire.sessions.remove(&cle)
        }
    };
    let jeton = session.and_then(|session| session.id_token);
    let fin = service.fournisseur.membre("end_session_endpoint").await;
    let (Some(jeton), Ok(fin), false) = (jeton, fin, service.a(Faute::DeconnexionLocale)) else {
        return vers("/", None);
    };
    let champs = [("id_token_hint", jeton), ("post_logout_redirect_uri", service.reglages.base.to_string())];
    match Url::parse_with_params(&fin, champs) {
        Ok(adresse) => vers(adresse.as_str(), None),
        Err(_) => vers("/", None),
    }
}

#[derive(Deserialize)]
pub struct Avis {
    logout_token: String,
}

const EVENEMENT: &str = "http://schemas.openid.net/event/backchannel-logout";

pub async fn avis(State(service): State<Arc<Interieur>>, Form(avis): Form<Avis>) -> StatusCode {
    let Ok(dit) = signe(&service, &avis.logout_token, true).await else { return StatusCode::BAD_REQUEST };
    if !juste(&service, &dit) {
        return StatusCode::BAD_REQUEST;
    }
    if !service.a(Faute::AvisIgnore) && !service.a(Faute::SourdeALaFin) {
        let texte = |nom: &str| dit.get(nom).and_then(Value::as_str);
        let (sid, sub) = (texte("sid"), texte("sub"));
        service.memoire().sessions.retain(|_, session| match sid {
            Some(sid) => session.sid.as_deref() != Some(sid),
            None => session.personne.sub.as_deref() != sub,
        });
    }
    StatusCode::OK
}

fn juste(service: &Interieur, dit: &Map<String, Value>) -> bool {
    let texte = |nom: &str| dit.get(nom).and_then(Value::as_str);
    let pour_nous = texte("aud") == Some(&service.reglages.client_id) || service.a(Faute::AudienceDAvisIgnoree);
    let evenement = dit.get("events").is_some_and(|evenements| evenements[EVENEMENT].is_object());
    let sans_nonce = !dit.contains_key("nonce") || service.a(Faute::NonceDAvisAccepte);
    texte("iss") == Some(&service.reglages.issuer) && pour_nous && evenement && sans_nonce
}
