use annuaire::Personne;
use oidc::other_ids::OtherId;

/// Every identifier of the person, their own among them.
pub fn other_ids(personne: &Personne) -> Vec<OtherId> {
    let own = personne.identifiant.to_string();
    let known = personne.autres_identifiants.iter().map(|other| OtherId {
        identifiant: other.identifiant.clone(),
        origine: other.origine.clone(),
        qualite: other.qualite,
    });
    let missing = personne.autres_identifiants.iter().all(|other| other.identifiant != own);
    let first =
        missing.then(|| OtherId { origine: personne.identifiant.origine().to_owned(), identifiant: own, qualite: 1 });
    first.into_iter().chain(known).collect()
}
