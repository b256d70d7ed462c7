use registry_core::EtatCivil;
use registry_core::demande::{Demande, DemandeVue, Flux, Objet, Sujet, VueGestionnaire};
use registry_core::nomenclature::Averti;
use registry_core::situation_acte::SituationDemandee;
use serde::Serialize;
use utoipa::ToSchema;

use super::instant::instant;
use super::{MiseAJourJson, NatureJson, VueJson, phrases};
use crate::corps::{Jour, Naissance};

/// One line of a list: no contact data, no birth.
#[derive(Serialize, ToSchema)]
pub struct DemandeResume {
    id: String,
    /// To send back in `If-Match`, in quotes.
    version: u32,
    flux: FluxJson,
    /// The establishment.
    structure: String,
    nature: NatureJson,
    nom_exercice: String,
    prenom_exercice: String,
    profession: String,
    role: String,
    #[schema(format = DateTime)]
    deposee_le: String,
    vue: VueJson,
}

/// A request as whoever decides reads it. Nothing is decided on contact data: they are not told.
#[derive(Serialize, ToSchema)]
#[schema(as = Demande)]
pub struct DemandeJson {
    id: String,
    version: u32,
    flux: FluxJson,
    structure: String,
    #[schema(format = DateTime)]
    deposee_le: String,
    vue: VueJson,
    /// Of somebody without a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    identite: Option<IdentiteVue>,
    /// Of somebody with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    personne: Option<String>,
    /// A place of work: the first one, or one more.
    #[serde(skip_serializing_if = "Option::is_none")]
    situation: Option<SituationVoulue>,
    /// A change of one that the person holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    mise_a_jour: Option<MiseAJourJson>,
    /// What to think about before it is accepted: French sentences to show (ELI-06).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    avertissements: Vec<String>,
}

/// `professionnel`: the person asked. `gestionnaire`: the gestionnaire does all.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Flux)]
enum FluxJson {
    Professionnel,
    Gestionnaire,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Identite)]
struct IdentiteVue {
    nom: String,
    prenoms: Vec<String>,
    code_civilite: String,
    naissance: Option<Naissance>,
    /// INSEE code; empty for a birth abroad.
    commune_naissance: String,
    pays_naissance: String,
    lieu_naissance: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct SituationVoulue {
    nom_exercice: String,
    prenom_exercice: String,
    profession: String,
    role: String,
    debut: Jour,
    /// The last day, included.
    fin: Option<Jour>,
}

impl From<Flux> for FluxJson {
    fn from(flux: Flux) -> Self {
        match flux {
            Flux::Professionnel => Self::Professionnel,
            Flux::Gestionnaire => Self::Gestionnaire,
        }
    }
}

impl From<DemandeVue> for DemandeResume {
    fn from(vue: DemandeVue) -> Self {
        Self {
            id: vue.id.to_string(),
            version: vue.version,
            flux: vue.flux.into(),
            structure: vue.structure.to_string(),
            nature: vue.nature.into(),
            nom_exercice: vue.nom,
            prenom_exercice: vue.prenom,
            profession: vue.profession,
            role: vue.role,
            deposee_le: instant(vue.deposee_le),
            vue: (&vue.vue).into(),
        }
    }
}

impl DemandeJson {
    pub fn avec(demande: Demande, avertissements: Vec<Averti>) -> Self {
        let (identite, personne) = match &demande.dossier.sujet {
            Sujet::Nouvelle { etat_civil, .. } => (Some(etat_civil.into()), None),
            Sujet::Connue(identifiant) => (None, Some(identifiant.to_string())),
            Sujet::Oubliee(_) => (None, None),
        };
        let (situation, mise_a_jour) = objet(demande.dossier.objet);
        Self {
            id: demande.id.to_string(),
            version: demande.version,
            flux: demande.flux.into(),
            structure: demande.structure.to_string(),
            deposee_le: instant(demande.deposee_le),
            vue: (&VueGestionnaire::de(&demande.etape)).into(),
            identite,
            personne,
            situation,
            mise_a_jour,
            avertissements: phrases(avertissements),
        }
    }
}

/// One or the other.
pub(super) fn objet(objet: Objet) -> (Option<SituationVoulue>, Option<MiseAJourJson>) {
    match objet {
        Objet::Ouverture(situation) => (Some(situation.into()), None),
        Objet::MiseAJour(demandee) => (None, Some((*demandee).into())),
    }
}

impl From<&EtatCivil> for IdentiteVue {
    fn from(etat_civil: &EtatCivil) -> Self {
        Self {
            nom: etat_civil.nom.clone(),
            prenoms: etat_civil.prenoms.clone(),
            code_civilite: etat_civil.code_civilite.clone(),
            naissance: etat_civil.naissance.map(Naissance),
            commune_naissance: etat_civil.commune_naissance.clone(),
            pays_naissance: etat_civil.pays_naissance.clone(),
            lieu_naissance: etat_civil.lieu_naissance.clone(),
        }
    }
}

impl From<SituationDemandee> for SituationVoulue {
    fn from(situation: SituationDemandee) -> Self {
        Self {
            nom_exercice: situation.noms.nom,
            prenom_exercice: situation.noms.prenom,
            profession: situation.profession,
            role: situation.role,
            debut: Jour(situation.debut),
            fin: situation.fin.map(Jour),
        }
    }
}
