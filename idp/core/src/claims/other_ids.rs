use oidc::other_ids::OtherId;

use super::About;
use super::subject::Subjects;

/// `qualite` of the PSI beside the other identifiers (facts/psc.md §2.4).
const OF_PSI: u8 = 2;

/// Every identifier of the person, their own among them, and the PSI where the client is told people by it.
pub fn other_ids(about: &About<'_>, subjects: &Subjects) -> Vec<OtherId> {
    let personne = about.personne;
    let own = personne.identifiant.to_string();
    let known = personne.autres_identifiants.iter().map(|other| OtherId {
        identifiant: other.identifiant.clone(),
        origine: other.origine.clone(),
        qualite: other.qualite,
    });
    let missing = personne.autres_identifiants.iter().all(|other| other.identifiant != own);
    let first =
        missing.then(|| OtherId { origine: personne.identifiant.origine().to_owned(), identifiant: own, qualite: 1 });
    let psi = subjects.psi_of(about.client, &personne.identifiant);
    let psi = psi.map(|identifiant| OtherId { origine: "PSI".to_owned(), identifiant, qualite: OF_PSI });
    first.into_iter().chain(known).chain(psi).collect()
}
