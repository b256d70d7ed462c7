//! What a write is about to replace is kept first: of people's roles, dates and names nothing is lost, whoever writes,
//! a gestionnaire or a file.

use ambient::Timestamp;
use database::list;
use registry_core::port::{Ecritures, PortError};
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use crate::erreur::moteur;

/// Rows a statement.
const PAQUET: usize = 500;

pub async fn garder(connexion: &mut AnyConnection, ecritures: &Ecritures, le: Timestamp) -> Result<(), PortError> {
    let situations: Vec<&str> = ecritures.situations.iter().map(|une| une.situation.id.as_str()).collect();
    for paquet in situations.chunks(PAQUET) {
        let sql = format!(
            "INSERT INTO situation_historique (situation, ordre, source, role, genre_activite, secteur, autorite, debut, \
             fin, terminee_par, remplacee_le) \
             SELECT s.id, CAST(COALESCE((SELECT MAX(h.ordre) FROM situation_historique h WHERE h.situation = s.id), 0) + 1 \
             AS BIGINT), s.source, s.role, s.genre_activite, s.secteur, s.autorite, s.debut, s.fin, s.terminee_par, \
             CAST($1 AS BIGINT) FROM situation s WHERE s.id IN ({})",
            list(2, paquet.len())
        );
        executer(connexion, sql, le, paquet).await?;
    }
    let personnes: Vec<String> = ecritures.exercices.iter().map(|un| un.personne.to_string()).collect();
    let personnes: Vec<&str> = personnes.iter().map(String::as_str).collect();
    for paquet in personnes.chunks(PAQUET) {
        let sql = format!(
            "INSERT INTO exercice_historique (personne, profession, categorie, ordre, civilite, nom, prenom, retire_le, \
             remplace_le) \
             SELECT e.personne, e.profession, e.categorie, CAST(COALESCE((SELECT MAX(h.ordre) FROM exercice_historique h \
             WHERE h.personne = e.personne AND h.profession = e.profession AND h.categorie = e.categorie), 0) + 1 \
             AS BIGINT), e.civilite, e.nom, e.prenom, e.retire_le, CAST($1 AS BIGINT) \
             FROM exercice e WHERE e.personne IN ({})",
            list(2, paquet.len())
        );
        executer(connexion, sql, le, paquet).await?;
    }
    Ok(())
}

async fn executer(connexion: &mut AnyConnection, sql: String, le: Timestamp, textes: &[&str]) -> Result<(), PortError> {
    // the text is made of numbers, never of a value
    let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql)).bind(le.millis());
    for texte in textes {
        demande = demande.bind((*texte).to_owned());
    }
    demande.execute(connexion).await.map(drop).map_err(moteur)
}
