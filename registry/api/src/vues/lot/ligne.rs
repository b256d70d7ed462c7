use registry_core::lot::{Constat, Deja, Ecart, Etat, Issue, LigneDeLot};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One page of the lines of a file.
#[derive(Serialize, ToSchema)]
#[schema(as = Lignes)]
pub struct LignesJson {
    /// In all, of the kind that was asked for.
    nombre: u32,
    page: u32,
    pages: u32,
    lignes: Vec<LigneJson>,
}

/// One line, without its civil status nor its contact data.
#[derive(Serialize, ToSchema)]
#[schema(as = Ligne)]
struct LigneJson {
    /// As a spreadsheet counts.
    ligne: u32,
    nom_exercice: String,
    prenom_exercice: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    structure: Option<String>,
    etat: EtatLigneJson,
    /// What does not hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ecarts: Vec<EcartJson>,
    /// What was mended, and what to think about (ELI-06): French sentences to show.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remarques: Vec<String>,
    /// National identifier, once it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    personne: Option<String>,
    /// `a_examiner`: the request on which somebody decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    demande: Option<String>,
    /// `rattachement`, `a_decider`: an earlier line of the same file; absent: the registry knows them.
    #[serde(skip_serializing_if = "Option::is_none")]
    comme_la_ligne: Option<u32>,
}

/// One thing that does not hold.
#[derive(Serialize, ToSchema)]
#[schema(as = Ecart)]
struct EcartJson {
    /// Absent: about the line as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    colonne: Option<&'static str>,
    code: String,
    /// French; its last sentence says what to do.
    phrase: String,
}

/// Before it is confirmed: `prete`, `rattachement` (a number is known), `a_decider` (somebody looks alike), `refusee`. After:
/// `inscrite`, `rattachee`, `a_examiner`, `transmise` (the registry answers the professional), `refusee`. Either way:
/// `en_place`, there is nothing to do.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EtatDeLigne)]
pub enum EtatLigneJson {
    Refusee,
    ADecider,
    Rattachement,
    Prete,
    EnPlace,
    Inscrite,
    Rattachee,
    AExaminer,
    Transmise,
}

impl LignesJson {
    pub fn page(lignes: &[LigneDeLot], (nombre, page, pages): (u32, u32, u32)) -> Self {
        Self { nombre, page, pages, lignes: lignes.iter().map(LigneJson::from).collect() }
    }
}

impl From<&LigneDeLot> for LigneJson {
    fn from(une: &LigneDeLot) -> Self {
        let demande = match &une.issue {
            Some(Issue::AExaminer { demande }) => Some(demande.to_string()),
            _ => None,
        };
        let comme_la_ligne = match (&une.issue, &une.constat) {
            (
                None,
                Constat::Rattachement { deja: Deja::Ligne(autre) } | Constat::ADecider { deja: Deja::Ligne(autre) },
            ) => Some(*autre),
            _ => None,
        };
        Self {
            ligne: une.ligne,
            nom_exercice: une.nom.clone(),
            prenom_exercice: une.prenom.clone(),
            structure: une.structure.as_ref().map(ToString::to_string),
            etat: une.etat().into(),
            ecarts: une.ecarts().iter().map(EcartJson::from).collect(),
            remarques: une.remarques.clone(),
            personne: une.personne().map(ToString::to_string),
            demande,
            comme_la_ligne,
        }
    }
}

impl From<&Ecart> for EcartJson {
    fn from(ecart: &Ecart) -> Self {
        let colonne = ecart.colonne.map(|colonne| colonne.nom());
        Self { colonne, code: ecart.code.clone(), phrase: ecart.phrase.clone() }
    }
}

impl From<Etat> for EtatLigneJson {
    fn from(etat: Etat) -> Self {
        match etat {
            Etat::Refusee => Self::Refusee,
            Etat::ADecider => Self::ADecider,
            Etat::Rattachement => Self::Rattachement,
            Etat::Prete => Self::Prete,
            Etat::EnPlace => Self::EnPlace,
            Etat::Inscrite => Self::Inscrite,
            Etat::Rattachee => Self::Rattachee,
            Etat::AExaminer => Self::AExaminer,
            Etat::Transmise => Self::Transmise,
        }
    }
}

impl From<EtatLigneJson> for Etat {
    fn from(etat: EtatLigneJson) -> Self {
        match etat {
            EtatLigneJson::Refusee => Self::Refusee,
            EtatLigneJson::ADecider => Self::ADecider,
            EtatLigneJson::Rattachement => Self::Rattachement,
            EtatLigneJson::Prete => Self::Prete,
            EtatLigneJson::EnPlace => Self::EnPlace,
            EtatLigneJson::Inscrite => Self::Inscrite,
            EtatLigneJson::Rattachee => Self::Rattachee,
            EtatLigneJson::AExaminer => Self::AExaminer,
            EtatLigneJson::Transmise => Self::Transmise,
        }
    }
}
