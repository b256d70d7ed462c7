use std::collections::HashMap;

use async_trait::async_trait;
use database::list;
use registry_core::port::PortError;
use registry_core::situation_acte::Motifs;
use sante::SituationId;
use sqlx::{Any, AssertSqlSafe};

use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::magasin::Magasin;

#[async_trait]
impl Motifs for Magasin {
    async fn motifs_fin(&self, situations: &[SituationId]) -> Result<HashMap<SituationId, String>, PortError> {
        if situations.is_empty() {
            return Ok(HashMap::new());
        }
        let marques = list(1, situations.len());
        let sql = format!("SELECT situation, motif FROM motif_fin WHERE situation IN ({marques})");
        let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql));
        for situation in situations {
            demande = demande.bind(situation.as_str().to_owned());
        }
        let lignes = demande.fetch_all(self.base.read()).await.map_err(moteur)?;
        let lire = |ligne| {
            let lue = Lue(ligne);
            Ok((SituationId::from(lue.texte("situation")?), lue.texte("motif")?))
        };
        lignes.iter().map(lire).collect()
    }
}
