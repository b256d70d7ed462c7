//! Activation by card: a card a moment ago, a code on the screen for ninety seconds, a phone that reads it.

use ambient::Timestamp;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use ecps::ActivationId;
use http::StatusCode;
use idp_core::ecps::{CodeMontre, EcpsError, EtatCarte, FRAICHE, ParCarte, Source};
use idp_core::moyen::MoyenKind;
use oidc::Parameters;
use pages::{Cadre, Csrf, Icone, Langue, Page, Samples, heure};

use super::page::quand;
use super::{Titulaire, entrer, qr};
use crate::accueil::PageSimple;
use crate::connexion::Formulaire;
use crate::refus;
use crate::routes;
use crate::temoins::Temoin;
use crate::visite::Visite;

/// The code, or what comes before and after it.
#[derive(Template)]
#[template(path = "espace-activer.html")]
pub struct PageActiver {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub action: String,
    pub retour: String,
    pub etape: Etape,
}

pub enum Etape {
    /// The card was just read: show the code?
    Proposer,
    Montrer(Box<Montre>),
    /// A phone has read it.
    Lu {
        etat: String,
        arreter: String,
    },
    /// Read by nobody in time, or by another phone.
    Perime,
    PasAvant {
        quand: String,
    },
    /// Too many codes within the hour.
    Trop,
}

impl PageActiver {
    /// Whether a phone may change this page: without script it loads itself again.
    fn attend(&self) -> bool {
        matches!(self.etape, Etape::Montrer(_) | Etape::Lu { .. })
    }
}

/// The code on the screen.
pub struct Montre {
    pub cote: usize,
    pub trace: String,
    pub lien: String,
    pub jusque: String,
    pub jusque_iso: String,
    pub etat: String,
}

pub async fn activer_page(visite: Visite) -> Response {
    let titulaire = match Titulaire::new(&visite, routes::ECPS_ACTIVER).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let preuve = &titulaire.session.authentication;
    if preuve.kind != MoyenKind::Carte || preuve.at.plus(FRAICHE) <= visite.state.0.ambient.now() {
        return par_carte(&visite, titulaire.langue).await;
    }
    Page::ok(page(&visite, &titulaire, Etape::Proposer)).into_response()
}

pub async fn activer(visite: Visite, formulaire: Formulaire) -> Response {
    let titulaire = match Titulaire::of_form(&visite, &formulaire).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let source = Source::from(visite.browser.source);
    let preuve = &titulaire.session.authentication;
    match visite.state.0.activations.ouvrir_par_carte(preuve, source).await {
        Ok(ParCarte::Code(code)) => visite.vers(&routes::ECPS_CODE.replace("{activation}", code.activation.as_str())),
        Ok(ParCarte::CarteDemandee) => par_carte(&visite, titulaire.langue).await,
        Ok(ParCarte::PasAvant(des)) => {
            let quand = quand(des, titulaire.langue);
            Page::ok(page(&visite, &titulaire, Etape::PasAvant { quand })).into_response()
        }
        Err(error) => echec(&visite, &titulaire, error),
    }
}

/// The code again after a reload, and what became of it.
pub async fn code(visite: Visite, Path(activation): Path<String>) -> Response {
    let titulaire = match Titulaire::new(&visite, routes::ECPS_ACTIVER).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let (activations, personne) = (&visite.state.0.activations, &titulaire.session.authentication.personne);
    let id = ActivationId::from(activation);
    let etat = |suite: &str| {
        visite.adresse(&format!("{}{suite}", routes::ECPS_CODE_ETAT.replace("{activation}", id.as_str())))
    };
    let etape = match activations.etat_carte(&id, personne).await {
        Ok(EtatCarte::Active) => return visite.vers(&format!("{}?fait=activee", routes::ESPACE)),
        Ok(EtatCarte::Lu) => Etape::Lu { etat: etat("?lu=oui"), arreter: visite.adresse(routes::ECPS_ARRETER) },
        Ok(EtatCarte::Perime) => Etape::Perime,
        Ok(EtatCarte::EnAttente) => match activations.code_montre(&id, personne).await {
            Ok(Some(code)) => Montre::new(&code, etat(""), titulaire.langue).map_or(Etape::Perime, Etape::Montrer),
            Ok(None) => Etape::Perime,
            Err(error) => return echec(&visite, &titulaire, error),
        },
        Err(error) => return echec(&visite, &titulaire, error),
    };
    Page::ok(page(&visite, &titulaire, etape)).into_response()
}

/// For the script: 204 while the page shows what is, 205 as soon as it does not.
pub async fn code_etat(
    visite: Visite,
    Path(activation): Path<String>,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Response {
    let Ok(titulaire) = Titulaire::new(&visite, routes::ECPS_ACTIVER).await else {
        return StatusCode::RESET_CONTENT.into_response();
    };
    let personne = &titulaire.session.authentication.personne;
    let lu = Parameters::parse(query.unwrap_or_default().as_bytes()).get("lu").is_some();
    let montre = if lu { EtatCarte::Lu } else { EtatCarte::EnAttente };
    match visite.state.0.activations.etat_carte(&ActivationId::from(activation), personne).await {
        Ok(etat) if etat == montre => StatusCode::NO_CONTENT.into_response(),
        Ok(_) => StatusCode::RESET_CONTENT.into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// The address of the QR code, opened by something else than the app: its fragment stayed in the browser.
pub async fn lien(visite: Visite) -> Response {
    let cadre = visite.cadre(visite.langue(&[])).a_l_adresse(routes::ECPS_LIEN);
    Page::ok(PageSimple {
        icone: Icone::Phone,
        titre: cadre.t("lien-titre"),
        phrases: vec![cadre.t("lien-phrase")],
        actions: Vec::new(),
        cadre,
    })
    .into_response()
}

/// By card, now, and back.
async fn par_carte(visite: &Visite, langue: Langue) -> Response {
    entrer(visite, langue, routes::ECPS_ACTIVER, Some((vec![MoyenKind::Carte], FRAICHE))).await
}

fn page(visite: &Visite, titulaire: &Titulaire, etape: Etape) -> PageActiver {
    PageActiver {
        cadre: titulaire.cadre(visite),
        csrf: visite.csrf(Temoin::Session),
        action: visite.adresse(routes::ECPS_ACTIVER),
        retour: visite.adresse(routes::ESPACE),
        etape,
    }
}

fn echec(visite: &Visite, titulaire: &Titulaire, error: EcpsError) -> Response {
    match error {
        EcpsError::TropDActivations => {
            Page::new(StatusCode::TOO_MANY_REQUESTS, page(visite, titulaire, Etape::Trop)).into_response()
        }
        error => refus::indisponible(visite, titulaire.langue, error),
    }
}

impl Montre {
    /// `None`: the address is too long for a code, which no configuration of ours makes.
    fn new(code: &CodeMontre, etat: String, langue: Langue) -> Option<Box<Self>> {
        let lien = code.lien.texte();
        let (cote, trace) = qr::dessiner(&lien)?;
        let (jusque, jusque_iso) = (heure::seconde(code.expire_le, langue), heure::iso(code.expire_le));
        Some(Box::new(Self { cote, trace, lien, jusque, jusque_iso, etat }))
    }
}

impl Samples for PageActiver {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |etape| Self {
            cadre: crate::samples::cadre(langue),
            csrf: crate::samples::csrf(),
            action: routes::ECPS_ACTIVER.to_owned(),
            retour: routes::ESPACE.to_owned(),
            etape,
        };
        let lien = ecps::LienActivation { origine: "https://wallet.example".into(), code: "exemple.code".into() };
        let expire_le = Timestamp::from_seconds(1_795_410_252);
        let montre = CodeMontre { activation: "exemple".into(), lien, expire_le };
        let montre = Montre::new(&montre, "/espace/e-cps/activer/exemple/etat".to_owned(), langue);
        let mut samples = vec![
            ("proposer", page(Etape::Proposer)),
            ("lu", page(Etape::Lu { etat: "/etat?lu=oui".to_owned(), arreter: routes::ECPS_ARRETER.to_owned() })),
            ("périmé", page(Etape::Perime)),
            ("trop", page(Etape::Trop)),
            ("pas avant", page(Etape::PasAvant { quand: quand(expire_le, langue) })),
        ];
        samples.extend(montre.map(|montre| ("montrer", page(Etape::Montrer(montre)))));
        samples
    }
}
