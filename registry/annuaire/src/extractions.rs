//! The files of the public extraction: each is whole, or it is not there.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use futures::stream;
use http::{HeaderValue, header};
use serde::Serialize;
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;

use crate::EtatAnnuaire;
use crate::fhir::Refus;

/// How each is called, with its instant in Paris between this and `.zip`.
pub const NOM: &str = "PS_LibreAcces_";
/// What is read of a file at once.
const MORCEAU: usize = 64 << 10;

#[derive(Serialize)]
struct Extraction {
    nom: String,
    url: String,
    octets: u64,
}

/// `PS_LibreAcces_202611230415.zip`: a name of ours, which leads nowhere else.
pub fn est_une_extraction(nom: &str) -> bool {
    let instant = nom.strip_prefix(NOM).and_then(|reste| reste.strip_suffix(".zip"));
    instant.is_some_and(|instant| instant.len() == 12 && instant.bytes().all(|octet| octet.is_ascii_digit()))
}

/// `GET /extractions`: the latest first.
pub async fn lister(State(etat): State<EtatAnnuaire>, requete: Request) -> Response {
    match lues(&etat, requete).await {
        Ok(extractions) => Json(extractions).into_response(),
        Err(refus) => refus.into_response(),
    }
}

async fn lues(etat: &EtatAnnuaire, requete: Request) -> Result<Vec<Extraction>, Refus> {
    etat.compter(&requete.into_parts().0).await?;
    let Some(dossier) = &etat.0.reglages.extractions else { return Ok(Vec::new()) };
    // a folder that is not there yet holds nothing
    let Ok(mut entrees) = tokio::fs::read_dir(dossier).await else { return Ok(Vec::new()) };
    let mut lues = Vec::new();
    while let Ok(Some(entree)) = entrees.next_entry().await {
        let nom = entree.file_name().to_string_lossy().into_owned();
        if let (true, Ok(faits)) = (est_une_extraction(&nom), entree.metadata().await) {
            let url = format!("{}extractions/{nom}", etat.0.reglages.origine);
            lues.push(Extraction { nom, url, octets: faits.len() });
        }
    }
    lues.sort_by(|une, autre| autre.nom.cmp(&une.nom));
    Ok(lues)
}

/// `GET /extractions/{fichier}`, piece by piece.
pub async fn donner(
    State(etat): State<EtatAnnuaire>,
    fichier: Result<Path<String>, PathRejection>,
    requete: Request,
) -> Response {
    match ouvert(&etat, fichier, requete).await {
        Ok(reponse) => reponse,
        Err(refus) => refus.into_response(),
    }
}

async fn ouvert(
    etat: &EtatAnnuaire,
    fichier: Result<Path<String>, PathRejection>,
    requete: Request,
) -> Result<Response, Refus> {
    etat.compter(&requete.into_parts().0).await?;
    let nom = fichier.map(|Path(nom)| nom).ok().filter(|nom| est_une_extraction(nom)).ok_or(Refus::Introuvable)?;
    let dossier = etat.0.reglages.extractions.as_ref().ok_or(Refus::Introuvable)?;
    let fichier = File::open(dossier.join(&nom)).await.map_err(|_| Refus::Introuvable)?;
    let octets = fichier.metadata().await.map_err(|_| Refus::Introuvable)?.len();
    let mut reponse = Body::from_stream(stream::try_unfold(fichier, morceau)).into_response();
    let entetes = reponse.headers_mut();
    entetes.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    entetes.insert(header::CONTENT_LENGTH, octets.into());
    // the name says the instant: the file under it never changes
    entetes.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400, immutable"));
    if let Ok(valeur) = HeaderValue::from_str(&format!("attachment; filename=\"{nom}\"")) {
        entetes.insert(header::CONTENT_DISPOSITION, valeur);
    }
    Ok(reponse)
}

async fn morceau(mut fichier: File) -> std::io::Result<Option<(Bytes, File)>> {
    let mut octets = vec![0; MORCEAU];
    let lus = fichier.read(&mut octets).await?;
    octets.truncate(lus);
    Ok((lus > 0).then(|| (Bytes::from(octets), fichier)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_no_other_file() {
        assert!(est_une_extraction("PS_LibreAcces_202611230415.zip"));
        for nom in [
            "PS_LibreAcces_202611230415.partiel",
            "PS_LibreAcces_../../secret.zip",
            "PS_LibreAcces_2026112304.zip",
            "registre.toml",
            "",
        ] {
            assert!(!est_une_extraction(nom), "{nom}");
        }
    }
}
