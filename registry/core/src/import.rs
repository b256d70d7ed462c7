//! The restricted extraction, taken in whole or not at all.
//!
//! A first reading checks the titles and tells what the file holds; the second takes each person in, in one write
//! transaction. A file that would end or change more than a set share of the registry stops before it commits.

mod champs;
mod chargement;
mod colonne;
mod coordonnees;
mod date_fichier;
mod destination;
mod empreinte;
mod entete;
mod fichier;
mod jeu;
mod lecture;
mod lieu;
mod ligne;
mod lot;
mod par_personne;
mod passage;
mod personne_lue;
mod rapport;
mod rapprochement;
mod releve;
mod signalement;
mod situation_lue;
mod structures;

use std::io;
use std::sync::Arc;

use ambient::{Ambient, Timestamp};

pub use chargement::Chargement;
pub use colonne::Colonne;
pub use coordonnees::{courriel, telephone};
pub use date_fichier::{date_du_nom, debut_du_jour};
pub use empreinte::{Empreinte, Empreintes};
pub use entete::EnteteError;
pub use fichier::Fichier;
pub use par_personne::ParPersonne;
pub use rapport::{Rapport, Signalements};
pub use signalement::{Raison, Signalement};

use crate::journal::{Acte, Journal};
use crate::port::{PortError, Registre};
use destination::Destination;
use passage::Passage;
use releve::Releve;

/// Takes extractions in.
#[derive(Clone)]
pub struct Import {
    ambient: Ambient,
    registre: Arc<dyn Registre>,
    journal: Arc<dyn Journal>,
}

/// How a file is to be taken.
#[derive(Clone, Copy, Debug)]
pub struct Consigne {
    /// When the file was made: situations that it lacks end then. See [`date_du_nom`].
    pub date: Timestamp,
    /// The share of the active people, in percent, past which a file is not taken without a word.
    pub seuil: u8,
    /// The word.
    pub accepter: bool,
}

impl Consigne {
    /// The share of the public loader's own alert (facts/registry.md §6.5).
    pub const SEUIL: u8 = 20;

    pub const fn du(date: Timestamp) -> Self {
        Self { date, seuil: Self::SEUIL, accepter: false }
    }
}

/// How far an import has come, in rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progression {
    pub lignes: u64,
    pub total: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("Le fichier ne se lit pas : {0}. Vérifiez le chemin et les droits.")]
    Fichier(#[from] io::Error),
    #[error(transparent)]
    Entete(#[from] EnteteError),
    /// Nothing was written.
    #[error(
        "Ce fichier changerait {touchees} des {base} personnes actives, plus de {seuil} %. Rien n'a été écrit. \
         Vérifiez le fichier, puis acceptez-le explicitement."
    )]
    TropDeChangements { touchees: u64, base: u64, seuil: u8, rapport: Box<Rapport> },
    #[error("Le registre n'a pas pu écrire : {0}. Rien n'a été gardé ; relancez l'import.")]
    Port(#[from] PortError),
}

impl ImportError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Fichier(_) => "fichier_illisible",
            Self::Entete(erreur) => erreur.code(),
            Self::TropDeChangements { .. } => "trop_de_changements",
            Self::Port(_) => "registre_hors_service",
        }
    }
}

impl Import {
    pub fn new(ambient: Ambient, registre: Arc<dyn Registre>, journal: Arc<dyn Journal>) -> Self {
        Self { ambient, registre, journal }
    }

    /// Reads `fichier` twice. `avancement` is called now and then from the second reading.
    pub async fn importer(
        &self,
        fichier: &dyn Fichier,
        consigne: Consigne,
        avancement: &(dyn Fn(Progression) + Send + Sync),
    ) -> Result<Rapport, ImportError> {
        let releve = Releve::faire(fichier)?;
        let (empreinte, lignes) = (releve.empreinte.clone(), releve.lignes);
        // before the transaction: on SQLite the journal would wait for it in vain
        self.journal.consigner(Acte::ImportCommence { empreinte, lignes }).await?;
        let mut destination = Destination::ouvrir(self.registre.as_ref()).await?;
        let base = destination.base().await?;
        let mut passage = Passage::new(destination, &releve, consigne.date, self.ambient.now());
        passage.lire(fichier, avancement).await?;
        passage.absenter().await?;
        passage.prevenir().await?;
        let (destination, touchees, rapport) = passage.finir();
        if !consigne.accepter && depasse(touchees, base, consigne.seuil) {
            let (seuil, rapport) = (consigne.seuil, Box::new(rapport));
            return Err(ImportError::TropDeChangements { touchees, base, seuil, rapport });
        }
        let (empreinte, evenements) = (rapport.empreinte.clone(), rapport.evenements);
        destination.valider().await?;
        let ecritures = rapport.ecritures;
        self.journal.consigner(Acte::ImportTermine { empreinte, ecritures, evenements }).await?;
        Ok(rapport)
    }
}

/// A registry without anybody takes its first file whole.
fn depasse(touchees: u64, base: u64, seuil: u8) -> bool {
    base > 0 && touchees * 100 > base * u64::from(seuil)
}
