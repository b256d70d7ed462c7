/// A column of the restricted extraction, known by its title: the files of 2021 end with [`Colonne::Autorite`],
/// those of 2022 have no [`Colonne::AutresIdentifiants`], those of 2024 have both (facts/registry.md §6.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colonne {
    TypeIdentifiant,
    Identifiant,
    IdentificationNationale,
    NomFamille,
    Prenoms,
    DateNaissance,
    CommuneNaissance,
    PaysNaissance,
    LieuNaissance,
    Sexe,
    Telephone,
    Courriel,
    Civilite,
    Profession,
    Categorie,
    CiviliteExercice,
    NomExercice,
    PrenomExercice,
    TypeSavoirFaire,
    SavoirFaire,
    Mode,
    Secteur,
    SectionPharmacien,
    Role,
    Siret,
    Siren,
    Finess,
    FinessEj,
    StructureId,
    RaisonSociale,
    Enseigne,
    ComplementDestinataire,
    ComplementPointGeographique,
    NumeroVoie,
    IndiceRepetitionVoie,
    TypeVoie,
    LibelleVoie,
    MentionDistribution,
    BureauCedex,
    CodePostal,
    StructureCommune,
    StructurePays,
    StructureTelephone,
    StructureTelephone2,
    StructureTelecopie,
    StructureCourriel,
    StructureDepartement,
    AncienIdentifiant,
    Autorite,
    AutresIdentifiants,
    GenreActivite,
}

impl Colonne {
    /// Every column, with its title.
    pub const TOUTES: &[(Self, &str)] = &[
        (Self::TypeIdentifiant, "Type d'identifiant PP"),
        (Self::Identifiant, "Identifiant PP"),
        (Self::IdentificationNationale, "Identification nationale PP"),
        (Self::NomFamille, "Nom de famille"),
        (Self::Prenoms, "Prénoms"),
        (Self::DateNaissance, "Date de naissance"),
        (Self::CommuneNaissance, "Code commune de naissance"),
        (Self::PaysNaissance, "Code pays de naissance"),
        (Self::LieuNaissance, "Lieu de naissance"),
        (Self::Sexe, "Code sexe"),
        (Self::Telephone, "Téléphone (coord. correspondance)"),
        (Self::Courriel, "Adresse e-mail (coord. correspondance)"),
        (Self::Civilite, "Code civilité"),
        (Self::Profession, "Code profession"),
        (Self::Categorie, "Code catégorie professionnelle"),
        (Self::CiviliteExercice, "Code civilité d'exercice"),
        (Self::NomExercice, "Nom d'exercice"),
        (Self::PrenomExercice, "Prénom d'exercice"),
        (Self::TypeSavoirFaire, "Code type savoir-faire"),
        (Self::SavoirFaire, "Code savoir-faire"),
        (Self::Mode, "Code mode exercice"),
        (Self::Secteur, "Code secteur d'activité"),
        (Self::SectionPharmacien, "Code section tableau pharmaciens"),
        (Self::Role, "Code rôle"),
        (Self::Siret, "Numéro SIRET site"),
        (Self::Siren, "Numéro SIREN site"),
        (Self::Finess, "Numéro FINESS site"),
        (Self::FinessEj, "Numéro FINESS établissement juridique"),
        (Self::StructureId, "Identifiant technique de la structure"),
        (Self::RaisonSociale, "Raison sociale site"),
        (Self::Enseigne, "Enseigne commerciale site"),
        (Self::ComplementDestinataire, "Complément destinataire (coord. structure)"),
        (Self::ComplementPointGeographique, "Complément point géographique (coord. structure)"),
        (Self::NumeroVoie, "Numéro Voie (coord. structure)"),
        (Self::IndiceRepetitionVoie, "Indice répétition voie (coord. structure)"),
        (Self::TypeVoie, "Code type de voie (coord. structure)"),
        (Self::LibelleVoie, "Libellé Voie (coord. structure)"),
        (Self::MentionDistribution, "Mention distribution (coord. structure)"),
        (Self::BureauCedex, "Bureau cedex (coord. structure)"),
        (Self::CodePostal, "Code postal (coord. structure)"),
        (Self::StructureCommune, "Code commune (coord. structure)"),
        (Self::StructurePays, "Code pays (coord. structure)"),
        (Self::StructureTelephone, "Téléphone (coord. structure)"),
        (Self::StructureTelephone2, "Téléphone 2 (coord. structure)"),
        (Self::StructureTelecopie, "Télécopie (coord. structure)"),
        (Self::StructureCourriel, "Adresse e-mail (coord. structure)"),
        (Self::StructureDepartement, "Code département (coord. structure)"),
        (Self::AncienIdentifiant, "Ancien identifiant de la structure"),
        (Self::Autorite, "Autorité d'enregistrement"),
        (Self::AutresIdentifiants, "Autres identifiants"),
        (Self::GenreActivite, "Code genre d'activité"),
    ];

    /// Those that older files do not have.
    pub const fn facultative(self) -> bool {
        matches!(self, Self::AutresIdentifiants | Self::GenreActivite)
    }

    pub const fn intitule(self) -> &'static str {
        Self::TOUTES[self as usize].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_stands_at_its_own_place() {
        for (place, (colonne, _)) in Colonne::TOUTES.iter().enumerate() {
            assert_eq!(*colonne as usize, place);
        }
    }
}
