//! What callers send: JSON in exactly the form of the document, read before anything else happens.

mod attestations;
mod contact;
mod decision;
mod fichier;
mod identite;
mod jour;
mod lot;
mod naissance;
mod situation;
mod texte;

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use http::header;
use jose::json;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use attestations::AttestationsSaisies;
pub use contact::{ContactJson, CorrectionSaisie};
pub use decision::{MiseAJourAcceptee, MotifJson, Rattachement, Rejet, Validation};
pub use fichier::Fichier;
pub use identite::IdentiteJson;
pub use jour::Jour;
pub use lot::DeclarationsDeLot;
pub use naissance::Naissance;
pub use situation::{Ajout, DemandeSaisie, FinDemandee, FinJson, Inscription, ModificationJson, TransfertSaisi};
pub use texte::{Civilite, Code, Commentaire, Coordonnee, Finess, Identifiant, Lieu, Nom, lisible, professionnel};

use crate::refus::{RefusApi, RefusRequete};

/// Octets of a body; a registration has about one thousand.
const LIMITE: usize = 64 * 1024;

/// A body that was read. Each member once, none unknown (RFC 7493 §2.3).
pub struct Corps<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Corps<T> {
    type Rejection = RefusApi;

    async fn from_request(demande: Request, _: &S) -> Result<Self, RefusApi> {
        let annonce = demande.headers().get(header::CONTENT_TYPE).and_then(|valeur| valeur.to_str().ok());
        if !annonce.is_some_and(est_du_json) {
            return Err(RefusRequete::PasDuJson.into());
        }
        Ok(Self(lire(&octets(demande).await?)?))
    }
}

/// `application/json`, in UTF-8 if a charset is named at all (RFC 8259 §11 knows no other).
fn est_du_json(annonce: &str) -> bool {
    let mut parties = annonce.split(';').map(|partie| partie.trim().to_ascii_lowercase());
    let json = parties.next().as_deref() == Some("application/json");
    json && parties.all(|partie| partie.is_empty() || matches!(partie.as_str(), "charset=utf-8" | "charset=\"utf-8\""))
}

async fn octets(demande: Request) -> Result<Bytes, RefusRequete> {
    let annonces =
        demande.headers().get(header::CONTENT_LENGTH).and_then(|longueur| longueur.to_str().ok()?.parse().ok());
    if annonces.is_some_and(|longueur: usize| longueur > LIMITE) {
        return Err(RefusRequete::TropLong);
    }
    // one octet more tells too long from broken off
    to_bytes(demande.into_body(), LIMITE).await.map_err(|cause| {
        let coupe = std::error::Error::source(&cause).is_some_and(|source| source.is::<std::io::Error>());
        if coupe { RefusRequete::Illisible("the body broke off".to_owned()) } else { RefusRequete::TropLong }
    })
}

fn lire<T: DeserializeOwned>(octets: &[u8]) -> Result<T, RefusRequete> {
    let objet = json::object(octets).map_err(|cause| RefusRequete::Illisible(cause.to_string()))?;
    serde_json::from_value(Value::Object(objet)).map_err(|cause| RefusRequete::Illisible(cause.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_announced_as_what_it_is() {
        for annonce in ["application/json", "Application/JSON; charset=UTF-8", "application/json;"] {
            assert!(est_du_json(annonce), "{annonce}");
        }
        for annonce in ["text/json", "application/json; charset=latin1", "application/problem+json", ""] {
            assert!(!est_du_json(annonce), "{annonce}");
        }
    }

    #[test]
    fn nothing_of_another_form_is_read() {
        for texte in [
            r#"{"dernier_jour": "2027-02-30"}"#,
            r#"{"dernier_jour": 3}"#,
            r#"{"dernier_jour": "2027-03-28", "dernier_jour": "2027-03-29"}"#,
            r#"{"dernier_jour": "2027-03-28", "autre": 1}"#,
            r#"["2027-03-28"]"#,
            r#"{"dernier_jour": "2027-03-28"} {}"#,
            "{",
            "",
        ] {
            assert!(lire::<FinJson>(texte.as_bytes()).is_err(), "{texte}");
        }
        assert!(lire::<FinJson>(br#"{"dernier_jour": "2027-03-28"}"#).is_ok());
        assert!(lire::<FinJson>(b"{}").is_ok());
    }
}
