use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use ambient::{RestKey, Resting};
use aws_lc_rs::constant_time;
use axum::extract::{FromRef, FromRequestParts};
use http::header;
use http::request::Parts;
use serde::Deserialize;

use crate::refus::RefusHttp;

/// What a key may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Droit {
    Lecture,
    Correspondance,
    Evenements,
    /// Tells that somebody activates an e-CPS.
    Activation,
}

#[derive(Debug, thiserror::Error)]
#[error("a right is lecture, correspondance, evenements or activation, got \"{0}\"")]
pub struct DroitError(String);

/// A caller: its name in the audit record, what it may ask, and the form in which its key rests.
#[derive(Clone, Debug)]
pub struct CleApi {
    pub nom: String,
    pub droits: Vec<Droit>,
    pub empreinte: Resting,
}

/// The keys of one registry.
pub struct Acces {
    repos: RestKey,
    cles: Vec<CleApi>,
}

/// The caller of a request, once its key is known. Rights are checked by what the handler asks of it.
#[derive(Clone, Debug)]
pub struct Appelant {
    nom: String,
    droits: Vec<Droit>,
}

impl Droit {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lecture => "lecture",
            Self::Correspondance => "correspondance",
            Self::Evenements => "evenements",
            Self::Activation => "activation",
        }
    }
}

impl FromStr for Droit {
    type Err = DroitError;

    fn from_str(texte: &str) -> Result<Self, DroitError> {
        [Self::Lecture, Self::Correspondance, Self::Evenements, Self::Activation]
            .into_iter()
            .find(|droit| droit.as_str() == texte)
            .ok_or_else(|| DroitError(texte.to_owned()))
    }
}

impl Acces {
    pub fn new(repos: RestKey, cles: Vec<CleApi>) -> Self {
        Self { repos, cles }
    }

    /// The form in which a key rests: what a configuration holds of it.
    pub fn empreinte(repos: &RestKey, cle: &str) -> Resting {
        repos.rest("registry.api-key", cle)
    }

    /// Every key is compared, whichever matches, in a time that says nothing of them.
    fn appelant(&self, presentee: &str) -> Option<Appelant> {
        let presentee = Self::empreinte(&self.repos, presentee);
        self.cles.iter().fold(None, |trouve, cle| {
            let egales = constant_time::verify_slices_are_equal(
                presentee.as_str().as_bytes(),
                cle.empreinte.as_str().as_bytes(),
            );
            match egales {
                Ok(()) => Some(Appelant { nom: cle.nom.clone(), droits: cle.droits.clone() }),
                Err(_) => trouve,
            }
        })
    }
}

impl fmt::Debug for Acces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.cles.iter().map(|cle| &cle.nom)).finish()
    }
}

impl Appelant {
    /// The caller's name, if it has the right.
    pub fn avec(&self, droit: Droit) -> Result<&str, RefusHttp> {
        if self.droits.contains(&droit) { Ok(&self.nom) } else { Err(RefusHttp::SansDroit(droit)) }
    }
}

impl<S> FromRequestParts<S> for Appelant
where
    Arc<Acces>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = RefusHttp;

    async fn from_request_parts(parts: &mut Parts, etat: &S) -> Result<Self, RefusHttp> {
        let entete = parts.headers.get(header::AUTHORIZATION).ok_or(RefusHttp::SansCle)?;
        let texte = entete.to_str().map_err(|_| RefusHttp::CleInconnue)?;
        let (schema, cle) = texte.split_once(' ').ok_or(RefusHttp::SansCle)?;
        if !schema.eq_ignore_ascii_case("bearer") {
            return Err(RefusHttp::SansCle);
        }
        let appelant = Arc::<Acces>::from_ref(etat).appelant(cle.trim()).ok_or(RefusHttp::CleInconnue)?;
        traces::follow(&parts.headers);
        Ok(appelant)
    }
}
