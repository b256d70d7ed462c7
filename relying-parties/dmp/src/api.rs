//! The door of programs: JSON, tokens, certificates. The same records and the same checks as the pages.

mod jeton;
mod refus;

use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Dmp;
use crate::dates;
use crate::matrice::Matrice;
use crate::patients::Document;

use jeton::{Jeton, Porteur};
use refus::ApiRefus;

/// The certificate that the client presented in the handshake, DER. Whoever ends TLS has had its possession proven, and puts it
/// into the extensions of the request; nothing that a client writes in a header is believed.
#[derive(Clone, Debug)]
pub struct CertificatPresente(pub Vec<u8>);

/// Characters of a document's title, and of all its lines.
const TITRE: usize = 200;
const TEXTE: usize = 20_000;
/// What feeding is asked for.
const ALIMENTATION: &str = "dmp.alimentation";

pub fn router(dmp: Arc<Dmp>) -> Router {
    Router::new()
        .route("/patients/{id}/documents", get(liste).post(alimenter))
        .route("/patients/{id}/documents/{document}", get(lire))
        .with_state(dmp)
}

/// `GET`: what this person may read, and the type and date of the rest.
async fn liste(State(dmp): State<Arc<Dmp>>, Path(id): Path<String>, jeton: Jeton) -> Result<Json<Value>, ApiRefus> {
    let demandeur = jeton.personne(&dmp, &id)?;
    let vue = dmp.dossiers.voir(&demandeur, &id)?;
    let ouvert =
        |un: &Document| json!({"id": un.id, "type": un.genre, "date": un.date, "titre": un.titre, "auteur": un.auteur});
    let ferme = |un: &Document| json!({"type": un.genre, "date": un.date});
    Ok(Json(json!({
        "patient": vue.patient.id,
        "matrice": dmp.dossiers.matrice.version,
        "ouverts": vue.ouverts.iter().map(ouvert).collect::<Vec<_>>(),
        "fermes": vue.fermes.iter().map(ferme).collect::<Vec<_>>(),
    })))
}

/// `GET` of one document.
async fn lire(
    State(dmp): State<Arc<Dmp>>,
    Path((id, document)): Path<(String, String)>,
    jeton: Jeton,
) -> Result<Json<Document>, ApiRefus> {
    let demandeur = jeton.personne(&dmp, &id)?;
    Ok(Json(dmp.dossiers.lire(&demandeur, &id, &document)?.1))
}

/// What a program sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Depot {
    #[serde(rename = "type")]
    genre: String,
    #[serde(default)]
    titre: Option<String>,
    auteur: String,
    texte: Vec<String>,
}

/// `POST`: a legal person adds a document, and is given its name; nothing of the record comes back.
async fn alimenter(
    State(dmp): State<Arc<Dmp>>,
    Path(id): Path<String>,
    jeton: Jeton,
    depot: Result<Json<Depot>, JsonRejection>,
) -> Result<(StatusCode, Json<Value>), ApiRefus> {
    let Porteur::Machine(auteur) = jeton.porteur() else { return Err(ApiRefus::Personne) };
    jeton.porte(ALIMENTATION)?;
    jeton.lie()?;
    dmp.dossiers.patient(&id)?;
    let Json(depot) = depot.map_err(|cause| ApiRefus::Depot(cause.body_text()))?;
    let document = depot.relu(&dmp.dossiers.matrice, dmp.dossiers.maintenant())?;
    let nom = document.id.clone();
    dmp.dossiers.alimenter(auteur, &id, document)?;
    Ok((StatusCode::CREATED, Json(json!({"id": nom}))))
}

impl Depot {
    fn relu(self, matrice: &Matrice, maintenant: i64) -> Result<Document, ApiRefus> {
        let non = |quoi: &str| ApiRefus::Depot(quoi.to_owned());
        if matrice.type_document(&self.genre).is_none() {
            return Err(non("type n’est pas un type de document de la matrice"));
        }
        if self.titre.as_ref().is_some_and(|titre| titre.chars().count() > TITRE) {
            return Err(non("titre a plus de 200 signes"));
        }
        if self.auteur.trim().is_empty() || self.auteur.chars().count() > TITRE {
            return Err(non("auteur est vide, ou a plus de 200 signes"));
        }
        let longueur: usize = self.texte.iter().map(|ligne| ligne.chars().count()).sum();
        if longueur == 0 || longueur > TEXTE {
            return Err(non("texte est vide, ou a plus de 20 000 signes"));
        }
        let Self { genre, titre, auteur, texte } = self;
        Ok(Document { id: nom(), genre, titre, auteur, date: dates::date(maintenant), texte, du_patient: false })
    }
}

/// A name that nobody guesses.
fn nom() -> String {
    format!("D-{}", openidconnect::CsrfToken::new_random_len(12).secret())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depot(genre: &str, auteur: &str, texte: &str) -> Result<Document, ApiRefus> {
        let matrice = Matrice::lire(None).expect("the first version");
        let (genre, auteur) = (genre.to_owned(), auteur.to_owned());
        Depot { genre, titre: None, auteur, texte: vec![texte.to_owned()] }.relu(&matrice, 0)
    }

    #[test]
    fn a_document_has_a_type_of_the_matrix_an_author_and_a_text_of_some_length() {
        assert!(depot("presc-inf", "Dr H", "À 8 h").is_ok_and(|document| document.id.len() > 10));
        let long = "é".repeat(TEXTE + 1);
        for (genre, auteur, texte) in
            [("inconnu", "Dr H", "x"), ("presc-inf", " ", "x"), ("presc-inf", "Dr H", ""), ("presc-inf", "Dr H", &long)]
        {
            assert!(matches!(depot(genre, auteur, texte), Err(ApiRefus::Depot(_))), "{genre} {auteur}");
        }
    }
}
