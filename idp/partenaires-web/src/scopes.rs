//! Scopes and claims, explained with what the tokens of this very client would say of invented people.

use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse;
use idp_partenaires::{Environnement, Exemple, Mot, ServiceId};
use pages::{Cadre, Langue, Page, Samples};

use crate::visite::{Reponse, Visite};
use crate::{adresses, refus};

#[derive(Template)]
#[template(path = "scopes.html")]
pub struct PageScopes {
    pub cadre: Cadre,
    pub nom: String,
    pub mots: Vec<Mot>,
    pub exemples: Vec<ExempleDit>,
    pub retour: String,
}

pub struct ExempleDit {
    pub qui: &'static str,
    pub dit: String,
    /// Which token, as JSON.
    pub jetons: Vec<(&'static str, String)>,
}

pub async fn get(visite: Visite, Path((organisation, service)): Path<(String, String)>) -> Reponse {
    let place = visite.place(&organisation).await?;
    let vu = match visite.etat.0.bureau.service(&place.acteur, &ServiceId::from(service.as_str())).await {
        Ok(vu) => vu,
        Err(refus) => return Ok(refus::page(&visite, &refus)),
    };
    let client = Environnement::TOUS.into_iter().find_map(|lieu| vu.client(lieu));
    let Some(client) = client else { return Ok(refus::page(&visite, &idp_partenaires::Refus::SansClient)) };
    let (catalogue, now) = (&visite.etat.0.catalogue, visite.etat.0.ambient.now());
    let told = catalogue.mots(client, now).and_then(|mots| Ok((mots, catalogue.exemples(client, now)?)));
    let (mots, exemples) = match told {
        Ok(told) => told,
        Err(error) => return Ok(refus::page(&visite, &error.into())),
    };
    let cadre = visite.cadre_d(&place, "services");
    Ok(Page::ok(PageScopes {
        nom: vu.service.fiche.nom.clone(),
        mots,
        exemples: exemples.iter().map(|exemple| ExempleDit::new(&cadre, exemple)).collect(),
        retour: visite.vers(&adresses::of(adresses::SERVICE, &organisation, &service)),
        cadre,
    })
    .into_response())
}

impl ExempleDit {
    fn new(cadre: &Cadre, exemple: &Exemple) -> Self {
        let json = |value: &serde_json::Value| serde_json::to_string_pretty(value).unwrap_or_default();
        Self {
            qui: exemple.qui,
            dit: cadre.t(format!("exemple-{}", exemple.qui)),
            jetons: vec![
                ("id_token", json(&exemple.id_token)),
                ("access_token", json(&exemple.access_token)),
                ("userinfo", json(&exemple.userinfo)),
            ],
        }
    }
}

impl Samples for PageScopes {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let cadre = crate::samples::place(langue);
        let exemple = |qui| Exemple {
            qui,
            id_token: serde_json::json!({"sub": "<x>"}),
            access_token: serde_json::json!({}),
            userinfo: serde_json::json!({}),
        };
        let exemples = ["cps", "ecps", "plusieurs", "cpe", "psi"].map(|qui| ExempleDit::new(&cadre, &exemple(qui)));
        let mot = |mot, inscrit| Mot { mot, inscrit, claims: vec!["sub".into()] };
        let page = Self {
            nom: "Dossier <résident>".into(),
            mots: idp_core::claims::scope::ALL.iter().map(|one| mot(*one, *one == "openid")).collect(),
            exemples: exemples.into(),
            retour: "/o/a/services/b".into(),
            cadre,
        };
        vec![("toutes les personnes", page)]
    }
}
