//! Many people in one file: read, shown line by line, then registered line by line through the same doors as one person
//! (docs/decisions/0016-bulk-registration.md).

mod apercu;
mod autre_genre;
mod bureau;
mod case;
mod colonne;
mod compte_rendu;
mod contenu;
mod ecart;
mod entete;
mod erreur;
mod etape;
mod execution;
mod feuille;
mod fichier;
mod issue;
mod jugement;
mod ligne;
mod port;
mod valeurs;
mod voisinage;

pub use autre_genre::AutreGenre;
pub use bureau::{Bureau, LotVu};
pub use colonne::Colonne;
pub use compte_rendu::{compte_rendu, modele, neutraliser};
pub use contenu::{Contenu, Qui};
pub use ecart::Ecart;
pub use erreur::LotError;
pub use etape::{Etablissement, Etape, Lot};
pub use execution::{Executer, Pas};
pub use feuille::{Calendrier, Case, Feuille, Rang};
pub use fichier::FichierRefuse;
pub use issue::{Constat, Deja, Etat, Issue};
pub use ligne::LigneDeLot;
pub use port::{Bail, Choix, Compte, Lots, Regards, Tableur};

ambient::typed_id! {
    /// One uploaded file, for life.
    pub struct LotId;
}

/// What a file may weigh, in bytes.
pub const POIDS: usize = 5 * 1_024 * 1_024;
/// People in one file.
pub const LIGNES: usize = 5_000;
/// Columns that are looked at; a file of ours has eighteen.
pub const COLONNES: usize = 100;
/// Characters of one cell: the longest field, an e-mail address, has fewer.
pub const LONGUEUR: usize = 400;
