//! A service goes, with its clients and what was issued to them: asked first.

use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse;
use idp_partenaires::{Droit, ServiceId};
use pages::{Cadre, Csrf, Langue, Page, Samples};

use crate::formulaire::Formulaire;
use crate::visite::{Reponse, Visite};
use crate::{adresses, refus};

#[derive(Template)]
#[template(path = "retrait.html")]
pub struct PageRetrait {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub nom: String,
    pub action: String,
    pub retour: String,
}

pub async fn confirmer(visite: Visite, Path((organisation, service)): Path<(String, String)>) -> Reponse {
    let place = visite.place(&organisation).await?;
    if let Err(refus) = place.acteur.exige(Droit::Gerer) {
        return Ok(refus::page(&visite, &refus));
    }
    match visite.etat.0.bureau.service(&place.acteur, &ServiceId::from(service.as_str())).await {
        Ok(vu) => {
            let page = PageRetrait {
                cadre: visite.cadre_d(&place, "services"),
                csrf: visite.csrf(&place.connexion.temoin),
                nom: vu.service.fiche.nom,
                action: visite.vers(&adresses::of(adresses::RETIRER, &organisation, &service)),
                retour: visite.vers(&adresses::of(adresses::SERVICE, &organisation, &service)),
            };
            Ok(Page::ok(page).into_response())
        }
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

pub async fn retirer(
    visite: Visite,
    Path((organisation, service)): Path<(String, String)>,
    formulaire: Formulaire,
) -> Reponse {
    let place = visite.place_de(&organisation, &formulaire).await?;
    match visite.etat.0.bureau.retirer(&place.acteur, &ServiceId::from(service)).await {
        Ok(()) => Ok(visite.renvoi(&adresses::of(adresses::SERVICES, &organisation, ""))),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

impl Samples for PageRetrait {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let sample = Self {
            cadre: crate::samples::place(langue),
            csrf: crate::samples::csrf(),
            nom: "Dossier <résident>".into(),
            action: "/o/a/services/b/retirer".into(),
            retour: "/o/a/services/b".into(),
        };
        vec![("à confirmer", sample)]
    }
}
