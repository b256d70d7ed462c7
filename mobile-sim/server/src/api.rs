//! `/api/telephones`: what the command line asks. Every call carries the key of the control file.

mod corps;

use std::sync::Arc;

use ambient::{ExposeSecret as _, RestKey, Resting, SecretString};
use axum::extract::{Path, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::StatusCode;
use http::header::AUTHORIZATION;
use mobile_device::{DemandeVue, Refus};
use mobile_sim_web::{Apercu, TelephoneId, Telephones, TelephonesError};

pub use corps::{Activation, Approbation, Attente, Enrolement, NouveauTelephone, Probleme, Repondue};

type Resultat<T> = Result<Json<T>, Echec>;

/// GET lists, POST creates; each verb of a phone is a POST under its name.
pub fn router(telephones: Arc<Telephones>, cle: &SecretString) -> Router {
    Router::new()
        .route("/api/telephones", get(lister).post(creer))
        .route("/api/telephones/{id}/activation", post(activer))
        .route("/api/telephones/{id}/enrolement", post(enroler))
        .route("/api/telephones/{id}/demande", get(regarder))
        .route("/api/telephones/{id}/approbation", post(approuver))
        .route("/api/telephones/{id}/refus", post(refuser))
        .route("/api/telephones/{id}/pas-moi", post(pas_moi))
        .with_state(telephones)
        .layer(from_fn_with_state(Cle::de(cle), garder))
        .layer(axum::middleware::map_response(pages::entetes::completer))
}

/// The key, at rest: compared as hashes, so that time tells nothing of it.
#[derive(Clone)]
struct Cle {
    sous: RestKey,
    attendue: Resting,
}

impl Cle {
    fn de(cle: &SecretString) -> Self {
        // the comparison is between two hashes of one process: their key need not be a secret
        let sous = RestKey::from_bytes(&[0; 32]);
        Self { attendue: sous.rest("telephones", cle.expose_secret()), sous }
    }
}

async fn garder(State(cle): State<Cle>, demande: Request, suite: Next) -> Response {
    let presentee =
        demande.headers().get(AUTHORIZATION).and_then(|valeur| valeur.to_str().ok()?.strip_prefix("Bearer "));
    if presentee.is_some_and(|presentee| cle.sous.rest("telephones", presentee) == cle.attendue) {
        return suite.run(demande).await;
    }
    let probleme = Probleme {
        code: "cle_refusee".to_owned(),
        phrase: "La clé du fichier de commande est attendue.".to_owned(),
        essais_restants: None,
    };
    (StatusCode::UNAUTHORIZED, Json(probleme)).into_response()
}

async fn lister(State(telephones): State<Arc<Telephones>>) -> Json<Vec<Apercu>> {
    let mut apercus = Vec::new();
    for poste in telephones.liste() {
        apercus.push(poste.apercu().await);
    }
    Json(apercus)
}

async fn creer(State(telephones): State<Arc<Telephones>>, Json(nouveau): Json<NouveauTelephone>) -> Resultat<Apercu> {
    Ok(Json(telephones.creer(&nouveau.nom)?.apercu().await))
}

async fn activer(
    State(telephones): State<Arc<Telephones>>,
    Path(id): Path<TelephoneId>,
    Json(activation): Json<Activation>,
) -> Resultat<Apercu> {
    telephones.activer(&id, &activation.identifiant, activation.de_nouveau).await?;
    Ok(Json(telephones.poste(&id)?.apercu().await))
}

async fn enroler(
    State(telephones): State<Arc<Telephones>>,
    Path(id): Path<TelephoneId>,
    Json(enrolement): Json<Enrolement>,
) -> Resultat<Apercu> {
    let codes = (enrolement.code_sms.as_str(), enrolement.code_courriel.as_str());
    telephones.enroler(&id, codes, enrolement.pin.expose_secret()).await?;
    Ok(Json(telephones.poste(&id)?.apercu().await))
}

/// What is waiting, `null` when nothing is.
async fn regarder(State(telephones): State<Arc<Telephones>>, Path(id): Path<TelephoneId>) -> Resultat<Option<Attente>> {
    let vue = telephones.regarder(&id).await?;
    Ok(Json(vue.map(|DemandeVue { affichage, .. }| Attente {
        service: affichage.client,
        lieu: affichage.lieu,
        action: affichage.action,
        service_seul: affichage.service_seul,
        lieux: affichage.lieux,
    })))
}

async fn approuver(
    State(telephones): State<Arc<Telephones>>,
    Path(id): Path<TelephoneId>,
    Json(approbation): Json<Approbation>,
) -> Resultat<Repondue> {
    let saisie = (approbation.nombre.as_str(), approbation.pin.expose_secret());
    repondue(telephones.approuver(&id, saisie, approbation.lieu.as_deref()).await)
}

async fn refuser(State(telephones): State<Arc<Telephones>>, Path(id): Path<TelephoneId>) -> Resultat<Repondue> {
    repondue(telephones.refuser(&id).await)
}

async fn pas_moi(State(telephones): State<Arc<Telephones>>, Path(id): Path<TelephoneId>) -> Resultat<Repondue> {
    repondue(telephones.pas_moi(&id).await)
}

fn repondue(resultat: Result<DemandeVue, TelephonesError>) -> Resultat<Repondue> {
    let affichage = resultat?.affichage;
    Ok(Json(Repondue { service: affichage.client, lieu: affichage.lieu, action: affichage.action }))
}

/// 404 no such phone, 409 nothing is waiting (yet), 503 the provider is out of reach, 422 every other refusal.
struct Echec(TelephonesError);

impl From<TelephonesError> for Echec {
    fn from(error: TelephonesError) -> Self {
        Self(error)
    }
}

impl axum::response::IntoResponse for Echec {
    fn into_response(self) -> Response {
        let statut = match &self.0 {
            TelephonesError::Inconnu => StatusCode::NOT_FOUND,
            TelephonesError::Refus(Refus::AucuneDemande) => StatusCode::CONFLICT,
            TelephonesError::Refus(Refus::Injoignable(_)) => StatusCode::SERVICE_UNAVAILABLE,
            TelephonesError::Magasin(error) => {
                tracing::error!(%error, "a phone could not be kept");
                StatusCode::INTERNAL_SERVER_ERROR
            }
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let essais_restants = match &self.0 {
            TelephonesError::Refus(refus) => refus.essais_restants(),
            _ => None,
        };
        (statut, Json(Probleme { code: self.0.code(), phrase: self.0.phrase(), essais_restants })).into_response()
    }
}
