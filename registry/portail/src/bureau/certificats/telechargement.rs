use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use registry_core::certificat::CertificatId;

use super::{ADRESSE, guichet};
use crate::visite::Visite;
use crate::{bureau, causes};

/// `GET /bureau/certificats/{id}`: the certificate as a PEM file, public as it is, for who sees its legal entity.
pub async fn telecharger(visite: Visite, Path(id): Path<String>) -> Response {
    let Some(agent) = bureau::agent(&visite) else { return Redirect::to("/").into_response() };
    let Some(guichet) = guichet(&visite) else { return Redirect::to(bureau::ADRESSE).into_response() };
    let lu = match guichet.lire(&agent, &CertificatId::from(id)).await {
        Ok((lu, _)) => lu,
        Err(cause) => return causes::page(&visite, &cause, ADRESSE),
    };
    let Some(delivrance) = lu.etape.delivrance() else { return Redirect::to(ADRESSE).into_response() };
    // a name of a certificate has plain letters, digits, dots, dashes and underscores
    let disposition = format!("attachment; filename=\"{}.pem\"", lu.nom);
    let en_tetes = [(CONTENT_TYPE, "application/x-pem-file".to_owned()), (CONTENT_DISPOSITION, disposition)];
    (en_tetes, delivrance.certificat.clone()).into_response()
}
