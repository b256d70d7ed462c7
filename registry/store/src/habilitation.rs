use async_trait::async_trait;
use registry_core::habilitation::{
    Contrat, ContratId, FinProche, Habilitation, HabilitationId, Habilitations, Perimetre,
};
use registry_core::port::PortError;
use registry_core::{CleStructure, Periode, Structure};
use sante::{Finess, IdentifiantNational};

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// The columns of one right, for every statement that reads some.
pub const COLONNES: &str = "SELECT id, personne, titre, niveau, finess, debut, fin, accordee_par FROM habilitation";

/// Rights that end after $1 and by $2, lasted longer than $3, and whose end was told to nobody.
pub const FIN_A_ANNONCER: &str = "fin > $1 AND fin <= $2 AND (debut IS NULL OR fin - debut > $3) AND fin_annoncee = 0";

/// The contracts at the levels of one person's rights ($1), and at the legal entities above.
pub const CONTRATS_DE: &str = "SELECT id, niveau, finess, debut, fin FROM contrat WHERE finess IN \
    (SELECT h.finess FROM habilitation h WHERE h.personne = $1 UNION SELECT s.finess_ej FROM habilitation h \
    JOIN structure s ON s.cle = 'F' || h.finess WHERE h.personne = $1) ORDER BY id";

/// TRE_R02 of one place ($1): as recorded with the contract, else as most situations there say.
pub const SECTEUR: &str = "SELECT secteur, CAST(0 AS BIGINT) AS rang, CAST(0 AS BIGINT) AS nombre \
    FROM secteur_structure WHERE structure = $1 \
    UNION ALL SELECT secteur, CAST(1 AS BIGINT), CAST(COUNT(*) AS BIGINT) FROM situation \
    WHERE structure = $1 AND secteur <> '' GROUP BY secteur ORDER BY 2, 3 DESC, 1 LIMIT 1";

#[async_trait]
impl Habilitations for Magasin {
    async fn droits(&self, personne: &IdentifiantNational) -> Result<(Vec<Habilitation>, Vec<Contrat>), PortError> {
        // rights first: one that is given meanwhile has its contract already
        let habilitations = self.habilitations_de(personne).await?;
        let lignes =
            sqlx::query(CONTRATS_DE).bind(personne.to_string()).fetch_all(self.base.read()).await.map_err(moteur)?;
        let contrats = lignes.iter().map(|ligne| contrat(&Lue(ligne))).collect::<Result<_, _>>()?;
        Ok((habilitations, contrats))
    }

    async fn structure(&self, finess: &Finess) -> Result<Option<Structure>, PortError> {
        let ligne = sqlx::query("SELECT cle, genre AS st_genre, details FROM structure WHERE cle = $1")
            .bind(CleStructure::finess(finess).to_string())
            .fetch_optional(self.base.read())
            .await
            .map_err(moteur)?;
        ligne.map_or(Ok(None), |ligne| Lue(&ligne).structure())
    }

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

    async fn fins_a_annoncer(&self, proche: FinProche) -> Result<bool, PortError> {
        let sql = format!("SELECT id FROM habilitation WHERE {FIN_A_ANNONCER} LIMIT 1");
        let ligne = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(proche.apres.millis())
            .bind(proche.jusque.millis())
            .bind(proche.preavis.0 * 1_000)
            .fetch_optional(self.base.read())
            .await
            .map_err(moteur)?;
        Ok(ligne.is_some())
    }

    async fn contrats_et_nommees(&self) -> Result<Vec<(Contrat, Vec<Habilitation>)>, PortError> {
        let contrats = sqlx::query("SELECT id, niveau, finess, debut, fin FROM contrat ORDER BY finess, debut, id")
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        let mut lus = Vec::with_capacity(contrats.len());
        for ligne in &contrats {
            let contrat = contrat(&Lue(ligne))?;
            let sql = format!(
                "{COLONNES} WHERE finess = $1 OR 'F' || finess IN (SELECT cle FROM structure WHERE finess_ej = $1) \
                 ORDER BY debut, id"
            );
            let nommees = sqlx::query(sqlx::AssertSqlSafe(sql))
                .bind(contrat.perimetre.finess().as_str())
                .fetch_all(self.base.read())
                .await
                .map_err(moteur)?;
            let nommees = nommees.iter().map(|ligne| habilitation(&Lue(ligne))).collect::<Result<_, _>>()?;
            lus.push((contrat, nommees));
        }
        Ok(lus)
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
