use ambient::Timestamp;
use registry_core::demande::{Demande, DemandeId, Etape};
use serde::Serialize;
use utoipa::ToSchema;

use super::MiseAJourJson;
use super::demande::{SituationVoulue, objet};
use super::instant::instant;
use crate::corps::MotifJson;

/// When the new contact data begin to count; they themselves are told by no answer (COL-12).
#[derive(Serialize, ToSchema)]
#[schema(as = CoordonneesChangees)]
pub struct ChangeesJson {
    /// From then on they activate an e-CPS. One that is active stays so.
    #[schema(format = DateTime)]
    activation_des: String,
}

/// A request was sent.
#[derive(Serialize, ToSchema)]
#[schema(as = DemandeDeposee)]
pub struct DeposeeJson {
    demande: String,
}

/// A request as whoever made it reads it.
#[derive(Serialize, ToSchema)]
#[schema(as = MaDemande)]
pub struct MaDemandeJson {
    id: String,
    version: u32,
    /// The establishment that was asked.
    structure: String,
    #[schema(format = DateTime)]
    deposee_le: String,
    etape: MonEtapeJson,
    /// `rejetee`.
    #[serde(skip_serializing_if = "Option::is_none")]
    motif: Option<MotifJson>,
    /// `rejetee`: what the gestionnaire wrote; may be absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    commentaire: Option<String>,
    /// A place of work.
    #[serde(skip_serializing_if = "Option::is_none")]
    situation: Option<SituationVoulue>,
    /// A change of one that I hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    mise_a_jour: Option<MiseAJourJson>,
}

/// `refusee`: by the registry, which tells it to nobody else.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MonEtape)]
enum MonEtapeJson {
    Envoyee,
    Validee,
    Rejetee,
    Refusee,
    Retiree,
}

impl From<Timestamp> for ChangeesJson {
    fn from(des: Timestamp) -> Self {
        Self { activation_des: instant(des) }
    }
}

impl From<DemandeId> for DeposeeJson {
    fn from(demande: DemandeId) -> Self {
        Self { demande: demande.to_string() }
    }
}

impl From<Demande> for MaDemandeJson {
    fn from(demande: Demande) -> Self {
        let (etape, motif, commentaire) = match demande.etape {
            Etape::Envoyee | Etape::AExaminer { .. } => (MonEtapeJson::Envoyee, None, None),
            Etape::Validee { .. } => (MonEtapeJson::Validee, None, None),
            Etape::Rejetee { motif, commentaire, .. } => (MonEtapeJson::Rejetee, Some(motif), Some(commentaire)),
            Etape::RefuseeParLeRegistre { .. } => (MonEtapeJson::Refusee, None, None),
            Etape::Retiree { .. } => (MonEtapeJson::Retiree, None, None),
        };
        let (situation, mise_a_jour) = objet(demande.dossier.objet);
        Self {
            id: demande.id.to_string(),
            version: demande.version,
            structure: demande.structure.to_string(),
            deposee_le: instant(demande.deposee_le),
            etape,
            motif: motif.map(Into::into),
            commentaire: commentaire.filter(|texte| !texte.is_empty()),
            situation,
            mise_a_jour,
        }
    }
}
