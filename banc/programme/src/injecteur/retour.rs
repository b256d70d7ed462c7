//! The authorization answer, on its way through the browser: a redirection to the service, or a form that the person sends
//! (OAuth 2.0 Form Post Response Mode).

use std::fmt::Write as _;

use axum::body::{Body, to_bytes};
use axum::response::{IntoResponse as _, Response};
use banc_core::injection::{AlterationRetour, Injection, PIEGE};
use http::StatusCode;
use http::header::{CONTENT_LENGTH, LOCATION};
use url::Url;

use super::{Lieu, PLUS_GRAND, RETENUE, type_de};
use crate::pilote::{Ecran, Retour};
use crate::scene::Etat;

/// Where the answer sends the browser back to the service, with what the scenario changes.
pub async fn passer(lieu: &Lieu, reponse: Response) -> Response {
    match vers_le_service(lieu, &reponse) {
        Some(adresse) => par_l_adresse(lieu, adresse, reponse),
        None if type_de(reponse.headers()).starts_with("text/html") => par_formulaire(lieu, reponse).await,
        None => reponse,
    }
}

fn par_l_adresse(lieu: &Lieu, adresse: Url, mut reponse: Response) -> Response {
    let mut etat = lieu.scene.etat();
    let paires = alterer(&mut etat, adresse.query_pairs().into_owned().collect());
    let mut changee = adresse;
    changee.query_pairs_mut().clear().extend_pairs(paires);
    if let Ok(valeur) = changee.as_str().parse() {
        reponse.headers_mut().insert(LOCATION, valeur);
    }
    etat.retour = Some(Retour::Adresse(changee));
    if etat.retenir { RETENUE.into_response() } else { reponse }
}

async fn par_formulaire(lieu: &Lieu, reponse: Response) -> Response {
    let (mut parts, body) = reponse.into_parts();
    let Ok(octets) = to_bytes(body, PLUS_GRAND).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let page = String::from_utf8_lossy(&octets);
    let Some((action, champs)) = formulaire(lieu, &page) else {
        return Response::from_parts(parts, Body::from(octets));
    };
    let mut etat = lieu.scene.etat();
    let champs = alterer(&mut etat, champs);
    let changee = remettre(&page, &action, &champs);
    etat.retour = Some(Retour::Formulaire { action, champs });
    if etat.retenir {
        return RETENUE.into_response();
    }
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(changee))
}

fn vers_le_service(lieu: &Lieu, reponse: &Response) -> Option<Url> {
    let adresse: Url = reponse.headers().get(LOCATION)?.to_str().ok()?.parse().ok()?;
    let repond = adresse.query_pairs().any(|(nom, _)| nom == "code" || nom == "error");
    (repond && connue(lieu, &adresse)).then_some(adresse)
}

fn connue(lieu: &Lieu, adresse: &Url) -> bool {
    let meme = |retour: &Url| (retour.origin(), retour.path()) == (adresse.origin(), adresse.path());
    lieu.scene.retours.iter().any(meme)
}

/// The form of this page that carries an answer to the service.
fn formulaire(lieu: &Lieu, page: &str) -> Option<(Url, Vec<(String, String)>)> {
    // a page without one is not parsed
    page.contains("name=\"code\"").then_some(()).or_else(|| page.contains("name=\"error\"").then_some(()))?;
    let formulaires = Ecran::lire(lieu.scene.retours.first()?, page).formulaires();
    let siens = formulaires.into_iter().find(|formulaire| connue(lieu, &formulaire.action))?;
    let repond = siens.champs.iter().any(|(nom, _)| nom == "code" || nom == "error");
    repond.then_some((siens.action, siens.champs))
}

/// The page with another form in the place of the one that answers.
fn remettre(page: &str, action: &Url, champs: &[(String, String)]) -> String {
    let echapper = |texte: &str| texte.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let mut neuf = format!("<form method=\"post\" action=\"{}\">", echapper(action.as_str()));
    for (nom, valeur) in champs {
        let _ = write!(neuf, "<input type=\"hidden\" name=\"{}\" value=\"{}\">", echapper(nom), echapper(valeur));
    }
    neuf.push_str("<button type=\"submit\">Continuer</button></form>");
    let repond = |(place, _): &(usize, &str)| {
        let form = page[*place..].split("</form>").next().unwrap_or_default();
        form.contains("name=\"code\"") || form.contains("name=\"error\"")
    };
    let place = page.match_indices("<form").find(repond).map(|(place, _)| place);
    let bornes = place.and_then(|debut| Some((debut, debut + page[debut..].find("</form>")? + "</form>".len())));
    bornes.map_or_else(|| page.to_owned(), |(debut, fin)| format!("{}{neuf}{}", &page[..debut], &page[fin..]))
}

fn alterer(etat: &mut Etat, mut paires: Vec<(String, String)>) -> Vec<(String, String)> {
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
        Some(AlterationRetour::RefusPiege) => erreur(&mut paires),
        None => {}
    }
    paires
}

/// `None` takes it out.
fn remplacer(paires: &mut Vec<(String, String)>, nom: &str, valeur: Option<String>) {
    paires.retain(|(autre, _)| autre != nom);
    paires.extend(valeur.map(|valeur| (nom.to_owned(), valeur)));
}

/// RFC 6749 §4.1.2.1: an error has no code; what the declared address carries stays (§3.1.2).
fn erreur(paires: &mut Vec<(String, String)>) {
    paires.retain(|(nom, _)| nom != "code" && nom != "session_state");
    paires.push(("error".to_owned(), "access_denied".to_owned()));
    paires.push(("error_description".to_owned(), PIEGE.to_owned()));
}
