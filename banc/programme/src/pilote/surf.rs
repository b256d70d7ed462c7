//! HTTP as a browser without a screen speaks it, within bounds.

use std::time::{Duration, Instant};

use banc_core::trace::Vue;
use reqwest::header::{HeaderMap, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder};
use url::Url;

use super::Empechement;

/// What a relying party may take of the bench.
#[derive(Clone, Copy, Debug)]
pub struct Bornes {
    /// One answer, its body included.
    pub reponse: Duration,
    /// One login, from the first address to the last page.
    pub connexion: Duration,
    /// Answers in one login.
    pub sauts: usize,
    /// Times that one login may come back to the same address.
    pub retours: usize,
    /// Bytes of one answer that are read.
    pub octets: usize,
    /// Bytes of the headers of one answer, and cookies that it may set.
    pub entetes: usize,
    pub temoins: usize,
}

impl Default for Bornes {
    fn default() -> Self {
        Self {
            reponse: Duration::from_secs(15),
            connexion: Duration::from_secs(60),
            sauts: 40,
            retours: 5,
            octets: 1024 * 1024,
            entetes: 64 * 1024,
            temoins: 50,
        }
    }
}

/// One browser: its cookies, its card.
pub struct Surf {
    http: Client,
    bornes: Bornes,
}

impl Surf {
    /// `carte`: certificate and key in PEM, for the host that asks.
    pub fn nouveau(autorite: &[u8], carte: Option<&[u8]>, bornes: Bornes) -> Result<Self, reqwest::Error> {
        let mut client = Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .timeout(bornes.reponse)
            .pool_max_idle_per_host(2)
            .tls_certs_only([reqwest::Certificate::from_pem(autorite)?]);
        if let Some(carte) = carte {
            client = client.identity(reqwest::Identity::from_pem(carte)?);
        }
        Ok(Self { http: client.build()?, bornes })
    }

    pub fn http(&self) -> &Client {
        &self.http
    }

    /// Sends, and reads the answer up to the bound.
    pub async fn envoyer(&self, requete: RequestBuilder) -> Result<(Url, Vue), Empechement> {
        let depart = Instant::now();
        let reponse = requete.send().await.map_err(|erreur| dire(&erreur))?;
        let adresse = reponse.url().clone();
        self.mesurer(&adresse, reponse.headers())?;
        let entete = |(nom, valeur): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
            (nom.as_str().to_owned(), String::from_utf8_lossy(valeur.as_bytes()).into_owned())
        };
        let mut vue = Vue {
            adresse: adresse.to_string(),
            statut: reponse.status().as_u16(),
            entetes: reponse.headers().iter().map(entete).collect(),
            ..Vue::default()
        };
        vue.corps = self.lire(reponse).await?;
        vue.duree = depart.elapsed().as_millis() as u64;
        Ok((adresse, vue))
    }

    /// What a browser keeps of an answer comes back with every request after it.
    fn mesurer(&self, adresse: &Url, entetes: &HeaderMap) -> Result<(), Empechement> {
        let octets: usize = entetes.iter().map(|(nom, valeur)| nom.as_str().len() + valeur.len()).sum();
        if octets > self.bornes.entetes {
            let kilo = self.bornes.entetes / 1024;
            return Err(format!("plus de {kilo} Kio d'en-têtes à {} : le banc cesse de lire", adresse.path()));
        }
        let temoins = entetes.get_all(SET_COOKIE).iter().count();
        if temoins > self.bornes.temoins {
            return Err(format!("{temoins} témoins posés d'un coup à {} : le banc cesse de lire", adresse.path()));
        }
        Ok(())
    }

    async fn lire(&self, mut reponse: reqwest::Response) -> Result<String, Empechement> {
        let mut corps = Vec::new();
        while let Some(morceau) = reponse.chunk().await.map_err(|erreur| dire(&erreur))? {
            if corps.len() + morceau.len() > self.bornes.octets {
                let kilo = self.bornes.octets / 1024;
                let adresse = reponse.url().path();
                return Err(format!("une réponse de plus de {kilo} Kio à {adresse} : le banc cesse de la lire"));
            }
            corps.extend_from_slice(&morceau);
        }
        Ok(String::from_utf8_lossy(&corps).into_owned())
    }
}

/// Where the way goes, and when it has gone on for too long.
pub struct Chemin {
    bornes: Bornes,
    depuis: Instant,
    vus: Vec<Url>,
}

impl Chemin {
    pub fn nouveau(bornes: Bornes) -> Self {
        Self { bornes, depuis: Instant::now(), vus: Vec::new() }
    }

    /// One more step, unless a bound is reached.
    pub fn avancer(&mut self, adresse: &Url) -> Result<(), Empechement> {
        let mut sans = adresse.clone();
        sans.set_query(None);
        sans.set_fragment(None);
        let deja = self.vus.iter().filter(|vu| **vu == sans).count();
        if deja >= self.bornes.retours {
            return Err(format!("le service tourne en rond : {} fois à {}", deja + 1, sans.path()));
        }
        if self.vus.len() >= self.bornes.sauts {
            return Err(format!("plus de {} redirections de suite", self.bornes.sauts));
        }
        if self.depuis.elapsed() > self.bornes.connexion {
            return Err(format!("la connexion dure plus de {} s", self.bornes.connexion.as_secs()));
        }
        self.vus.push(sans);
        Ok(())
    }
}

/// For the report: what broke, without an address that may hold a code.
fn dire(erreur: &reqwest::Error) -> Empechement {
    let ou = erreur.url().map_or(String::new(), |url| format!(" à {}{}", url.authority(), url.path()));
    match () {
        () if erreur.is_timeout() => format!("aucune réponse à temps{ou}"),
        () if erreur.is_connect() => format!("rien n'écoute{ou}, ou son certificat n'est pas de l'autorité du banc"),
        () => format!("une réponse qui n'est pas du HTTP lisible{ou}"),
    }
}

impl Chemin {
    /// The person stays on a page of the provider: only time counts.
    pub fn patienter(&self, adresse: &Url) -> Result<(), Empechement> {
        if self.depuis.elapsed() > self.bornes.connexion {
            return Err(format!(
                "la personne attend depuis plus de {} s à {}",
                self.bornes.connexion.as_secs(),
                adresse.path()
            ));
        }
        Ok(())
    }
}
