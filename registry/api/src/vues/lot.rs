mod ligne;

use registry_core::lot::{Compte, Etape, Lot, LotId, LotVu};
use serde::Serialize;
use utoipa::ToSchema;

use super::instant::instant;
use super::recherche::EtablissementJson;

pub use ligne::{EtatLigneJson, LignesJson};

/// A file was taken.
#[derive(Serialize, ToSchema)]
#[schema(as = LotDepose)]
pub struct LotDeposeJson {
    lot: String,
}

/// One file.
#[derive(Serialize, ToSchema)]
#[schema(as = Lot)]
pub struct LotJson {
    id: String,
    /// As it was sent.
    fichier: String,
    etape: EtapeDeLotJson,
    #[schema(format = DateTime)]
    depose_le: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    lance_le: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    termine_le: Option<String>,
    /// Those of the scope that the file names.
    etablissements: Vec<EtablissementJson>,
    /// Columns that nobody knows: they were not read.
    colonnes_ignorees: Vec<String>,
}

/// `apercu`: nothing is written of anybody.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EtapeDeLot)]
enum EtapeDeLotJson {
    Apercu,
    EnCours,
    Termine,
    Abandonne,
}

/// Where a file stands.
#[derive(Serialize, ToSchema)]
#[schema(as = LotVu)]
pub struct LotVuJson {
    lot: LotJson,
    lignes: u32,
    /// Lines that ask for no more work: refused, in place, or done.
    faites: u32,
    comptes: Vec<CompteJson>,
}

/// Lines of one establishment that stand at one point.
#[derive(Serialize, ToSchema)]
#[schema(as = CompteDeLignes)]
struct CompteJson {
    /// Absent: they name none that can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    structure: Option<String>,
    etat: EtatLigneJson,
    nombre: u32,
}

impl From<&LotId> for LotDeposeJson {
    fn from(lot: &LotId) -> Self {
        Self { lot: lot.to_string() }
    }
}

impl From<Lot> for LotJson {
    fn from(lot: Lot) -> Self {
        let (etape, lance_le, termine_le) = match lot.etape {
            Etape::Apercu => (EtapeDeLotJson::Apercu, None, None),
            Etape::EnCours { lance_le, .. } => (EtapeDeLotJson::EnCours, Some(lance_le), None),
            Etape::Termine { lance_le, termine_le } => (EtapeDeLotJson::Termine, Some(lance_le), Some(termine_le)),
            Etape::Abandonne => (EtapeDeLotJson::Abandonne, None, None),
        };
        Self {
            id: lot.id.to_string(),
            fichier: lot.fichier,
            etape,
            depose_le: instant(lot.depose_le),
            lance_le: lance_le.map(instant),
            termine_le: termine_le.map(instant),
            etablissements: lot.etablissements.into_iter().map(EtablissementJson::from).collect(),
            colonnes_ignorees: lot.ignorees,
        }
    }
}

impl From<LotVu> for LotVuJson {
    fn from(vu: LotVu) -> Self {
        let (lignes, faites) = (vu.lignes(), vu.lignes() - vu.a_faire());
        let comptes = vu.comptes.into_iter().map(CompteJson::from).collect();
        Self { lot: vu.lot.into(), lignes, faites, comptes }
    }
}

impl From<Compte> for CompteJson {
    fn from(compte: Compte) -> Self {
        let structure = compte.structure.map(|structure| structure.to_string());
        Self { structure, etat: compte.etat.into(), nombre: compte.nombre }
    }
}
