//! `SubjectRefPro`: what the registry says of a professional's practice (facts/psc.md §2.4). The spellings
//! `numeroFinessetablissementJuridique` and `adresseEMail` are exact.

use serde::Serialize;

#[derive(Serialize)]
pub struct SubjectRefPro {
    #[serde(rename = "codeCivilite")]
    pub code_civilite: String,
    pub exercices: Vec<Exercice>,
}

/// One profession in one category with one know-how: a second know-how repeats the entry.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exercice {
    pub code_profession: String,
    pub code_categorie_professionnelle: String,
    pub code_civilite_dexercice: String,
    pub nom_dexercice: String,
    pub prenom_dexercice: String,
    pub code_type_savoir_faire: String,
    pub code_savoir_faire: String,
    pub activities: Vec<Activite>,
}

#[derive(Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Activite {
    pub code_mode_exercice: String,
    pub code_secteur_dactivite: String,
    pub code_section_pharmacien: String,
    pub code_role: String,
    pub code_genre_activite: String,
    pub numero_siret_site: String,
    pub numero_siren_site: String,
    pub numero_finess_site: String,
    #[serde(rename = "numeroFinessetablissementJuridique")]
    pub numero_finess_etablissement_juridique: String,
    pub identifiant_technique_de_la_structure: String,
    pub raison_sociale_site: String,
    pub enseigne_commerciale_site: String,
    pub complement_destinataire: String,
    pub complement_point_geographique: String,
    pub numero_voie: String,
    pub indice_repetition_voie: String,
    pub code_type_de_voie: String,
    pub libelle_voie: String,
    pub mention_distribution: String,
    pub bureau_cedex: String,
    pub code_postal: String,
    pub code_commune: String,
    pub code_pays: String,
    pub telephone: String,
    pub telephone2: String,
    pub telecopie: String,
    #[serde(rename = "adresseEMail")]
    pub adresse_e_mail: String,
    pub code_departement: String,
    pub ancien_identifiant_de_la_structure: String,
    pub autorite_denregistrement: String,
}
