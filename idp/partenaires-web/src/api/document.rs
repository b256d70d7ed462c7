use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;

use super::corps::Probleme;
use super::{RACINE, operations};
use crate::Etat;

/// What the document says beside the operations.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Espace partenaires",
        version = "1",
        description = "What a team does with its services, asked by its programs.\n\n\
            Each call carries a key of the organisation (`Authorization: Bearer cdp_…`), made in the space by somebody who is \
            responsible, of one scope and until a date: `lecture` reads, `ecriture` also declares services and changes what \
            proves their clients. People, keys and the way to production stay with people.\n\n\
            A change of a service carries the version that was read, and is refused when somebody else came first. A secret is \
            in the answer of the act that drew it, and in no other.\n\n\
            A refusal is a problem (RFC 9457): `code` is stable, `detail` says what to do, `objections` name every member that \
            does not hold. Nothing was written.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    components(schemas(Probleme)),
    security(("cle" = [])),
    modifiers(&Porteur),
)]
struct Head;

struct Porteur;

impl Modify for Porteur {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let cle = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("cdp_").build();
        document.components.get_or_insert_default().add_security_scheme("cle", SecurityScheme::Http(cle));
    }
}

pub fn head() -> utoipa::openapi::OpenApi {
    Head::openapi()
}

/// The document, with whole paths, as `docs/openapi-partenaires.json` holds it.
pub fn document() -> String {
    let mut bare = head();
    bare.components = None;
    let (_, document) = OpenApiRouter::<Etat>::with_openapi(bare).nest(RACINE, operations()).split_for_parts();
    document.to_pretty_json().unwrap_or_default() + "\n"
}
