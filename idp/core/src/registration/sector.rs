//! OpenID Connect Registration 1.0 §5: the document behind `sector_identifier_uri` lists every redirect URI, so that
//! nobody joins the sector of a host without a word from there.

use super::{Declaration, Objection};
use crate::outbound::{Documents, Expect};

const CODE: &str = "enregistrement.secteur";
const KEY: &str = "sector_identifier_uri";
const EXPECT: Expect = Expect { max_bytes: 64 * 1_024, media_types: &["application/json"] };

/// Fetched once, when the client registers or changes: what is registered does not depend on it afterwards.
pub async fn objections(declaration: &Declaration, documents: &dyn Documents) -> Vec<Objection> {
    let Some(uri) = &declaration.sector_identifier_uri else { return Vec::new() };
    let objection = |reason: String, remedy| vec![Objection { code: CODE, key: KEY, reason, remedy }];
    let document = match documents.fetch(uri, EXPECT).await {
        Ok(document) => document,
        Err(cause) => return objection(cause.to_string(), "publish it on a public https address, as application/json"),
    };
    let Ok(listed) = serde_json::from_slice::<Vec<String>>(&document) else {
        return objection("the document is not a JSON array of texts".to_owned(), "write [\"https://…\", …]");
    };
    match declaration.redirect_uris.iter().find(|uri| !listed.contains(uri)) {
        Some(missing) => objection(
            format!("the document does not list {missing}"),
            "list every redirect URI, character for character",
        ),
        None => Vec::new(),
    }
}
