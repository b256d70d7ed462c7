use askama::Template;
use pages::{Cadre, Csrf};

use crate::fiche::TelephoneId;
use crate::poste::Apercu;
use crate::vue::Vue;

#[derive(Template)]
#[template(path = "liste.html")]
pub struct PageListe {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub telephones: Vec<Ligne>,
}

/// One phone of the list.
pub struct Ligne {
    pub id: TelephoneId,
    pub nom: String,
    pub detail: String,
    /// The key of the word of the badge, and its colour.
    pub etat: &'static str,
    pub ton: &'static str,
}

impl Ligne {
    pub fn de(cadre: &Cadre, apercu: Apercu) -> Self {
        let (etat, ton) = match apercu.etat.as_str() {
            "actif" if apercu.notification => ("etat-attente", "badge--accent"),
            "actif" => ("etat-active", "badge--ok"),
            "verrouille" => ("etat-bloquee", "badge--danger"),
            _ => ("etat-sans", ""),
        };
        let detail = apercu.identifiant.unwrap_or_else(|| cadre.t("detail-sans"));
        Self { id: apercu.id, nom: apercu.nom, detail, etat, ton }
    }
}

#[derive(Template)]
#[template(path = "telephone.html")]
pub struct PageTelephone {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub id: TelephoneId,
    pub nom: String,
    /// What the clock of the phone says.
    pub heure: String,
    pub version: u64,
    pub vue: Vue,
}

#[cfg(test)]
#[path = "samples.rs"]
mod samples;
