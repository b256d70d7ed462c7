//! The authorization answer, on its way through the browser: a redirection to the service.

use axum::response::{IntoResponse as _, Response};
use banc_core::injection::{AlterationRetour, Injection, PIEGE};
use http::header::LOCATION;
use url::Url;

use super::{Lieu, RETENUE};
use crate::scene::Etat;

/// Where the answer sends the browser back to the service, with what the scenario changes.
pub fn passer(lieu: &Lieu, mut reponse: Response) -> Response {
    let Some(adresse) = vers_le_service(lieu, &reponse) else { return reponse };
    let mut etat = lieu.scene.etat();
    let changee = alterer(&mut etat, adresse);
    if let Ok(valeur) = changee.as_str().parse() {
        reponse.headers_mut().insert(LOCATION, valeur);
    }
    etat.retour = Some(changee);
    if etat.retenir { RETENUE.into_response() } else { reponse }
}

fn vers_le_service(lieu: &Lieu, reponse: &Response) -> Option<Url> {
    let adresse: Url = reponse.headers().get(LOCATION)?.to_str().ok()?.parse().ok()?;
    let repond = adresse.query_pairs().any(|(nom, _)| nom == "code" || nom == "error");
    let connue =
        lieu.scene.retours.iter().any(|retour| (retour.origin(), retour.path()) == (adresse.origin(), adresse.path()));
    (repond && connue).then_some(adresse)
}

fn alterer(etat: &mut Etat, adresse: Url) -> Url {
    let mut paires: Vec<(String, String)> = adresse.query_pairs().into_owned().collect();
    if let Some((_, code)) = paires.iter().find(|(nom, _)| nom == "code") {
        etat.codes.push(code.clone());
    }
    let premier = etat.codes.first().cloned();
    if etat.presenter(|injection| (*injection == Injection::CodeDejaServi).then_some(())).is_some() {
        remplacer(&mut paires, "code", premier);
    }
    let alteration = etat.presenter(|injection| match injection {
        Injection::Retour(alteration) => Some(*alteration),
        _ => None,
    });
    match alteration {
        Some(AlterationRetour::StateAutre) => remplacer(&mut paires, "state", Some(etat.graine.mot("state"))),
        Some(AlterationRetour::StateAbsent) => remplacer(&mut paires, "state", None),
        Some(AlterationRetour::IssAutre) => {
            remplacer(&mut paires, "iss", Some("https://autre.banc.example/auth/realms/autre".to_owned()));
        }
        Some(AlterationRetour::IssAbsent) => remplacer(&mut paires, "iss", None),
        Some(AlterationRetour::Refus) => erreur(&mut paires, "The person refused"),
        Some(AlterationRetour::RefusPiege) => erreur(&mut paires, PIEGE),
        None => {}
    }
    let mut changee = adresse;
    changee.query_pairs_mut().clear().extend_pairs(paires);
    changee
}

/// `None` takes it out.
fn remplacer(paires: &mut Vec<(String, String)>, nom: &str, valeur: Option<String>) {
    paires.retain(|(autre, _)| autre != nom);
    paires.extend(valeur.map(|valeur| (nom.to_owned(), valeur)));
}

/// RFC 6749 §4.1.2.1: an error has no code; what the declared address carries stays (§3.1.2).
fn erreur(paires: &mut Vec<(String, String)>, description: &str) {
    paires.retain(|(nom, _)| nom != "code" && nom != "session_state");
    paires.push(("error".to_owned(), "access_denied".to_owned()));
    paires.push(("error_description".to_owned(), description.to_owned()));
}
