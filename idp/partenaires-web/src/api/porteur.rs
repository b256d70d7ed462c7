use ambient::SecretString;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{AUTHORIZATION, HeaderValue, WWW_AUTHENTICATE};
use http::request::Parts;
use idp_partenaires::Acteur;

use super::corps::Probleme;
use crate::Etat;

/// Whose key the call carries.
pub struct Porteur(pub Acteur);

impl FromRequestParts<Etat> for Porteur {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, etat: &Etat) -> Result<Self, Response> {
        let one = parts.headers.get_all(AUTHORIZATION).iter().count() == 1;
        let header = parts.headers.get(AUTHORIZATION).filter(|_| one).and_then(|value| value.to_str().ok());
        let bearer = header.and_then(|value| value.split_once(' '));
        let bearer = bearer.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, key)| key.trim());
        let Some(key) = bearer else { return Err(refused()) };
        match etat.0.bureau.par_cle(&SecretString::from(key.to_owned())).await {
            Ok(Some(acteur)) => Ok(Self(acteur)),
            Ok(None) => Err(refused()),
            Err(refus) => Err(Probleme::of(&refus).into_response()),
        }
    }
}

/// Whether the key is unknown, over or revoked is not said.
fn refused() -> Response {
    let phrase = "Cette clé ne donne pas accès. Faites-en une dans l’espace partenaires, puis recommencez.";
    let mut response = Probleme::new(StatusCode::UNAUTHORIZED, "partenaire.cle-api", phrase).into_response();
    response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"partenaires\""));
    response
}
