//! Token answers: noted, then changed.

use axum::response::Response;
use banc_core::injection::{AlterationJeton, Injection};
use banc_core::trace::{Observation, Point, Secret};
use serde_json::{Value, json};

use super::{Lieu, jeton, modifier, retirer};

/// What must stay on the server, by its name in the answer.
const SECRETS: [(&str, &str); 3] = [
    ("access_token", "le jeton d'accès"),
    ("refresh_token", "le jeton de rafraîchissement"),
    ("id_token", "le jeton d'identité"),
];

pub async fn passer(lieu: &Lieu, vue: &Observation, reponse: Response) -> Response {
    if !reponse.status().is_success() {
        return reponse;
    }
    let mut recue = Value::Null;
    let reponse = modifier(reponse, |valeur| recue = valeur.clone()).await;
    if !recue.is_object() {
        return reponse;
    }
    let voulue = lieu.scene.etat().presenter(|injection| a_changer(injection, vue, &recue));
    if let (Some(alteration), Some(id_token)) = (voulue, recue["id_token"].as_str())
        && let Some(change) = jeton::refaire(&lieu.scene, id_token, alteration).await
    {
        recue["id_token"] = json!(change);
    }
    finir(lieu, vue, &mut recue);
    modifier(reponse, |valeur| *valeur = recue).await
}

/// `error` of a token answer, and the answer as it was.
pub async fn erreur(point: Point, reponse: Response) -> (Response, Option<String>) {
    if point != Point::Jeton || reponse.status().is_success() {
        return (reponse, None);
    }
    let mut erreur = None;
    let reponse = modifier(reponse, |dit| erreur = dit["error"].as_str().map(str::to_owned)).await;
    (reponse, erreur)
}

/// What needs no signature, and notes.
fn finir(lieu: &Lieu, vue: &Observation, recue: &mut Value) {
    let mut etat = lieu.scene.etat();
    if vue.est_echange() && etat.presenter(|injection| (*injection == Injection::SansJeton).then_some(())).is_some() {
        retirer(recue, "id_token");
    }
    let durees = etat.presenter(|injection| match injection {
        Injection::Durees { acces, rafraichissement } => Some((*acces, *rafraichissement)),
        _ => None,
    });
    if let Some((acces, rafraichissement)) = durees {
        recue["expires_in"] = json!(acces);
        recue["refresh_expires_in"] = json!(rafraichissement);
    }
    for (membre, nom) in SECRETS {
        if let Some(valeur) = recue[membre].as_str() {
            etat.secrets.push(Secret { nom, valeur: valeur.to_owned() });
        }
    }
    if let Some(jeton) = recue["id_token"].as_str() {
        etat.id_token = Some(jeton.to_owned());
    }
}

fn a_changer(injection: &Injection, vue: &Observation, recue: &Value) -> Option<AlterationJeton> {
    match injection {
        Injection::Jeton(alteration) if vue.est_echange() && recue["id_token"].is_string() => Some(*alteration),
        Injection::JetonCiba(alteration) if vue.est_question() && recue["id_token"].is_string() => Some(*alteration),
        Injection::JetonRafraichi(alteration) if vue.est_rafraichissement() && recue["id_token"].is_string() => {
            Some(*alteration)
        }
        _ => None,
    }
}
