//! Ends that the log has not told as past yet.

use std::collections::HashSet;

use ambient::Timestamp;
use annuaire::Fait;
use async_trait::async_trait;
use database::list;
use registry_core::echeance::Agenda;
use registry_core::port::{EcritureSituation, Ecritures, PortError};
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use crate::bulk::Ligne;
use crate::erreur::moteur;
use crate::magasin::Magasin;
use crate::tables;

/// Names in one statement: below the parameter limits of both engines.
const PAQUET: usize = 1_000;

/// Puts what is written on the list, or takes it off: an end is on it until an event tells that it has passed, whoever set
/// it, and however.
pub async fn inscrire(
    connexion: &mut AnyConnection,
    ecritures: &Ecritures,
    survenu: Timestamp,
) -> Result<(), PortError> {
    let dites: HashSet<&str> = ecritures.evenements.iter().filter_map(|(_, fait)| passee(fait, survenu)).collect();
    let (mut a_dire, mut reste): (Vec<Ligne>, Vec<&str>) = (Vec::new(), Vec::new());
    for EcritureSituation { situation, .. } in &ecritures.situations {
        match situation.fin.filter(|_| !dites.contains(situation.id.as_str())) {
            Some(fin) => a_dire.push(vec![situation.id.as_str().into(), fin.le.millis().into()]),
            None => reste.push(situation.id.as_str()),
        }
    }
    tables::ECHEANCE.ecrire(connexion, a_dire).await.map_err(moteur)?;
    effacer(connexion, &reste).await
}

/// The situation whose end this event tells as past.
fn passee(fait: &Fait, survenu: Timestamp) -> Option<&str> {
    match fait {
        Fait::SituationTerminee { situation, fin } if *fin <= survenu => Some(situation.as_str()),
        _ => None,
    }
}

/// Takes them off the list.
pub async fn effacer(connexion: &mut AnyConnection, situations: &[&str]) -> Result<(), PortError> {
    for paquet in situations.chunks(PAQUET) {
        let sql = format!("DELETE FROM echeance WHERE situation IN ({})", list(1, paquet.len()));
        // the text is made of numbers, never of a value
        let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql));
        for situation in paquet {
            demande = demande.bind((*situation).to_owned());
        }
        demande.execute(&mut *connexion).await.map_err(moteur)?;
    }
    Ok(())
}

#[async_trait]
impl Agenda for Magasin {
    async fn prochaine_fin(&self) -> Result<Option<Timestamp>, PortError> {
        let fin: Option<i64> = sqlx::query_scalar("SELECT fin FROM echeance ORDER BY fin LIMIT 1")
            .fetch_optional(self.base.read())
            .await
            .map_err(moteur)?;
        Ok(fin.map(Timestamp::from_millis))
    }

    async fn prochaine_bascule(&self) -> Result<Option<Timestamp>, PortError> {
        let le: Option<i64> = sqlx::query_scalar("SELECT le FROM bascule ORDER BY le LIMIT 1")
            .fetch_optional(self.base.read())
            .await
            .map_err(moteur)?;
        Ok(le.map(Timestamp::from_millis))
    }
}
