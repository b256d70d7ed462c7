use std::collections::BTreeMap;

use ambient::Timestamp;
use askama::Template;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use idp_core::espace::{EspaceError, Fait, Feuille};
use idp_core::journal::event;
use oidc::Parameters;
use pages::{Cadre, Langue, Page, Samples};

use super::Titulaire;
use super::page::quand;
use crate::deconnexion::unavailable;
use crate::routes;
use crate::visite::Visite;

/// Older facts of the three months, a sheet at a time.
#[derive(Template)]
#[template(path = "espace-histoire.html")]
pub struct PageHistoire {
    pub cadre: Cadre,
    pub numero: String,
    pub imprime: String,
    pub histoire: Vec<Ligne>,
    pub suite: Option<String>,
    pub retour: String,
}

pub async fn historique(visite: Visite, RawQuery(query): RawQuery) -> Response {
    let titulaire = match Titulaire::new(&visite, routes::ESPACE_HISTOIRE).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let sent = Parameters::parse(query.unwrap_or_default().as_bytes());
    let avant = sent.only("avant").and_then(|avant| avant.parse().ok()).map(Timestamp::from_millis);
    match visite.state.0.espace.feuille(&titulaire.session, avant).await {
        Ok(feuille) => Page::ok(PageHistoire::new(&visite, &titulaire, &feuille)).into_response(),
        Err(EspaceError::Port(error)) => unavailable(&visite, titulaire.langue, error),
        Err(EspaceError::Rien) => visite.vers(routes::ESPACE),
    }
}

impl PageHistoire {
    fn new(visite: &Visite, titulaire: &Titulaire, feuille: &Feuille) -> Self {
        let cadre = titulaire.cadre(visite);
        Self {
            numero: titulaire.session.authentication.personne.to_string(),
            imprime: quand(visite.state.0.ambient.now(), cadre.langue),
            histoire: Ligne::toutes(&cadre, feuille),
            suite: adresse_suite(visite, feuille),
            retour: visite.adresse(routes::ESPACE),
            cadre,
        }
    }
}

/// Where the sheet after this one is.
pub(super) fn adresse_suite(visite: &Visite, feuille: &Feuille) -> Option<String> {
    feuille.suite.map(|suite| visite.adresse(&format!("{}?avant={}", routes::ESPACE_HISTOIRE, suite.millis())))
}

/// One act of the journal, in the words of whom it is about.
pub struct Ligne {
    pub quand: String,
    pub quoi: String,
    pub service: String,
    pub depuis: String,
    pub mot: String,
    pub ton: &'static str,
}

impl Ligne {
    pub fn toutes(cadre: &Cadre, feuille: &Feuille) -> Vec<Self> {
        feuille.faits.iter().map(|fait| Self::new(cadre, fait, &feuille.noms)).collect()
    }

    fn new(cadre: &Cadre, fait: &Fait, noms: &BTreeMap<String, String>) -> Self {
        let (cle, ton) = words(fait);
        let service = fait.champ("client.id").map(|id| noms.get(id).cloned().unwrap_or_else(|| id.to_owned()));
        let from = [fait.champ("navigateur"), fait.champ("source")];
        let depuis: Vec<&str> = from.into_iter().flatten().filter(|text| !text.is_empty()).collect();
        Self {
            quand: quand(fait.le, cadre.langue),
            quoi: quoi(cadre, fait, cle),
            service: service.unwrap_or_default(),
            depuis: depuis.join(", "),
            mot: cadre.t(format!("histoire-{cle}-mot")),
            ton,
        }
    }
}

/// What happened, and by what; how long the answer took where it was one.
fn quoi(cadre: &Cadre, fait: &Fait, cle: &str) -> String {
    let dit = cadre.t(format!("histoire-{cle}"));
    let moyen = match fait.champ("means") {
        Some("CARD") => Some("espace-par-carte"),
        Some("MOBILE") => Some("espace-par-ecps"),
        Some(_) => Some("espace-par-cle"),
        None => None,
    };
    let par = match (fait.mot.as_str(), fait.champ("par")) {
        (event::ECPS_ENROLLED, Some("carte")) => Some("histoire-enrolee-carte"),
        (event::ECPS_ENROLLED, Some(_)) => Some("histoire-enrolee-codes"),
        _ => moyen,
    };
    let motif = fait.champ("motif").map(|motif| format!("histoire-motif-{}", motif.replace('_', "-")));
    let secondes = fait.champs.get("secondes").and_then(serde_json::Value::as_u64);
    let suite = par.map(str::to_owned).or(motif).map(|cle| cadre.t(cle));
    let suite = suite.or(secondes.map(|n| cadre.tn("histoire-secondes", usize::try_from(n).unwrap_or(usize::MAX))));
    match suite {
        Some(suite) => format!("{dit}, {suite}"),
        None => dit,
    }
}

/// The beginning of the keys of an act, and the colour of its word.
fn words(fait: &Fait) -> (&'static str, &'static str) {
    match fait.mot.as_str() {
        event::LOGIN_SUCCEEDED => ("connexion", "ok"),
        event::LOGIN_REFUSED => ("connexion-refusee", "warn"),
        event::SESSION_CLOSED | event::SESSION_LOGGED_OUT => ("deconnexion", "accent"),
        event::SESSION_ENDED => ("session-finie", "accent"),
        event::CARD_ANSWERED if !vrai(fait, "approved") => ("carte-refusee", "warn"),
        event::CARD_ANSWERED => ("carte-validee", "ok"),
        event::CARD_LEFT => ("carte-retiree", "accent"),
        event::CARD_REVOKED => ("carte-arretee", "danger"),
        event::CARD_WRONG_NUMBER => ("carte-nombre", "warn"),
        event::ECPS_ACTIVATION_OPENED => ("codes-demandes", "warn"),
        event::ECPS_WRONG_NUMBER => ("nombre", "warn"),
        event::ECPS_APPROVED => ("validee", "ok"),
        event::ECPS_REFUSED if vrai(fait, "pas_moi") => ("pas-moi", "danger"),
        event::ECPS_REFUSED => ("refusee", "warn"),
        event::ECPS_ENROLLED => ("enrolee", "accent"),
        event::ECPS_LOCKED => ("verrouillee", "danger"),
        event::ECPS_COPIED => ("copiee", "danger"),
        event::ECPS_REVOKED => ("revoquee", "danger"),
        event::PASSKEY_ADDED => ("cle-ajoutee", "accent"),
        event::PASSKEY_REMOVED => ("cle-retiree", "accent"),
        event::PASSKEY_COUNTER_FELL => ("cle-copiee", "danger"),
        event::SPACE_SESSION_ENDED => ("session", "accent"),
        event::SPACE_CARD_ENDED => ("carte-fermee", "accent"),
        event::SPACE_SERVICE_ENDED => ("service-ferme", "accent"),
        _ => ("tout", "accent"),
    }
}

fn vrai(fait: &Fait, champ: &str) -> bool {
    fait.champs.get(champ).and_then(serde_json::Value::as_bool) == Some(true)
}

impl Ligne {
    /// For pages that show themselves.
    pub(super) fn exemples() -> Vec<Self> {
        let line = |quoi: &str, mot: &str, ton| Self {
            quand: "23 novembre 2026, 6 h 04".to_owned(),
            quoi: quoi.to_owned(),
            service: "Dossier résident <b>".to_owned(),
            depuis: "Firefox sur Windows, 192.0.2.7".to_owned(),
            mot: mot.to_owned(),
            ton,
        };
        vec![line("Connexion, par e-CPS", "Réussie", "ok"), line("Demande sur mon téléphone", "Signalée", "danger")]
    }
}

impl Samples for PageHistoire {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |histoire: Vec<Ligne>, suite: bool| Self {
            cadre: crate::samples::cadre(langue),
            numero: "899900000011".to_owned(),
            imprime: "23 novembre 2026, 6 h 04".to_owned(),
            histoire,
            suite: suite.then(|| format!("{}?avant=1795410132000", routes::ESPACE_HISTOIRE)),
            retour: routes::ESPACE.to_owned(),
        };
        vec![("feuille", page(Ligne::exemples(), true)), ("la dernière", page(vec![], false))]
    }
}
