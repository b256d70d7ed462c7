use ambient::Timestamp;
use async_trait::async_trait;
use database::Writing;
use ecps::AppareilId;
use idp_core::espace::{CleFinie, Fins, MoyensFinis};
use idp_core::passkey::{Passkey, PasskeyId};
use idp_core::port::PortError;
use idp_core::stamp::SubjectKind;
use sante::IdentifiantNational;

use super::Sql;
use super::appareils::queue;
use super::reading::lost;
use super::stamps::raise;

const PORT: &str = "fins";

#[async_trait]
impl Fins for Sql {
    async fn tout(
        &self,
        personne: &IdentifiantNational,
        avec_moyens: bool,
        at: Timestamp,
    ) -> Result<MoyensFinis, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        // an enrolment waits, or is over and is ended here
        queue(&mut writing, personne).await?;
        raise(&mut writing, &SubjectKind::Personne.of(personne), at).await.map_err(lost(PORT))?;
        let finis = match avec_moyens {
            true => moyens(&mut writing, personne, at).await.map_err(lost(PORT))?,
            false => MoyensFinis::default(),
        };
        writing.commit().await.map_err(lost(PORT))?;
        Ok(finis)
    }
}

async fn moyens(
    writing: &mut Writing,
    personne: &IdentifiantNational,
    at: Timestamp,
) -> Result<MoyensFinis, sqlx::Error> {
    let ecps: Option<(String,)> = sqlx::query_as(
        "UPDATE appareil SET etat = 'revoque' WHERE personne = $1 AND etat IN ('actif', 'verrouille') RETURNING id",
    )
    .bind(personne.to_string())
    .fetch_optional(&mut **writing)
    .await?;
    let cles: Vec<(String, String)> = sqlx::query_as(
        "UPDATE passkey SET removed_at = $2 WHERE personne = $1 AND removed_at IS NULL RETURNING id, name",
    )
    .bind(personne.to_string())
    .bind(at.millis())
    .fetch_all(&mut **writing)
    .await?;
    if let Some((id,)) = &ecps {
        raise(writing, &SubjectKind::Moyen.of(id), at).await?;
    }
    for (id, _) in &cles {
        raise(writing, &SubjectKind::Moyen.of(Passkey::moyen_of(&PasskeyId::from(id.as_str()))), at).await?;
    }
    Ok(MoyensFinis {
        ecps: ecps.map(|(id,)| AppareilId::from(id)),
        cles: cles.into_iter().map(|(id, nom)| CleFinie { id, nom }).collect(),
    })
}
