use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use utoipa::openapi::PathItem;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;

use crate::etat::EtatApi;
use crate::probleme::Probleme;
use crate::{RACINE, operations};

/// What the document says beside the operations.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Registre RPPS+",
        version = "1",
        description = "The acts of a gestionnaire, asked by a program in their name.\n\n\
            Each call carries an access token of the provider (RFC 9068, header `typ: at+jwt`), asked for with the scope \
            `registre` and with the registry's own `resource` (RFC 8707). What its person may do is decided by the \
            registry at each act, as at the portal.\n\n\
            An act that creates something carries an `Idempotency-Key`: sent again with the same body, it answers what it \
            answered, and nothing happens twice. An act on something that was read carries its version in `If-Match`, and \
            answers the new one. Contact data go in, and come out of no answer; what changes them asks for the scope \
            `registre.coordonnees` beside `registre`.\n\n\
            The person showed two factors (`acr` `eidas2` or `eidas3`), four hours ago at most, and five minutes where their \
            own contact data change: else the challenge of RFC 9470 says what to ask of the provider.\n\n\
            A refusal is a problem (RFC 9457): `code` is stable, `detail` is a French sentence that says what to do, \
            `objections` name every field that does not hold. Nothing was written.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    components(schemas(Probleme)),
    security(("jeton" = [])),
    modifiers(&Porteur),
)]
struct Entete;

struct Porteur;

impl Modify for Porteur {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let jeton = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("at+jwt").build();
        document.components.get_or_insert_default().add_security_scheme("jeton", SecurityScheme::Http(jeton));
    }
}

pub fn entete() -> utoipa::openapi::OpenApi {
    Entete::openapi()
}

/// The document, with whole paths, as `docs/openapi.json` holds it.
pub fn document() -> String {
    let mut nu = entete();
    nu.components = None;
    let (_, mut document) = OpenApiRouter::<EtatApi>::with_openapi(nu).nest(RACINE, operations()).split_for_parts();
    document.paths.paths.values_mut().for_each(nommer);
    document.to_pretty_json().unwrap_or_default() + "\n"
}

/// OpenAPI 3.1 §4.8.10: an `operationId` is unique. A room's functions are, within their tag.
fn nommer(chemin: &mut PathItem) {
    for operation in [&mut chemin.get, &mut chemin.put, &mut chemin.post].into_iter().flatten() {
        let tag = operation.tags.iter().flatten().next().cloned().unwrap_or_default();
        operation.operation_id = operation.operation_id.take().map(|fonction| format!("{tag}_{fonction}"));
    }
}

pub fn repondre(document: &str) -> Response {
    let mut reponse = document.to_owned().into_response();
    reponse.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    reponse
}
