use ambient::Timestamp;
use async_trait::async_trait;
use database::list;
use registry_core::habilitation::{Contrat, Ecrits, FinProche, Habilitation, HabilitationId, Perimetre};
use registry_core::port::PortError;
use registry_core::{CleStructure, Personne};
use sante::{Finess, IdentifiantNational};

use super::{ChantierSql, PAQUET};
use crate::erreur::moteur;
use crate::fiche::{self, Lue};
use crate::habilitation::{COLONNES, CONTRATS_DE, FIN_A_ANNONCER, SECTEUR, contrat, habilitation};

#[async_trait]
impl Ecrits for ChantierSql {
    async fn habilitations(&mut self, personne: &IdentifiantNational) -> Result<Vec<Habilitation>, PortError> {
        let sql = format!("{COLONNES} WHERE personne = $1 ORDER BY debut, id");
        let lignes = self.lignes(sql, &[personne.to_string()]).await?;
        lignes.iter().map(|ligne| habilitation(&Lue(ligne))).collect()
    }

    async fn habilitation(&mut self, id: &HabilitationId) -> Result<Option<Habilitation>, PortError> {
        let lignes = self.lignes(format!("{COLONNES} WHERE id = $1"), &[id.to_string()]).await?;
        lignes.first().map(|ligne| habilitation(&Lue(ligne))).transpose()
    }

    async fn nommees(&mut self, perimetre: &Perimetre) -> Result<Vec<Habilitation>, PortError> {
        let sql = format!("{COLONNES} WHERE finess = $1 AND niveau = $2 ORDER BY debut, id");
        let niveau = [perimetre.finess().to_string(), perimetre.genre().as_str().to_owned()];
        let lignes = self.lignes(sql, &niveau).await?;
        lignes.iter().map(|ligne| habilitation(&Lue(ligne))).collect()
    }

    async fn contrats_de(&mut self, personne: &IdentifiantNational) -> Result<Vec<Contrat>, PortError> {
        let lignes = self.lignes(CONTRATS_DE.to_owned(), &[personne.to_string()]).await?;
        lignes.iter().map(|ligne| contrat(&Lue(ligne))).collect()
    }

    async fn contrats(&mut self, finess: &[Finess]) -> Result<Vec<Contrat>, PortError> {
        if finess.is_empty() {
            return Ok(Vec::new());
        }
        let marques = list(1, finess.len());
        let sql = format!("SELECT id, niveau, finess, debut, fin FROM contrat WHERE finess IN ({marques}) ORDER BY id");
        let numeros: Vec<String> = finess.iter().map(ToString::to_string).collect();
        let lignes = self.lignes(sql, &numeros).await?;
        lignes.iter().map(|ligne| contrat(&Lue(ligne))).collect()
    }

    async fn porteurs_de(&mut self, structure: &CleStructure) -> Result<Vec<Personne>, PortError> {
        let sql = "SELECT identifiant FROM personne WHERE structure = $1 ORDER BY identifiant";
        let lignes = self.lignes(sql.to_owned(), &[structure.to_string()]).await?;
        let ids: Vec<String> = lignes.iter().map(|ligne| Lue(ligne).texte("identifiant")).collect::<Result<_, _>>()?;
        let mut porteurs = Vec::with_capacity(ids.len());
        for paquet in ids.chunks(PAQUET) {
            let fiches = fiche::lire(&mut self.transaction, paquet).await?;
            porteurs.extend(fiches.into_iter().map(|fiche| fiche.personne));
        }
        Ok(porteurs)
    }

    async fn etablissements(&mut self, ej: &Finess) -> Result<Vec<Finess>, PortError> {
        let sql = "SELECT finess FROM structure WHERE finess_ej = $1 AND genre = 'EG' ORDER BY finess";
        let lignes = self.lignes(sql.to_owned(), &[ej.to_string()]).await?;
        lignes.iter().map(|ligne| Lue(ligne).lu("finess")).collect()
    }

    async fn secteur(&mut self, structure: &CleStructure) -> Result<String, PortError> {
        let lignes = self.lignes(SECTEUR.to_owned(), &[structure.to_string()]).await?;
        lignes.first().map_or(Ok(String::new()), |ligne| Lue(ligne).texte("secteur"))
    }

    async fn ecrire_secteur(&mut self, structure: &CleStructure, secteur: &str) -> Result<(), PortError> {
        sqlx::query(
            "INSERT INTO secteur_structure (structure, secteur) VALUES ($1, $2) \
             ON CONFLICT (structure) DO UPDATE SET secteur = excluded.secteur",
        )
        .bind(structure.to_string())
        .bind(secteur.to_owned())
        .execute(&mut *self.transaction)
        .await
        .map(drop)
        .map_err(moteur)
    }

    async fn ecrire_contrat(&mut self, contrat: &Contrat) -> Result<(), PortError> {
        sqlx::query(
            "INSERT INTO contrat (id, niveau, finess, debut, fin) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (id) DO UPDATE SET debut = excluded.debut, fin = excluded.fin",
        )
        .bind(contrat.id.to_string())
        .bind(contrat.perimetre.genre().as_str())
        .bind(contrat.perimetre.finess().to_string())
        .bind(contrat.periode.debut.map(Timestamp::millis))
        .bind(contrat.periode.fin.map(Timestamp::millis))
        .execute(&mut *self.transaction)
        .await
        .map(drop)
        .map_err(moteur)
    }

    async fn ecrire_habilitation(&mut self, habilitation: &Habilitation) -> Result<(), PortError> {
        sqlx::query(
            "INSERT INTO habilitation (id, personne, titre, niveau, finess, debut, fin, accordee_par) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (id) DO UPDATE SET debut = excluded.debut, fin = excluded.fin",
        )
        .bind(habilitation.id.to_string())
        .bind(habilitation.personne.to_string())
        .bind(habilitation.titre.as_str())
        .bind(habilitation.perimetre.genre().as_str())
        .bind(habilitation.perimetre.finess().to_string())
        .bind(habilitation.periode.debut.map(Timestamp::millis))
        .bind(habilitation.periode.fin.map(Timestamp::millis))
        .bind(habilitation.accordee_par.as_ref().map(ToString::to_string))
        .execute(&mut *self.transaction)
        .await
        .map(drop)
        .map_err(moteur)
    }

    async fn finissantes(&mut self, proche: FinProche, limite: u32) -> Result<Vec<Habilitation>, PortError> {
        let sql = format!("{COLONNES} WHERE {FIN_A_ANNONCER} ORDER BY fin, id LIMIT $4");
        let lignes = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(proche.apres.millis())
            .bind(proche.jusque.millis())
            .bind(proche.preavis.0 * 1_000)
            .bind(i64::from(limite))
            .fetch_all(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        let lues: Vec<Habilitation> = lignes.iter().map(|ligne| habilitation(&Lue(ligne))).collect::<Result<_, _>>()?;
        for une in &lues {
            // the turn to write is held: nothing came in between
            sqlx::query("UPDATE habilitation SET fin_annoncee = 1 WHERE id = $1")
                .bind(une.id.to_string())
                .execute(&mut *self.transaction)
                .await
                .map_err(moteur)?;
        }
        Ok(lues)
    }
}
