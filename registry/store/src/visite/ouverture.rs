//! A new visit, in the place of the former one of its browser.

use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use database::{Hand, Work};
use registry_core::port::PortError;
use registry_core::visite::{Attache, Ouverture, PAR_PERSONNE, VisiteGardee};

use super::peut_etre;
use crate::erreur::moteur;
use crate::magasin::Magasin;

/// Whole or absent: the former cookie opens nothing as soon as the new one opens something.
struct Remplacement {
    visite: VisiteGardee,
    ancienne: Option<Resting>,
}

/// Nobody has the new cookie before this has ended. A logout that came meanwhile is looked for once the visit is there: either
/// the logout saw the visit, or this sees the logout.
pub async fn ouvrir(
    magasin: &Magasin,
    visite: &VisiteGardee,
    ancienne: Option<&Resting>,
) -> Result<Ouverture, PortError> {
    magasin.base.write_together(Remplacement { visite: visite.clone(), ancienne: ancienne.cloned() }).await?;
    borner(magasin, visite).await?;
    if !deconnectee(magasin, &visite.attache).await? {
        return Ok(Ouverture::Ouverte);
    }
    sqlx::query("DELETE FROM visite WHERE nom = $1")
        .bind(visite.nom.as_str().to_owned())
        .execute(magasin.base.write())
        .await
        .map_err(moteur)?;
    Ok(Ouverture::Deconnectee)
}

#[async_trait]
impl Work for Remplacement {
    type Told = ();
    type Error = PortError;

    async fn write(&self, hand: &mut Hand<'_>) -> Result<(), PortError> {
        if let Some(ancienne) = &self.ancienne {
            let delete = "DELETE FROM visite WHERE nom = $1";
            hand.run(delete, &[ancienne.as_str().into()]).await.map_err(moteur)?;
        }
        let visite = &self.visite;
        let insert = "INSERT INTO visite (nom, porte, sujet, session, emis_le, ouverte_le, vue_le, fermee_le, finit_le, \
             contenu, brouillon) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let session = peut_etre(visite.attache.session.as_ref());
        let values = [
            visite.nom.as_str().into(),
            visite.porte.as_str().into(),
            visite.attache.sujet.as_str().into(),
            (&session).into(),
            visite.attache.emis_le.millis().into(),
            visite.ouverte_le.millis().into(),
            visite.vue_le.millis().into(),
            visite.fermee_le.map(Timestamp::millis).into(),
            visite.finit_le.millis().into(),
            visite.contenu.as_slice().into(),
            visite.brouillon.as_deref().into(),
        ];
        hand.run(insert, &values).await.map(drop).map_err(moteur)
    }

    fn failed(error: sqlx::Error) -> PortError {
        moteur(error)
    }
}

/// Closed ones go first, then those that served the longest ago. Each opening looks once its own visit is there, so that of two
/// at once the second sees both.
async fn borner(magasin: &Magasin, visite: &VisiteGardee) -> Result<(), PortError> {
    sqlx::query(
        "DELETE FROM visite WHERE sujet = $1 AND nom <> $2 AND nom NOT IN ( \
             SELECT nom FROM visite WHERE sujet = $1 AND nom <> $2 \
             ORDER BY CASE WHEN fermee_le IS NULL THEN 0 ELSE 1 END, vue_le DESC, nom LIMIT $3 \
         )",
    )
    .bind(visite.attache.sujet.as_str().to_owned())
    .bind(visite.nom.as_str().to_owned())
    .bind(i64::from(PAR_PERSONNE) - 1)
    .execute(magasin.base.write())
    .await
    .map(drop)
    .map_err(moteur)
}

/// The provider ended what this ID token opened, after it had given it.
async fn deconnectee(magasin: &Magasin, attache: &Attache) -> Result<bool, PortError> {
    let dite = sqlx::query(
        "SELECT jti FROM deconnexion WHERE (session = $2 AND (sujet IS NULL OR sujet = $1)) \
         OR (session IS NULL AND sujet = $1 AND emise_le >= $3) LIMIT 1",
    )
    .bind(attache.sujet.as_str().to_owned())
    .bind(peut_etre(attache.session.as_ref()))
    .bind(attache.emis_le.millis())
    .fetch_optional(magasin.base.read())
    .await
    .map_err(moteur)?;
    Ok(dite.is_some())
}
