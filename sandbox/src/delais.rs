//! In the sandbox nobody waits to try what comes later. "Anticiper le délai" brings to their end the two days after a validation,
//! and not the cooling-off of changed contact data: it protects. "Avancer l’horloge" makes it later for everything here.

use std::sync::Arc;

use ambient::{Ambient, ExposeSecret as _, RestKey, Seconds, Timestamp};
use askama::Template;
use axum::Router;
use axum::extract::{Form, OriginalUri, State};
use axum::middleware::map_response;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use http::StatusCode;
use pages::{Cadre, Csrf, Langue, Onglet, Page, Ruban, Samples, Textes, heure};
use registry_core::avis::{Disponibilite, Suivi};
use registry_server::Registry;
use sante::IdentifiantNational;
use serde::Deserialize;

use crate::dossier::Dossier;
use crate::horloge::Horloge;
use crate::onglets::{Piece, onglets};
use crate::ports::Ports;

static TEXTES: Textes = pages::textes!("accueil", "delais");

const COOKIE: &str = "__Host-delais";
/// Nobody tries more of them at once.
const MONTRES: u32 = 50;
/// A minute past a proof of contact data, half a minute past the code of a device, a minute past a session without a click, and
/// a day.
const PAS: [(&str, Seconds); 4] = [
    ("preuve", Seconds::minutes(6)),
    ("appareil", Seconds(630)),
    ("session", Seconds::minutes(31)),
    ("jour", Seconds::hours(24)),
];

#[derive(Clone)]
struct Etat {
    registry: Registry,
    suivi: Arc<dyn Suivi>,
    horloge: Arc<Horloge>,
    dossier: Dossier,
    ambient: Ambient,
    cle: RestKey,
    onglets: Arc<dyn Fn(Langue) -> Vec<Onglet> + Send + Sync>,
}

pub fn router(registry: &Registry, (horloge, dossier): (Arc<Horloge>, Dossier), ports: Ports) -> Router {
    let ambient = horloge.ambient();
    let mut octets = [0; 32];
    ambient.chance.fill(&mut octets);
    let etat = Etat {
        registry: registry.clone(),
        suivi: registry.suivi(),
        horloge,
        dossier,
        ambient,
        cle: RestKey::from_bytes(&octets),
        onglets: Arc::new(onglets(ports, Piece::Accueil)),
    };
    Router::new()
        .route("/delais", get(page).post(anticiper))
        .route("/horloge", post(avancer))
        .with_state(etat)
        .layer(map_response(pages::entetes::completer))
}

/// Somebody who waits.
struct Attente {
    nom: String,
    identifiant: String,
    annuaire: String,
    ecps: String,
}

#[derive(Template)]
#[template(path = "delais.html")]
struct Delais {
    cadre: Cadre,
    csrf: Csrf,
    attentes: Vec<Attente>,
    maintenant: String,
    pas: [(&'static str, Seconds); 4],
}

async fn page(
    State(etat): State<Etat>,
    langue: Langue,
    cookies: CookieJar,
    OriginalUri(adresse): OriginalUri,
) -> Response {
    let Ok(prevues) = etat.suivi.en_attente(etat.ambient.now(), MONTRES).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let cadre = cadre(langue, (etat.onglets)(langue)).a_l_adresse(&adresse.to_string());
    let mut attentes = Vec::with_capacity(prevues.len());
    for (identifiant, disponibilite) in prevues {
        attentes.push(attente(&etat, &cadre, (&identifiant, disponibilite)).await);
    }
    let (cookies, csrf) = etat.csrf(cookies);
    let maintenant = quand(&cadre, etat.ambient.now());
    (cookies, Page::ok(Delais { cadre, csrf, attentes, maintenant, pas: PAS })).into_response()
}

#[derive(Deserialize)]
struct Choix {
    #[serde(default)]
    csrf: String,
    personne: IdentifiantNational,
}

/// Who no longer waits is not asked about: the page shows who still does.
async fn anticiper(State(etat): State<Etat>, cookies: CookieJar, Form(choix): Form<Choix>) -> Response {
    if !etat.csrf_tient(&cookies, &choix.csrf) {
        return Redirect::to("/delais").into_response();
    }
    if let Err(error) = etat.registry.anticipation().anticiper(&choix.personne).await {
        tracing::info!(%error, "no delay was brought to an end");
    }
    Redirect::to("/delais").into_response()
}

#[derive(Deserialize)]
struct Avance {
    #[serde(default)]
    csrf: String,
    pas: String,
}

/// Later at once, for every service of the sandbox.
async fn avancer(State(etat): State<Etat>, cookies: CookieJar, Form(avance): Form<Avance>) -> Response {
    let pas = PAS.iter().find(|(nom, _)| *nom == avance.pas).filter(|_| etat.csrf_tient(&cookies, &avance.csrf));
    match pas.map(|(_, de)| etat.horloge.avancer(&etat.dossier, *de)) {
        Some(Err(error)) => {
            tracing::error!(%error, "the clock is later until the next start alone");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
        Some(Ok(())) | None => Redirect::to("/delais").into_response(),
    }
}

fn quand(cadre: &Cadre, instant: Timestamp) -> String {
    format!("{}, {}", heure::jour(instant, cadre.langue), heure::minute(instant, cadre.langue))
}

async fn attente(etat: &Etat, cadre: &Cadre, (identifiant, prevue): (&IdentifiantNational, Disponibilite)) -> Attente {
    let personne = etat.registry.lecture().personne(identifiant).await;
    let nom = personne.map_or_else(|_| identifiant.to_string(), |lue| format!("{} {}", lue.prenom, lue.nom));
    Attente {
        nom,
        identifiant: identifiant.to_string(),
        annuaire: quand(cadre, prevue.annuaire_le),
        ecps: quand(cadre, prevue.ecps_le),
    }
}

fn cadre(langue: Langue, onglets: Vec<Onglet>) -> Cadre {
    let mut cadre = Cadre::new(langue, &TEXTES, "").avec_ruban(Some(Ruban::BacASable));
    cadre.espace = cadre.t("espace");
    cadre.onglets = onglets;
    cadre
}

impl Etat {
    /// The token of this browser's forms; a browser without cookie is given one.
    fn csrf(&self, cookies: CookieJar) -> (CookieJar, Csrf) {
        if let Some(cookie) = cookies.get(COOKIE) {
            let csrf = Csrf::for_cookie(&self.cle, cookie.value());
            return (cookies, csrf);
        }
        let secret = self.ambient.secret();
        let csrf = Csrf::for_cookie(&self.cle, secret.expose_secret());
        let cookie = Cookie::build((COOKIE, secret.expose_secret().to_owned()));
        let cookie = cookie.path("/").secure(true).http_only(true).same_site(SameSite::Strict).build();
        (cookies.add(cookie), csrf)
    }

    fn csrf_tient(&self, cookies: &CookieJar, presente: &str) -> bool {
        let csrf = cookies.get(COOKIE).map(|cookie| Csrf::for_cookie(&self.cle, cookie.value()));
        csrf.is_some_and(|csrf| csrf.verify(presente).is_ok())
    }
}

impl Samples for Delais {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let attente = Attente {
            nom: "Lina FICTIF-OUEDRAOGO".to_owned(),
            identifiant: "899900001000".to_owned(),
            annuaire: "23 novembre 2026, 9 h 04".to_owned(),
            ecps: "24 novembre 2026, 9 h 04".to_owned(),
        };
        let page = |attentes| Self {
            cadre: cadre(langue, onglets(Ports::from_base(8440), Piece::Accueil)(langue)).a_l_adresse("/delais"),
            csrf: Csrf::for_cookie(&RestKey::from_bytes(&[1; 32]), "cookie"),
            attentes,
            maintenant: "22 novembre 2026, 9 h 04".to_owned(),
            pas: PAS,
        };
        vec![("personne", page(Vec::new())), ("quelqu_un", page(vec![attente]))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_renders_in_both_languages() {
        assert!(TEXTES.manques().is_empty(), "{:?}", TEXTES.manques());
        pages::samples::check::<Delais>().unwrap();
    }
}
