use askama::Template;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use idp_core::ecps::Motif;
use idp_core::moyen::MoyenKind;
use pages::{Cadre, Csrf, Langue, Page, Samples};

use super::{Titulaire, fait, parti};
use crate::connexion::Formulaire;
use crate::routes;
use crate::temoins::Temoin;
use crate::visite::Visite;

/// Lost, stolen, not mine, not wanted: stop the e-CPS?
#[derive(Template)]
#[template(path = "espace-arreter.html")]
pub struct PageArreter {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub action: String,
    pub retour: String,
    pub motifs: Vec<Choix>,
    pub a_choisir: bool,
}

/// One reason, with what it says.
pub struct Choix {
    pub valeur: &'static str,
    pub titre: String,
    pub aide: String,
}

/// What a person may say; the change of a SIM is the phone's to say.
const MOTIFS: [Motif; 4] = [Motif::Perte, Motif::Vol, Motif::PasMoi, Motif::Retrait];

impl PageArreter {
    fn new(cadre: Cadre, csrf: Csrf, adresse: impl Fn(&str) -> String, a_choisir: bool) -> Self {
        let choix = |motif: Motif| {
            let cle = motif.mot().replace('_', "-");
            Choix {
                valeur: motif.mot(),
                titre: cadre.t(format!("arreter-{cle}")),
                aide: cadre.t(format!("arreter-{cle}-aide")),
            }
        };
        Self {
            motifs: MOTIFS.map(choix).into(),
            action: adresse(routes::ECPS_ARRETER),
            retour: adresse(routes::ESPACE),
            a_choisir,
            csrf,
            cadre,
        }
    }
}

pub async fn arreter_page(visite: Visite) -> Response {
    match Titulaire::new(&visite, routes::ECPS_ARRETER).await {
        Ok(titulaire) => Page::ok(page(&visite, &titulaire, false)).into_response(),
        Err(page) => *page,
    }
}

pub async fn arreter(visite: Visite, formulaire: Formulaire) -> Response {
    let titulaire = match Titulaire::of_form(&visite, &formulaire).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let motif = Motif::du_mot(formulaire.champ("motif")).filter(|motif| MOTIFS.contains(motif));
    let Some(motif) = motif else {
        return Page::new(StatusCode::UNPROCESSABLE_ENTITY, page(&visite, &titulaire, true)).into_response();
    };
    let arretee = visite.state.0.espace.arreter_ecps(&titulaire.session, motif).await;
    if arretee.is_ok() && titulaire.par(&[MoyenKind::Ecps], "") {
        return parti(&visite, &titulaire, "ecps");
    }
    fait(&visite, titulaire.langue, "ecps", arretee)
}

fn page(visite: &Visite, titulaire: &Titulaire, a_choisir: bool) -> PageArreter {
    let cadre = titulaire.cadre(visite);
    PageArreter::new(cadre, visite.csrf(Temoin::Session), |route| visite.adresse(route), a_choisir)
}

impl Samples for PageArreter {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |a_choisir| {
            let cadre = crate::samples::cadre(langue);
            Self::new(cadre, crate::samples::csrf(), str::to_owned, a_choisir)
        };
        vec![("arrêter", page(false)), ("sans motif", page(true))]
    }
}
