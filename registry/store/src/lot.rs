//! Files of many people as they rest.

mod bail;
mod lecture;
mod regards;

use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::demande::Attestations;
use registry_core::lot::{Bail, Choix, Compte, Etape, Etat, Issue, LigneDeLot, Lot, LotId, Lots};
use registry_core::port::PortError;
use sante::IdentifiantNational;
use sqlx::AssertSqlSafe;

use crate::bulk::{Ligne, Table};
use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::magasin::Magasin;
use crate::texte;

const LOT: Table = Table {
    nom: "lot",
    colonnes: &[
        "id",
        "agent",
        "fichier",
        "empreinte",
        "etablissements",
        "ignorees",
        "etape",
        "attestations",
        "depose_le",
        "lance_le",
        "termine_le",
        "bail_de",
        "bail_jusque",
    ],
    cle: 1,
};
const LIGNE: Table = Table {
    nom: "lot_ligne",
    colonnes: &[
        "lot",
        "ligne",
        "nom",
        "prenom",
        "structure",
        "contenu",
        "constat",
        "remarques",
        "issue",
        "etat",
        "a_faire",
    ],
    cle: 2,
};

/// The columns of one line, for every statement that reads some.
const LIGNES: &str = "SELECT ligne, nom, prenom, structure, contenu, constat, remarques, issue FROM lot_ligne";

#[async_trait]
impl Lots for Magasin {
    async fn deposer(&self, lot: &Lot, lignes: &[LigneDeLot]) -> Result<bool, PortError> {
        let lignes = lignes.iter().map(|une| ligne(&lot.id, une)).collect::<Result<Vec<_>, _>>()?;
        let mut transaction = self.base.begin_write().await.map_err(moteur)?;
        if !LOT.creer(&mut transaction, rangee(lot)?).await.map_err(moteur)? {
            return Ok(false);
        }
        LIGNE.ecrire(&mut transaction, lignes).await.map_err(moteur)?;
        transaction.commit().await.map_err(moteur)?;
        Ok(true)
    }

    async fn lot(&self, id: &LotId) -> Result<Option<Lot>, PortError> {
        let sql = format!("{} WHERE id = $1", lecture::LOTS);
        let ligne = sqlx::query(AssertSqlSafe(sql)).bind(id.as_str()).fetch_optional(self.base.read());
        ligne.await.map_err(moteur)?.map(|ligne| lecture::lot(&Lue(&ligne))).transpose()
    }

    async fn lots_de(&self, agent: &IdentifiantNational, limite: u32) -> Result<Vec<Lot>, PortError> {
        let sql = format!("{} WHERE agent = $1 ORDER BY depose_le DESC, id LIMIT $2", lecture::LOTS);
        let demande = sqlx::query(AssertSqlSafe(sql)).bind(agent.to_string()).bind(i64::from(limite));
        let lignes = demande.fetch_all(self.base.read()).await.map_err(moteur)?;
        lignes.iter().map(|ligne| lecture::lot(&Lue(ligne))).collect()
    }

    async fn deposes_depuis(&self, agent: &IdentifiantNational, depuis: Timestamp) -> Result<u32, PortError> {
        let nombre: i64 =
            sqlx::query_scalar("SELECT CAST(COUNT(*) AS BIGINT) FROM lot WHERE agent = $1 AND depose_le > $2")
                .bind(agent.to_string())
                .bind(depuis.millis())
                .fetch_one(self.base.read())
                .await
                .map_err(moteur)?;
        Ok(u32::try_from(nombre).unwrap_or(u32::MAX))
    }

    async fn comptes(&self, id: &LotId) -> Result<Vec<Compte>, PortError> {
        let lignes = sqlx::query(
            "SELECT structure, etat, CAST(COUNT(*) AS BIGINT) AS nombre FROM lot_ligne WHERE lot = $1 \
             GROUP BY structure, etat ORDER BY structure, etat",
        )
        .bind(id.as_str())
        .fetch_all(self.base.read())
        .await
        .map_err(moteur)?;
        lignes.iter().map(|ligne| lecture::compte(&Lue(ligne))).collect()
    }

    async fn lignes(&self, id: &LotId, choix: Choix) -> Result<Vec<LigneDeLot>, PortError> {
        let sql = format!("{LIGNES} WHERE lot = $1 AND ($2 = '' OR etat = $2) ORDER BY ligne LIMIT $3 OFFSET $4");
        let lignes = sqlx::query(AssertSqlSafe(sql))
            .bind(id.as_str())
            .bind(choix.etat.map_or("", Etat::as_str))
            .bind(i64::from(choix.limite))
            .bind(i64::from(choix.sauter))
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        lignes.iter().map(|ligne| lecture::ligne(&Lue(ligne))).collect()
    }

    async fn lancer(&self, id: &LotId, declarees: &Attestations, le: Timestamp) -> Result<bool, PortError> {
        let lance = sqlx::query(
            "UPDATE lot SET etape = 'EN_COURS', attestations = $2, lance_le = $3 WHERE id = $1 AND etape = 'APERCU'",
        )
        .bind(id.as_str())
        .bind(texte::ecrire("lot.attestations", declarees)?)
        .bind(le.millis())
        .execute(self.base.write())
        .await
        .map_err(moteur)?;
        Ok(lance.rows_affected() == 1)
    }

    async fn abandonner(&self, id: &LotId) -> Result<bool, PortError> {
        let mut transaction = self.base.begin_write().await.map_err(moteur)?;
        let abandonne = sqlx::query("UPDATE lot SET etape = 'ABANDONNE' WHERE id = $1 AND etape = 'APERCU'")
            .bind(id.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(moteur)?;
        if abandonne.rows_affected() == 0 {
            return Ok(false);
        }
        bail::effacer(&mut transaction, id.as_str()).await?;
        transaction.commit().await.map_err(moteur)?;
        Ok(true)
    }

    async fn prendre(&self, bail: &Bail) -> Result<Option<Lot>, PortError> {
        bail::prendre(self, bail).await
    }

    async fn a_faire(&self, id: &LotId, limite: u32) -> Result<Vec<LigneDeLot>, PortError> {
        let sql = format!("{LIGNES} WHERE lot = $1 AND a_faire = 1 ORDER BY ligne LIMIT $2");
        let demande = sqlx::query(AssertSqlSafe(sql)).bind(id.as_str()).bind(i64::from(limite));
        let lignes = demande.fetch_all(self.base.read()).await.map_err(moteur)?;
        lignes.iter().map(|ligne| lecture::a_faire(&Lue(ligne))).collect()
    }

    async fn noter(&self, id: &LotId, issue: (u32, &Issue), bail: &Bail) -> Result<bool, PortError> {
        bail::noter(self, id, issue, bail).await
    }

    async fn rendre(&self, noeud: &str) -> Result<(), PortError> {
        bail::rendre(self, noeud).await
    }

    async fn terminer(&self, id: &LotId, bail: &Bail) -> Result<bool, PortError> {
        bail::terminer(self, id, bail).await
    }

    async fn oublier(&self, apercus: Timestamp, termines: Timestamp) -> Result<u64, PortError> {
        bail::oublier(self, apercus, termines).await
    }
}

fn rangee(lot: &Lot) -> Result<Ligne, PortError> {
    let (attestations, lance_le, termine_le) = match &lot.etape {
        Etape::Apercu | Etape::Abandonne => (None, None, None),
        Etape::EnCours { attestations, lance_le } => {
            (Some(texte::ecrire("lot.attestations", attestations)?), Some(*lance_le), None)
        }
        Etape::Termine { lance_le, termine_le } => (None, Some(*lance_le), Some(*termine_le)),
    };
    Ok(vec![
        lot.id.as_str().into(),
        lot.agent.to_string().into(),
        lot.fichier.as_str().into(),
        lot.empreinte.as_str().into(),
        texte::ecrire("lot.etablissements", &lot.etablissements)?.into(),
        texte::ecrire("lot.ignorees", &lot.ignorees)?.into(),
        lot.etape.nom().into(),
        attestations.into(),
        lot.depose_le.millis().into(),
        lance_le.map(Timestamp::millis).into(),
        termine_le.map(Timestamp::millis).into(),
        "".into(),
        0_i64.into(),
    ])
}

fn ligne(lot: &LotId, une: &LigneDeLot) -> Result<Ligne, PortError> {
    let contenu = une.contenu.as_ref().map(|contenu| texte::ecrire("lot_ligne.contenu", contenu)).transpose()?;
    let issue = une.issue.as_ref().map(|issue| texte::ecrire("lot_ligne.issue", issue)).transpose()?;
    let a_faire = i64::from(une.contenu.is_some() && une.etat().a_faire());
    Ok(vec![
        lot.as_str().into(),
        i64::from(une.ligne).into(),
        une.nom.as_str().into(),
        une.prenom.as_str().into(),
        une.structure.as_ref().map(ToString::to_string).into(),
        contenu.unwrap_or_default().into(),
        texte::ecrire("lot_ligne.constat", &une.constat)?.into(),
        texte::ecrire("lot_ligne.remarques", &une.remarques)?.into(),
        issue.into(),
        une.etat().as_str().into(),
        a_faire.into(),
    ])
}
