use std::time::Duration;

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use pages::{CHAMP_CSRF, Icone, Page, heure};
use registry_core::lot::{Colonne, Etape, FichierRefuse, Lot, LotError};
use tokio::time::timeout;

use super::contextes::{ColonneDite, LotDit, PageLots};
use super::{ADRESSE, adresse, parole, refus, tracer};
use crate::bureau::{agent, cadre};
use crate::causes;
use crate::contextes::Etat;
use crate::envoi;
use crate::formulaire::Remarque;
use crate::parole::imprimee;
use crate::session::Brouillon;
use crate::visite::Visite;

const FICHIER: &str = "fichier";
/// From the first byte of a file to its last. What follows is bounded by the lines of a file and the files of a day, and may
/// take longer than a page.
const RECEPTION: Duration = Duration::from_secs(30);

/// What a browser sent.
#[derive(Default)]
struct Recu {
    jeton: String,
    nom: String,
    octets: Vec<u8>,
}

/// `GET /bureau/lots`: a file to send, those that were sent.
pub async fn lister(visite: Visite) -> Response {
    // somebody comes back here who had sent a file after the end of their session
    let _vide = envoi::reprendre(&visite).await;
    page(&visite, Vec::new()).await
}

/// `POST /bureau/lots`: reads the file and leads to its preview.
pub async fn deposer(visite: Visite, envoi: Multipart) -> Response {
    let recu = match timeout(RECEPTION, recevoir(envoi)).await {
        Ok(Ok(recu)) => recu,
        Ok(Err(cause)) if cause.status() == StatusCode::PAYLOAD_TOO_LARGE => return trop_lourd(&visite).await,
        Ok(Err(_)) | Err(_) => return Redirect::to("/").into_response(),
    };
    let sessions = &visite.portail.0.sessions;
    if sessions.csrf(&visite.jar).is_none_or(|csrf| csrf.verify(&recu.jeton).is_err()) {
        return Redirect::to("/").into_response();
    }
    if visite.qui.is_none() {
        return envoi::garder(&visite, &Brouillon::de(ADRESSE, Vec::new())).await;
    }
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    if recu.nom.is_empty() && recu.octets.is_empty() {
        return page(&visite, vec![Remarque::sur(FICHIER, "lots-sans-fichier")]).await;
    }
    match visite.portail.0.lots.deposer(&agent, (&recu.nom, recu.octets)).await {
        Ok(lot) => Redirect::to(&adresse(&lot)).into_response(),
        Err(cause @ (LotError::Fichier(_) | LotError::TropDeFichiers(_))) => {
            tracer(&cause);
            let mut page = page(&visite, vec![Remarque::sur(FICHIER, parole(&cause))]).await;
            *page.status_mut() = causes::statut(cause.classe());
            page
        }
        Err(cause) => refus(&visite, &cause),
    }
}

async fn recevoir(mut envoi: Multipart) -> Result<Recu, MultipartError> {
    let mut recu = Recu::default();
    while let Some(champ) = envoi.next_field().await? {
        match champ.name() {
            Some(CHAMP_CSRF) => recu.jeton = champ.text().await?,
            Some(FICHIER) => {
                recu.nom = champ.file_name().unwrap_or_default().to_owned();
                recu.octets = champ.bytes().await?.to_vec();
            }
            _ => {}
        }
    }
    Ok(recu)
}

/// Nothing of it was read to the end, its token neither: the sentence is for who is signed in.
async fn trop_lourd(visite: &Visite) -> Response {
    page(visite, vec![Remarque::sur(FICHIER, parole(&FichierRefuse::TropLourd.into()))]).await
}

async fn page(visite: &Visite, remarques: Vec<Remarque>) -> Response {
    let Some(agent) = agent(visite) else { return Redirect::to("/").into_response() };
    let lots = match visite.portail.0.lots.miens(&agent).await {
        Ok(lots) => lots,
        Err(cause) => return refus(visite, &cause),
    };
    let Some(csrf) = visite.portail.0.sessions.csrf(&visite.jar) else { return Redirect::to("/").into_response() };
    let cadre = cadre(visite, ADRESSE);
    let statut = if remarques.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let lots = lots.iter().map(|lot| dit(&cadre, lot)).collect();
    Page::new(statut, PageLots { csrf, remarques, lots, colonnes: colonnes(), cadre }).into_response()
}

pub fn colonnes() -> Vec<ColonneDite> {
    let dire = |colonne: Colonne| ColonneDite {
        nom: colonne.nom(),
        obligatoire: colonne.obligatoire(),
        aide: imprimee(colonne.aide()),
    };
    Colonne::TOUTES.map(dire).into()
}

fn dit(cadre: &pages::Cadre, lot: &Lot) -> LotDit {
    let (mot, icone, ton) = match lot.etape {
        Etape::Apercu => ("lot-etape-apercu", Icone::Clock, "badge--accent"),
        Etape::EnCours { .. } => ("lot-etape-en-cours", Icone::Refresh, "badge--warn"),
        Etape::Termine { .. } => ("lot-etape-termine", Icone::Check, "badge--ok"),
        Etape::Abandonne => ("lot-etape-abandonne", Icone::Cross, ""),
    };
    LotDit {
        fichier: lot.fichier.clone(),
        envoye: format!("{}, {}", heure::jour(lot.depose_le, cadre.langue), heure::minute(lot.depose_le, cadre.langue)),
        etat: Etat { mot: cadre.t(mot), icone, ton, note: String::new() },
        href: (lot.etape != Etape::Abandonne).then(|| adresse(&lot.id)),
    }
}
