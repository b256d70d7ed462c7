use ambient::Timestamp;
use annuaire::{Evenement, Fait};
use idp_core::stamp::{Subject, SubjectKind};

/// The not-before stamps of these events. `now` is when the provider learns of them: what it issued until then, from
/// data that was a moment old, is refused too.
pub fn empreintes<'a>(evenements: impl Iterator<Item = &'a Evenement>, now: Timestamp) -> Vec<(Subject, Timestamp)> {
    let mut empreintes: Vec<(Subject, Timestamp)> = Vec::new();
    for evenement in evenements {
        // the registry's clock may be ahead of ours: what it calls past is past
        let at = now.max(evenement.survenu);
        let Some(subject) = termine(evenement, at) else { continue };
        match empreintes.iter_mut().find(|(connu, _)| *connu == subject) {
            Some((_, stamp)) => *stamp = at.max(*stamp),
            None => empreintes.push((subject, at)),
        }
    }
    empreintes
}

/// Whose access this event ends, now.
fn termine(evenement: &Evenement, now: Timestamp) -> Option<Subject> {
    match &evenement.fait {
        Fait::PersonneDesactivee => Some(SubjectKind::Personne.of(&evenement.personne)),
        // an end to come may still be changed, and a stamp never goes back: what is issued until then ends with the
        // situation's own date, which every login and refresh reads
        Fait::SituationTerminee { situation, fin } => (*fin <= now).then(|| SubjectKind::Situation.of(situation)),
        Fait::PersonneInscrite
        | Fait::PersonneModifiee
        | Fait::PersonneReactivee
        | Fait::CorrespondanceModifiee
        | Fait::SituationOuverte { .. }
        | Fait::SituationModifiee { .. } => None,
    }
}
