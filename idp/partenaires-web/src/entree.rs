//! The door: a link by mail, or a passkey.

use ambient::SecretString;
use askama::Template;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use idp_partenaires::{Courriel, Refus, SessionOuverte};
use oidc::Parameters;
use pages::{Cadre, Csrf, Langue, Page, Samples};

use crate::formulaire::Formulaire;
use crate::visite::{Reponse, Visite};
use crate::{adresses, refus};

/// Where nobody is signed in.
#[derive(Template)]
#[template(path = "porte.html")]
pub struct PagePorte {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub etape: Etape,
    pub courriel: String,
    pub remarque: Option<String>,
    pub demander: String,
    pub cle: String,
    pub question: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Etape {
    Demande,
    /// Whoever has the address finds a mail; the page is the same whoever that is.
    Envoye,
}

impl PagePorte {
    pub fn new(visite: &Visite, csrf: Csrf, etape: Etape) -> Self {
        Self {
            cadre: visite.cadre(),
            csrf,
            etape,
            courriel: String::new(),
            remarque: None,
            demander: visite.vers(adresses::ENTREE),
            cle: visite.vers(adresses::ENTREE_CLE),
            question: visite.vers(adresses::ENTREE_CLE_QUESTION),
        }
    }

    pub fn envoye(&self) -> bool {
        self.etape == Etape::Envoye
    }
}

pub async fn demander(visite: Visite, formulaire: Formulaire) -> Reponse {
    let temoin = visite.a_la_porte(&formulaire)?;
    let courriel = formulaire.champ("courriel");
    let page = |etape| PagePorte::new(&visite, visite.csrf(&temoin), etape);
    match visite.etat.0.entree.demander(courriel, &visite.source).await {
        Ok(()) => Ok(Page::ok(PagePorte { courriel: courriel.to_owned(), ..page(Etape::Envoye) }).into_response()),
        Err(refus @ Refus::Courriel) => {
            let remarque = Some(refus::phrase(&visite.cadre(), &refus));
            let page = PagePorte { courriel: courriel.to_owned(), remarque, ..page(Etape::Demande) };
            Ok(Page::new(StatusCode::BAD_REQUEST, page).into_response())
        }
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

/// Before a link is spent: programs that read mail follow links too, and whoever comes sees whose account it opens.
#[derive(Template)]
#[template(path = "lien.html")]
pub struct PageLien {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub courriel: String,
    pub lien: String,
    pub action: String,
}

pub async fn lien(visite: Visite, RawQuery(query): RawQuery) -> Response {
    let sent = Parameters::parse(query.unwrap_or_default().as_bytes());
    let lien = sent.only("l").unwrap_or_default().to_owned();
    match visite.etat.0.entree.regarder(&SecretString::from(lien.clone())).await {
        Ok(courriel) => {
            let (temoin, jar) = visite.porte();
            let (mut cadre, csrf) = (visite.cadre(), visite.csrf(&temoin));
            // the other language would put the link into one more address
            cadre.autre_langue = None;
            let courriel = courriel.as_str().to_owned();
            let action = visite.vers(adresses::LIEN);
            (jar, Page::ok(PageLien { cadre, csrf, courriel, lien, action })).into_response()
        }
        Err(refus) => refus::page(&visite, &refus),
    }
}

pub async fn entrer(visite: Visite, formulaire: Formulaire) -> Reponse {
    visite.a_la_porte(&formulaire)?;
    let secret = SecretString::from(formulaire.champ("l").to_owned());
    Ok(entre(&visite, visite.etat.0.entree.entrer(&secret).await))
}

/// Options of `navigator.credentials.get`, JSON.
pub async fn question(visite: Visite, formulaire: Formulaire) -> Response {
    let Ok(temoin) = visite.a_la_porte(&formulaire) else { return StatusCode::CONFLICT.into_response() };
    match visite.etat.0.entree.question_a_la_porte(&temoin).await {
        Ok(options) => ([(CONTENT_TYPE, "application/json")], options).into_response(),
        Err(Refus::Port(_)) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(_) => StatusCode::CONFLICT.into_response(),
    }
}

pub async fn par_cle(visite: Visite, formulaire: Formulaire) -> Reponse {
    let temoin = visite.a_la_porte(&formulaire)?;
    Ok(entre(&visite, visite.etat.0.entree.entrer_par_cle(&temoin, formulaire.champ("reponse")).await))
}

fn entre(visite: &Visite, ouverte: Result<SessionOuverte, Refus>) -> Response {
    match ouverte {
        Ok(ouverte) => (visite.garder(&ouverte.temoin), visite.renvoi(adresses::ACCUEIL)).into_response(),
        Err(refus) => refus::page(visite, &refus),
    }
}

/// Before somebody leaves: a link of another site ends no session.
#[derive(Template)]
#[template(path = "sortie.html")]
pub struct PageSortie {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub action: String,
    pub retour: String,
}

pub async fn sortie_page(visite: Visite) -> Reponse {
    let connexion = visite.connexion_partielle().await?;
    let (action, retour) = (visite.vers(adresses::SORTIE), visite.vers(adresses::ACCUEIL));
    let (cadre, csrf) = (visite.cadre_de(&connexion), visite.csrf(&connexion.temoin));
    Ok(Page::ok(PageSortie { cadre, csrf, action, retour }).into_response())
}

pub async fn sortie(visite: Visite, formulaire: Formulaire) -> Reponse {
    let connexion = visite.connexion_partielle().await?;
    visite.jeton(&connexion.temoin, &formulaire)?;
    match visite.etat.0.entree.fermer(&connexion.temoin).await {
        Ok(()) => Ok((visite.oublier(), visite.renvoi(adresses::ACCUEIL)).into_response()),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

impl Samples for PagePorte {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |etape, courriel: &str, remarque: Option<&str>| Self {
            cadre: crate::samples::cadre(langue),
            csrf: crate::samples::csrf(),
            etape,
            courriel: courriel.into(),
            remarque: remarque.map(str::to_owned),
            demander: adresses::ENTREE.into(),
            cle: adresses::ENTREE_CLE.into(),
            question: adresses::ENTREE_CLE_QUESTION.into(),
        };
        vec![
            ("demande", page(Etape::Demande, "", None)),
            ("à corriger", page(Etape::Demande, "<noe>", Some("Ceci n’est pas une adresse."))),
            ("envoyé", page(Etape::Envoye, "noe@editeur.example", None)),
        ]
    }
}

impl Samples for PageLien {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let sample = Self {
            cadre: crate::samples::cadre(langue),
            csrf: crate::samples::csrf(),
            courriel: Courriel::lu("noe@editeur.example").map(|it| it.as_str().to_owned()).unwrap_or_default(),
            lien: "exemple".into(),
            action: adresses::LIEN.into(),
        };
        vec![("à confirmer", sample)]
    }
}

impl Samples for PageSortie {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let cadre = crate::samples::place(langue);
        let (action, retour) = (adresses::SORTIE.into(), adresses::ACCUEIL.into());
        vec![("à confirmer", Self { cadre, csrf: crate::samples::csrf(), action, retour })]
    }
}
