use std::collections::HashMap;

use async_trait::async_trait;
use database::list;
use registry_core::CleStructure;
use registry_core::finess::{Faits, FaitsLus};
use registry_core::port::PortError;
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe};

use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// Structures in one statement.
pub const PAQUET: usize = 1_000;

/// What FINESS says of so many structures, whose keys are bound in order.
pub fn question(nombre: usize) -> String {
    format!(
        "SELECT structure, categorie, libelle_categorie, statut, libelle_statut FROM structure_finess \
         WHERE structure IN ({})",
        list(1, nombre)
    )
}

pub fn lus(lignes: &[AnyRow]) -> Result<HashMap<CleStructure, Faits>, PortError> {
    let lus = lignes.iter().map(Lue).map(|ligne| {
        let faits = Faits {
            categorie: ligne.texte("categorie")?,
            libelle_categorie: ligne.texte("libelle_categorie")?,
            statut: ligne.texte("statut")?,
            libelle_statut: ligne.texte("libelle_statut")?,
        };
        Ok((CleStructure::from(ligne.texte("structure")?.as_str()), faits))
    });
    lus.collect()
}

#[async_trait]
impl FaitsLus for Magasin {
    async fn faits_lus(&self, cles: &[CleStructure]) -> Result<HashMap<CleStructure, Faits>, PortError> {
        let mut faits = HashMap::new();
        for paquet in cles.chunks(PAQUET) {
            let mut demande = sqlx::query::<Any>(AssertSqlSafe(question(paquet.len())));
            for cle in paquet {
                demande = demande.bind(cle.to_string());
            }
            faits.extend(lus(&demande.fetch_all(self.base.read()).await.map_err(moteur)?)?);
        }
        Ok(faits)
    }
}
