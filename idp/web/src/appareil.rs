//! A workstation without a browser waits: the person types its code here, sees who asks, says yes or no, then signs in as
//! for any service (RFC 8628 §3.3). Nothing happens before they say yes, and an open session is never enough: a link with
//! the code in it, received from somebody else, must not sign anybody in by a click (§5.4).

mod fin;

pub use fin::get as fin;

use askama::Template;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use idp_core::client::Client;
use idp_core::device::{CodeRefusal, Shown, UserCode};
use oidc::Parameters;
use pages::{Cadre, Csrf, Langue, Page, Samples};

use crate::connexion::{Formulaire, Service, avance};
use crate::refus;
use crate::routes;
use crate::temoins::Temoin;
use crate::visite::Visite;

/// The code, to be typed.
#[derive(Template)]
#[template(path = "appareil.html")]
pub struct PageAppareil {
    pub cadre: Cadre,
    pub action: String,
    /// As it was typed.
    pub code: String,
    pub erreur: Option<String>,
}

/// Who asks: yes or no.
#[derive(Template)]
#[template(path = "appareil-confirmer.html")]
pub struct PageConfirmer {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub service: Service,
    pub action: String,
    pub code: String,
}

pub async fn get(mut visite: Visite, RawQuery(query): RawQuery) -> Response {
    let sent = Parameters::parse(query.unwrap_or_default().as_bytes());
    let langue = visite.langue(&[]);
    visite.jar = visite.temoins().begin(visite.jar.clone(), || visite.state.0.ambient.secret());
    let page = match sent.only("code") {
        None => entree(&visite, langue, "", None),
        Some(code) => match find(&visite, code).await {
            Ok((shown, client)) => confirmer(&visite, langue, code, (&shown, &client)),
            Err(refusal) => entree(&visite, langue, code, Some(&refusal)),
        },
    };
    (visite.jar.clone(), page).into_response()
}

/// Yes: the login begins, for that workstation. No: it hears so.
pub async fn post(visite: Visite, formulaire: Formulaire) -> Response {
    let langue = visite.langue(&[]);
    if visite.check(Temoin::Interaction, formulaire.csrf()).is_err() {
        return refus::jeton(&visite, langue);
    }
    let code = formulaire.champ("code");
    let shown = match find(&visite, code).await {
        Ok((shown, _)) => shown,
        Err(refusal) => return entree(&visite, langue, code, Some(&refusal)),
    };
    if formulaire.champ("reponse") == "continuer" {
        let client = shown.client.clone();
        let begun = visite.state.0.logins.begin(shown.agreed(visite.state.0.ambient.now()), &visite.browser).await;
        return avance(&visite, langue, &client, begun).await;
    }
    let denied = match &shown.request.device {
        Some(device) => visite.state.0.devices.deny(device).await,
        None => Ok(false),
    };
    match denied {
        Ok(_) => Redirect::to(&visite.adresse(&format!("{}?issue=refusee", routes::APPAREIL_FIN))).into_response(),
        Err(error) => entree(&visite, langue, code, Some(&error.into())),
    }
}

/// The workstation that waits, and the registration of its service as it is now.
async fn find(visite: &Visite, code: &str) -> Result<(Shown, Client), CodeRefusal> {
    let state = &visite.state.0;
    let shown = state.devices.find(code, &visite.browser).await?;
    let client = state.clients.client(&shown.client).await?.filter(|client| client.disabled_at.is_none());
    client.map(|client| (shown, client)).ok_or(CodeRefusal::Unknown)
}

fn entree(visite: &Visite, langue: Langue, code: &str, refusal: Option<&CodeRefusal>) -> Response {
    let cadre = visite.cadre(langue).a_l_adresse(routes::APPAREIL);
    let (status, erreur) = match refusal {
        None => (StatusCode::OK, None),
        Some(CodeRefusal::Unknown) => (StatusCode::UNPROCESSABLE_ENTITY, Some("appareil-inconnu")),
        Some(CodeRefusal::TooMany) => (StatusCode::TOO_MANY_REQUESTS, Some("appareil-trop")),
        Some(CodeRefusal::Port(error)) => {
            tracing::error!(%error, "a code could not be looked up");
            (StatusCode::SERVICE_UNAVAILABLE, Some("appareil-panne"))
        }
    };
    let erreur = erreur.map(|key| cadre.t(key));
    let code = code.chars().take(16).collect();
    Page::new(status, PageAppareil { action: visite.adresse(routes::APPAREIL), code, erreur, cadre }).into_response()
}

fn confirmer(visite: &Visite, langue: Langue, code: &str, (shown, client): (&Shown, &Client)) -> Response {
    let code = UserCode::typed(code).map(|code| code.to_string()).unwrap_or_default();
    let adresse = format!("{}?code={code}", routes::APPAREIL);
    tracing::info!(client.id = %shown.client, "a workstation was found by its code");
    Page::ok(PageConfirmer {
        cadre: visite.cadre(langue).a_l_adresse(&adresse),
        csrf: visite.csrf(Temoin::Interaction),
        service: client.into(),
        action: visite.adresse(routes::APPAREIL),
        code,
    })
    .into_response()
}

impl Samples for PageAppareil {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |code: &str, erreur: Option<&str>| {
            let cadre = crate::samples::cadre(langue);
            let erreur = erreur.map(|key| cadre.t(key));
            Self { action: routes::APPAREIL.to_owned(), code: code.to_owned(), erreur, cadre }
        };
        vec![
            ("entrée", page("", None)),
            ("inconnu", page("<b>WDJB", Some("appareil-inconnu"))),
            ("trop", page("WDJB-MJHT", Some("appareil-trop"))),
            ("panne", page("WDJB-MJHT", Some("appareil-panne"))),
        ]
    }
}

impl Samples for PageConfirmer {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = Self {
            cadre: crate::samples::cadre(langue),
            csrf: crate::samples::csrf(),
            service: crate::samples::service(),
            action: routes::APPAREIL.to_owned(),
            code: "WDJB-MJHT".to_owned(),
        };
        vec![("confirmer", page)]
    }
}
