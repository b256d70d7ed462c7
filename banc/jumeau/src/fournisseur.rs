//! What the twin asks of the provider: its metadata and keys, kept; tokens and userinfo.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue, ORIGIN};
use reqwest::redirect::Policy;
use serde_json::Value;

use crate::{Faute, Interieur, Reglages, Variante};

pub struct Fournisseur {
    http: reqwest::Client,
    /// For the host that asks for a certificate.
    prouve: Option<reqwest::Client>,
    issuer: String,
    garde: Mutex<Garde>,
}

/// Read once, until something is missing in it.
#[derive(Clone, Default)]
struct Garde {
    decouverte: Option<Value>,
    cles: Option<Value>,
}

/// Why a call gave nothing.
#[derive(Debug)]
pub enum Appel {
    /// The provider is out of order or out of reach.
    Panne,
    /// It said no, with this word (RFC 6749 §5.2).
    Refus(String),
}

const PATIENCE: Duration = Duration::from_secs(10);
/// Of the twin that has none.
const IMPATIENCE: Duration = Duration::from_millis(1_500);

impl Fournisseur {
    pub fn nouveau(reglages: &Reglages, variante: &Variante) -> Result<Self, reqwest::Error> {
        let autorite = reqwest::Certificate::from_pem(&reglages.autorite)?;
        let http = || {
            let http = reqwest::Client::builder().redirect(Policy::none()).timeout(PATIENCE);
            http.tls_certs_only([autorite.clone()])
        };
        let prouve = match &variante.certificat {
            Some(pem) => Some(http().identity(reqwest::Identity::from_pem(pem)?).build()?),
            None => None,
        };
        Ok(Self { http: http().build()?, prouve, issuer: reglages.issuer.clone(), garde: Mutex::default() })
    }

    pub fn oublier(&self) {
        *self.garde() = Garde::default();
    }

    fn garde(&self) -> std::sync::MutexGuard<'_, Garde> {
        self.garde.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One member of the discovery document.
    pub async fn membre(&self, nom: &str) -> Result<String, Appel> {
        self.document().await?[nom].as_str().map(str::to_owned).ok_or(Appel::Panne)
    }

    /// An endpoint, and whom to call it with: where a certificate proves the service, at its alias (RFC 8705 §5).
    async fn point(&self, nom: &str) -> Result<(String, &reqwest::Client), Appel> {
        let Some(prouve) = &self.prouve else { return Ok((self.membre(nom).await?, &self.http)) };
        let document = self.document().await?;
        let alias = document["mtls_endpoint_aliases"][nom].as_str();
        Ok((alias.map(str::to_owned).ok_or(Appel::Panne)?, prouve))
    }

    async fn document(&self) -> Result<Value, Appel> {
        let connue = self.garde().decouverte.clone();
        match connue {
            Some(document) => Ok(document),
            None => {
                let adresse = format!("{}/.well-known/openid-configuration", self.issuer);
                let lue = self.lire(self.http.get(adresse)).await?;
                if lue["issuer"] != self.issuer.as_str() {
                    return Err(Appel::Panne);
                }
                self.garde().decouverte = Some(lue.clone());
                Ok(lue)
            }
        }
    }

    /// The published key of this name; the set is read again once when it is not there, unless `figees`.
    pub async fn cle(&self, kid: &str, figees: bool) -> Result<Option<Value>, Appel> {
        let connue = self.garde().cles.clone();
        if let Some(cle) = connue.as_ref().and_then(|cles| nommee(cles, kid)) {
            return Ok(Some(cle));
        }
        if connue.is_some() && figees {
            return Ok(None);
        }
        let adresse = self.membre("jwks_uri").await?;
        let cles = self.lire(self.http.get(adresse)).await?;
        let cle = nommee(&cles, kid);
        self.garde().cles = Some(cles);
        Ok(cle)
    }

    async fn lire(&self, appel: reqwest::RequestBuilder) -> Result<Value, Appel> {
        let reponse = appel.send().await.map_err(|_| Appel::Panne)?;
        let statut = reponse.status();
        let corps = reponse.bytes().await.map_err(|_| Appel::Panne)?;
        let lu: Option<Value> = serde_json::from_slice(&corps).ok();
        match lu {
            Some(valeur) if statut.is_success() => Ok(valeur),
            Some(valeur) if statut.is_client_error() => {
                Err(Appel::Refus(valeur["error"].as_str().unwrap_or_default().to_owned()))
            }
            _ => Err(Appel::Panne),
        }
    }
}

fn nommee(cles: &Value, kid: &str) -> Option<Value> {
    cles["keys"].as_array()?.iter().find(|cle| cle["kid"] == kid).cloned()
}

impl Interieur {
    /// `POST` to an endpoint, proven by HTTP Basic or by the certificate.
    pub async fn poster(&self, point: &str, champs: &[(&str, &str)]) -> Result<Value, Appel> {
        let (mut adresse, http) = self.fournisseur.point(point).await?;
        let (id, secret) = (&self.reglages.client_id, &self.reglages.client_secret);
        if self.a(Faute::SecretDansLAdresse) {
            adresse = format!("{adresse}?client_secret={secret}");
        }
        let mut champs = champs.to_vec();
        let appel = if self.variante.certificat.is_some() {
            champs.retain(|(nom, _)| *nom != "client_id");
            champs.push(("client_id", id));
            http.post(adresse)
        } else {
            http.post(adresse).basic_auth(id, Some(secret))
        };
        self.fournisseur.lire(self.habiller(appel.form(&champs))).await
    }

    pub async fn userinfo(&self, acces: &str) -> Result<Value, Appel> {
        let (adresse, http) = if self.a(Faute::UserinfoSansCertificat) {
            (self.fournisseur.membre("userinfo_endpoint").await?, &self.fournisseur.http)
        } else {
            self.fournisseur.point("userinfo_endpoint").await?
        };
        let appel = http.get(adresse).bearer_auth(acces);
        self.fournisseur.lire(self.habiller(appel)).await
    }

    /// What some twins send besides.
    fn habiller(&self, appel: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        if self.a(Faute::Impatient) {
            return appel.timeout(IMPATIENCE);
        }
        if !self.a(Faute::AppelDuNavigateur) {
            return appel;
        }
        let origine = self.reglages.base.origin().ascii_serialization();
        let origine = HeaderValue::from_str(&origine).unwrap_or(HeaderValue::from_static("null"));
        let site = HeaderName::from_static("sec-fetch-site");
        appel.header(ORIGIN, origine).header(site, HeaderValue::from_static("cross-site"))
    }
}
