//! A request to the provider: what it asks, and the address that carries it there.

use std::time::{Duration, Instant};

use aws_lc_rs::digest;
use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use url::Url;

use crate::controles::maintenant;
use crate::fournisseur::Appel;
use crate::{Faute, Interieur, hasard};

/// A request that waits for its answer.
#[derive(Clone)]
pub struct Demande {
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub verifier: Option<String>,
    pub retour: String,
    depuis: Instant,
}

/// How long it waits: people with a phone in another room take minutes.
const ATTENTE: Duration = Duration::from_secs(600);
/// Of the twin that does not wait.
const BREVE: Duration = Duration::from_secs(4);
const FIXE: &str = "une-valeur-qui-ne-change-jamais-de-la-vie-0";

impl Demande {
    pub fn nouvelle(service: &Interieur, entetes: &HeaderMap) -> Self {
        let tire = |absente, fixe| match () {
            () if service.a(absente) => None,
            () if service.a(fixe) => Some(FIXE.to_owned()),
            () => Some(hasard()),
        };
        let hote = entetes.get("x-forwarded-host").and_then(|hote| hote.to_str().ok());
        let retour = match hote.filter(|_| service.a(Faute::RetourSelonLHote)) {
            Some(hote) => format!("https://{hote}/retour"),
            None => service.adresse("retour"),
        };
        Self {
            state: tire(Faute::SansState, Faute::StateFixe),
            nonce: tire(Faute::SansNonce, Faute::NonceFixe),
            verifier: tire(Faute::SansPkce, Faute::PkceFixe),
            retour,
            depuis: Instant::now(),
        }
    }

    /// Whether its answer still comes in time.
    pub fn attend(&self, service: &Interieur) -> bool {
        self.depuis.elapsed() < if service.a(Faute::DemandeBreve) { BREVE } else { ATTENTE }
    }

    fn parametres(&self, service: &Interieur) -> Vec<(&'static str, String)> {
        let mut parametres = vec![
            ("response_type", "code".to_owned()),
            ("client_id", service.reglages.client_id.clone()),
            ("redirect_uri", self.retour.clone()),
            ("scope", "openid scope_all".to_owned()),
        ];
        if !service.a(Faute::SansAcr) {
            parametres.push(("acr_values", "eidas1".to_owned()));
        }
        if service.variante.formulaire {
            parametres.push(("response_mode", "form_post".to_owned()));
        }
        for (nom, valeur) in [("state", &self.state), ("nonce", &self.nonce)] {
            parametres.extend(valeur.clone().map(|valeur| (nom, valeur)));
        }
        if let Some(verifier) = &self.verifier {
            let defi = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()));
            parametres.extend([("code_challenge", defi), ("code_challenge_method", "S256".to_owned())]);
        }
        parametres
    }

    /// Signed, then pushed, where the service does so.
    pub async fn adresse(&self, service: &Interieur, autorisation: &str) -> Result<String, Appel> {
        let client_id = ("client_id", service.reglages.client_id.clone());
        let mut parametres = self.parametres(service);
        if let Some(cle) = service.variante.cle.as_ref().filter(|_| !service.a(Faute::DemandeNonSignee)) {
            let objet = cle.signer(&objet(service, &parametres)).ok_or(Appel::Panne)?;
            parametres = vec![client_id.clone(), ("request", objet)];
        }
        if service.variante.poussee && !service.a(Faute::DemandeEnClair) {
            let champs: Vec<_> = parametres.iter().map(|(nom, valeur)| (*nom, valeur.as_str())).collect();
            let reponse = service.poster("pushed_authorization_request_endpoint", &champs).await?;
            let nom = reponse["request_uri"].as_str().ok_or(Appel::Panne)?.to_owned();
            parametres = vec![client_id, ("request_uri", nom)];
        }
        Url::parse_with_params(autorisation, parametres).map(String::from).map_err(|_| Appel::Panne)
    }
}

/// RFC 9101 §4, for two minutes.
fn objet(service: &Interieur, parametres: &[(&'static str, String)]) -> Value {
    let mut dit: Map<String, Value> =
        parametres.iter().map(|(nom, valeur)| ((*nom).to_owned(), json!(valeur))).collect();
    let depuis = maintenant();
    for (nom, valeur) in [
        ("iss", json!(service.reglages.client_id)),
        ("aud", json!(service.reglages.issuer)),
        ("iat", json!(depuis)),
        ("nbf", json!(depuis)),
        ("exp", json!(depuis + 120)),
        ("jti", json!(hasard())),
    ] {
        dit.insert(nom.to_owned(), valeur);
    }
    Value::Object(dit)
}
