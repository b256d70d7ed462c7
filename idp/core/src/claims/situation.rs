use ambient::Timestamp;
use oidc::SituationClaim;

use super::{About, Active, scope};

/// The claim `situation`, for who has the scope and works somewhere now.
pub fn situation(about: &About<'_>) -> Option<SituationClaim> {
    about.has(scope::SITUATION).then(|| about.active().map(claim)).flatten()
}

fn claim(Active { situation, .. }: Active<'_>) -> SituationClaim {
    let structure = situation.structure.as_ref();
    let of_structure = |read: fn(&annuaire::Structure) -> &String| {
        structure.map(|structure| read(structure).clone()).unwrap_or_default()
    };
    SituationClaim {
        id: situation.id.to_string(),
        finess: of_structure(|structure| &structure.finess),
        finess_ej: of_structure(|structure| &structure.finess_ej),
        raison_sociale: of_structure(|structure| &structure.raison_sociale),
        code_genre_activite: situation.code_genre_activite.clone(),
        code_role: situation.code_role.clone(),
        secteur: situation.code_secteur.clone(),
        debut: situation.debut.map(Timestamp::seconds),
        fin: situation.fin.map(Timestamp::seconds),
    }
}
