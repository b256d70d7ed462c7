use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use http::header;
use http::request::Parts;
use registry_core::contact::PreuveForte;
use registry_core::recherche::Mesure;
use sante::IdentifiantNational;

use crate::jetons::{Jetons, Ouvert};
use crate::quota::Quota;
use crate::refus::{RefusAcces, RefusApi};

/// In whose name the program calls. What they may do, the registry says, at each act.
pub struct Agent(pub IdentifiantNational);

/// The same, for what somebody does about themselves: how and when they showed who they are comes with it.
pub struct Moi(pub PreuveForte);

/// The same, for what changes contact data: one's own, or as a gestionnaire somebody else's. A scope of its own opens it (R04).
pub struct Coordonnees(pub PreuveForte);

/// Somebody who looks people up: it is one search more (R06), whatever would be found.
pub struct Chercheur(pub IdentifiantNational);

impl<S> FromRequestParts<S> for Chercheur
where
    Arc<Jetons>: FromRef<S>,
    Arc<Quota>: FromRef<S>,
    Mesure: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = RefusApi;

    async fn from_request_parts(parts: &mut Parts, etat: &S) -> Result<Self, RefusApi> {
        let Agent(agent) = Agent::from_request_parts(parts, etat).await?;
        Mesure::from_ref(etat).agent(&agent).await?;
        Ok(Self(agent))
    }
}

impl<S> FromRequestParts<S> for Moi
where
    Arc<Jetons>: FromRef<S>,
    Arc<Quota>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = RefusApi;

    async fn from_request_parts(parts: &mut Parts, etat: &S) -> Result<Self, RefusApi> {
        Ok(Self(ouvrir(parts, etat).await?.preuve))
    }
}

impl<S> FromRequestParts<S> for Coordonnees
where
    Arc<Jetons>: FromRef<S>,
    Arc<Quota>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = RefusApi;

    async fn from_request_parts(parts: &mut Parts, etat: &S) -> Result<Self, RefusApi> {
        let ouvert = ouvrir(parts, etat).await?;
        Ok(Self(ouvert.aux_coordonnees().map_err(RefusAcces::from)?))
    }
}

impl<S> FromRequestParts<S> for Agent
where
    Arc<Jetons>: FromRef<S>,
    Arc<Quota>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = RefusApi;

    async fn from_request_parts(parts: &mut Parts, etat: &S) -> Result<Self, RefusApi> {
        let Moi(preuve) = Moi::from_request_parts(parts, etat).await?;
        Ok(Self(preuve.personne))
    }
}

/// A token that holds, counted.
async fn ouvrir<S>(parts: &Parts, etat: &S) -> Result<Ouvert, RefusApi>
where
    Arc<Jetons>: FromRef<S>,
    Arc<Quota>: FromRef<S>,
{
    let ouvert = Arc::<Jetons>::from_ref(etat).verifier(porteur(parts)?).await?;
    Arc::<Quota>::from_ref(etat).compter(&ouvert.preuve.personne).await?;
    Ok(ouvert)
}

/// RFC 6750 §2.1: in the header, once; neither in the address nor in the body.
fn porteur(parts: &Parts) -> Result<&str, RefusAcces> {
    let mut entetes = parts.headers.get_all(header::AUTHORIZATION).iter();
    let entete = entetes.next().ok_or(RefusAcces::SansJeton)?;
    if entetes.next().is_some() {
        return Err(RefusAcces::AutorisationDouble);
    }
    let texte = entete.to_str().map_err(|_| RefusAcces::SansJeton)?;
    let (schema, jeton) = texte.split_once(' ').ok_or(RefusAcces::SansJeton)?;
    match schema.to_ascii_lowercase().as_str() {
        "bearer" => Ok(jeton.trim()),
        "dpop" => Err(RefusAcces::PreuveDeCle),
        _ => Err(RefusAcces::SansJeton),
    }
}
