//! Contact data that were frozen: they change no more, activate no e-CPS and leave the registry for nobody, until two agents of
//! the support lift it (R04). The person may ask for it (R13: restriction).

use std::fmt;

use ambient::Timestamp;
use annuaire::Correspondance;
use async_trait::async_trait;
use sante::IdentifiantNational;

use super::erreur::ContactError;
use super::masque::Masquees;
use crate::guichet::Guichet;
use crate::identite::Objection;
use crate::journal::{Assistance, Dossier};
use crate::port::PortError;

/// What is asked of the support.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoiGeler {
    Geler,
    Degeler,
}

/// A request of the person, until somebody answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandeGel {
    pub personne: IdentifiantNational,
    pub quoi: QuoiGeler,
    pub motif: String,
    pub le: Timestamp,
}

/// Contact data that were replaced, as long as they may be put back.
#[derive(Clone, PartialEq, Eq)]
pub struct Anciennes {
    /// Their place among those of the person.
    pub ordre: u32,
    pub correspondance: Correspondance,
    pub remplacees_le: Timestamp,
}

/// What is read of a freeze, and of what was there before.
#[async_trait]
pub trait Gels: Send + Sync {
    /// Since when; `None`: not frozen.
    async fn gel(&self, personne: &IdentifiantNational) -> Result<Option<Timestamp>, PortError>;
    /// The oldest first. Those whose cooling-off is over at `maintenant` only while the data are frozen, or a freeze waits
    /// for its second agent.
    async fn anciennes(
        &self,
        personne: &IdentifiantNational,
        maintenant: Timestamp,
    ) -> Result<Vec<Anciennes>, PortError>;
    async fn demande_gel(&self, personne: &IdentifiantNational) -> Result<Option<DemandeGel>, PortError>;
    /// Those that nobody answered, the oldest first: `limite` of them, without the first `passees`.
    async fn demandes_gel(&self, (passees, limite): (u32, u32)) -> Result<Vec<DemandeGel>, PortError>;
    async fn nombre_demandes_gel(&self) -> Result<u32, PortError>;
    /// Forgets former contact data that nobody may put back any more; answers how many.
    async fn oublier_anciennes(&self, maintenant: Timestamp) -> Result<u64, PortError>;
}

/// The person asks the support to freeze their contact data, or to lift it.
#[derive(Clone)]
pub struct Restriction {
    guichet: Guichet,
}

/// Enough for what happened, and no letter.
const LONGUEUR: usize = 500;

impl Restriction {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    /// One request at a time. Somebody out of service may ask too: it is their data all the same.
    pub async fn demander(&self, moi: &IdentifiantNational, quoi: QuoiGeler, motif: &str) -> Result<(), ContactError> {
        let motif = motif.trim().to_owned();
        objection(&motif).map_or(Ok(()), |une| Err(ContactError::Saisie(vec![une])))?;
        let mut chantier = self.guichet.registre.chantier().await?;
        let connue = chantier.connues(std::slice::from_ref(moi)).await?.pop();
        connue.ok_or(ContactError::Inconnue)?;
        match (quoi, chantier.gel(moi).await?) {
            (QuoiGeler::Geler, Some(_)) => return Err(ContactError::Gelees),
            (QuoiGeler::Degeler, None) => return Err(ContactError::PasGelees),
            _ => {}
        }
        let demande = DemandeGel { personne: moi.clone(), quoi, motif, le: self.guichet.maintenant() };
        if !chantier.demander_gel(&demande).await? {
            return Err(ContactError::GelDejaDemande);
        }
        let acte = Assistance::demande(moi, &demande, "ENVOYEE");
        Ok(self.guichet.clore_dossier(chantier, Dossier::Assistance(acte)).await?)
    }
}

fn objection(motif: &str) -> Option<Objection> {
    if motif.is_empty() {
        return Some(Objection::new("motif_gel", "motif_absent", "Dites en une phrase ce qui s’est passé."));
    }
    let long = motif.chars().count() > LONGUEUR;
    long.then(|| Objection::new("motif_gel", "motif_long", "Raccourcissez ce texte : 500 caractères au plus."))
}

impl QuoiGeler {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Geler => "GELER",
            Self::Degeler => "DEGELER",
        }
    }

    pub fn lue(texte: &str) -> Option<Self> {
        [Self::Geler, Self::Degeler].into_iter().find(|quoi| quoi.as_str() == texte)
    }
}

/// Never in a log.
impl fmt::Debug for Anciennes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Anciennes").field("ordre", &self.ordre).field("remplacees_le", &self.remplacees_le).finish()
    }
}

impl Anciennes {
    pub fn masquees(&self) -> Masquees {
        Masquees::de(&self.correspondance)
    }
}
