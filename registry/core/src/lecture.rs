use std::sync::Arc;

use ambient::Ambient;
use annuaire::{Correspondance, Evenements, Numero};
use sante::IdentifiantNational;

use crate::journal::{Acte, Journal};
use crate::port::{Fiche, PortError, Registre};

/// The three questions of the provider.
#[derive(Clone)]
pub struct Lecture {
    ambient: Ambient,
    registre: Arc<dyn Registre>,
    journal: Arc<dyn Journal>,
}

#[derive(Debug, thiserror::Error)]
pub enum LectureError {
    #[error("nobody has this identifier")]
    Inconnue,
    #[error("the person was deactivated")]
    Desactivee,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl LectureError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Inconnue => "personne_inconnue",
            Self::Desactivee => "personne_desactivee",
            Self::Port(_) => "registre_hors_service",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Inconnue => "Personne n'a cet identifiant. Vérifiez le numéro, ou inscrivez la personne.",
            Self::Desactivee => "Cette personne n'est plus active. Son autorité d'enregistrement peut la rétablir.",
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}

/// How many events one answer holds.
const PAGE: u32 = 500;

impl Lecture {
    pub fn new(ambient: Ambient, registre: Arc<dyn Registre>, journal: Arc<dyn Journal>) -> Self {
        Self { ambient, registre, journal }
    }

    pub async fn personne(&self, identifiant: &IdentifiantNational) -> Result<annuaire::Personne, LectureError> {
        Ok(self.active(identifiant).await?.projeter(self.ambient.now()))
    }

    /// `cle` names the caller in the audit record, which is durable before the data leave. Somebody, nobody and nobody
    /// any more cost the same reads and the same record: the time of the answer, which the activation of an e-CPS lets
    /// anybody measure, does not tell who is registered (row M19).
    pub async fn correspondance(
        &self,
        identifiant: &IdentifiantNational,
        cle: &str,
    ) -> Result<Correspondance, LectureError> {
        let active = match self.active(identifiant).await {
            Err(LectureError::Port(cause)) => return Err(cause.into()),
            active => active,
        };
        let correspondance = self.registre.correspondance(identifiant).await?;
        let gelee = self.registre.gel(identifiant).await?.is_some();
        let (cle, personne, trouvee) = (cle.to_owned(), identifiant.clone(), active.is_ok() && !gelee);
        self.journal.consigner(Acte::CorrespondanceLue { cle, personne, trouvee }).await?;
        active?;
        // what is frozen leaves the registry for nobody
        Ok(correspondance.filter(|_| !gelee).unwrap_or_default())
    }

    pub async fn evenements(&self, apres: Numero) -> Result<Evenements, LectureError> {
        Ok(self.registre.evenements(apres, PAGE).await?)
    }

    async fn active(&self, identifiant: &IdentifiantNational) -> Result<Fiche, LectureError> {
        let fiche = self.registre.fiche(identifiant).await?.ok_or(LectureError::Inconnue)?;
        if fiche.personne.active(self.ambient.now()) { Ok(fiche) } else { Err(LectureError::Desactivee) }
    }
}
