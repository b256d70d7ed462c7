//! `GET /connexion` leaves for the provider; `GET /retour` takes its answer, check by check.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use crate::demande::Demande;
use crate::fournisseur::Appel;
use crate::pages::{self, echapper, lire, page, panne, refus, temoin, tombe, vers};
use crate::session::Session;
use crate::{Faute, Interieur, hasard};

const DEMANDE: &str = "demande";

pub async fn partir(State(service): State<Arc<Interieur>>, entetes: HeaderMap) -> Response {
    let Ok(autorisation) = service.fournisseur.membre("authorization_endpoint").await else { return panne(&service) };
    let demande = Demande::nouvelle(&service, &entetes);
    let Ok(adresse) = demande.adresse(&service, &autorisation).await else { return panne(&service) };
    let ancienne = lire(&entetes, DEMANDE).filter(|cle| service.memoire().demandes.contains_key(cle));
    let commune = demande.state.clone().filter(|_| service.a(Faute::DemandesCommunes));
    let cle = match ancienne.filter(|_| service.a(Faute::DemandeUnique)) {
        // the former one stays, and the answer to this one will not fit it
        Some(cle) => cle,
        None => {
            let cle = commune.unwrap_or_else(hasard);
            service.memoire().demandes.insert(cle.clone(), demande);
            cle
        }
    };
    let temoin = Some(temoin(&service, DEMANDE, &cle));
    if service.a(Faute::ConnexionEnCadre) {
        let mut cadre = page(&service, StatusCode::OK, &format!("<iframe src=\"{}\"></iframe>", echapper(&adresse)));
        if let Some(temoin) = temoin.and_then(|temoin| temoin.parse().ok()) {
            cadre.headers_mut().append(SET_COOKIE, temoin);
        }
        return cadre;
    }
    vers(&adresse, temoin)
}

/// What the provider answers, in an address or in a form.
#[derive(Deserialize)]
pub struct Retour {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

pub async fn revenir(
    State(service): State<Arc<Interieur>>,
    Query(retour): Query<Retour>,
    entetes: HeaderMap,
) -> Response {
    lire_la_reponse(&service, retour, &entetes).await
}

/// The same, by a form.
pub async fn recevoir(
    State(service): State<Arc<Interieur>>,
    entetes: HeaderMap,
    Form(retour): Form<Retour>,
) -> Response {
    lire_la_reponse(&service, retour, &entetes).await
}

async fn lire_la_reponse(service: &Interieur, retour: Retour, entetes: &HeaderMap) -> Response {
    let Some(mut demande) = reprendre(service, &retour, entetes) else {
        return refus(service, "aucune demande en cours");
    };
    if !etat(service, &demande, &retour) {
        return refus(service, "la réponse n'est pas celle de la demande");
    }
    if !emetteur(service, &retour) {
        return refus(service, "la réponse vient d'ailleurs");
    }
    if let Some(erreur) = &retour.error {
        let dit = retour.error_description.as_deref().unwrap_or(erreur);
        return match () {
            () if service.a(Faute::RefusPlante) => tombe(service),
            () if service.a(Faute::MessageRecopie) => refus(service, dit),
            () => refus(service, &echapper(dit)),
        };
    }
    let Some(code) = &retour.code else { return refus(service, "aucun code") };
    match echanger(service, &mut demande, code).await {
        Ok(jetons) => ouvrir(service, &demande, jetons).await,
        Err(Appel::Refus(raison)) => refus(service, &echapper(&raison)),
        Err(Appel::Panne) if service.a(Faute::PannePlante) => tombe(service),
        Err(Appel::Panne) if service.a(Faute::PanneOuvre) => entrer(service, Session::inconnue()),
        Err(Appel::Panne) => panne(service),
    }
}

/// The request of this browser; it serves once.
fn reprendre(service: &Interieur, retour: &Retour, entetes: &HeaderMap) -> Option<Demande> {
    let commune = retour.state.clone().filter(|_| service.a(Faute::DemandesCommunes));
    let cle = commune.or_else(|| lire(entetes, DEMANDE))?;
    let garde = service.a(Faute::DemandeNonConsommee);
    let demande = {
        let mut memoire = service.memoire();
        if garde { memoire.demandes.get(&cle).cloned() } else { memoire.demandes.remove(&cle) }
    };
    demande.filter(|demande| demande.attend(service))
}

fn etat(service: &Interieur, demande: &Demande, retour: &Retour) -> bool {
    if retour.state.is_none() && service.a(Faute::StateAbsentAccepte) {
        return true;
    }
    // the twin that looks at it does not compare it
    let ignore = service.a(Faute::StateIgnore) && retour.state.is_some();
    ignore || demande.state == retour.state
}

/// RFC 9207 §2.4.
fn emetteur(service: &Interieur, retour: &Retour) -> bool {
    match &retour.iss {
        Some(iss) => service.a(Faute::IssDeReponseIgnore) || *iss == service.reglages.issuer,
        None => service.a(Faute::IssDeReponseAbsentAccepte),
    }
}

async fn echanger(service: &Interieur, demande: &mut Demande, code: &str) -> Result<Value, Appel> {
    let gardee = service.memoire().reponses.get(code).cloned();
    if let Some((gardee, nonce)) = gardee {
        demande.nonce = nonce;
        return Ok(gardee);
    }
    let mut champs = vec![("grant_type", "authorization_code"), ("code", code), ("redirect_uri", &demande.retour)];
    champs.extend(demande.verifier.as_deref().map(|verifier| ("code_verifier", verifier)));
    let mut reponse = service.poster("token_endpoint", &champs).await;
    if matches!(reponse, Err(Appel::Refus(_))) && service.a(Faute::EchangeRepete) {
        reponse = service.poster("token_endpoint", &champs).await;
    }
    if let (Ok(jetons), true) = (&reponse, service.a(Faute::ReponseGardee)) {
        service.memoire().reponses.insert(code.to_owned(), (jetons.clone(), demande.nonce.clone()));
    }
    reponse
}

async fn ouvrir(service: &Interieur, demande: &Demande, jetons: Value) -> Response {
    match Session::ouvrir(service, &jetons, demande.nonce.as_deref()).await {
        Ok(session) => entrer(service, session),
        Err(refusee) => refusee,
    }
}

fn entrer(service: &Interieur, session: Session) -> Response {
    let accueil = match session.acces() {
        Some(acces) if service.a(Faute::JetonDansLAdresse) => format!("/?access_token={acces}"),
        _ => "/".to_owned(),
    };
    if service.a(Faute::JamaisConnecte) {
        return vers(&accueil, None);
    }
    let cle = hasard();
    service.memoire().sessions.insert(cle.clone(), session);
    vers(&accueil, Some(pages::temoin(service, "session", &cle)))
}
