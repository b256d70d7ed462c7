use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::CleStructure;
use registry_core::demande::{Demande, DemandeId, Demandes, Flux};
use registry_core::habilitation::Perimetre;
use registry_core::idempotence::Auteur;
use registry_core::lot::Regards as _;
use registry_core::port::PortError;
use sante::IdentifiantNational;
use sqlx::AssertSqlSafe;

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;
use crate::texte;

/// The columns of one request, for every statement that reads some.
pub const COLONNES: &str = "SELECT d.id, d.flux, d.auteur, d.structure, d.dossier, d.etape, d.version, d.deposee_le \
    FROM demande d";

const RECENTES: &str = "ORDER BY d.deposee_le DESC, d.id";

#[async_trait]
impl Demandes for Magasin {
    async fn demande_lue(&self, id: &DemandeId) -> Result<Option<Demande>, PortError> {
        Ok(self.demandes("WHERE d.id = $1", RECENTES, (id.as_str(), 1)).await?.pop())
    }

    async fn demandes_ouvertes(&self, perimetre: &Perimetre, limite: u32) -> Result<Vec<Demande>, PortError> {
        let ou = match perimetre {
            Perimetre::EntiteJuridique(_) => {
                "JOIN structure s ON s.cle = 'F' || d.structure WHERE d.ouverte = 1 AND s.finess_ej = $1"
            }
            Perimetre::Etablissement(_) => "WHERE d.ouverte = 1 AND d.structure = $1",
        };
        self.demandes(ou, "ORDER BY d.deposee_le, d.id", (perimetre.finess().as_str(), limite)).await
    }

    async fn demandes_traitees(&self, agent: &IdentifiantNational, limite: u32) -> Result<Vec<Demande>, PortError> {
        self.demandes("WHERE d.par = $1 OR d.auteur = $1", RECENTES, (&agent.to_string(), limite)).await
    }

    async fn demandes_de(&self, auteur: &Auteur, limite: u32) -> Result<Vec<Demande>, PortError> {
        self.demandes("WHERE d.auteur = $1", RECENTES, (auteur.as_str(), limite)).await
    }

    async fn secteur_du_lieu(&self, structure: &CleStructure) -> Result<String, PortError> {
        self.secteur_de(structure).await
    }
}

impl Magasin {
    async fn demandes(
        &self,
        ou: &'static str,
        ordre: &'static str,
        (texte, limite): (&str, u32),
    ) -> Result<Vec<Demande>, PortError> {
        let sql = format!("{COLONNES} {ou} {ordre} LIMIT $2");
        let lignes = sqlx::query(AssertSqlSafe(sql))
            .bind(texte.to_owned())
            .bind(i64::from(limite))
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        lignes.iter().map(|ligne| lire(&Lue(ligne))).collect()
    }
}

pub fn lire(ligne: &Lue) -> Result<Demande, PortError> {
    let flux = ligne.texte("flux")?;
    let version = ligne.entier("version")?;
    Ok(Demande {
        id: DemandeId::from(ligne.texte("id")?),
        flux: Flux::lu(&flux).ok_or_else(|| illisible("demande.flux", flux))?,
        auteur: Auteur::from(ligne.texte("auteur")?),
        structure: ligne.lu("structure")?,
        dossier: texte::lire("demande.dossier", &ligne.texte("dossier")?)?,
        etape: texte::lire("demande.etape", &ligne.texte("etape")?)?,
        version: u32::try_from(version).map_err(|cause| illisible("demande.version", cause))?,
        deposee_le: Timestamp::from_millis(ligne.entier("deposee_le")?),
    })
}
