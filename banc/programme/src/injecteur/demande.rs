//! What an authorization request asks, wherever it is written: in the address, in a pushed request (RFC 9126), in a signed
//! object (RFC 9101). The provider judges it; here it is only read.

use axum::response::Response;
use banc_core::trace::Observation;
use serde_json::Value;

use super::modifier;
use crate::scene::{Etat, Scene};

type Paires = Vec<(String, String)>;

/// With a pushed request or a signed object, what stands beside it counts for nothing but `client_id` (RFC 9101 §6.3).
pub fn lire(etat: &Etat, requete: &Paires, formulaire: &Paires) -> Paires {
    let partout = || requete.iter().chain(formulaire);
    let valeur = |nom: &str| partout().find(|(autre, _)| autre == nom).map(|(_, valeur)| valeur.as_str());
    match (valeur("request_uri"), valeur("request")) {
        (Some(nom), _) => etat.poussees.get(nom).cloned().unwrap_or_default(),
        (None, Some(objet)) => signes(objet),
        (None, None) => partout().cloned().collect(),
    }
}

/// The claims of an object, numbers and structures as a query would write them.
fn signes(objet: &str) -> Paires {
    let dits = jose::jws::unverified_claims(objet).unwrap_or_default();
    let texte = |valeur: Value| valeur.as_str().map_or_else(|| valeur.to_string(), str::to_owned);
    dits.into_iter().map(|(nom, valeur)| (nom, texte(valeur))).collect()
}

/// The answer to a pushed request names it.
pub async fn retenir(scene: &Scene, vue: &Observation, reponse: Response) -> Response {
    modifier(reponse, |dit| {
        if let Some(nom) = dit["request_uri"].as_str() {
            scene.etat().poussees.insert(nom.to_owned(), vue.demande.clone());
        }
    })
    .await
}
