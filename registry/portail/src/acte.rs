//! One act on a page of its own: what is known, what is asked, one button that says what will happen.

use askama::Template;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use pages::{Cadre, Csrf, Page};

use crate::formulaire::{Atelier, Bloc, Genre, Remarque, Saisie, champs, dans_l_ordre};
use crate::visite::Visite;

#[derive(Template)]
#[template(path = "acte.html")]
pub struct PageActe {
    pub cadre: Cadre,
    pub csrf: Csrf,
    /// The act's own key: sent twice, it happens once.
    pub cle: String,
    pub titre: String,
    pub aide: String,
    pub action: &'static str,
    pub envoyer: String,
    /// It takes something away.
    pub danger: bool,
    pub abandon: &'static str,
    /// What the form carries along, unseen.
    pub caches: Vec<(&'static str, String)>,
    /// What is known already: label, value.
    pub faits: Vec<(String, String)>,
    pub titre_faits: String,
    pub remarques: Vec<Remarque>,
    pub blocs: Vec<Bloc>,
}

/// What tells one act from another.
pub struct Acte {
    /// Texts `…-titre`, `…-aide`, `…-envoyer`, and `…-faits` where something is known.
    pub mots: &'static str,
    pub adresse: &'static str,
    pub abandon: &'static str,
    pub danger: bool,
    pub caches: Vec<(&'static str, String)>,
    pub faits: Vec<(String, String)>,
}

impl Acte {
    pub const fn nouveau(mots: &'static str, adresse: &'static str, abandon: &'static str) -> Self {
        Self { mots, adresse, abandon, danger: false, caches: Vec::new(), faits: Vec::new() }
    }

    /// The page, with what was typed and what is objected, each sentence beside its field.
    pub fn page(
        self,
        (visite, cadre): (&Visite, Cadre),
        saisie: &Saisie,
        remarques: Vec<Remarque>,
        blocs: impl FnOnce(&Atelier<'_>) -> Vec<Bloc>,
    ) -> Response {
        let Some(csrf) = visite.portail.0.sessions.csrf(&visite.jar) else { return Redirect::to("/").into_response() };
        let statut = if remarques.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let cle = Some(saisie.lire("cle")).filter(|cle| !cle.is_empty()).map(str::to_owned);
        let cle = cle.unwrap_or_else(|| visite.portail.cle());
        Page::new(statut, self.contexte((cadre, csrf, cle), saisie, remarques, blocs)).into_response()
    }

    pub fn contexte(
        self,
        (cadre, csrf, cle): (Cadre, Csrf, String),
        saisie: &Saisie,
        remarques: Vec<Remarque>,
        blocs: impl FnOnce(&Atelier<'_>) -> Vec<Bloc>,
    ) -> PageActe {
        let blocs = blocs(&Atelier { cadre: &cadre, saisie, remarques: &remarques });
        let remarques = dans_l_ordre(remarques, &champs(&blocs));
        let [titre, aide, envoyer] = ["titre", "aide", "envoyer"].map(|fin| cadre.t(format!("{}-{fin}", self.mots)));
        PageActe {
            csrf,
            cle,
            titre,
            aide,
            action: self.adresse,
            envoyer,
            danger: self.danger,
            abandon: self.abandon,
            caches: self.caches,
            titre_faits: if self.faits.is_empty() { String::new() } else { cadre.t(format!("{}-faits", self.mots)) },
            faits: self.faits,
            remarques,
            blocs,
            cadre,
        }
    }
}
