//! The person's own space. Whoever comes without a session signs in first; every form has the token of the session.

mod actes;
mod activer;
mod arreter;
mod histoire;
mod page;
mod qr;
mod tester;

pub use actes::{carte, montrer, service, session, tout, tout_page};
#[cfg(test)]
pub use activer::PageActiver;
pub use activer::{activer, activer_page, code, code_etat, lien};
#[cfg(test)]
pub use arreter::PageArreter;
pub use arreter::{arreter, arreter_page};
#[cfg(test)]
pub use histoire::PageHistoire;
pub use histoire::historique;
pub use page::{PageEspace, PageTout};
#[cfg(test)]
pub use tester::PageEssai;
pub use tester::{essai, essai_etat, tester};

use ambient::Seconds;
use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use idp_core::espace::{CLIENT, EspaceError};
use idp_core::interaction::Entry;
use idp_core::moyen::MoyenKind;
use idp_core::session::Session;
use pages::{Cadre, Connecte, Langue, Page};

use crate::State;
use crate::accueil::PageSimple;
use crate::connexion::{Formulaire, avance};
use crate::deconnexion::{current, unavailable};
use crate::refus;
use crate::routes;
use crate::temoins::Temoin;
use crate::visite::Visite;

pub fn router() -> Router<State> {
    Router::new()
        .route(routes::ESPACE, get(montrer))
        .route(routes::ESPACE_HISTOIRE, get(historique))
        .route(routes::ESPACE_SESSION, post(session))
        .route(routes::ESPACE_SERVICE, post(service))
        .route(routes::ESPACE_CARTE, post(carte))
        .route(routes::ESPACE_TOUT, get(tout_page).post(tout))
        .route(routes::ECPS_ARRETER, get(arreter_page).post(arreter))
        .route(routes::ECPS_TESTER, post(tester))
        .route(routes::ECPS_ESSAI, get(essai))
        .route(routes::ECPS_ESSAI_ETAT, get(essai_etat))
        .route(routes::ECPS_ACTIVER, get(activer_page).post(activer))
        .route(routes::ECPS_CODE, get(code))
        .route(routes::ECPS_CODE_ETAT, get(code_etat))
        .route(routes::ECPS_LIEN, get(lien))
}

/// Somebody in their space.
pub(crate) struct Titulaire {
    pub session: Session,
    pub langue: Langue,
    /// As the registry has them, else their number.
    nom: String,
}

impl Titulaire {
    /// Whoever is not signed in does so first, and comes back to `back`.
    pub async fn new(visite: &Visite, back: &str) -> Result<Self, Box<Response>> {
        let langue = visite.langue(&[]);
        match current(visite).await {
            Ok(Some(session)) => {
                let nom = visite.state.0.espace.nom(&session).await;
                let nom = nom.unwrap_or_else(|| session.authentication.personne.to_string());
                Ok(Self { session, langue, nom })
            }
            Ok(None) => Err(Box::new(entrer(visite, langue, back, None).await)),
            Err(error) => Err(Box::new(unavailable(visite, langue, error))),
        }
    }

    /// Whether this means opened the session that asks.
    pub fn par(&self, kinds: &[MoyenKind], moyen: &str) -> bool {
        let proof = &self.session.authentication;
        kinds.contains(&proof.kind) && (moyen.is_empty() || proof.moyen == moyen)
    }

    /// Whose session it is, in sight on every page of the space.
    pub fn cadre(&self, visite: &Visite) -> Cadre {
        let mut cadre = visite.cadre(self.langue).a_l_adresse(&visite.path_and_query);
        cadre.espace = cadre.t("espace-nom");
        let connecte =
            Connecte { nom: self.nom.clone(), role: String::new(), deconnexion: visite.adresse(routes::DECONNEXION) };
        cadre.avec_connecte(connecte)
    }

    /// The same for a form. What it would have done is done by nobody who signs in again only to find it done.
    pub async fn of_form(visite: &Visite, formulaire: &Formulaire) -> Result<Self, Box<Response>> {
        let titulaire = Self::new(visite, routes::ESPACE).await?;
        match visite.check(Temoin::Session, formulaire.csrf()) {
            Ok(()) => Ok(titulaire),
            Err(_) => Err(Box::new(refus::jeton(visite, titulaire.langue))),
        }
    }
}

/// The login page, for the space. `fresh`: by one of these means alone, and a moment ago.
pub(crate) async fn entrer(
    visite: &Visite,
    langue: Langue,
    back: &str,
    fresh: Option<(Vec<MoyenKind>, Seconds)>,
) -> Response {
    let state = &visite.state.0;
    let (means, fresh) = fresh.unzip();
    let entry = Entry { back: visite.adresse(back), fresh, means: means.unwrap_or_default() };
    let stepped = state.logins.enter_space(&state.settings.hosts, entry, &visite.browser).await;
    avance(visite, langue, &CLIENT.into(), stepped).await
}

/// Back to the space, which says what was done. What was not there any more is done too.
fn fait(visite: &Visite, langue: Langue, mot: &str, resultat: Result<(), EspaceError>) -> Response {
    match resultat {
        Ok(()) => visite.vers(&format!("{}?fait={mot}", routes::ESPACE)),
        Err(EspaceError::Rien) => visite.vers(&format!("{}?fait=rien", routes::ESPACE)),
        Err(EspaceError::Port(error)) => unavailable(visite, langue, error),
    }
}

/// What was ended had opened the session of this very browser: a page says so, instead of a login page that says nothing.
pub(crate) fn parti(visite: &Visite, titulaire: &Titulaire, mot: &str) -> Response {
    let page = Page::ok(PageSimple::parti(visite.cadre(titulaire.langue), mot)).into_response();
    (visite.temoins().leave(visite.jar.clone()), page).into_response()
}
