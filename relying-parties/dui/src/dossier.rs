//! One resident: the parts of the file that the active role opens, and what it may add to them.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use crate::carnet::{self, Note};
use crate::droits::{Description, Role, Rubrique};
use crate::pages::{Qui, html};
use crate::refus::Refus;
use crate::residents::{Resident, resident};
use crate::{Dui, EnSession};

/// One part, as it is read.
struct Partie {
    rubrique: &'static Description,
    notes: Vec<Note>,
    /// The words of the button, where this role may add.
    noter: Option<&'static str>,
    /// What was typed and not kept, and why.
    remarque: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "dossier.html")]
struct PageDossier {
    qui: Qui,
    onglet: &'static str,
    resident: &'static Resident,
    role: &'static Role,
    parties: Vec<Partie>,
}

/// The text of somebody whose session ended meanwhile, or cannot be renewed now: not kept, and given back.
#[derive(Template)]
#[template(path = "texte.html")]
struct PageTexte {
    finie: bool,
    texte: String,
}

#[derive(Deserialize)]
pub struct Saisie {
    #[serde(default)]
    csrf: String,
    rubrique: Rubrique,
    #[serde(default)]
    texte: String,
}

/// `GET /residents/{chambre}`
pub async fn dossier(
    State(dui): State<Arc<Dui>>,
    Path(chambre): Path<String>,
    jar: CookieJar,
) -> Result<Response, Refus> {
    let Some(en_session) = dui.session(&jar).await? else { return Ok(Redirect::to("/").into_response()) };
    match dui.role(&en_session).await? {
        Ok(role) => montrer(&dui, &en_session, (trouve(&chambre)?, role), None).await,
        Err(ferme) => Ok(ferme),
    }
}

/// `POST /residents/{chambre}/notes`: who, then which form, then what the role may do, then the words.
pub async fn noter(
    State(dui): State<Arc<Dui>>,
    Path(chambre): Path<String>,
    jar: CookieJar,
    Form(saisie): Form<Saisie>,
) -> Result<Response, Refus> {
    let en_session = match dui.session(&jar).await {
        Ok(Some(en_session)) => en_session,
        Ok(None) | Err(Refus::Fin) => return Ok(rendre(StatusCode::UNAUTHORIZED, saisie.texte)),
        Err(_) => return Ok(rendre(StatusCode::BAD_GATEWAY, saisie.texte)),
    };
    if en_session.csrf != saisie.csrf {
        return Err(Refus::Formulaire);
    }
    let role = match dui.role(&en_session).await? {
        Ok(role) => role,
        Err(ferme) => return Ok(ferme),
    };
    let resident = trouve(&chambre)?;
    if !role.note(&saisie.rubrique) {
        return Err(Refus::Ferme);
    }
    match carnet::relire(&saisie.texte) {
        Ok(texte) => {
            let note = Note {
                texte: texte.to_owned(),
                auteur: dui.qui(&en_session).nom,
                heure: carnet::heure((dui.fournisseur.config.horloge)()),
            };
            dui.carnet.noter((resident.chambre, saisie.rubrique), note);
            Ok(Redirect::to(&format!("/residents/{}", resident.chambre)).into_response())
        }
        Err(remarque) => {
            montrer(&dui, &en_session, (resident, role), Some((saisie.rubrique, saisie.texte, remarque))).await
        }
    }
}

fn rendre(status: StatusCode, texte: String) -> Response {
    let finie = status == StatusCode::UNAUTHORIZED;
    (status, html(&PageTexte { finie, texte })).into_response()
}

fn trouve(chambre: &str) -> Result<&'static Resident, Refus> {
    chambre.parse().ok().and_then(resident).ok_or(Refus::Inconnu)
}

/// `refusee`: where, what was typed, what is to be put right.
async fn montrer(
    dui: &Dui,
    en_session: &EnSession,
    (resident, role): (&'static Resident, &'static Role),
    refusee: Option<(Rubrique, String, String)>,
) -> Result<Response, Refus> {
    let status = if refusee.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let partie = |rubrique: &'static Description| Partie {
        rubrique,
        notes: dui.carnet.notes((resident.chambre, rubrique.id)),
        noter: rubrique.noter.as_deref().filter(|_| role.note(&rubrique.id)),
        remarque: refusee
            .as_ref()
            .filter(|(ou, ..)| *ou == rubrique.id)
            .map(|(_, texte, remarque)| (texte.clone(), remarque.clone())),
    };
    let parties = role.ouvertes().into_iter().map(partie).collect();
    let page = PageDossier { qui: dui.qui(en_session), onglet: "residents", resident, role, parties };
    dui.page(status, &page).await
}
