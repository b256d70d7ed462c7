use async_trait::async_trait;
use registry_core::Periode;
use registry_core::habilitation::{Contrat, ContratId, Habilitation, HabilitationId, Habilitations, Perimetre};
use registry_core::port::PortError;
use sante::IdentifiantNational;

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// The columns of one right, for every statement that reads some.
pub const COLONNES: &str = "SELECT id, personne, titre, niveau, finess, debut, fin, accordee_par FROM habilitation";

#[async_trait]
impl Habilitations for Magasin {
    async fn habilitations_de(&self, personne: &IdentifiantNational) -> Result<Vec<Habilitation>, PortError> {
        let lignes = sqlx::query(sqlx::AssertSqlSafe(format!("{COLONNES} WHERE personne = $1 ORDER BY debut, id")))
            .bind(personne.to_string())
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        lignes.iter().map(|ligne| habilitation(&Lue(ligne))).collect()
    }

    async fn habilitations_sur(&self, perimetre: &Perimetre) -> Result<Vec<Habilitation>, PortError> {
        let sql = format!("{COLONNES} WHERE finess = $1 AND niveau = $2 ORDER BY debut, id");
        let lignes = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(perimetre.finess().as_str())
            .bind(perimetre.genre().as_str())
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        lignes.iter().map(|ligne| habilitation(&Lue(ligne))).collect()
    }
}

pub fn habilitation(ligne: &Lue) -> Result<Habilitation, PortError> {
    let accordee_par = ligne.texte_ou_rien("accordee_par")?;
    let accordee_par =
        accordee_par.map(|texte| texte.parse().map_err(|cause| illisible("accordee_par", cause))).transpose()?;
    Ok(Habilitation {
        id: HabilitationId::from(ligne.texte("id")?),
        personne: ligne.lu("personne")?,
        titre: ligne.lu("titre")?,
        perimetre: perimetre(ligne)?,
        periode: periode(ligne)?,
        accordee_par,
    })
}

pub fn contrat(ligne: &Lue) -> Result<Contrat, PortError> {
    Ok(Contrat { id: ContratId::from(ligne.texte("id")?), perimetre: perimetre(ligne)?, periode: periode(ligne)? })
}

fn perimetre(ligne: &Lue) -> Result<Perimetre, PortError> {
    let niveau = ligne.texte("niveau")?;
    Perimetre::lu(&niveau, ligne.lu("finess")?).ok_or_else(|| illisible("niveau", niveau))
}

fn periode(ligne: &Lue) -> Result<Periode, PortError> {
    Ok(Periode { debut: ligne.instant("debut")?, fin: ligne.instant("fin")? })
}
