//! The people of an organisation, and its keys for the API.

use ambient::ExposeSecret as _;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use idp_partenaires::{CleApi, CleApiId, CompteId, Droit, Portee, Role};
use pages::{Cadre, Csrf, Langue, Page, Samples, heure};

use crate::accueil::role_dit;
use crate::formulaire::Formulaire;
use crate::visite::{Place, Reponse, Visite};
use crate::{adresses, refus};

#[derive(Template)]
#[template(path = "equipe.html")]
pub struct PageEquipe {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub personnes: Vec<Personne>,
    pub inviter: String,
    pub retirer: String,
    pub gere: bool,
}

pub struct Personne {
    /// Of the account; empty: invited.
    pub compte: String,
    pub courriel: String,
    pub role: String,
    pub depuis: String,
}

pub async fn get(visite: Visite, Path(organisation): Path<String>) -> Reponse {
    let place = visite.place(&organisation).await?;
    let equipe = match visite.etat.0.bureau.equipe(&place.acteur).await {
        Ok(equipe) => equipe,
        Err(refus) => return Ok(refus::page(&visite, &refus)),
    };
    let cadre = visite.cadre_d(&place, "equipe");
    let membres = equipe.membres.into_iter().map(|membre| Personne {
        compte: membre.compte.to_string(),
        courriel: membre.courriel.as_str().to_owned(),
        role: role_dit(&cadre, membre.role),
        depuis: cadre.t1("equipe-depuis", "jour", heure::jour(membre.depuis, visite.langue)),
    });
    let invites = equipe.invitations.into_iter().map(|invitation| Personne {
        compte: String::new(),
        courriel: invitation.courriel.as_str().to_owned(),
        role: role_dit(&cadre, invitation.role),
        depuis: cadre.t1("equipe-invitee", "jour", heure::jour(invitation.expire_le, visite.langue)),
    });
    Ok(Page::ok(PageEquipe {
        csrf: visite.csrf(&place.connexion.temoin),
        personnes: membres.chain(invites).collect(),
        inviter: visite.vers(&adresses::of(adresses::EQUIPE, &organisation, "")),
        retirer: visite.vers(&adresses::of(adresses::EQUIPE_RETIRER, &organisation, "")),
        gere: place.acteur.droit >= Droit::Gerer,
        cadre,
    })
    .into_response())
}

pub async fn inviter(visite: Visite, Path(organisation): Path<String>, formulaire: Formulaire) -> Reponse {
    let place = visite.place_de(&organisation, &formulaire).await?;
    let role = Role::lu(formulaire.champ("role")).unwrap_or(Role::Developpeur);
    match visite.etat.0.bureau.inviter(&place.acteur, formulaire.champ("courriel"), role).await {
        Ok(()) => Ok(visite.renvoi(&adresses::of(adresses::EQUIPE, &organisation, ""))),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

/// A member, or an invitation that waits.
pub async fn retirer(visite: Visite, Path(organisation): Path<String>, formulaire: Formulaire) -> Reponse {
    let place = visite.place_de(&organisation, &formulaire).await?;
    let bureau = &visite.etat.0.bureau;
    let fait = match formulaire.facultatif("compte") {
        Some(compte) => bureau.retirer_membre(&place.acteur, &CompteId::from(compte)).await,
        None => bureau.retirer_invitation(&place.acteur, formulaire.champ("courriel")).await,
    };
    match fait {
        Ok(()) => Ok(visite.renvoi(&adresses::of(adresses::EQUIPE, &organisation, ""))),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

#[derive(Template)]
#[template(path = "cles-api.html")]
pub struct PageClesApi {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub cles: Vec<Cle>,
    /// Of the one that was just made, this once.
    pub secret: Option<String>,
    pub creer: String,
    pub revoquer: String,
}

pub struct Cle {
    pub id: String,
    pub nom: String,
    pub portee: String,
    pub fin: String,
}

impl PageClesApi {
    fn new(visite: &Visite, place: &Place, (cles, secret): (Vec<CleApi>, Option<String>)) -> Self {
        let cadre = visite.cadre_d(place, "cles-api");
        let organisation = place.organisation.id.as_str();
        let cles = cles.into_iter().map(|cle| Cle {
            id: cle.id.to_string(),
            nom: cle.nom,
            portee: cadre.t(format!("portee-{}", cle.portee.mot())),
            fin: cadre.t1("cles-api-fin", "jour", heure::jour(cle.expire_le, visite.langue)),
        });
        Self {
            csrf: visite.csrf(&place.connexion.temoin),
            cles: cles.collect(),
            secret,
            creer: visite.vers(&adresses::of(adresses::CLES_API, organisation, "")),
            revoquer: visite.vers(&adresses::of(adresses::CLES_API_REVOQUER, organisation, "")),
            cadre,
        }
    }
}

async fn page(visite: &Visite, place: &Place, secret: Option<String>) -> Response {
    match visite.etat.0.bureau.cles_api(&place.acteur).await {
        Ok(cles) => Page::ok(PageClesApi::new(visite, place, (cles, secret))).into_response(),
        Err(refus) => refus::page(visite, &refus),
    }
}

pub async fn cles(visite: Visite, Path(organisation): Path<String>) -> Reponse {
    let place = visite.place(&organisation).await?;
    Ok(page(&visite, &place, None).await)
}

pub async fn creer_cle(visite: Visite, Path(organisation): Path<String>, formulaire: Formulaire) -> Reponse {
    let place = visite.place_de(&organisation, &formulaire).await?;
    let portee = Portee::lue(formulaire.champ("portee")).unwrap_or(Portee::Lecture);
    let jours = formulaire.champ("jours").parse().unwrap_or_default();
    let faite = visite.etat.0.bureau.creer_cle(&place.acteur, formulaire.champ("nom"), (portee, jours)).await;
    match faite {
        Ok(faite) => Ok(page(&visite, &place, Some(faite.secret.expose_secret().to_owned())).await),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

pub async fn revoquer(visite: Visite, Path(organisation): Path<String>, formulaire: Formulaire) -> Reponse {
    let place = visite.place_de(&organisation, &formulaire).await?;
    let id = CleApiId::from(formulaire.champ("cle"));
    match visite.etat.0.bureau.revoquer_cle(&place.acteur, &id).await {
        Ok(()) => Ok(visite.renvoi(&adresses::of(adresses::CLES_API, &organisation, ""))),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

impl Samples for PageEquipe {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let personne = |compte: &str| Personne {
            compte: compte.into(),
            courriel: "noe.fictif@editeur.example".into(),
            role: "Responsable".into(),
            depuis: "Depuis hier".into(),
        };
        let page = |gere| Self {
            cadre: crate::samples::place(langue),
            csrf: crate::samples::csrf(),
            personnes: vec![personne("a"), personne("")],
            inviter: "/o/a/equipe".into(),
            retirer: "/o/a/equipe/retirer".into(),
            gere,
        };
        vec![("responsable", page(true)), ("développeur", page(false))]
    }
}

impl Samples for PageClesApi {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |cles, secret: Option<&str>| Self {
            cadre: crate::samples::place(langue),
            csrf: crate::samples::csrf(),
            cles,
            secret: secret.map(str::to_owned),
            creer: "/o/a/cles-api".into(),
            revoquer: "/o/a/cles-api/revoquer".into(),
        };
        let cle = Cle { id: "a".into(), nom: "<CI>".into(), portee: "Lecture".into(), fin: "Demain".into() };
        vec![("aucune", page(vec![], None)), ("neuve", page(vec![cle], Some("cdp_exemple")))]
    }
}
