//! One of my places of work, as a form about it finds it: what is asked for goes to its gestionnaires (SIT-14).

use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::demande::{DemandeError, NouvelleMiseAJour, Voulue};
use registry_core::espace::MaSituation;
use registry_core::idempotence::CleIdempotence;
use registry_core::situation_acte::Version;
use sante::IdentifiantNational;

use super::ADRESSE;
use crate::deux_temps::{Rendue, relue, vue_d_abord};
use crate::formulaire::Saisie;
use crate::visite::Visite;
use crate::{causes, erreur};

/// The one that the form names, as long as something may be asked of it; else where to go.
pub async fn mienne(visite: &Visite, moi: &IdentifiantNational, saisie: &Saisie) -> Result<MaSituation, Response> {
    let dossier = match visite.portail.0.espace.mon_dossier(moi).await {
        Ok(dossier) => dossier,
        Err(cause) => return Err(causes::page(visite, &cause, "/demande")),
    };
    let voulue = saisie.lire("situation");
    let mienne = dossier.situations.into_iter().find(|une| une.situation.id.as_str() == voulue);
    mienne.filter(|une| une.version.is_some()).ok_or_else(|| Redirect::to(ADRESSE).into_response())
}

/// Which one, and what I saw of it.
pub fn caches(saisie: &Saisie, une: &MaSituation) -> Vec<(&'static str, String)> {
    vec![
        ("situation", une.situation.id.as_str().to_owned()),
        ("version", vue_d_abord(saisie, une.version.as_ref())),
        ("code_civilite", une.noms.code_civilite.clone()),
    ]
}

/// Sends it, and shows where it stands.
pub async fn demander(
    visite: &Visite,
    moi: &IdentifiantNational,
    saisie: &Saisie,
    voulue: Voulue,
) -> Result<Response, Rendue> {
    let Some(cle) = CleIdempotence::lue(saisie.lire("cle")) else {
        return Err(Rendue::avec(&saisie.sans_cle(), Vec::new()));
    };
    let (situation, version) = (saisie.lire("situation").into(), Version::from(saisie.lire("version").to_owned()));
    match visite.portail.0.demandes.mettre_a_jour(moi, &cle, NouvelleMiseAJour { situation, version, voulue }).await {
        Ok(_) => Ok(Redirect::to("/demande").into_response()),
        Err(cause) => {
            let saisie = match &cause {
                DemandeError::Situation(changee) => relue(saisie, changee),
                _ => saisie.clone(),
            };
            Err(Rendue { saisie, remarques: erreur::remarques(&cause) })
        }
    }
}
