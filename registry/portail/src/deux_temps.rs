//! An act in two steps: a button of a file opens its form, the form does it. It comes back with what was typed and what is objected,
//! and after a session that ended.

use async_trait::async_trait;
use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::situation_acte::{SituationError, Version};
use sante::IdentifiantNational;

use crate::bureau::{agent, recevoir};
use crate::causes;
use crate::envoi::{self, Champs};
use crate::formulaire::{Remarque, Saisie};
use crate::visite::Visite;

/// What the button sends, and the form does not.
const OUVRIR: &str = "ouvrir";

#[async_trait]
pub trait DeuxTemps: 'static {
    /// The list that leads here: for who comes without having typed anything.
    const RETOUR: &'static str;
    /// Whether it shows nobody else's record: it is about whoever fills it in, or about a thing.
    const SANS_TIERS: bool = false;

    /// The form; [`ouvre`] tells the first time.
    async fn page(visite: &Visite, qui: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response;

    /// Does it, or gives the form back.
    async fn faire(visite: &Visite, qui: &IdentifiantNational, saisie: &Saisie) -> Result<Response, Rendue>;
}

/// The form again, and why.
pub struct Rendue {
    pub saisie: Saisie,
    pub remarques: Vec<Remarque>,
}

impl Rendue {
    pub fn avec(saisie: &Saisie, remarques: Vec<Remarque>) -> Self {
        Self { saisie: saisie.clone(), remarques }
    }
}

/// `GET`: what was typed before the session ended; it stays kept for who asked too often.
pub async fn reprendre<A: DeuxTemps>(visite: Visite) -> Response {
    let Some(qui) = agent(&visite) else { return Redirect::to("/").into_response() };
    if let Err(reponse) = compter::<A>(&visite, &qui).await {
        return *reponse;
    }
    let saisie = envoi::reprendre(&visite).await;
    if saisie == Saisie::default() {
        return Redirect::to(A::RETOUR).into_response();
    }
    A::page(&visite, &qui, &saisie, Vec::new()).await
}

/// `POST`: shows the form, then does what it says. A form that comes back is not counted again: nothing typed is lost.
pub async fn envoyer<A: DeuxTemps>(visite: Visite, champs: Champs) -> Response {
    let (qui, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    if ouvre(&saisie) {
        return match compter::<A>(&visite, &qui).await {
            Ok(()) => A::page(&visite, &qui, &saisie.sans_cle(), Vec::new()).await,
            Err(reponse) => *reponse,
        };
    }
    match A::faire(&visite, &qui, &saisie).await {
        Ok(reponse) => reponse,
        Err(Rendue { saisie, remarques }) => A::page(&visite, &qui, &saisie, remarques).await,
    }
}

/// A form that opens shows somebody else's record, as a search would: it is counted as one (R06).
async fn compter<A: DeuxTemps>(visite: &Visite, qui: &IdentifiantNational) -> Result<(), Box<Response>> {
    if A::SANS_TIERS {
        return Ok(());
    }
    let comptee = visite.portail.0.recherche.compter(qui).await;
    comptee.map_err(|cause| Box::new(causes::page(visite, &cause, A::RETOUR)))
}

/// Whether the button sent it: nothing was typed yet.
pub fn ouvre(saisie: &Saisie) -> bool {
    saisie.lire("action") == OUVRIR
}

/// What a button sends along.
pub fn bouton(champs: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let champs = champs.iter().map(|(nom, valeur)| (*nom, (*valeur).to_owned()));
    std::iter::once(("action", OUVRIR.to_owned())).chain(champs).collect()
}

/// What its reader saw first, carried along: a form that comes back for another reason keeps it, since somebody else may have
/// been there meanwhile.
pub fn vue_d_abord(saisie: &Saisie, maintenant: Option<&Version>) -> String {
    let vue = Some(saisie.lire("version")).filter(|vue| !vue.is_empty());
    vue.or(maintenant.map(Version::as_str)).unwrap_or_default().to_owned()
}

/// What the form is shown again with: who hears that the file changed sees it as it is now.
pub fn relue(saisie: &Saisie, cause: &SituationError) -> Saisie {
    if matches!(cause, SituationError::Changee) { saisie.sans("version") } else { saisie.clone() }
}
