use ambient::Timestamp;
use async_trait::async_trait;
use database::list;
use registry_core::port::PortError;
use registry_core::profession_demandee::{ProfessionDemandee, ProfessionDemandeeId, ProfessionsDemandees};
use sante::Finess;
use sqlx::{Any, AssertSqlSafe};

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;
use crate::texte;

#[async_trait]
impl ProfessionsDemandees for Magasin {
    async fn demandees(&self, structures: &[Finess], limite: u32) -> Result<Vec<ProfessionDemandee>, PortError> {
        if structures.is_empty() {
            return Ok(Vec::new());
        }
        let marques = list(2, structures.len());
        let sql =
            format!("SELECT * FROM profession_demandee WHERE structure IN ({marques}) ORDER BY le DESC, id LIMIT $1");
        let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql)).bind(i64::from(limite));
        for structure in structures {
            demande = demande.bind(structure.to_string());
        }
        let lignes = demande.fetch_all(self.base.read()).await.map_err(moteur)?;
        lignes.iter().map(|ligne| lire(&Lue(ligne))).collect()
    }

    async fn a_decider(&self, limite: u32) -> Result<Vec<ProfessionDemandee>, PortError> {
        let lignes = sqlx::query("SELECT * FROM profession_demandee WHERE ouverte = 1 ORDER BY le, id LIMIT $1")
            .bind(i64::from(limite))
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        lignes.iter().map(|ligne| lire(&Lue(ligne))).collect()
    }
}

pub fn lire(ligne: &Lue) -> Result<ProfessionDemandee, PortError> {
    let nombre =
        |colonne: &str| u32::try_from(ligne.entier(colonne)?).map_err(|cause| illisible("profession_demandee", cause));
    Ok(ProfessionDemandee {
        id: ProfessionDemandeeId::from(ligne.texte("id")?),
        libelle: ligne.texte("libelle")?,
        volume: nombre("volume")?,
        usages: ligne.texte("usages")?,
        structure: ligne.lu("structure")?,
        par: ligne.lu("par")?,
        le: Timestamp::from_millis(ligne.entier("le")?),
        etape: texte::lire("profession_demandee.etape", &ligne.texte("etape")?)?,
        version: nombre("version")?,
    })
}
