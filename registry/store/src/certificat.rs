use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::certificat::{Certificat, CertificatId, Certificats, Emploi, FinDeCertificat};
use registry_core::port::PortError;
use sante::Finess;

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// The columns of one certificate, for every statement that reads some.
pub const COLONNES: &str =
    "SELECT id, ej, logiciel, emploi, nom, etape, commande_par, commande_le, remplace FROM certificat";

/// Certificates that end after $1 and by $2, whose end was told to nobody.
pub const FIN_A_ANNONCER: &str = "jusque > $1 AND jusque <= $2 AND fin_annoncee = 0";

#[async_trait]
impl Certificats for Magasin {
    async fn certificats_sur(&self, ej: &Finess) -> Result<Vec<Certificat>, PortError> {
        let sql = format!("{COLONNES} WHERE ej = $1 ORDER BY commande_le, id");
        let lignes = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(ej.to_string())
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        lignes.iter().map(|ligne| certificat(&Lue(ligne))).collect()
    }

    async fn certificat_lu(&self, id: &CertificatId) -> Result<Option<Certificat>, PortError> {
        let sql = format!("{COLONNES} WHERE id = $1");
        let ligne = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(id.to_string())
            .fetch_optional(self.base.read())
            .await
            .map_err(moteur)?;
        ligne.map(|ligne| certificat(&Lue(&ligne))).transpose()
    }

    async fn certificats_en_attente(&self, limite: u32) -> Result<Vec<CertificatId>, PortError> {
        let lignes = sqlx::query(
            "SELECT id FROM certificat WHERE mot IN ('EN_COURS', 'A_REVOQUER') ORDER BY mot, commande_le, id LIMIT $1",
        )
        .bind(i64::from(limite))
        .fetch_all(self.base.read())
        .await
        .map_err(moteur)?;
        lignes.iter().map(|ligne| Ok(CertificatId::from(Lue(ligne).texte("id")?))).collect()
    }

    async fn fin_de_certificat_a_annoncer(&self, proche: FinDeCertificat) -> Result<bool, PortError> {
        let sql = format!("SELECT id FROM certificat WHERE {FIN_A_ANNONCER} LIMIT 1");
        let ligne = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(proche.apres.millis())
            .bind(proche.jusque.millis())
            .fetch_optional(self.base.read())
            .await
            .map_err(moteur)?;
        Ok(ligne.is_some())
    }
}

pub fn certificat(ligne: &Lue) -> Result<Certificat, PortError> {
    let json =
        |colonne: &'static str, texte: &str| serde_json::from_str(texte).map_err(|cause| illisible(colonne, cause));
    let logiciel = serde_json::Value::from(ligne.texte("logiciel")?);
    let nom = ligne.texte("nom")?;
    let emploi = ligne.texte("emploi")?;
    Ok(Certificat {
        id: CertificatId::from(ligne.texte("id")?),
        ej: ligne.lu("ej")?,
        logiciel: serde_json::from_value(logiciel).map_err(|cause| illisible("logiciel", cause))?,
        emploi: Emploi::lu(&emploi).ok_or_else(|| illisible("emploi", emploi))?,
        nom: nom.clone().try_into().map_err(|cause| illisible("nom", format!("{nom}: {cause}")))?,
        etape: json("etape", &ligne.texte("etape")?)?,
        commande_par: ligne.lu("commande_par")?,
        commande_le: Timestamp::from_millis(ligne.entier("commande_le")?),
        remplace: ligne.texte_ou_rien("remplace")?.map(CertificatId::from),
    })
}
