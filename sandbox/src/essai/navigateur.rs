//! A browser without a screen: cookies, redirects one at a time, and forms read from the page as it was sent.

use std::time::Duration;

use reqwest::header::LOCATION;
use scraper::{Html, Selector};
use url::Url;

use super::EssaiError;

pub struct Navigateur {
    http: reqwest::Client,
}

/// What the browser shows.
pub struct Ecran {
    pub url: Url,
    pub html: String,
}

/// Where a step led.
pub enum Arrivee {
    /// An address that begins with the one that was waited for.
    Attendue(Url),
    Ecran(Ecran),
}

/// One form of a page: where it goes and what it sends when nothing is touched.
#[derive(Debug)]
pub struct Formulaire {
    pub action: Url,
    pub post: bool,
    pub champs: Vec<(String, String)>,
    pub choix: Vec<(String, String)>,
}

impl Navigateur {
    /// `carte`: the certificate and key (PEM) that this browser presents when a host asks for one.
    pub fn new(authority_pem: &[u8], carte: Option<&[u8]>) -> Result<Self, EssaiError> {
        let mut builder = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .tls_certs_only([reqwest::Certificate::from_pem(authority_pem)?]);
        if let Some(carte) = carte {
            builder = builder.identity(reqwest::Identity::from_pem(carte)?);
        }
        Ok(Self { http: builder.build()? })
    }

    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// Opens `url` and follows redirects until a page shows or an address begins with `jusqu_a`.
    pub async fn ouvrir(&self, url: Url, jusqu_a: &str) -> Result<Arrivee, EssaiError> {
        let answer = self.http.get(url.clone()).send().await?;
        self.suivre(url, answer, jusqu_a).await
    }

    /// Sends a form with `remplis` over what the page had put in it.
    pub async fn envoyer(
        &self,
        formulaire: &Formulaire,
        remplis: &[(&str, &str)],
        jusqu_a: &str,
    ) -> Result<Arrivee, EssaiError> {
        let mut champs: Vec<(String, String)> = formulaire
            .champs
            .iter()
            .filter(|(nom, _)| !remplis.iter().any(|(rempli, _)| rempli == nom))
            .cloned()
            .collect();
        champs.extend(remplis.iter().map(|(nom, valeur)| ((*nom).to_owned(), (*valeur).to_owned())));
        let url = formulaire.action.clone();
        let request = if formulaire.post {
            self.http.post(url.clone()).header("origin", url.origin().ascii_serialization()).form(&champs)
        } else {
            self.http.get(url.clone()).query(&champs)
        };
        let answer = request.send().await?;
        self.suivre(url, answer, jusqu_a).await
    }

    async fn suivre(&self, from: Url, answer: reqwest::Response, jusqu_a: &str) -> Result<Arrivee, EssaiError> {
        let (mut url, mut answer) = (from, answer);
        for _ in 0..20 {
            let Some(location) = answer.headers().get(LOCATION) else {
                let status = answer.status();
                let html = answer.text().await?;
                if status.is_client_error() || status.is_server_error() {
                    return Err(EssaiError::Page { url, status: status.as_u16(), texte: texte(&html) });
                }
                return Ok(Arrivee::Ecran(Ecran { url, html }));
            };
            let location = location.to_str().map_err(|_| EssaiError::Suite(url.clone()))?;
            url = url.join(location).map_err(|_| EssaiError::Suite(url.clone()))?;
            if url.as_str().starts_with(jusqu_a) {
                return Ok(Arrivee::Attendue(url));
            }
            answer = self.http.get(url.clone()).send().await?;
        }
        Err(EssaiError::Suite(url))
    }
}

impl Ecran {
    /// The form that holds a field with this name.
    pub fn formulaire_avec(&self, champ: &str) -> Option<Formulaire> {
        self.formulaires().into_iter().find(|f| f.champs.iter().chain(&f.choix).any(|(nom, _)| nom == champ))
    }

    pub fn formulaires(&self) -> Vec<Formulaire> {
        let page = Html::parse_document(&self.html);
        page.select(&selector("form"))
            .map(|form| {
                let mut champs = Vec::new();
                let mut choix = Vec::new();
                for field in form.select(&selector("input[name]")) {
                    let pair = (
                        field.attr("name").unwrap_or_default().to_owned(),
                        field.attr("value").unwrap_or_default().to_owned(),
                    );
                    match field.attr("type") {
                        Some("radio" | "checkbox") => choix.push(pair),
                        _ => champs.push(pair),
                    }
                }
                Formulaire {
                    action: self.url.join(form.attr("action").unwrap_or_default()).unwrap_or_else(|_| self.url.clone()),
                    post: form.attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
                    champs,
                    choix,
                }
            })
            .collect()
    }

    /// The text of the first element that `css` selects.
    pub fn texte_de(&self, css: &str) -> Option<String> {
        let page = Html::parse_document(&self.html);
        page.select(&selector(css)).next().map(|element| element.text().collect::<String>().trim().to_owned())
    }

    /// The first link whose address contains `partie`.
    pub fn lien(&self, partie: &str) -> Option<Url> {
        let page = Html::parse_document(&self.html);
        page.select(&selector("a[href]"))
            .filter_map(|link| link.attr("href"))
            .find(|href| href.contains(partie))
            .and_then(|href| self.url.join(href).ok())
    }
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a selector written in this program")
}

/// The readable part of a page, for a report.
fn texte(html: &str) -> String {
    let page = Html::parse_document(html);
    let main = page.select(&selector("main")).next();
    let text: String = main.map(|main| main.text().collect()).unwrap_or_else(|| html.to_owned());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
