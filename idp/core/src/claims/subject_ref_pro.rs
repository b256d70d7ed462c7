use ambient::Timestamp;
use annuaire::{Personne, Porteur, SavoirFaire, Situation, Structure};
use oidc::subject_ref_pro::{Activite, Exercice, SubjectRefPro};

/// Every exercise of a professional, each with the situations that are current; `None` for a holder of a card without
/// RPPS number.
pub fn subject_ref_pro(personne: &Personne, now: Timestamp) -> Option<SubjectRefPro> {
    if personne.porteur != Porteur::Professionnel {
        return None;
    }
    let exercices = personne.exercices.iter().flat_map(|one| by_know_how(one, now)).collect();
    Some(SubjectRefPro { code_civilite: personne.code_civilite.clone(), exercices })
}

/// The shape holds one know-how an entry: several repeat the exercise, none leaves the codes empty.
fn by_know_how(one: &annuaire::Exercice, now: Timestamp) -> Vec<Exercice> {
    let none = [SavoirFaire { type_code: String::new(), code: String::new() }];
    let know_hows = if one.savoir_faire.is_empty() { &none } else { one.savoir_faire.as_slice() };
    know_hows.iter().map(|know_how| exercice(one, know_how, now)).collect()
}

fn exercice(one: &annuaire::Exercice, know_how: &SavoirFaire, now: Timestamp) -> Exercice {
    Exercice {
        code_profession: one.code_profession.clone(),
        code_categorie_professionnelle: one.code_categorie.clone(),
        code_civilite_dexercice: one.code_civilite.clone(),
        nom_dexercice: one.nom.clone(),
        prenom_dexercice: one.prenom.clone(),
        code_type_savoir_faire: know_how.type_code.clone(),
        code_savoir_faire: know_how.code.clone(),
        activities: one.situations.iter().filter(|situation| situation.en_cours(now)).map(activite).collect(),
    }
}

fn activite(situation: &Situation) -> Activite {
    let place = situation.structure.clone().map(place).unwrap_or_default();
    Activite {
        code_mode_exercice: situation.code_mode_exercice.clone(),
        code_secteur_dactivite: situation.code_secteur.clone(),
        code_section_pharmacien: situation.code_section_pharmacien.clone(),
        code_role: situation.code_role.clone(),
        code_genre_activite: situation.code_genre_activite.clone(),
        autorite_denregistrement: situation.autorite.clone(),
        ..place
    }
}

fn place(structure: Structure) -> Activite {
    Activite {
        numero_siret_site: structure.siret,
        numero_siren_site: structure.siren,
        numero_finess_site: structure.finess,
        numero_finess_etablissement_juridique: structure.finess_ej,
        identifiant_technique_de_la_structure: structure.identifiant_technique,
        raison_sociale_site: structure.raison_sociale,
        enseigne_commerciale_site: structure.enseigne,
        complement_destinataire: structure.complement_destinataire,
        complement_point_geographique: structure.complement_point_geographique,
        numero_voie: structure.numero_voie,
        indice_repetition_voie: structure.indice_repetition_voie,
        code_type_de_voie: structure.code_type_voie,
        libelle_voie: structure.libelle_voie,
        mention_distribution: structure.mention_distribution,
        bureau_cedex: structure.bureau_cedex,
        code_postal: structure.code_postal,
        code_commune: structure.code_commune,
        code_pays: structure.code_pays,
        telephone: structure.telephone,
        telephone2: structure.telephone2,
        telecopie: structure.telecopie,
        adresse_e_mail: structure.courriel,
        code_departement: structure.code_departement,
        ancien_identifiant_de_la_structure: structure.ancien_identifiant,
        ..Activite::default()
    }
}
