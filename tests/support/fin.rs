//! A situation that ends at any instant: people end one after a day, and tests of the very second need another clock.

use ambient::Timestamp;
use annuaire::Fait;
use registry_core::port::{EcritureSituation, Ecritures, Registre};
use registry_core::{Fin, Personne, SituationExercice, Source};
use sante::SituationId;

/// Written at `le`, as the portal writes one.
pub async fn finir(registre: &dyn Registre, id: &SituationId, (fin, le): (Timestamp, Timestamp)) {
    let mut chantier = registre.chantier().await.unwrap();
    let personne = chantier.titulaire(id).await.unwrap().expect("a situation of the example");
    let connue = chantier.connues(std::slice::from_ref(&personne)).await.unwrap().remove(0);
    let Personne::Professionnel(lui) = connue.personne else { panic!("a card holder works nowhere") };
    let siennes =
        lui.exercices.iter().flat_map(|un| un.situations.iter().zip(0..).map(|(une, rang)| (&un.cle, une, rang)));
    let (exercice, situation, rang) = siennes.into_iter().find(|(_, une, _)| une.id == *id).expect("one of theirs");
    let finie = SituationExercice { fin: Some(Fin { le: fin, par: Source::Portail }), ..situation.clone() };
    let ecriture = EcritureSituation { personne: personne.clone(), exercice: exercice.clone(), rang, situation: finie };
    let ecritures = Ecritures {
        situations: vec![ecriture],
        evenements: vec![(personne, Fait::SituationTerminee { situation: id.clone(), fin })],
        ..Ecritures::default()
    };
    chantier.ecrire(&ecritures, le).await.unwrap();
    chantier.valider().await.unwrap();
}
