use sante::{Finess, Siren, Siret};

use super::champs::Champs;
use super::colonne::Colonne;
use super::signalement::Raison;
use crate::structure::{CleStructure, GenreStructure, Structure};

/// What a row says of a place.
#[derive(Clone, Debug)]
pub struct Lieu {
    /// `None`: no place on this row.
    pub structure: Option<Structure>,
    pub finess: Option<Finess>,
    pub entite_juridique: Option<Finess>,
}

impl Lieu {
    pub fn cle(&self) -> Option<CleStructure> {
        self.structure.as_ref().map(|structure| structure.cle.clone())
    }
}

pub fn lire(champs: &mut Champs) -> Lieu {
    let finess: Option<Finess> = champs.lu(Colonne::Finess, Raison::FinessMalForme);
    let entite_juridique: Option<Finess> = champs.lu(Colonne::FinessEj, Raison::FinessMalForme);
    let siren: Option<Siren> = champs.lu(Colonne::Siren, Raison::SirenMalForme);
    let siret: Option<Siret> = champs.lu(Colonne::Siret, Raison::SiretMalForme);
    let cles = [
        (Colonne::Finess, finess.as_ref().and_then(Finess::key_holds)),
        (Colonne::FinessEj, entite_juridique.as_ref().and_then(Finess::key_holds)),
        (Colonne::Siren, siren.as_ref().map(Siren::key_holds)),
        (Colonne::Siret, siret.as_ref().map(Siret::key_holds)),
    ];
    for (colonne, _) in cles.into_iter().filter(|(_, tient)| *tient == Some(false)) {
        champs.avertir(colonne, Raison::CleFausse);
    }
    let structure = cle(champs).map(|cle| Structure {
        genre: if cle.as_str().starts_with('F') {
            GenreStructure::EntiteGeographique
        } else {
            GenreStructure::HorsFiness
        },
        cle,
        details: details(champs),
    });
    Lieu { structure, finess, entite_juridique }
}

/// The technical identifier; without it, what it would be made of.
fn cle(champs: &Champs) -> Option<CleStructure> {
    let sinon = |lettre, colonne| match champs.texte(colonne) {
        "" => None,
        numero => Some(format!("{lettre}{numero}")),
    };
    match champs.texte(Colonne::StructureId) {
        "" => sinon('F', Colonne::Finess).or_else(|| sinon('C', Colonne::Siret)),
        cle => Some(cle.to_owned()),
    }
    .map(|cle| CleStructure::from(cle.as_str()))
}

fn details(champs: &Champs) -> annuaire::Structure {
    annuaire::Structure {
        siret: champs.copie(Colonne::Siret),
        siren: champs.copie(Colonne::Siren),
        finess: champs.copie(Colonne::Finess),
        finess_ej: champs.copie(Colonne::FinessEj),
        identifiant_technique: champs.copie(Colonne::StructureId),
        raison_sociale: champs.copie(Colonne::RaisonSociale),
        enseigne: champs.copie(Colonne::Enseigne),
        complement_destinataire: champs.copie(Colonne::ComplementDestinataire),
        complement_point_geographique: champs.copie(Colonne::ComplementPointGeographique),
        numero_voie: champs.copie(Colonne::NumeroVoie),
        indice_repetition_voie: champs.copie(Colonne::IndiceRepetitionVoie),
        code_type_voie: champs.copie(Colonne::TypeVoie),
        libelle_voie: champs.copie(Colonne::LibelleVoie),
        mention_distribution: champs.copie(Colonne::MentionDistribution),
        bureau_cedex: champs.copie(Colonne::BureauCedex),
        code_postal: champs.copie(Colonne::CodePostal),
        code_commune: champs.copie(Colonne::StructureCommune),
        code_pays: champs.copie(Colonne::StructurePays),
        telephone: champs.copie(Colonne::StructureTelephone),
        telephone2: champs.copie(Colonne::StructureTelephone2),
        telecopie: champs.copie(Colonne::StructureTelecopie),
        courriel: champs.copie(Colonne::StructureCourriel),
        code_departement: champs.copie(Colonne::StructureDepartement),
        ancien_identifiant: champs.copie(Colonne::AncienIdentifiant),
    }
}
