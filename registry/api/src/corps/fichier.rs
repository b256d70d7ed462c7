use std::borrow::Cow;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use http::header;
use registry_core::lot::{FichierRefuse, LotError, POIDS};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::refus::{RefusApi, RefusRequete};

/// A file as it is, without anything around it.
pub struct Fichier(pub Vec<u8>);

/// As which it may be announced: what it is, its content says.
const GENRES: [&str; 3] =
    ["application/octet-stream", "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];

impl<S: Send + Sync> FromRequest<S> for Fichier {
    type Rejection = RefusApi;

    async fn from_request(demande: Request, _: &S) -> Result<Self, RefusApi> {
        let annonce = demande.headers().get(header::CONTENT_TYPE).and_then(|valeur| valeur.to_str().ok());
        let genre =
            annonce.and_then(|annonce| annonce.split(';').next()).map(|genre| genre.trim().to_ascii_lowercase());
        if !genre.is_some_and(|genre| GENRES.contains(&genre.as_str())) {
            return Err(RefusRequete::PasUnTableur.into());
        }
        let octets = to_bytes(demande.into_body(), POIDS).await.map_err(|cause| {
            let coupe = std::error::Error::source(&cause).is_some_and(|source| source.is::<std::io::Error>());
            match coupe {
                true => RefusRequete::Illisible("the file broke off".to_owned()).into(),
                false => RefusApi::from(LotError::from(FichierRefuse::TropLourd)),
            }
        })?;
        Ok(Self(octets.into()))
    }
}

impl PartialSchema for Fichier {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

impl ToSchema for Fichier {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Fichier")
    }
}
