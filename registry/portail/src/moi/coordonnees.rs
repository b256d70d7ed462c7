//! Where codes and mails go, changed by the person: with the e-CPS or the card, shown in the last five minutes. Older than that, what
//! was typed waits while they show it again (docs/decisions/0013).

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::heure;
use registry_core::contact::{ContactError, CoordonneesSaisies};

use super::{ADRESSE as DOSSIER, cadre, montrer};
use crate::acte::Acte;
use crate::envoi::{self, Champs};
use crate::formulaire::{Remarque, Saisie};
use crate::preuve::{self, Detour};
use crate::visite::Visite;
use crate::{bureau, causes};

pub const ADRESSE: &str = "/moi/coordonnees";

/// `GET`: the form, with what was typed before the proof, or before the session ended.
pub async fn formulaire(visite: Visite) -> Response {
    let saisie = envoi::reprendre(&visite).await;
    page(&visite, &saisie, Vec::new()).await
}

/// `POST`.
pub async fn changer(visite: Visite, champs: Champs) -> Response {
    let (moi, saisie) = match bureau::recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let Some(preuve) = preuve::montree(&visite) else { return encore(&visite, saisie).await };
    let texte = |champ: &str| saisie.lire(champ).to_owned();
    let saisies = CoordonneesSaisies { mobile: texte("mobile"), courriel: texte("courriel") };
    match visite.portail.0.espace.changer(&preuve, &saisies).await {
        Ok(des) => {
            let cadre = visite.cadre();
            let quand = format!("{}, {}", heure::jour(des, cadre.langue), heure::minute(des, cadre.langue));
            montrer(&visite, &moi, &cadre.t1("moi-changees", "heure", quand)).await
        }
        Err(ContactError::PreuvePerimee) => encore(&visite, saisie).await,
        Err(cause) => page(&visite, &saisie, causes::remarques(&cause)).await,
    }
}

/// Keeps what was typed, and asks who is there.
async fn encore(visite: &Visite, saisie: Saisie) -> Response {
    let detour = Detour { formulaire: ADRESSE, renoncer: DOSSIER };
    preuve::encore((visite, cadre(visite, ADRESSE)), saisie, detour).await
}

async fn page(visite: &Visite, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let Some(moi) = bureau::agent(visite) else { return Redirect::to("/").into_response() };
    let dossier = match visite.portail.0.espace.mon_dossier(&moi).await {
        Ok(dossier) => dossier,
        Err(cause) => return causes::page(visite, &cause, DOSSIER),
    };
    let cadre = cadre(visite, ADRESSE);
    let connues = [("champ-courriel", dossier.coordonnees.courriel), ("champ-mobile", dossier.coordonnees.mobile)];
    let faits = connues.into_iter().filter_map(|(mot, valeur)| Some((cadre.t(mot), valeur?))).collect();
    let acte = Acte { faits, ..Acte::nouveau("mes-coordonnees", ADRESSE, DOSSIER) };
    acte.page((visite, cadre), saisie, remarques, |atelier| {
        vec![atelier.bloc("contact", vec![atelier.mien("courriel", "email"), atelier.mien("mobile", "tel")])]
    })
}
