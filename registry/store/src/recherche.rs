//! People found by the words of their names, and place by place.

use std::collections::{HashMap, HashSet};

use ambient::Timestamp;
use async_trait::async_trait;
use database::list;
use registry_core::port::{Fiche, PortError};
use registry_core::recherche::{Mot, Personnes, cles_de_pres, de_pres};
use registry_core::{CleStructure, Structure};
use sante::{Finess, IdentifiantNational};
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe};

use crate::erreur::moteur;
use crate::fiche::{self, Lue};
use crate::magasin::Magasin;

/// Names in one statement: below the parameter limits of both engines.
const PAQUET: usize = 500;
/// Words that one slip makes of another, the most frequent of them: each is a question of its own.
const PROCHES: usize = 12;
/// Rows read for one person: as many of their words may begin alike.
const MOTS_SEMBLABLES: u32 = 3;

/// People of a place ($1) whose situation has not ended by an instant ($2). Whoever a measure holds out of service is among
/// them: their employer ends what they left (R05).
const AU_TRAVAIL: &str = "FROM situation s JOIN personne p ON p.identifiant = s.personne \
    JOIN exercice e ON e.personne = s.personne AND e.profession = s.profession AND e.categorie = s.categorie \
    WHERE s.structure = $1 AND (s.fin IS NULL OR s.fin > $2) AND p.desactivee_le IS NULL";

#[async_trait]
impl Personnes for Magasin {
    async fn nommees(&self, mots: &[Mot], limite: u32) -> Result<Vec<IdentifiantNational>, PortError> {
        let mots = if mots.len() < 2 { mots.to_vec() } else { self.du_plus_rare(mots).await? };
        let groupes: Vec<Vec<Mot>> = mots.into_iter().map(|mot| vec![mot]).collect();
        self.qui_ont(&groupes, limite).await
    }

    async fn nommees_de_pres(&self, mots: &[Mot], limite: u32) -> Result<Vec<IdentifiantNational>, PortError> {
        let (groupes, approches) = self.alentours(mots).await?;
        if approches { self.qui_ont(&groupes, limite).await } else { Ok(Vec::new()) }
    }

    async fn a_publier(
        &self,
        personnes: &[IdentifiantNational],
        maintenant: Timestamp,
    ) -> Result<Vec<IdentifiantNational>, PortError> {
        if personnes.is_empty() {
            return Ok(Vec::new());
        }
        let marques = list(2, personnes.len());
        let sql = format!("SELECT personne FROM disponibilite WHERE annuaire_le > $1 AND personne IN ({marques})");
        let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql)).bind(maintenant.millis());
        for personne in personnes {
            demande = demande.bind(personne.to_string());
        }
        let lignes = demande.fetch_all(self.base.read()).await.map_err(moteur)?;
        lignes.iter().map(|ligne| Lue(ligne).lu("personne")).collect()
    }

    async fn fiches(&self, personnes: &[IdentifiantNational]) -> Result<Vec<Fiche>, PortError> {
        let mut connues = HashMap::with_capacity(personnes.len());
        let mut connexion = self.base.read().lend().await.map_err(moteur)?;
        for paquet in personnes.chunks(PAQUET) {
            let paquet: Vec<String> = paquet.iter().map(ToString::to_string).collect();
            let fiches = fiche::lire(&mut connexion, &paquet).await?;
            connues.extend(fiches.into_iter().map(|fiche| (fiche.personne.identifiant().clone(), fiche)));
        }
        connexion.done();
        Ok(personnes.iter().filter_map(|personne| connues.remove(personne)).collect())
    }

    async fn effectif(
        &self,
        (structure, mots): (&CleStructure, &[Mot]),
        maintenant: Timestamp,
        (decalage, limite): (u32, u32),
    ) -> Result<Vec<IdentifiantNational>, PortError> {
        let mut bornes = Vec::new();
        let nommes = nommes(mots, 5, &mut bornes);
        let sql = format!(
            "SELECT s.personne, MIN(e.nom) AS nom, MIN(e.prenom) AS prenom {AU_TRAVAIL}{nommes} \
             GROUP BY s.personne ORDER BY nom, prenom, s.personne LIMIT $3 OFFSET $4"
        );
        let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql))
            .bind(structure.as_str().to_owned())
            .bind(maintenant.millis())
            .bind(i64::from(limite))
            .bind(i64::from(decalage));
        for borne in bornes {
            demande = demande.bind(borne);
        }
        let lignes = demande.fetch_all(self.base.read()).await.map_err(moteur)?;
        lignes.iter().map(|ligne| Lue(ligne).lu("personne")).collect()
    }

    async fn nombre(
        &self,
        (structure, mots): (&CleStructure, &[Mot]),
        maintenant: Timestamp,
    ) -> Result<u32, PortError> {
        let mut bornes = Vec::new();
        let nommes = nommes(mots, 3, &mut bornes);
        let sql = format!("SELECT CAST(COUNT(DISTINCT s.personne) AS BIGINT) {AU_TRAVAIL}{nommes}");
        let mut demande = sqlx::query_scalar::<Any, i64>(AssertSqlSafe(sql))
            .bind(structure.as_str().to_owned())
            .bind(maintenant.millis());
        for borne in bornes {
            demande = demande.bind(borne);
        }
        let nombre = demande.fetch_one(self.base.read()).await.map_err(moteur)?;
        Ok(u32::try_from(nombre).unwrap_or(u32::MAX))
    }

    async fn etablissements_de(&self, ej: &Finess) -> Result<Vec<Structure>, PortError> {
        let lignes = sqlx::query(
            "SELECT cle, genre AS st_genre, details FROM structure WHERE finess_ej = $1 AND genre = 'EG' ORDER BY cle",
        )
        .bind(ej.as_str().to_owned())
        .fetch_all(self.base.read())
        .await
        .map_err(moteur)?;
        lignes.iter().filter_map(|ligne| Lue(ligne).structure().transpose()).collect()
    }
}

impl Magasin {
    /// Who has a word of each group; the first group leads, one word after the other: each is one stretch of the index, in its order, and
    /// the index alone is read for it. Together they would be read whole.
    async fn qui_ont(&self, groupes: &[Vec<Mot>], limite: u32) -> Result<Vec<IdentifiantNational>, PortError> {
        let Some((premier, autres)) = groupes.split_first() else { return Ok(Vec::new()) };
        let mut vues = HashSet::new();
        let mut trouvees = Vec::new();
        for mot in premier {
            for ligne in &self.qui_ont_aussi(mot, autres, limite).await? {
                let personne: IdentifiantNational = Lue(ligne).lu("personne")?;
                if trouvees.len() < limite as usize && vues.insert(personne.clone()) {
                    trouvees.push(personne);
                }
            }
            if trouvees.len() >= limite as usize {
                break;
            }
        }
        Ok(trouvees)
    }

    /// Who has this word, and one of each of these groups.
    async fn qui_ont_aussi(&self, mot: &Mot, autres: &[Vec<Mot>], limite: u32) -> Result<Vec<AnyRow>, PortError> {
        let (mut bornes, mut motifs) = (Vec::new(), Vec::new());
        let sien = condition("m", mot, &mut bornes);
        let mut sql = format!(
            "SELECT m.personne FROM mot_exercice m JOIN personne p ON p.identifiant = m.personne \
             WHERE p.desactivee_le IS NULL AND {sien}"
        );
        for groupe in autres {
            let siens = groupe.iter().map(|mot| {
                motifs.push(motif(mot));
                format!("m.tous LIKE ${}", bornes.len() + motifs.len())
            });
            sql += &format!(" AND ({})", siens.collect::<Vec<_>>().join(" OR "));
        }
        sql += &format!(" ORDER BY m.mot, m.personne LIMIT ${}", bornes.len() + motifs.len() + 1);
        // the text is made of names of columns and numbers of parameters, never of a word
        let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql));
        for borne in bornes {
            demande = demande.bind(borne);
        }
        for motif in motifs {
            demande = demande.bind(motif);
        }
        // one word is one row of a person, the beginning of words may be several
        let lignes = if mot.entier { limite } else { limite * MOTS_SEMBLABLES };
        demande.bind(i64::from(lignes)).fetch_all(self.base.read()).await.map_err(moteur)
    }

    /// Each word with the known ones that one slip makes of it, the rarest group first; whether any has some.
    async fn alentours(&self, mots: &[Mot]) -> Result<(Vec<Vec<Mot>>, bool), PortError> {
        let mut comptes = Vec::with_capacity(mots.len());
        let mut approches = false;
        for mot in mots {
            let proches = self.les_plus_portes(self.proches(mot).await?).await?;
            approches |= !proches.is_empty();
            let nombre = self.compter(mot).await? + proches.iter().map(|(nombre, _)| nombre).sum::<i64>();
            let groupe: Vec<Mot> =
                std::iter::once(mot.clone()).chain(proches.into_iter().map(|(_, mot)| mot)).collect();
            comptes.push((nombre, groupe));
        }
        comptes.sort_by_key(|(nombre, _)| *nombre);
        Ok((comptes.into_iter().map(|(_, groupe)| groupe).collect(), approches))
    }

    async fn proches(&self, mot: &Mot) -> Result<Vec<Mot>, PortError> {
        let cles = cles_de_pres(&mot.texte);
        if mot.entier || cles.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!("SELECT DISTINCT texte FROM mot_proche WHERE cle IN ({})", list(1, cles.len()));
        let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql));
        for cle in cles {
            demande = demande.bind(cle);
        }
        let lignes = demande.fetch_all(self.base.read()).await.map_err(moteur)?;
        let connus = lignes.iter().map(|ligne| Lue(ligne).texte("texte")).collect::<Result<Vec<_>, _>>()?;
        Ok(de_pres(&mot.texte, connus).into_iter().map(|texte| Mot { texte, entier: true }).collect())
    }

    /// Those of these whole words that somebody has, the most frequent first, at most so many; with about how many people have each.
    async fn les_plus_portes(&self, mots: Vec<Mot>) -> Result<Vec<(i64, Mot)>, PortError> {
        if mots.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT texte, nombre FROM mot_connu WHERE nombre > 0 AND mot IN ({}) ORDER BY nombre DESC, texte LIMIT {PROCHES}",
            list(1, mots.len())
        );
        let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql));
        for mot in mots {
            demande = demande.bind(mot.texte.into_bytes());
        }
        let lignes = demande.fetch_all(self.base.read()).await.map_err(moteur)?;
        let lue = |ligne| Ok((Lue(ligne).entier("nombre")?, Mot { texte: Lue(ligne).texte("texte")?, entier: true }));
        lignes.iter().map(lue).collect()
    }

    /// The word that the fewest people have leads the search: where one is everybody's, another one is somebody's.
    async fn du_plus_rare(&self, mots: &[Mot]) -> Result<Vec<Mot>, PortError> {
        let mut comptes = Vec::with_capacity(mots.len());
        for mot in mots {
            comptes.push((self.compter(mot).await?, mot.clone()));
        }
        comptes.sort_by_key(|(nombre, _)| *nombre);
        Ok(comptes.into_iter().map(|(_, mot)| mot).collect())
    }

    /// About how many rows this word has.
    async fn compter(&self, mot: &Mot) -> Result<i64, PortError> {
        let mut bornes = Vec::new();
        let condition = condition("m", mot, &mut bornes);
        let sql = format!("SELECT CAST(COALESCE(SUM(nombre), 0) AS BIGINT) FROM mot_connu m WHERE {condition}");
        let mut demande = sqlx::query_scalar::<Any, i64>(AssertSqlSafe(sql));
        for borne in bornes {
            demande = demande.bind(borne);
        }
        demande.fetch_one(self.base.read()).await.map_err(moteur)
    }
}

/// How a word stands among all of a person: folded letters and digits alone, so that it means nothing else to `LIKE`.
fn motif(mot: &Mot) -> String {
    if mot.entier { format!("% {} %", mot.texte) } else { format!("% {}%", mot.texte) }
}

/// People of a place who have each of these words in a name; the bounds take the parameters from `premiere` on.
fn nommes(mots: &[Mot], premiere: usize, bornes: &mut Vec<Vec<u8>>) -> String {
    let conditions = mots.iter().map(|mot| {
        let condition = condition_a_partir("a", mot, (premiere, bornes));
        format!(" AND EXISTS (SELECT 1 FROM mot_exercice a WHERE a.personne = s.personne AND {condition})")
    });
    conditions.collect()
}

/// Which words of the table answer one that is looked for; its bounds take the next parameters.
pub fn condition(table: &str, mot: &Mot, bornes: &mut Vec<Vec<u8>>) -> String {
    condition_a_partir(table, mot, (1, bornes))
}

fn condition_a_partir(table: &str, mot: &Mot, (premiere, bornes): (usize, &mut Vec<Vec<u8>>)) -> String {
    let debut = mot.texte.as_bytes().to_vec();
    let place = bornes.len() + premiere;
    if mot.entier {
        bornes.push(debut);
        return format!("{table}.mot = ${place}");
    }
    // the last byte of a text is never the last byte there is
    let mut apres = debut.clone();
    if let Some(dernier) = apres.last_mut() {
        *dernier = dernier.saturating_add(1);
    }
    bornes.extend([debut, apres]);
    format!("{table}.mot >= ${place} AND {table}.mot < ${}", place + 1)
}
