//! The words by which people are found, beside them.

use std::collections::{BTreeSet, HashMap};

use database::list;
use registry_core::Personne;
use registry_core::port::{Ecritures, Fiche};
use registry_core::recherche::mots_de;
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use crate::bulk::{Ligne, Valeur};
use crate::tables;

/// Those of `ecritures` that bring everything of a person with them, as the first file does.
pub fn neufs(ecritures: &Ecritures) -> Vec<Ligne> {
    let mut noms: HashMap<String, Vec<&str>> = HashMap::new();
    for ecriture in &ecritures.exercices {
        let siens = noms.entry(ecriture.personne.to_string()).or_default();
        siens.extend([ecriture.exercice.nom.as_str(), ecriture.exercice.prenom.as_str()]);
    }
    noms.into_iter().flat_map(|(personne, noms)| lignes(&personne, mots_de(noms))).collect()
}

/// Makes those of these people again.
pub async fn refaire(connexion: &mut AnyConnection, personnes: &[String], fiches: &[Fiche]) -> Result<(), sqlx::Error> {
    let marques = list(1, personnes.len());
    let mut retrait =
        sqlx::query::<Any>(AssertSqlSafe(format!("DELETE FROM mot_exercice WHERE personne IN ({marques})")));
    for personne in personnes {
        retrait = retrait.bind(personne);
    }
    retrait.execute(&mut *connexion).await?;
    let neufs = fiches.iter().flat_map(|fiche| match &fiche.personne {
        Personne::Professionnel(lui) => {
            let noms = lui.exercices.iter().flat_map(|exercice| [exercice.nom.as_str(), exercice.prenom.as_str()]);
            lignes(&lui.identifiant.to_string(), mots_de(noms))
        }
        Personne::PorteurDeCarte(_) => Vec::new(),
    });
    tables::MOT.ecrire(connexion, neufs.collect()).await
}

fn lignes(personne: &str, mots: BTreeSet<String>) -> Vec<Ligne> {
    mots.into_iter().map(|mot| vec![personne.into(), Valeur::Octets(mot.into_bytes())]).collect()
}
