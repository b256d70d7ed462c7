//! Notices rest in an outbox in the registry's own database.

use ambient::Timestamp;
use async_trait::async_trait;
use outbox::{Letter, LetterId, Outbox, Settled};
use registry_core::CleStructure;
use registry_core::avis::{AvisAEnvoyer, Disponibilite, Retour, Suivi, Sujet};
use registry_core::port::PortError;
use sante::IdentifiantNational;
use sqlx::AnyConnection;

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;
use crate::texte;

/// What the courier is asked for.
pub const COURRIER: &str = "avis";

impl Magasin {
    /// The notices on their way: for the courier of this process, and for the operator.
    pub const fn courrier(&self) -> &Outbox {
        &self.courrier
    }
}

#[async_trait]
impl Suivi for Magasin {
    async fn retours(&self, structures: &[CleStructure], limite: u32) -> Result<Vec<Retour>, PortError> {
        let noms: Vec<String> = structures.iter().map(ToString::to_string).collect();
        let revenues = self.courrier.returned(&noms, limite).await.map_err(moteur)?;
        revenues.into_iter().map(retour).collect()
    }

    async fn en_attente(
        &self,
        maintenant: Timestamp,
        limite: u32,
    ) -> Result<Vec<(IdentifiantNational, Disponibilite)>, PortError> {
        let lignes = sqlx::query(
            "SELECT personne, validee_le, annuaire_le, ecps_le FROM disponibilite WHERE ecps_le > $1 \
             ORDER BY ecps_le, personne LIMIT $2",
        )
        .bind(maintenant.millis())
        .bind(i64::from(limite))
        .fetch_all(self.base.read())
        .await
        .map_err(moteur)?;
        lignes.iter().map(Lue).map(|ligne| Ok((ligne.lu("personne")?, prevue(&ligne)?))).collect()
    }

    async fn disponibilite_de(&self, personne: &IdentifiantNational) -> Result<Option<Disponibilite>, PortError> {
        let mut connexion = self.base.read().lend().await.map_err(moteur)?;
        let lue = disponibilite(&mut connexion, personne).await?;
        connexion.done();
        Ok(lue)
    }
}

/// A notice as the outbox keeps it.
pub fn lettre(envoi: &AvisAEnvoyer) -> Result<Letter, PortError> {
    Ok(Letter {
        id: LetterId::from(envoi.id.as_str()),
        origin: envoi.en_tete.origine.clone(),
        subject: envoi.en_tete.sujet.to_string(),
        sender: envoi.en_tete.structure.as_ref().map(ToString::to_string).unwrap_or_default(),
        content: texte::ecrire("outbox_letter.content", &envoi.courrier)?,
        queued_at: envoi.le,
        not_before: envoi.le,
    })
}

pub async fn disponibilite(
    connexion: &mut AnyConnection,
    personne: &IdentifiantNational,
) -> Result<Option<Disponibilite>, PortError> {
    let ligne = sqlx::query("SELECT validee_le, annuaire_le, ecps_le FROM disponibilite WHERE personne = $1")
        .bind(personne.to_string())
        .fetch_optional(connexion)
        .await
        .map_err(moteur)?;
    ligne.map(|ligne| prevue(&Lue(&ligne))).transpose()
}

fn prevue(ligne: &Lue) -> Result<Disponibilite, PortError> {
    let instant = |colonne: &str| ligne.instant(colonne)?.ok_or_else(|| illisible(colonne, "absent"));
    let (validee_le, annuaire_le) = (instant("validee_le")?, instant("annuaire_le")?);
    Ok(Disponibilite { validee_le, annuaire_le, ecps_le: instant("ecps_le")? })
}

fn retour(revenue: Settled) -> Result<Retour, PortError> {
    let sujet = Sujet::lu(&revenue.subject).ok_or_else(|| illisible("outbox_letter.subject", "no subject of ours"))?;
    Ok(Retour {
        sujet,
        structure: CleStructure::from(revenue.sender.as_str()),
        code: revenue.said.unwrap_or_default(),
        le: revenue.settled_at.unwrap_or(revenue.queued_at),
    })
}
