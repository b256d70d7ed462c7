//! Whether somebody may have a nominative mailbox of MSSanté (USE-01, USE-02).

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use registry_core::annuaire::Eligibilite;
use sante::IdentifiantNational;
use serde::Serialize;

use crate::EtatAnnuaire;
use crate::fhir::Refus;

#[derive(Serialize)]
struct Reponse {
    identifiant: String,
    eligible: bool,
    raisons: Vec<RaisonDite>,
}

#[derive(Serialize)]
struct RaisonDite {
    code: &'static str,
    phrase: &'static str,
}

/// `GET /eligibilite/mssante/{identifiant}`: 200 whatever the answer is, 400 for what is no national identifier.
pub async fn eligibilite(
    State(etat): State<EtatAnnuaire>,
    identifiant: Result<Path<String>, PathRejection>,
    requete: Request,
) -> Response {
    match repondre(&etat, identifiant, requete).await {
        Ok(reponse) => Json(reponse).into_response(),
        Err(refus) => refus.into_response(),
    }
}

async fn repondre(
    etat: &EtatAnnuaire,
    identifiant: Result<Path<String>, PathRejection>,
    requete: Request,
) -> Result<Reponse, Refus> {
    etat.compter(&requete.into_parts().0).await?;
    let texte = identifiant.map(|Path(texte)| texte).unwrap_or_default();
    let personne: IdentifiantNational = IdentifiantNational::typed(&texte)
        .map_err(|_| Refus::valeur("identifiant", "ce n’est pas un identifiant national"))?;
    let eligibilite: Eligibilite = etat.0.annuaire.eligibilite(&personne).await?;
    let raisons =
        eligibilite.raisons().iter().map(|raison| RaisonDite { code: raison.code(), phrase: raison.phrase() });
    Ok(Reponse { identifiant: personne.to_string(), eligible: eligibilite.eligible(), raisons: raisons.collect() })
}
