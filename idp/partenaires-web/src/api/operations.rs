//! One operation a function.

use ambient::{ExposeSecret as _, Seconds};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use idp_core::client::TlsSubject;
use idp_partenaires::{Acteur, Environnement, Nouvelle, Refus, ServiceId};

use super::RACINE;
use super::corps::{
    Adresse, AdresseVerifiee, Changement, ClaimsJson, Corps, FicheJson, Probleme, RaisonJson, RequeteJson, Rotation,
    RotationCertificat, RotationCles, ServiceJson, TourneeJson,
};
use super::porteur::Porteur;
use crate::Etat;

type Reponse = Result<Response, Probleme>;

impl From<Refus> for Probleme {
    fn from(refus: Refus) -> Self {
        Self::of(&refus)
    }
}

/// The services of the organisation
#[utoipa::path(get, path = "/services", tag = "services", operation_id = "lister",
    responses((status = 200, body = Vec<ServiceJson>), (status = 401, body = Probleme)))]
pub async fn lister(Porteur(acteur): Porteur, State(etat): State<Etat>) -> Reponse {
    let mut all = Vec::new();
    for service in etat.0.bureau.services(&acteur).await? {
        all.push(ServiceJson::new(&etat.0.bureau.service(&acteur, &service.id).await?));
    }
    Ok(Json(all).into_response())
}

/// A service, with its client
///
/// Where the installation gives a client of the sandbox at once, its secret is in this answer and in no other.
#[utoipa::path(post, path = "/services", tag = "services", operation_id = "creer", request_body = FicheJson,
    responses((status = 201, body = ServiceJson), (status = 400, body = Probleme), (status = 401, body = Probleme),
        (status = 403, body = Probleme), (status = 409, body = Probleme)))]
pub async fn creer(Porteur(acteur): Porteur, State(etat): State<Etat>, Corps(fiche): Corps<FicheJson>) -> Reponse {
    let service = etat.0.bureau.creer(&acteur, fiche.lire()?).await?;
    let id = service.id.clone();
    let drawn = service.essai.is_some() && service.fiche.methode.has_secret();
    let tournee = match drawn {
        true => {
            let secret = (Nouvelle::Secret, Seconds(0));
            Some(etat.0.bureau.tourner(&acteur, (&id, Environnement::Essai), secret).await?)
        }
        false => None,
    };
    let mut told = ServiceJson::new(&etat.0.bureau.service(&acteur, &id).await?);
    let secret = tournee.and_then(|tournee| tournee.secret).map(|secret| secret.expose_secret().to_owned());
    if let Some(client) = told.clients.first_mut() {
        client.client_secret = secret;
    }
    let place = [(header::LOCATION, format!("{RACINE}/services/{id}"))];
    Ok((StatusCode::CREATED, place, Json(told)).into_response())
}

/// One service
#[utoipa::path(get, path = "/services/{service}", tag = "services", operation_id = "lire",
    params(("service" = String, Path)),
    responses((status = 200, body = ServiceJson), (status = 401, body = Probleme), (status = 404, body = Probleme)))]
pub async fn lire(Porteur(acteur): Porteur, State(etat): State<Etat>, Path(service): Path<String>) -> Reponse {
    let vu = etat.0.bureau.service(&acteur, &ServiceId::from(service)).await?;
    Ok(Json(ServiceJson::new(&vu)).into_response())
}

/// Another declaration
///
/// The client of the sandbox follows at once; that of production stays as it was accepted.
#[utoipa::path(put, path = "/services/{service}", tag = "services", operation_id = "modifier",
    params(("service" = String, Path)), request_body = Changement,
    responses((status = 200, body = ServiceJson), (status = 400, body = Probleme), (status = 401, body = Probleme),
        (status = 403, body = Probleme), (status = 404, body = Probleme), (status = 409, body = Probleme)))]
pub async fn modifier(
    Porteur(acteur): Porteur,
    State(etat): State<Etat>,
    Path(service): Path<String>,
    Corps(changement): Corps<Changement>,
) -> Reponse {
    let id = ServiceId::from(service);
    etat.0.bureau.modifier(&acteur, &id, (changement.version, changement.fiche.lire()?)).await?;
    Ok(Json(ServiceJson::new(&etat.0.bureau.service(&acteur, &id).await?)).into_response())
}

/// Another secret
///
/// In this answer and in no other. The former one serves as long as it is kept.
#[utoipa::path(post, path = "/services/{service}/{environnement}/secret", tag = "preuves", operation_id = "tourner_secret",
    params(("service" = String, Path), ("environnement" = String, Path, description = "`essai` or `production`")),
    request_body = Rotation,
    responses((status = 200, body = TourneeJson), (status = 400, body = Probleme), (status = 401, body = Probleme),
        (status = 403, body = Probleme), (status = 404, body = Probleme), (status = 409, body = Probleme)))]
pub async fn tourner_secret(
    Porteur(acteur): Porteur,
    State(etat): State<Etat>,
    Path(ou): Path<(String, String)>,
    Corps(rotation): Corps<Rotation>,
) -> Reponse {
    tourner(&etat, &acteur, ou, (Nouvelle::Secret, rotation.garder_jours)).await
}

/// Other keys
///
/// Inline, or at an address. The former ones serve as long as they are kept.
#[utoipa::path(post, path = "/services/{service}/{environnement}/cles", tag = "preuves", operation_id = "tourner_cles",
    params(("service" = String, Path), ("environnement" = String, Path, description = "`essai` or `production`")),
    request_body = RotationCles,
    responses((status = 200, body = TourneeJson), (status = 400, body = Probleme), (status = 401, body = Probleme),
        (status = 403, body = Probleme), (status = 404, body = Probleme), (status = 409, body = Probleme)))]
pub async fn tourner_cles(
    Porteur(acteur): Porteur,
    State(etat): State<Etat>,
    Path(ou): Path<(String, String)>,
    Corps(rotation): Corps<RotationCles>,
) -> Reponse {
    let nouvelle = match (rotation.jwks, rotation.jwks_uri) {
        (Some(jwks), None) => Nouvelle::Jwks(jwks),
        (None, Some(uri)) => Nouvelle::JwksUri(uri),
        _ => return Err(Refus::AutreMethode.into()),
    };
    tourner(&etat, &acteur, ou, (nouvelle, rotation.garder_jours)).await
}

/// Another certificate
///
/// By its subject. The former one serves as long as it is kept.
#[utoipa::path(post, path = "/services/{service}/{environnement}/certificat", tag = "preuves",
    operation_id = "tourner_certificat",
    params(("service" = String, Path), ("environnement" = String, Path, description = "`essai` or `production`")),
    request_body = RotationCertificat,
    responses((status = 200, body = TourneeJson), (status = 400, body = Probleme), (status = 401, body = Probleme),
        (status = 403, body = Probleme), (status = 404, body = Probleme), (status = 409, body = Probleme)))]
pub async fn tourner_certificat(
    Porteur(acteur): Porteur,
    State(etat): State<Etat>,
    Path(ou): Path<(String, String)>,
    Corps(rotation): Corps<RotationCertificat>,
) -> Reponse {
    let nouvelle = Nouvelle::Certificat(TlsSubject::SubjectDn(rotation.sujet));
    tourner(&etat, &acteur, ou, (nouvelle, rotation.garder_jours)).await
}

/// The former proof ends now
#[utoipa::path(delete, path = "/services/{service}/{environnement}/ancienne-preuve", tag = "preuves",
    operation_id = "finir_ancienne",
    params(("service" = String, Path), ("environnement" = String, Path, description = "`essai` or `production`")),
    responses((status = 204), (status = 401, body = Probleme), (status = 403, body = Probleme),
        (status = 404, body = Probleme), (status = 409, body = Probleme)))]
pub async fn finir_ancienne(
    Porteur(acteur): Porteur,
    State(etat): State<Etat>,
    Path((service, environnement)): Path<(String, String)>,
) -> Reponse {
    let lieu = Environnement::lu(&environnement).ok_or(Refus::Inconnu)?;
    etat.0.bureau.finir_l_ancienne(&acteur, &ServiceId::from(service), lieu).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The last requests of a client
///
/// Of the last quarter of an hour, fifty at most, the latest first, as the node that answers has seen them.
#[utoipa::path(get, path = "/services/{service}/{environnement}/requetes", tag = "requetes", operation_id = "requetes",
    params(("service" = String, Path), ("environnement" = String, Path, description = "`essai` or `production`")),
    responses((status = 200, body = Vec<RequeteJson>), (status = 401, body = Probleme), (status = 404, body = Probleme)))]
pub async fn requetes(
    Porteur(acteur): Porteur,
    State(etat): State<Etat>,
    Path((service, environnement)): Path<(String, String)>,
) -> Reponse {
    let lieu = Environnement::lu(&environnement).ok_or(Refus::Inconnu)?;
    let vu = etat.0.bureau.service(&acteur, &ServiceId::from(service)).await?;
    let client = vu.client(lieu).ok_or(Refus::SansClient)?;
    let traces = etat.0.traces.of(&client.id).into_iter().map(RequeteJson::from);
    Ok(Json(traces.collect::<Vec<_>>()).into_response())
}

/// Scopes and claims
///
/// What the tokens of this client say of each kind of person, made by the code that makes them.
#[utoipa::path(get, path = "/services/{service}/{environnement}/claims", tag = "requetes", operation_id = "claims",
    params(("service" = String, Path), ("environnement" = String, Path, description = "`essai` or `production`")),
    responses((status = 200, body = ClaimsJson), (status = 401, body = Probleme), (status = 404, body = Probleme)))]
pub async fn claims(
    Porteur(acteur): Porteur,
    State(etat): State<Etat>,
    Path((service, environnement)): Path<(String, String)>,
) -> Reponse {
    let lieu = Environnement::lu(&environnement).ok_or(Refus::Inconnu)?;
    let vu = etat.0.bureau.service(&acteur, &ServiceId::from(service)).await?;
    let client = vu.client(lieu).ok_or(Refus::SansClient)?;
    let (catalogue, now) = (&etat.0.catalogue, etat.0.ambient.now());
    let mots = catalogue.mots(client, now).map_err(Refus::from)?;
    let exemples = catalogue.exemples(client, now).map_err(Refus::from)?;
    Ok(Json(ClaimsJson::new(mots, exemples)).into_response())
}

/// What is wrong with an address
///
/// By the rule of the registration itself.
#[utoipa::path(post, path = "/verifier-adresse", tag = "services", operation_id = "verifier", request_body = Adresse,
    responses((status = 200, body = AdresseVerifiee), (status = 400, body = Probleme), (status = 401, body = Probleme)))]
pub async fn verifier(_porteur: Porteur, State(etat): State<Etat>, Corps(sent): Corps<Adresse>) -> Reponse {
    let verification = etat.0.bureau.verifier(&sent.adresse);
    let raisons = verification.fautes.iter().map(|faute| RaisonJson {
        code: faute.code(),
        raison: faute.reason(&verification.adresse),
        remede: faute.remedy(),
    });
    let (tient, raisons) = (verification.tient(), raisons.collect());
    Ok(Json(AdresseVerifiee { adresse: verification.adresse, tient, raisons }).into_response())
}

async fn tourner(
    etat: &Etat,
    acteur: &Acteur,
    (service, environnement): (String, String),
    (nouvelle, jours): (Nouvelle, i64),
) -> Reponse {
    let lieu = Environnement::lu(&environnement).ok_or(Refus::Inconnu)?;
    let garder = Seconds::hours(jours.clamp(-1, 1_000) * 24);
    let id = ServiceId::from(service);
    let tournee = etat.0.bureau.tourner(acteur, (&id, lieu), (nouvelle, garder)).await?;
    let told = TourneeJson {
        client_id: tournee.client.to_string(),
        client_secret: tournee.secret.map(|secret| secret.expose_secret().to_owned()),
        ancienne_preuve_jusqu_a: tournee.ancienne_jusqu_au.map(|until| until.seconds()),
    };
    Ok(Json(told).into_response())
}
