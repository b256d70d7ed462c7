use registry_core::Structure;
use registry_core::lot::Etablissement;
use registry_core::recherche::{Effectif, LieuPublic, Membre, Trouvee, Trouvees};
use serde::Serialize;
use utoipa::ToSchema;

use super::SituationVueJson;

/// Where the gestionnaire registers people.
#[derive(Serialize, ToSchema)]
#[schema(as = Etablissement)]
pub struct EtablissementJson {
    finess: String,
    raison_sociale: String,
}

/// Whom a search found, at most fifty.
#[derive(Serialize, ToSchema)]
#[schema(as = Trouvees)]
pub struct TrouveesJson {
    personnes: Vec<TrouveeJson>,
    /// There are others: the question says too little.
    davantage: bool,
}

/// Somebody, as the public directory knows them.
#[derive(Serialize, ToSchema)]
#[schema(as = Trouvee)]
struct TrouveeJson {
    personne: String,
    nom_exercice: String,
    prenom_exercice: String,
    /// Of today, without dates.
    lieux: Vec<LieuPublicJson>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = LieuPublic)]
struct LieuPublicJson {
    raison_sociale: String,
    profession: String,
    role: String,
}

/// One page of the people of a place.
#[derive(Serialize, ToSchema)]
#[schema(as = Effectif)]
pub struct EffectifJson {
    structure: EtablissementJson,
    /// In all.
    nombre: u32,
    /// From 1 on; a page past the last one is the last one.
    page: u32,
    pages: u32,
    membres: Vec<MembreJson>,
}

/// Somebody who works there, or will.
#[derive(Serialize, ToSchema)]
#[schema(as = Membre)]
struct MembreJson {
    personne: String,
    nom_exercice: String,
    prenom_exercice: String,
    /// Suspended, struck off, dead or retired: only an end of their situations is accepted.
    hors_activite: bool,
    situations: Vec<SituationVueJson>,
}

impl From<Etablissement> for EtablissementJson {
    fn from(etablissement: Etablissement) -> Self {
        Self { finess: etablissement.finess.to_string(), raison_sociale: etablissement.nom }
    }
}

impl From<Structure> for EtablissementJson {
    fn from(structure: Structure) -> Self {
        Self { finess: structure.details.finess, raison_sociale: structure.details.raison_sociale }
    }
}

impl From<Trouvees> for TrouveesJson {
    fn from(trouvees: Trouvees) -> Self {
        let personnes = trouvees.personnes.into_iter().map(TrouveeJson::from).collect();
        Self { personnes, davantage: trouvees.davantage }
    }
}

impl From<Trouvee> for TrouveeJson {
    fn from(trouvee: Trouvee) -> Self {
        Self {
            personne: trouvee.personne.to_string(),
            nom_exercice: trouvee.noms.nom,
            prenom_exercice: trouvee.noms.prenom,
            lieux: trouvee.lieux.into_iter().map(LieuPublicJson::from).collect(),
        }
    }
}

impl From<LieuPublic> for LieuPublicJson {
    fn from(lieu: LieuPublic) -> Self {
        Self { raison_sociale: lieu.raison_sociale, profession: lieu.profession, role: lieu.role }
    }
}

impl From<Effectif> for EffectifJson {
    fn from(effectif: Effectif) -> Self {
        Self {
            structure: effectif.structure.into(),
            nombre: effectif.nombre,
            page: effectif.page,
            pages: effectif.pages,
            membres: effectif.membres.into_iter().map(MembreJson::from).collect(),
        }
    }
}

impl From<Membre> for MembreJson {
    fn from(membre: Membre) -> Self {
        Self {
            personne: membre.personne.to_string(),
            nom_exercice: membre.noms.nom,
            prenom_exercice: membre.noms.prenom,
            hors_activite: membre.hors_activite,
            situations: membre.situations.into_iter().map(SituationVueJson::from).collect(),
        }
    }
}
