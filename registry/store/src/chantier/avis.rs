use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::CleStructure;
use registry_core::avis::{AvisAEnvoyer, Disponibilite, Ecrits, Sujet};
use registry_core::port::PortError;
use sante::IdentifiantNational;

use super::ChantierSql;
use crate::avis;
use crate::erreur::moteur;
use crate::publication::dates;

#[async_trait]
impl Ecrits for ChantierSql {
    async fn avertir(&mut self, envois: &[AvisAEnvoyer]) -> Result<(), PortError> {
        let lettres = envois.iter().map(avis::lettre).collect::<Result<Vec<_>, _>>()?;
        self.courrier.queue(&mut self.transaction, &lettres).await.map_err(moteur)
    }

    async fn programmer(
        &mut self,
        personne: &IdentifiantNational,
        disponibilite: Disponibilite,
    ) -> Result<(), PortError> {
        sqlx::query(
            "INSERT INTO disponibilite (personne, validee_le, annuaire_le, ecps_le) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (personne) DO UPDATE SET validee_le = excluded.validee_le, \
             annuaire_le = excluded.annuaire_le, ecps_le = excluded.ecps_le",
        )
        .bind(personne.to_string())
        .bind(disponibilite.validee_le.millis())
        .bind(disponibilite.annuaire_le.millis())
        .bind(disponibilite.ecps_le.millis())
        .execute(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        dates::annoncer(&mut self.transaction, personne, disponibilite.annuaire_le).await
    }

    async fn disponibilite(&mut self, personne: &IdentifiantNational) -> Result<Option<Disponibilite>, PortError> {
        avis::disponibilite(&mut self.transaction, personne).await
    }

    async fn classer_retours(&mut self, sujet: &Sujet, le: Timestamp) -> Result<(), PortError> {
        self.courrier.clear(&mut self.transaction, &sujet.to_string(), le).await.map_err(moteur)
    }

    async fn ecarter_retours(
        &mut self,
        sujet: &Sujet,
        structures: &[CleStructure],
        le: Timestamp,
    ) -> Result<u64, PortError> {
        let (sujet, noms): (_, Vec<String>) = (sujet.to_string(), structures.iter().map(ToString::to_string).collect());
        self.courrier.put_aside(&mut self.transaction, (&sujet, &noms), le).await.map_err(moteur)
    }
}
