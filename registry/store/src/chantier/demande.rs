use async_trait::async_trait;
use registry_core::demande::{Demande, DemandeId, Ecrits, Flux};
use registry_core::idempotence::Auteur;
use registry_core::port::PortError;

use super::ChantierSql;
use crate::demande::{COLONNES, lire};
use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::texte;

#[async_trait]
impl Ecrits for ChantierSql {
    async fn demande(&mut self, id: &DemandeId) -> Result<Option<Demande>, PortError> {
        let lignes =
            self.lignes(format!("SELECT {COLONNES} FROM demande d WHERE d.id = $1"), &[id.to_string()]).await?;
        lignes.first().map(|ligne| lire(&Lue(ligne))).transpose()
    }

    async fn demande_ouverte(&mut self, sujet: &str, auteur: &Auteur) -> Result<Option<DemandeId>, PortError> {
        let sql = "SELECT id FROM demande WHERE ouverte = 1 AND (sujet = $1 OR (auteur = $2 AND flux = $3)) \
                   ORDER BY id LIMIT 1";
        let valeurs = [sujet, auteur.as_str(), Flux::Professionnel.as_str()].map(str::to_owned);
        let lignes = self.lignes(sql.to_owned(), &valeurs).await?;
        lignes.first().map(|ligne| Lue(ligne).texte("id").map(DemandeId::from)).transpose()
    }

    async fn ecrire_demande(&mut self, demande: &Demande) -> Result<(), PortError> {
        sqlx::query(
            "INSERT INTO demande (id, flux, auteur, sujet, structure, dossier, etape, ouverte, par, version, deposee_le, stade, \
             noms_plies, deja_inscrite_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
             ON CONFLICT (id) DO UPDATE SET dossier = excluded.dossier, etape = excluded.etape, ouverte = excluded.ouverte, par = excluded.par, \
             version = excluded.version, stade = excluded.stade, noms_plies = excluded.noms_plies, \
             deja_inscrite_le = excluded.deja_inscrite_le",
        )
        .bind(demande.id.to_string())
        .bind(demande.flux.as_str())
        .bind(demande.auteur.as_str().to_owned())
        .bind(demande.dossier.sujet.cle())
        .bind(demande.structure.to_string())
        .bind(texte::ecrire("demande.dossier", &demande.dossier)?)
        .bind(texte::ecrire("demande.etape", &demande.etape)?)
        .bind(i64::from(demande.ouverte()))
        .bind(demande.etape.par().map(ToString::to_string))
        .bind(i64::from(demande.version))
        .bind(demande.deposee_le.millis())
        .bind(demande.etape.nom())
        .bind(demande.noms_plies())
        .bind(demande.etape.deja_inscrite_le().map(|le| le.millis()))
        .execute(&mut *self.transaction)
        .await
        .map(drop)
        .map_err(moteur)
    }
}
