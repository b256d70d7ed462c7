use ambient::Timestamp;
use async_trait::async_trait;
use database::list;
use registry_core::demande::Demande;
use registry_core::formulaire::{Ecrits, Formulaire, FormulaireId};
use registry_core::port::PortError;
use sante::Finess;
use sqlx::any::AnyRow;

use super::ChantierSql;
use crate::demande;
use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::formulaire::{ABANDONNES, COLONNES, DEMANDES_ABANDONNEES, lire};
use crate::texte;

#[async_trait]
impl Ecrits for ChantierSql {
    async fn formulaire(&mut self, id: &FormulaireId) -> Result<Option<Formulaire>, PortError> {
        let sql = format!("SELECT {COLONNES} FROM formulaire f WHERE f.id = $1");
        let lignes = self.lignes(sql, &[id.to_string()]).await?;
        lignes.first().map(|ligne| lire(&Lue(ligne))).transpose()
    }

    async fn formulaire_ouvert(&mut self, sujet: &str) -> Result<Option<Formulaire>, PortError> {
        let sql = format!("SELECT {COLONNES} FROM formulaire f WHERE f.sujet = $1 AND f.ouvert = 1");
        let lignes = self.lignes(sql, &[sujet.to_owned()]).await?;
        lignes.first().map(|ligne| lire(&Lue(ligne))).transpose()
    }

    async fn formulaires_ouverts(&mut self, finess: &[Finess]) -> Result<Vec<Formulaire>, PortError> {
        if finess.is_empty() {
            return Ok(Vec::new());
        }
        let marques = list(1, finess.len());
        let sql = format!(
            "SELECT {COLONNES} FROM formulaire f WHERE f.ouvert = 1 AND f.finess IN ({marques}) ORDER BY f.envoye_le, f.id"
        );
        let numeros: Vec<String> = finess.iter().map(ToString::to_string).collect();
        let lignes = self.lignes(sql, &numeros).await?;
        lignes.iter().map(|ligne| lire(&Lue(ligne))).collect()
    }

    async fn ecrire_formulaire(&mut self, formulaire: &Formulaire) -> Result<(), PortError> {
        sqlx::query(
            "INSERT INTO formulaire \
             (id, nature, auteur, sujet, finess, contenu, etape, stade, ouvert, version, envoye_le) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO UPDATE SET \
             nature = excluded.nature, finess = excluded.finess, \
             sujet = CASE WHEN excluded.ouvert = 1 THEN excluded.sujet ELSE formulaire.sujet END, \
             contenu = excluded.contenu, etape = excluded.etape, stade = excluded.stade, ouvert = excluded.ouvert, \
             version = excluded.version",
        )
        .bind(formulaire.id.to_string())
        .bind(formulaire.contenu.nature().nom())
        .bind(formulaire.auteur.as_str().to_owned())
        .bind(formulaire.sujet())
        .bind(formulaire.contenu.perimetre.finess().to_string())
        .bind(texte::ecrire("formulaire.contenu", &formulaire.contenu)?)
        .bind(texte::ecrire("formulaire.etape", &formulaire.etape)?)
        .bind(formulaire.etape.stade().nom())
        .bind(i64::from(formulaire.etape.ouvert()))
        .bind(i64::from(formulaire.version))
        .bind(formulaire.envoye_le.millis())
        .execute(&mut *self.transaction)
        .await
        .map(drop)
        .map_err(moteur)
    }

    async fn formulaires_sans_contrat(
        &mut self,
        maintenant: Timestamp,
        limite: u32,
    ) -> Result<Vec<Formulaire>, PortError> {
        let sql = format!("SELECT {COLONNES} {ABANDONNES} ORDER BY f.envoye_le, f.id LIMIT $2");
        let lignes = self.abandonnees(sql, (maintenant, limite)).await?;
        lignes.iter().map(|ligne| lire(&Lue(ligne))).collect()
    }

    async fn demandes_sans_contrat(&mut self, maintenant: Timestamp, limite: u32) -> Result<Vec<Demande>, PortError> {
        let colonnes = demande::COLONNES;
        let sql = format!("SELECT {colonnes} {DEMANDES_ABANDONNEES} ORDER BY d.deposee_le, d.id LIMIT $2");
        let lignes = self.abandonnees(sql, (maintenant, limite)).await?;
        lignes.iter().map(|ligne| demande::lire(&Lue(ligne))).collect()
    }
}

impl ChantierSql {
    async fn abandonnees(
        &mut self,
        sql: String,
        (maintenant, limite): (Timestamp, u32),
    ) -> Result<Vec<AnyRow>, PortError> {
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(maintenant.millis())
            .bind(i64::from(limite))
            .fetch_all(&mut *self.transaction)
            .await
            .map_err(moteur)
    }
}
