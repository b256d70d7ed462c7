use axum::Json;
use axum::response::{IntoResponse, Response};
use ecps::CodeProbleme;
use http::{StatusCode, header};
use idp_core::ecps::EcpsError;
use serde::Serialize;

pub(super) fn repondre<T: Serialize>(resultat: Result<T, EcpsError>) -> Response {
    match resultat {
        Ok(reponse) => sans_cache(StatusCode::OK, reponse),
        Err(erreur) => refuser(&erreur),
    }
}

pub(super) fn refuser(erreur: &EcpsError) -> Response {
    let probleme = erreur.probleme();
    let statut = statut(probleme.code);
    if statut.is_server_error() {
        tracing::error!(code = ?probleme.code, cause = %erreur, remede = erreur.remede(), "a phone could not be served");
    } else {
        tracing::info!(code = ?probleme.code, cause = %erreur, "a phone was refused");
    }
    sans_cache(statut, probleme)
}

fn sans_cache<T: Serialize>(statut: StatusCode, corps: T) -> Response {
    (statut, [(header::CACHE_CONTROL, "no-store")], Json(corps)).into_response()
}

fn statut(code: CodeProbleme) -> StatusCode {
    use CodeProbleme as C;
    match code {
        C::IdentifiantIllisible | C::MessageIllisible | C::Inconnu => StatusCode::BAD_REQUEST,
        C::CodesInexacts | C::SignatureRefusee | C::AttestationRefusee | C::NombreInexact | C::LieuAbsent => {
            StatusCode::FORBIDDEN
        }
        C::TelephoneDejaUtilise | C::AffichageDifferent => StatusCode::CONFLICT,
        C::ActivationClose
        | C::ActivationExpiree
        | C::CodeCartePerime
        | C::TicketPerime
        | C::DemandeClose
        | C::NombreEpuise => StatusCode::GONE,
        C::EcpsRemplacee | C::EcpsRevoquee | C::EcpsExpiree => StatusCode::GONE,
        C::EcpsVerrouillee => StatusCode::LOCKED,
        C::TropDActivations | C::TropDEvaluations => StatusCode::TOO_MANY_REQUESTS,
        C::ServiceIndisponible => StatusCode::SERVICE_UNAVAILABLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_refusal_is_a_stable_word_a_sentence_and_the_tries_that_remain() {
        let reponse = refuser(&EcpsError::CodesInexacts { restants: 2 });
        assert_eq!(reponse.status(), StatusCode::FORBIDDEN);
        assert_eq!(reponse.headers()[header::CACHE_CONTROL], "no-store");
        let corps = axum::body::to_bytes(reponse.into_body(), 4_096).await.unwrap();
        let corps: serde_json::Value = serde_json::from_slice(&corps).unwrap();
        assert_eq!(corps["code"], "codes_inexacts");
        assert_eq!(corps["essais_restants"], 2);
        assert!(corps["phrase"].as_str().unwrap().ends_with("Encore 2 essais."), "{corps}");
    }
}
