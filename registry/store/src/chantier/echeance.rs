use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::echeance::{Echue, Ecrits};
use registry_core::port::PortError;

use super::ChantierSql;
use crate::echeance::effacer;
use crate::erreur::moteur;
use crate::fiche::Lue;

#[async_trait]
impl Ecrits for ChantierSql {
    async fn echues(&mut self, maintenant: Timestamp, limite: u32) -> Result<Vec<Echue>, PortError> {
        let lignes = sqlx::query(
            "SELECT s.personne, e.situation, e.fin FROM echeance e JOIN situation s ON s.id = e.situation \
             WHERE e.fin <= $1 ORDER BY e.fin, e.situation LIMIT $2",
        )
        .bind(maintenant.millis())
        .bind(i64::from(limite))
        .fetch_all(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        let lues = lignes.iter().map(Lue).map(|ligne| {
            let fin = Timestamp::from_millis(ligne.entier("fin")?);
            Ok(Echue { personne: ligne.lu("personne")?, situation: ligne.texte("situation")?.into(), fin })
        });
        let echues: Vec<Echue> = lues.collect::<Result<_, PortError>>()?;
        // the turn to write is held: nothing came in between
        let situations: Vec<&str> = echues.iter().map(|echue| echue.situation.as_str()).collect();
        effacer(&mut self.transaction, &situations).await?;
        Ok(echues)
    }
}
