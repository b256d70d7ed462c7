//! `docs/openapi.json` is the document that the registry's API serves.

use crate::catalogue;

#[test]
fn the_document_of_the_api_is_up_to_date() {
    catalogue::hold("docs/openapi.json", &registry_api::document());
}
