use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, RETRY_AFTER, SET_COOKIE};
use http::{Request, StatusCode};
use service::Peer;
use tower::ServiceExt as _;

/// A browser in front of the portal, with its cookies.
pub struct Navigateur {
    pub portail: Router,
    pub cookies: BTreeMap<String, String>,
}

pub struct Reponse {
    pub statut: StatusCode,
    pub vers: String,
    /// `Retry-After`; empty: none.
    pub attente: String,
    pub html: String,
}

impl Navigateur {
    /// Without any cookie.
    pub fn nouveau(portail: Router) -> Self {
        Self { portail, cookies: BTreeMap::new() }
    }

    fn cookie(&self) -> String {
        self.cookies.iter().map(|(nom, valeur)| format!("{nom}={valeur}")).collect::<Vec<_>>().join("; ")
    }

    pub async fn lire(&mut self, chemin: &str) -> Reponse {
        self.demander(Request::get(chemin).header(COOKIE, self.cookie()).body(Body::empty()).unwrap()).await
    }

    /// The same, from this address.
    pub async fn lire_depuis(&mut self, adresse: &str, chemin: &str) -> Reponse {
        let mut demande = Request::get(chemin).header(COOKIE, self.cookie()).body(Body::empty()).unwrap();
        demande.extensions_mut().insert(Peer { addr: adresse.parse().unwrap(), certificates: Vec::new() });
        self.demander(demande).await
    }

    /// Sends a form as the page showed it: with its token and its key.
    pub async fn envoyer(&mut self, chemin: &str, page: &str, champs: &[(&str, &str)]) -> Reponse {
        let caches = ["csrf", "cle", "version"].map(|nom| (nom, cache(page, nom)));
        let caches = caches.iter().filter_map(|(nom, valeur)| Some((*nom, valeur.as_deref()?)));
        let mut corps = url::form_urlencoded::Serializer::new(String::new());
        let corps = corps.extend_pairs(caches).extend_pairs(champs).finish();
        let demande = Request::post(chemin).header(COOKIE, self.cookie());
        let demande = demande.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(corps));
        self.demander(demande.unwrap()).await
    }

    /// Sends a file as a browser does, with the token of the page.
    pub async fn envoyer_fichier(&mut self, chemin: &str, page: &str, (nom, octets): (&str, &[u8])) -> Reponse {
        let jeton = cache(page, "csrf").unwrap();
        let partie = |tete: &str| format!("--limite\r\nContent-Disposition: form-data; {tete}\r\n\r\n");
        let mut corps = format!("{}{jeton}\r\n", partie("name=\"csrf\"")).into_bytes();
        corps.extend(partie(&format!("name=\"fichier\"; filename=\"{nom}\"")).into_bytes());
        corps.extend_from_slice(octets);
        corps.extend_from_slice(b"\r\n--limite--\r\n");
        let demande = Request::post(chemin).header(COOKIE, self.cookie());
        let demande = demande.header(CONTENT_TYPE, "multipart/form-data; boundary=limite").body(Body::from(corps));
        self.demander(demande.unwrap()).await
    }

    pub async fn demander(&mut self, demande: Request<Body>) -> Reponse {
        let reponse = self.portail.clone().oneshot(demande).await.unwrap();
        for cookie in reponse.headers().get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.starts_with("__Host-") && cookie.contains("Secure") && cookie.contains("HttpOnly"));
            let (nom, valeur) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            match cookie.contains("Max-Age=0") {
                true => self.cookies.remove(nom),
                false => self.cookies.insert(nom.to_owned(), valeur.to_owned()),
            };
        }
        let (statut, entetes) = (reponse.status(), reponse.headers().clone());
        let html = to_bytes(reponse.into_body(), 1 << 20).await.unwrap();
        let lire = |nom| entetes.get(nom).map_or("", |valeur| valeur.to_str().unwrap()).to_owned();
        let (vers, attente) = (lire(LOCATION), lire(RETRY_AFTER));
        Reponse { statut, vers, attente, html: String::from_utf8(html.to_vec()).unwrap() }
    }
}

/// The value of a hidden field.
fn cache(page: &str, nom: &str) -> Option<String> {
    let debut = format!(r#"name="{nom}" value=""#);
    Some(page.split(&debut).nth(1)?.split('"').next()?.to_owned())
}
