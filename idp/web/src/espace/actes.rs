use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use idp_core::espace::{EspaceError, Fermeture};
use idp_core::moyen::MoyenKind;
use oidc::Parameters;
use pages::erreur::Action;
use pages::{Icone, Page};

use super::{PageEspace, PageTout, Titulaire, fait, parti};
use crate::accueil::PageSimple;
use crate::connexion::Formulaire;
use crate::deconnexion::unavailable;
use crate::routes;
use crate::temoins::Temoin;
use crate::visite::Visite;

/// What was just done, as the address may say it.
pub const FAITS: [&str; 8] = ["session", "service", "carte", "ecps", "activation", "activee", "trop", "rien"];

pub async fn montrer(visite: Visite, RawQuery(query): RawQuery) -> Response {
    let sent = Parameters::parse(query.unwrap_or_default().as_bytes());
    // the person went back from the login page: asking them again at once would be no way back
    if sent.get("error").is_some() {
        let cadre = visite.cadre(visite.langue(&[]));
        return Page::ok(PageSimple::hors_espace(cadre)).into_response();
    }
    let titulaire = match Titulaire::new(&visite, routes::ESPACE).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let fait = sent.only("fait").and_then(|mot| FAITS.into_iter().find(|connu| *connu == mot));
    match visite.state.0.espace.vue(&titulaire.session).await {
        Ok(vue) => Page::ok(PageEspace::new(&visite, &titulaire, &vue, fait)).into_response(),
        Err(EspaceError::Port(error)) => unavailable(&visite, titulaire.langue, error),
        Err(EspaceError::Rien) => visite.vers(routes::ACCUEIL),
    }
}

pub async fn session(visite: Visite, formulaire: Formulaire) -> Response {
    let titulaire = match Titulaire::of_form(&visite, &formulaire).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let id = formulaire.champ("session").into();
    let ferme = visite.state.0.espace.fermer_session(&titulaire.session, &id).await;
    if ferme.is_ok() && titulaire.session.id == id {
        return parti(&visite, &titulaire, "session");
    }
    fait(&visite, titulaire.langue, "session", ferme)
}

pub async fn service(visite: Visite, formulaire: Formulaire) -> Response {
    let titulaire = match Titulaire::of_form(&visite, &formulaire).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let service = formulaire.champ("service").into();
    let ferme = visite.state.0.espace.fermer_service(&titulaire.session, &service).await;
    fait(&visite, titulaire.langue, "service", ferme)
}

pub async fn carte(visite: Visite, formulaire: Formulaire) -> Response {
    let titulaire = match Titulaire::of_form(&visite, &formulaire).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let moyen = formulaire.champ("carte");
    let ferme = visite.state.0.espace.fermer_carte(&titulaire.session, moyen).await;
    if ferme.is_ok() && titulaire.par(&[MoyenKind::Carte], moyen) {
        return parti(&visite, &titulaire, "carte");
    }
    fait(&visite, titulaire.langue, "carte", ferme)
}

/// Asks before it closes everything.
pub async fn tout_page(visite: Visite) -> Response {
    match Titulaire::new(&visite, routes::ESPACE_TOUT).await {
        Ok(titulaire) => Page::ok(PageTout {
            cadre: titulaire.cadre(&visite),
            csrf: visite.csrf(Temoin::Session),
            action: visite.adresse(routes::ESPACE_TOUT),
            retour: visite.adresse(routes::ESPACE),
        })
        .into_response(),
        Err(page) => *page,
    }
}

pub async fn tout(visite: Visite, formulaire: Formulaire) -> Response {
    let titulaire = match Titulaire::of_form(&visite, &formulaire).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let fermeture = if formulaire.champ("moyens") == "oui" { Fermeture::AvecMoyens } else { Fermeture::Acces };
    match visite.state.0.espace.tout_fermer(&titulaire.session, fermeture).await {
        Ok(()) | Err(EspaceError::Rien) => {
            let cadre = visite.cadre(titulaire.langue);
            let page = Page::ok(PageSimple::tout_ferme(cadre, fermeture)).into_response();
            (visite.temoins().leave(visite.jar.clone()), page).into_response()
        }
        Err(EspaceError::Port(error)) => unavailable(&visite, titulaire.langue, error),
    }
}

impl PageSimple {
    fn de_l_espace(cadre: pages::Cadre, icone: Icone, cle: &str) -> Self {
        let titre = cadre.t(format!("{cle}-titre"));
        let phrases = vec![cadre.t(format!("{cle}-phrase"))];
        let action = Action { libelle: cadre.t("espace-rouvrir"), href: routes::ESPACE.to_owned() };
        Self { icone, titre, phrases, actions: vec![action], cadre }
    }

    pub(crate) fn hors_espace(cadre: pages::Cadre) -> Self {
        Self::de_l_espace(cadre, Icone::Info, "espace-hors")
    }

    /// `mot`: what was ended, the session of this browser with it.
    pub(crate) fn parti(cadre: pages::Cadre, mot: &str) -> Self {
        Self::de_l_espace(cadre, Icone::Check, &format!("espace-parti-{mot}"))
    }

    pub(crate) fn tout_ferme(cadre: pages::Cadre, fermeture: Fermeture) -> Self {
        let cle = match fermeture {
            Fermeture::Acces => "espace-tout-ferme",
            Fermeture::AvecMoyens => "espace-tout-arrete",
        };
        Self::de_l_espace(cadre, Icone::Check, cle)
    }
}
