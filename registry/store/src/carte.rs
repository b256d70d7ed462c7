use ambient::Timestamp;
use async_trait::async_trait;
use database::list;
use registry_core::carte::{Attente, Carte, CarteId, Fichier, FinDeCarte, ModeleCarte, Origine, Pratique, Titulaire};
use registry_core::port::PortError;
use sante::{Finess, IdentifiantNational};
use sqlx::AssertSqlSafe;

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// The columns of one card, for every statement that reads some.
pub const COLONNES: &str =
    "SELECT id, modele, porteur, structure, etape, origine, commande_par, commande_le, remplace, exercice FROM carte";

/// Cards that end after $1 and by $2, whose turn has come to be looked at.
pub const A_RENOUVELER: &str = "jusque > $1 AND jusque <= $2 AND revue_le <= $1";

#[async_trait]
impl Fichier for Magasin {
    async fn carte_lue(&self, id: &CarteId) -> Result<Option<Carte>, PortError> {
        let sql = format!("{COLONNES} WHERE id = $1");
        let ligne = sqlx::query(AssertSqlSafe(sql))
            .bind(id.to_string())
            .fetch_optional(self.base.read())
            .await
            .map_err(moteur)?;
        ligne.map(|ligne| carte(&Lue(&ligne))).transpose()
    }

    async fn cartes_du_porteur(&self, porteur: &IdentifiantNational) -> Result<Vec<Carte>, PortError> {
        let sql = format!("{COLONNES} WHERE porteur = $1 ORDER BY commande_le, id");
        let lignes = sqlx::query(AssertSqlSafe(sql))
            .bind(porteur.to_string())
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        lignes.iter().map(|ligne| carte(&Lue(ligne))).collect()
    }

    async fn cartes_des(&self, structures: &[Finess], limite: u32) -> Result<Vec<Carte>, PortError> {
        if structures.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "{COLONNES} WHERE structure IN ({}) ORDER BY commande_le DESC, id LIMIT $1",
            list(2, structures.len())
        );
        let mut demande = sqlx::query(AssertSqlSafe(sql)).bind(i64::from(limite));
        for structure in structures {
            demande = demande.bind(structure.to_string());
        }
        let lignes = demande.fetch_all(self.base.read()).await.map_err(moteur)?;
        lignes.iter().map(|ligne| carte(&Lue(ligne))).collect()
    }

    async fn titulaires(&self, structure: &Finess, limite: u32) -> Result<Vec<Titulaire>, PortError> {
        let lignes = sqlx::query(
            "SELECT p.identifiant, p.nom, p.prenoms FROM personne p JOIN structure s ON s.cle = p.structure \
             WHERE (s.finess = $1 OR s.finess_ej = $1 OR s.finess = (SELECT e.finess_ej FROM structure e \
             WHERE e.finess = $1 AND e.finess_ej <> '')) AND p.genre = 'PORTEUR' AND p.desactivee_le IS NULL \
             AND p.retiree = 0 ORDER BY p.nom, p.identifiant LIMIT $2",
        )
        .bind(structure.to_string())
        .bind(i64::from(limite))
        .fetch_all(self.base.read())
        .await
        .map_err(moteur)?;
        lignes.iter().map(|ligne| titulaire(&Lue(ligne))).collect()
    }

    async fn cartes_en_attente(
        &self,
        attente: Attente,
        apres: &CarteId,
        limite: u32,
    ) -> Result<Vec<CarteId>, PortError> {
        let lesquelles = match attente {
            Attente::Fabrication => "mot IN ('COMMANDEE', 'PRODUITE')",
            Attente::Opposition => "mot = 'A_OPPOSER'",
        };
        let sql = format!("SELECT id FROM carte WHERE {lesquelles} AND id > $1 ORDER BY id LIMIT $2");
        let lignes = sqlx::query(AssertSqlSafe(sql))
            .bind(apres.to_string())
            .bind(i64::from(limite))
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        lignes.iter().map(|ligne| Ok(CarteId::from(Lue(ligne).texte("id")?))).collect()
    }

    async fn cartes_a_renouveler(&self, proche: FinDeCarte) -> Result<bool, PortError> {
        let sql = format!("SELECT id FROM carte WHERE {A_RENOUVELER} LIMIT 1");
        let ligne = sqlx::query(AssertSqlSafe(sql))
            .bind(proche.apres.millis())
            .bind(proche.jusque.millis())
            .fetch_optional(self.base.read())
            .await
            .map_err(moteur)?;
        Ok(ligne.is_some())
    }

    async fn porteurs_de_cartes(
        &self,
        personnes: &[IdentifiantNational],
    ) -> Result<Vec<IdentifiantNational>, PortError> {
        if personnes.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT DISTINCT porteur FROM carte WHERE porteur IN ({}) \
             AND mot IN ('COMMANDEE', 'PRODUITE', 'ENVOYEE', 'RECUE') ORDER BY porteur",
            list(1, personnes.len())
        );
        let mut demande = sqlx::query(AssertSqlSafe(sql));
        for personne in personnes {
            demande = demande.bind(personne.to_string());
        }
        let lignes = demande.fetch_all(self.base.read()).await.map_err(moteur)?;
        lignes.iter().map(|ligne| Lue(ligne).lu("porteur")).collect()
    }

    async fn exercices_vus(&self) -> Result<i64, PortError> {
        let ligne = sqlx::query("SELECT numero FROM carte_exercice WHERE seul = 1")
            .fetch_one(self.base.read())
            .await
            .map_err(moteur)?;
        Lue(&ligne).entier("numero")
    }
}

pub fn carte(ligne: &Lue) -> Result<Carte, PortError> {
    let (modele, origine, etape) = (ligne.texte("modele")?, ligne.texte("origine")?, ligne.texte("etape")?);
    let (structure, exercice) = (ligne.texte_ou_rien("structure")?, ligne.texte_ou_rien("exercice")?);
    let structure: Option<Finess> =
        structure.map(|un| un.parse().map_err(|cause| illisible("structure", cause))).transpose()?;
    let exercice: Option<Pratique> =
        exercice.map(|un| un.parse().map_err(|cause| illisible("exercice", cause))).transpose()?;
    Ok(Carte {
        id: CarteId::from(ligne.texte("id")?),
        modele: ModeleCarte::lu(&modele).ok_or_else(|| illisible("modele", modele))?,
        porteur: ligne.lu("porteur")?,
        structure,
        etape: serde_json::from_str(&etape).map_err(|cause| illisible("etape", cause))?,
        origine: Origine::lue(&origine).ok_or_else(|| illisible("origine", origine))?,
        commande_par: ligne.texte("commande_par")?,
        commande_le: Timestamp::from_millis(ligne.entier("commande_le")?),
        remplace: ligne.texte_ou_rien("remplace")?.map(CarteId::from),
        exercice,
    })
}

fn titulaire(ligne: &Lue) -> Result<Titulaire, PortError> {
    let prenoms = ligne.texte("prenoms")?;
    let prenoms: Vec<String> = serde_json::from_str(&prenoms).map_err(|cause| illisible("prenoms", cause))?;
    Ok(Titulaire {
        identifiant: ligne.lu("identifiant")?,
        nom: ligne.texte("nom")?,
        prenom: prenoms.into_iter().next().unwrap_or_default(),
    })
}
