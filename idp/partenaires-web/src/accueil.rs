//! The first page: one's organisations, the invitations that wait, and a new organisation.

use askama::Template;
use axum::response::{IntoResponse, Response};
use idp_partenaires::{OrganisationId, Refus, Role};
use pages::{Cadre, Csrf, Langue, Page, Samples};

use crate::entree::{Etape, PagePorte};
use crate::formulaire::Formulaire;
use crate::visite::{Connexion, Reponse, Visite};
use crate::{adresses, refus};

#[derive(Template)]
#[template(path = "accueil.html")]
pub struct PageAccueil {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub equipes: Vec<Equipe>,
    pub invitations: Vec<Invitee>,
    pub creer: String,
    pub accepter: String,
    pub cles: String,
}

pub struct Equipe {
    pub nom: String,
    pub role: String,
    pub href: String,
}

pub struct Invitee {
    pub id: String,
    pub nom: String,
    pub role: String,
}

pub async fn get(visite: Visite) -> Response {
    match visite.connue().await {
        Ok(Some(connexion)) if visite.etat.0.entree.entiere(&connexion.session) => montrer(&visite, &connexion).await,
        Ok(Some(_)) => visite.renvoi(adresses::CLES),
        Ok(None) => {
            let (temoin, jar) = visite.porte();
            let page = PagePorte::new(&visite, visite.csrf(&temoin), Etape::Demande);
            (jar, Page::ok(page)).into_response()
        }
        Err(refus) => refus::page(&visite, &refus),
    }
}

async fn montrer(visite: &Visite, connexion: &Connexion) -> Response {
    let bureau = &visite.etat.0.bureau;
    let siennes = match bureau.organisations(&connexion.session).await {
        Ok(siennes) => siennes,
        Err(refus) => return refus::page(visite, &refus),
    };
    let invitations = match bureau.invitations_a(&connexion.session).await {
        Ok(invitations) => invitations,
        Err(refus) => return refus::page(visite, &refus),
    };
    let cadre = visite.cadre_de(connexion);
    let equipes = siennes.into_iter().map(|(organisation, role)| Equipe {
        href: visite.vers(&adresses::of(adresses::SERVICES, organisation.id.as_str(), "")),
        nom: organisation.nom,
        role: role_dit(&cadre, role),
    });
    let invitations = invitations.into_iter().map(|(invitation, organisation)| Invitee {
        id: organisation.id.to_string(),
        nom: organisation.nom,
        role: role_dit(&cadre, invitation.role),
    });
    Page::ok(PageAccueil {
        csrf: visite.csrf(&connexion.temoin),
        equipes: equipes.collect(),
        invitations: invitations.collect(),
        creer: visite.vers(adresses::ORGANISATIONS),
        accepter: visite.vers(adresses::INVITATIONS),
        cles: visite.vers(adresses::CLES),
        cadre,
    })
    .into_response()
}

/// No page has this address.
pub async fn nulle_part(visite: Visite) -> Response {
    refus::page(&visite, &Refus::Inconnu)
}

pub fn role_dit(cadre: &Cadre, role: Role) -> String {
    cadre.t(format!("role-{}", role.mot()))
}

pub async fn creer(visite: Visite, formulaire: Formulaire) -> Reponse {
    let connexion = visite.connexion().await?;
    visite.jeton(&connexion.temoin, &formulaire)?;
    match visite.etat.0.bureau.creer_organisation(&connexion.session, formulaire.champ("nom")).await {
        Ok(organisation) => Ok(visite.renvoi(&adresses::of(adresses::SERVICES, organisation.id.as_str(), ""))),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

pub async fn accepter(visite: Visite, formulaire: Formulaire) -> Reponse {
    let connexion = visite.connexion().await?;
    visite.jeton(&connexion.temoin, &formulaire)?;
    let id = OrganisationId::from(formulaire.champ("organisation"));
    match visite.etat.0.bureau.accepter(&connexion.session, &id).await {
        Ok(()) => Ok(visite.renvoi(&adresses::of(adresses::SERVICES, id.as_str(), ""))),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

impl Samples for PageAccueil {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |equipes, invitations| Self {
            cadre: crate::samples::place(langue),
            csrf: crate::samples::csrf(),
            equipes,
            invitations,
            creer: adresses::ORGANISATIONS.into(),
            accepter: adresses::INVITATIONS.into(),
            cles: adresses::CLES.into(),
        };
        let equipe = Equipe { nom: "Équipe <A>".into(), role: "Responsable".into(), href: "/o/a/services".into() };
        let invitee = Invitee { id: "b".into(), nom: "Équipe B".into(), role: "Développeur".into() };
        vec![("seul", page(vec![], vec![])), ("deux", page(vec![equipe], vec![invitee]))]
    }
}
