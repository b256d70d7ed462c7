use axum::response::{IntoResponse, Response};
use idp_core::client::ClientId;
use idp_core::interaction::{LoginError, Step, Stepped};
use pages::Langue;

use crate::autorisation::retour;
use crate::refus;
use crate::routes;
use crate::visite::Visite;

/// A step of the login becomes an answer: its cookies, then the page of the interaction or the way back to the client.
pub async fn avance(
    visite: &Visite,
    langue: Langue,
    client: &ClientId,
    stepped: Result<Stepped, LoginError>,
) -> Response {
    let stepped = match stepped {
        Ok(stepped) => stepped,
        Err(error) => return refus::connexion(visite, langue, &error, None),
    };
    let response = match &stepped.step {
        Step::Page(id) => visite.vers(&routes::pour(routes::CONNEXION, id.as_str())),
        Step::Answer(answer) => retour(visite, langue, client, answer).await,
    };
    (visite.temoins().keep(visite.jar.clone(), &stepped.cookies), response).into_response()
}
