//! Folded traits beside the people, and the search for those who may be the same. The words by which they are found by name
//! are made with them.

use std::collections::{BTreeSet, HashMap};

use database::list;
use registry_core::doublon::{Cles, Sondes};
use registry_core::identite::Traits;
use registry_core::port::{EcritureExercice, Ecritures, PortError};
use registry_core::{Personne, Professionnel};
use sante::IdentifiantNational;
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use crate::bulk::Ligne;
use crate::erreur::{illisible, moteur};
use crate::fiche::{self, Lue};
use crate::{mots, tables};

/// Names in one statement: below the parameter limits of both engines.
const PAQUET: usize = 500;

/// Those of `ecritures` that bring everything of a person with them, as the first file does.
pub fn neuves(ecritures: &Ecritures) -> Vec<Ligne> {
    let mut exercices: HashMap<&IdentifiantNational, Vec<&EcritureExercice>> = HashMap::new();
    for ecriture in &ecritures.exercices {
        exercices.entry(&ecriture.personne).or_default().push(ecriture);
    }
    let lignes = ecritures.personnes.iter().filter_map(|personne| {
        let Personne::Professionnel(professionnel) = personne else { return None };
        let siens = exercices.get(&professionnel.identifiant).into_iter().flatten();
        let noms = siens.map(|ecriture| (ecriture.exercice.nom.as_str(), ecriture.exercice.prenom.as_str()));
        Some(ligne(&professionnel.identifiant, &Traits::de(&professionnel.etat_civil, noms)))
    });
    lignes.collect()
}

/// Makes those of the people touched again, from what is written by now: an exercise comes without its person, and a
/// person without the exercises that did not change.
pub async fn refaire(connexion: &mut AnyConnection, ecritures: &Ecritures) -> Result<(), PortError> {
    let personnes = ecritures.personnes.iter().map(Personne::identifiant);
    let touchees: BTreeSet<String> = personnes
        .chain(ecritures.exercices.iter().map(|ecriture| &ecriture.personne))
        .map(ToString::to_string)
        .collect();
    refaire_de(connexion, &touchees.into_iter().collect::<Vec<_>>()).await
}

pub async fn refaire_de(connexion: &mut AnyConnection, personnes: &[String]) -> Result<(), PortError> {
    for paquet in personnes.chunks(PAQUET) {
        let fiches = fiche::lire(connexion, paquet).await?;
        let lignes = fiches.iter().filter_map(|fiche| match &fiche.personne {
            Personne::Professionnel(professionnel) => Some(ligne_de(professionnel)),
            Personne::PorteurDeCarte(_) => None,
        });
        tables::RESSEMBLANCE.ecrire(connexion, lignes.collect()).await.map_err(moteur)?;
        mots::refaire(connexion, paquet, &fiches).await.map_err(moteur)?;
    }
    Ok(())
}

/// Takes up at most one batch of those who were here before these tables; `false` when there is nobody left.
pub async fn reprendre(connexion: &mut AnyConnection) -> Result<bool, PortError> {
    let lignes = sqlx::query("SELECT personne FROM ressemblance_a_faire ORDER BY personne LIMIT $1")
        .bind(PAQUET as i64)
        .fetch_all(&mut *connexion)
        .await
        .map_err(moteur)?;
    let personnes = lignes.iter().map(|ligne| Lue(ligne).texte("personne")).collect::<Result<Vec<_>, _>>()?;
    let Some(derniere) = personnes.last() else { return Ok(false) };
    refaire_de(connexion, &personnes).await?;
    sqlx::query("DELETE FROM ressemblance_a_faire WHERE personne <= $1")
        .bind(derniere)
        .execute(connexion)
        .await
        .map_err(moteur)?;
    Ok(true)
}

pub async fn proches(
    connexion: &mut AnyConnection,
    traits: &Traits,
) -> Result<Vec<(IdentifiantNational, Traits)>, PortError> {
    let sondes = Sondes::de(traits);
    let colonnes = [
        ("naissance", &sondes.naissances),
        ("nom", &sondes.noms),
        ("nom_exercice", &sondes.noms),
        ("prenom_lieu", &sondes.prenoms_lieu),
    ];
    let (mut branches, mut valeurs) = (Vec::new(), Vec::new());
    for (colonne, cles) in colonnes.into_iter().filter(|(_, cles)| !cles.is_empty()) {
        let marques = list(valeurs.len() + 1, cles.len());
        branches.push(format!("SELECT personne, traits FROM ressemblance WHERE {colonne} IN ({marques})"));
        valeurs.extend(cles.iter().copied());
    }
    if branches.is_empty() {
        return Ok(Vec::new());
    }
    let mut demande = sqlx::query::<Any>(AssertSqlSafe(branches.join(" UNION ")));
    for valeur in valeurs {
        demande = demande.bind(valeur);
    }
    let lignes = demande.fetch_all(connexion).await.map_err(moteur)?;
    let lues = lignes.iter().map(|ligne| {
        let lue = Lue(ligne);
        let traits = lue.texte("traits")?;
        let lus = Traits::lus(&traits).ok_or_else(|| illisible("ressemblance.traits", "not four parts"))?;
        Ok((lue.lu("personne")?, lus))
    });
    lues.collect()
}

fn ligne_de(professionnel: &Professionnel) -> Ligne {
    ligne(&professionnel.identifiant, &Traits::de_professionnel(professionnel))
}

fn ligne(personne: &IdentifiantNational, traits: &Traits) -> Ligne {
    let cles = Cles::de(traits);
    vec![
        personne.to_string().into(),
        cles.naissance.into(),
        cles.nom.into(),
        cles.nom_exercice.into(),
        cles.prenom_lieu.into(),
        traits.ligne().into(),
    ]
}
