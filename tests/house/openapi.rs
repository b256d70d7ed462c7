//! `docs/openapi.json` is the document that the registry's API serves, `docs/openapi-partenaires.json` that of the partner space.

use crate::catalogue;

#[test]
fn the_document_of_the_partner_space_is_up_to_date() {
    catalogue::hold("docs/openapi-partenaires.json", &idp_partenaires_web::api::document());
}

#[test]
fn the_document_of_the_api_is_up_to_date() {
    catalogue::hold("docs/openapi.json", &registry_api::document());
}
