//! The passkeys of an account.

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use idp_core::passkey::PasskeyId;
use idp_partenaires::Refus;
use pages::{Cadre, Csrf, Langue, Page, Samples, heure};

use crate::formulaire::Formulaire;
use crate::visite::{Reponse, Visite};
use crate::{adresses, refus};

#[derive(Template)]
#[template(path = "cles.html")]
pub struct PageCles {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub cles: Vec<Cle>,
    /// Nothing else is open before there is one.
    pub exigee: bool,
    pub ajouter: String,
    pub question: String,
    pub retirer: String,
    pub retour: String,
    /// The one that is there is used first.
    pub entrer: String,
    pub entrer_question: String,
}

pub struct Cle {
    pub id: String,
    pub nom: String,
    pub faite: String,
}

impl PageCles {
    /// Mail alone opens nothing, and there is a passkey to use.
    pub fn a_prouver(&self) -> bool {
        self.exigee && !self.cles.is_empty()
    }
}

pub async fn get(visite: Visite) -> Reponse {
    let connexion = visite.connexion_partielle().await?;
    let entree = &visite.etat.0.entree;
    let exigee = !entree.entiere(&connexion.session);
    let cles = match entree.cles(&connexion.session).await {
        Ok(cles) => cles,
        Err(refus) => return Ok(refus::page(&visite, &refus)),
    };
    let cadre = visite.cadre_de(&connexion);
    let cles: Vec<Cle> = cles
        .into_iter()
        .map(|cle| Cle {
            id: cle.id.to_string(),
            nom: cle.nom,
            faite: cadre.t1("cles-ajoutee", "jour", heure::jour(cle.ajoutee_le, visite.langue)),
        })
        .collect();
    let page = PageCles {
        csrf: visite.csrf(&connexion.temoin),
        cles,
        exigee,
        ajouter: visite.vers(adresses::CLES),
        question: visite.vers(adresses::CLES_QUESTION),
        retirer: visite.vers(adresses::CLES_RETIRER),
        retour: visite.vers(adresses::ACCUEIL),
        entrer: visite.vers(adresses::ENTREE_CLE),
        entrer_question: visite.vers(adresses::ENTREE_CLE_QUESTION),
        cadre,
    };
    if !page.a_prouver() {
        return Ok(Page::ok(page).into_response());
    }
    // the passkey is asked for at the door, whose form has a token of its own
    let (porte, jar) = visite.porte();
    let page = PageCles { csrf: visite.csrf(&porte), ..page };
    Ok((jar, Page::ok(page)).into_response())
}

/// Options of `navigator.credentials.create`, JSON.
pub async fn question(visite: Visite, formulaire: Formulaire) -> Response {
    let Ok(connexion) = visite.connexion_partielle().await else { return StatusCode::CONFLICT.into_response() };
    if visite.jeton(&connexion.temoin, &formulaire).is_err() {
        return StatusCode::CONFLICT.into_response();
    }
    match visite.etat.0.entree.question_d_ajout(&connexion.session, &connexion.temoin).await {
        Ok(options) => ([(CONTENT_TYPE, "application/json")], options).into_response(),
        Err(Refus::Port(_)) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(_) => StatusCode::CONFLICT.into_response(),
    }
}

pub async fn ajouter(visite: Visite, formulaire: Formulaire) -> Reponse {
    let connexion = visite.connexion_partielle().await?;
    visite.jeton(&connexion.temoin, &formulaire)?;
    let answer = (formulaire.champ("reponse"), formulaire.champ("nom"));
    match visite.etat.0.entree.ajouter_cle(&connexion.session, &connexion.temoin, answer).await {
        Ok(ouverte) => Ok((visite.garder(&ouverte.temoin), visite.renvoi(adresses::CLES)).into_response()),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

pub async fn retirer(visite: Visite, formulaire: Formulaire) -> Reponse {
    let connexion = visite.connexion().await?;
    visite.jeton(&connexion.temoin, &formulaire)?;
    let id = PasskeyId::from(formulaire.champ("cle"));
    match visite.etat.0.entree.retirer_cle(&connexion.session, &id).await {
        Ok(()) => Ok(visite.renvoi(adresses::CLES)),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

impl Samples for PageCles {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |cles, exigee| Self {
            cadre: crate::samples::place(langue),
            csrf: crate::samples::csrf(),
            cles,
            exigee,
            ajouter: adresses::CLES.into(),
            question: adresses::CLES_QUESTION.into(),
            retirer: adresses::CLES_RETIRER.into(),
            retour: adresses::ACCUEIL.into(),
            entrer: adresses::ENTREE_CLE.into(),
            entrer_question: adresses::ENTREE_CLE_QUESTION.into(),
        };
        let cle = || vec![Cle { id: "a".into(), nom: "<Ma clé>".into(), faite: "Ajoutée hier".into() }];
        vec![
            ("aucune", page(vec![], false)),
            ("exigée", page(vec![], true)),
            ("à prouver", page(cle(), true)),
            ("une", page(cle(), false)),
        ]
    }
}
