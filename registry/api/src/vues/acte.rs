use registry_core::demande::{Enregistree, VueGestionnaire};
use registry_core::situation_acte::Ajoutee;
use serde::Serialize;
use utoipa::ToSchema;

use super::phrases;
use crate::corps::MotifJson;

/// Where a request stands, as a gestionnaire may know it.
#[derive(Serialize, ToSchema)]
#[schema(as = Vue)]
pub struct VueJson {
    etape: EtapeJson,
    /// `a_examiner`: people who look alike. Somebody says whether it is one of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidats: Vec<String>,
    /// `validee`: the national identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    personne: Option<String>,
    /// `rejetee`.
    #[serde(skip_serializing_if = "Option::is_none")]
    motif: Option<MotifJson>,
}

/// `transmise`: the registry answers the professional, and nobody else.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Etape)]
pub enum EtapeJson {
    ADecider,
    AExaminer,
    Validee,
    Rejetee,
    Transmise,
    Retiree,
}

/// What came of a registration.
#[derive(Serialize, ToSchema)]
#[schema(as = InscriptionFaite)]
pub struct EnregistreeJson {
    /// The request that tells it.
    demande: String,
    version: u32,
    vue: VueJson,
    /// French sentences to show.
    avertissements: Vec<String>,
}

/// What came of one more situation.
#[derive(Serialize, ToSchema)]
#[schema(as = AjoutFait)]
pub struct AjouteeJson {
    situation: String,
    /// French sentences to show.
    avertissements: Vec<String>,
}

impl From<&VueGestionnaire> for VueJson {
    fn from(vue: &VueGestionnaire) -> Self {
        let seule = |etape| Self { etape, candidats: Vec::new(), personne: None, motif: None };
        match vue {
            VueGestionnaire::ADecider => seule(EtapeJson::ADecider),
            VueGestionnaire::AExaminer { candidats } => {
                let candidats = candidats.iter().map(ToString::to_string).collect();
                Self { candidats, ..seule(EtapeJson::AExaminer) }
            }
            VueGestionnaire::Validee { personne } => {
                Self { personne: Some(personne.to_string()), ..seule(EtapeJson::Validee) }
            }
            VueGestionnaire::Rejetee { motif } => Self { motif: Some((*motif).into()), ..seule(EtapeJson::Rejetee) },
            VueGestionnaire::Transmise => seule(EtapeJson::Transmise),
            VueGestionnaire::Retiree => seule(EtapeJson::Retiree),
        }
    }
}

impl From<Enregistree> for EnregistreeJson {
    fn from(faite: Enregistree) -> Self {
        Self {
            demande: faite.demande.to_string(),
            version: faite.version,
            vue: (&faite.vue).into(),
            avertissements: phrases(faite.avertissements),
        }
    }
}

impl From<Ajoutee> for AjouteeJson {
    fn from(faite: Ajoutee) -> Self {
        Self { situation: faite.situation.to_string(), avertissements: phrases(faite.avertissements) }
    }
}
