//! The words by which people are found, beside them; and every word that a name has, with what is near to it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use database::list;
use registry_core::Personne;
use registry_core::port::{Ecritures, Fiche};
use registry_core::recherche::{cles_de_pres, mots_de};
use sqlx::{Any, AnyConnection, AssertSqlSafe, Row as _};

use crate::bulk::{Ligne, Valeur};
use crate::paquets::Paquet;
use crate::tables;

/// Words in one statement: below the parameter limits of both engines.
const PAQUET: usize = 500;
/// Bytes of the words beside a word: PostgreSQL takes rows of 2,700 into an index. Nobody's names have as many; what an import made up is
/// found by the words that fit.
const TOUS: usize = 1_000;

/// Words, and how many people more have each.
#[derive(Default)]
pub struct Vocabulaire(BTreeMap<String, i64>);

impl Vocabulaire {
    fn compter(&mut self, mot: &str, nombre: i64) {
        match self.0.get_mut(mot) {
            Some(compte) => *compte += nombre,
            None => drop(self.0.insert(mot.to_owned(), nombre)),
        }
    }

    /// Of a registry that knew no word.
    pub fn paquets(self) -> Vec<Paquet> {
        let proches = self.0.keys().flat_map(|mot| proches(mot)).collect();
        let connus = self.0.iter().map(|(mot, nombre)| connu(mot, *nombre)).collect();
        vec![(&tables::MOT_CONNU, connus), (&tables::MOT_PROCHE, proches)]
    }

    /// Adds them to the words that are known.
    async fn ajouter(self, connexion: &mut AnyConnection) -> Result<(), sqlx::Error> {
        let mots: Vec<(String, i64)> = self.0.into_iter().filter(|(_, nombre)| *nombre != 0).collect();
        for paquet in mots.chunks(PAQUET) {
            let deja = deja_connus(connexion, paquet).await?;
            let neufs = paquet.iter().filter(|(mot, _)| !deja.contains(mot.as_bytes()));
            let proches = neufs.flat_map(|(mot, _)| proches(mot)).collect();
            tables::MOT_PROCHE.ecrire(connexion, proches).await?;
            for (mot, nombre) in paquet {
                compter_un(connexion, mot, *nombre).await?;
            }
        }
        Ok(())
    }
}

async fn deja_connus(connexion: &mut AnyConnection, mots: &[(String, i64)]) -> Result<BTreeSet<Vec<u8>>, sqlx::Error> {
    let sql = format!("SELECT mot FROM mot_connu WHERE mot IN ({})", list(1, mots.len()));
    let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql));
    for (mot, _) in mots {
        demande = demande.bind(mot.as_bytes().to_vec());
    }
    let lignes = demande.fetch_all(connexion).await?;
    lignes.iter().map(|ligne| ligne.try_get::<Vec<u8>, _>("mot")).collect()
}

async fn compter_un(connexion: &mut AnyConnection, mot: &str, nombre: i64) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO mot_connu (mot, texte, nombre) VALUES ($1, $2, $3) \
         ON CONFLICT (mot) DO UPDATE SET nombre = mot_connu.nombre + excluded.nombre",
    )
    .bind(mot.as_bytes().to_vec())
    .bind(mot)
    .bind(nombre)
    .execute(connexion)
    .await
    .map(drop)
}

fn connu(mot: &str, nombre: i64) -> Ligne {
    vec![Valeur::Octets(mot.as_bytes().to_vec()), mot.into(), nombre.into()]
}

fn proches(mot: &str) -> Vec<Ligne> {
    cles_de_pres(mot).into_iter().map(|cle| vec![cle.into(), mot.into()]).collect()
}

/// Those of `ecritures` that bring everything of a person with them, as the first file does; the words are counted.
pub fn neufs(ecritures: &Ecritures, vocabulaire: &mut Vocabulaire) -> Vec<Ligne> {
    let mut noms: HashMap<String, Vec<&str>> = HashMap::new();
    for ecriture in &ecritures.exercices {
        let siens = noms.entry(ecriture.personne.to_string()).or_default();
        siens.extend([ecriture.exercice.nom.as_str(), ecriture.exercice.prenom.as_str()]);
    }
    let mut neufs = Vec::new();
    for (personne, noms) in noms {
        let mots = mots_de(noms);
        mots.iter().for_each(|mot| vocabulaire.compter(mot, 1));
        neufs.extend(lignes(&personne, mots));
    }
    neufs
}

/// Makes those of these people again.
pub async fn refaire(connexion: &mut AnyConnection, personnes: &[String], fiches: &[Fiche]) -> Result<(), sqlx::Error> {
    let mut vocabulaire = Vocabulaire::default();
    let marques = list(1, personnes.len());
    let mut retrait = sqlx::query::<Any>(AssertSqlSafe(format!(
        "DELETE FROM mot_exercice WHERE personne IN ({marques}) RETURNING mot"
    )));
    for personne in personnes {
        retrait = retrait.bind(personne);
    }
    for ligne in retrait.fetch_all(&mut *connexion).await? {
        vocabulaire.compter(&String::from_utf8_lossy(&ligne.try_get::<Vec<u8>, _>("mot")?), -1);
    }
    let mut neufs = Vec::new();
    for fiche in fiches {
        let Personne::Professionnel(lui) = &fiche.personne else { continue };
        let noms = lui.exercices.iter().flat_map(|exercice| [exercice.nom.as_str(), exercice.prenom.as_str()]);
        let mots = mots_de(noms);
        mots.iter().for_each(|mot| vocabulaire.compter(mot, 1));
        neufs.extend(lignes(&lui.identifiant.to_string(), mots));
    }
    tables::MOT.ecrire(connexion, neufs).await?;
    vocabulaire.ajouter(connexion).await
}

/// Each word with all of them beside it, as far as the row of an index goes.
fn lignes(personne: &str, mots: BTreeSet<String>) -> Vec<Ligne> {
    let mut tous = String::from(" ");
    for mot in &mots {
        if tous.len() + mot.len() < TOUS {
            tous = tous + mot + " ";
        }
    }
    mots.into_iter().map(|mot| vec![personne.into(), Valeur::Octets(mot.into_bytes()), tous.as_str().into()]).collect()
}
