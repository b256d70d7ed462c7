use std::collections::HashMap;

use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::CleStructure;
use registry_core::finess::{Ecrits, Faits};
use registry_core::port::PortError;

use super::ChantierSql;
use crate::erreur::moteur;
use crate::finess::{PAQUET, lus, question};
use crate::publication::dates;

#[async_trait]
impl Ecrits for ChantierSql {
    async fn faits_finess(&mut self, cles: &[CleStructure]) -> Result<HashMap<CleStructure, Faits>, PortError> {
        let mut faits = HashMap::new();
        for paquet in cles.chunks(PAQUET) {
            let valeurs: Vec<String> = paquet.iter().map(ToString::to_string).collect();
            faits.extend(lus(&self.lignes(question(paquet.len()), &valeurs).await?)?);
        }
        Ok(faits)
    }

    async fn ecrire_faits_finess(&mut self, faits: &[(CleStructure, Faits)], le: Timestamp) -> Result<(), PortError> {
        for (cle, faits) in faits {
            sqlx::query(
                "INSERT INTO structure_finess (structure, categorie, libelle_categorie, statut, libelle_statut, lu_le) \
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (structure) DO UPDATE SET \
                 categorie = excluded.categorie, libelle_categorie = excluded.libelle_categorie, \
                 statut = excluded.statut, libelle_statut = excluded.libelle_statut, lu_le = excluded.lu_le",
            )
            .bind(cle.to_string())
            .bind(faits.categorie.clone())
            .bind(faits.libelle_categorie.clone())
            .bind(faits.statut.clone())
            .bind(faits.libelle_statut.clone())
            .bind(le.millis())
            .execute(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        }
        let cles: Vec<String> = faits.iter().map(|(cle, _)| cle.to_string()).collect();
        dates::remplacer(&mut self.transaction, (dates::STRUCTURE, &cles), le).await
    }
}
