use ambient::Timestamp;
use async_trait::async_trait;
use database::Writing;
use ecps::AppareilId;
use idp_core::ecps::{Appareil, AppareilEtat, Appareils, Replaced};
use idp_core::port::PortError;
use sante::IdentifiantNational;

use super::Sql;
use super::reading::{broken, lost, time};

const PORT: &str = "appareils";

/// The columns of [`AppareilRow`], for one condition.
macro_rules! select_where {
    ($condition:literal) => {
        concat!(
            "SELECT id, personne, cle_approbation, cle_transport, oprf_sealed, attestation, notification, ",
            "active_le, expire_le, etat FROM appareil WHERE ",
            $condition
        )
    };
}

#[derive(sqlx::FromRow)]
struct AppareilRow {
    id: String,
    personne: String,
    cle_approbation: String,
    cle_transport: String,
    oprf_sealed: Vec<u8>,
    attestation: String,
    notification: String,
    active_le: i64,
    expire_le: i64,
    etat: String,
}

#[async_trait]
impl Appareils for Sql {
    async fn enroler(&self, appareil: &Appareil) -> Result<Replaced, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        queue(&mut writing, &appareil.personne).await?;
        let replaced: Option<(String,)> = sqlx::query_as(
            "UPDATE appareil SET etat = 'remplace'
             WHERE personne = $1 AND etat IN ('actif', 'verrouille') RETURNING id",
        )
        .bind(appareil.personne.to_string())
        .fetch_optional(&mut *writing)
        .await
        .map_err(lost(PORT))?;
        insert(&mut writing, appareil).await?;
        writing.commit().await.map_err(lost(PORT))?;
        Ok(Replaced(replaced.map(|(id,)| AppareilId::from(id))))
    }

    async fn appareil(&self, id: &AppareilId) -> Result<Option<Appareil>, PortError> {
        let row: Option<AppareilRow> = sqlx::query_as(select_where!("id = $1"))
            .bind(id.as_str())
            .fetch_optional(self.database.read())
            .await
            .map_err(lost(PORT))?;
        row.map(Appareil::try_from).transpose()
    }

    async fn de_personne(&self, personne: &IdentifiantNational) -> Result<Option<Appareil>, PortError> {
        let row: Option<AppareilRow> =
            sqlx::query_as(select_where!("personne = $1 AND etat IN ('actif', 'verrouille')"))
                .bind(personne.to_string())
                .fetch_optional(self.database.read())
                .await
                .map_err(lost(PORT))?;
        row.map(Appareil::try_from).transpose()
    }

    async fn passer(&self, id: &AppareilId, from: AppareilEtat, to: AppareilEtat) -> Result<bool, PortError> {
        let moved = sqlx::query("UPDATE appareil SET etat = $3 WHERE id = $1 AND etat = $2")
            .bind(id.as_str())
            .bind(word(from))
            .bind(word(to))
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(moved.rows_affected() == 1)
    }

    async fn avancer(&self, id: &AppareilId, rang: u64) -> Result<bool, PortError> {
        let moved = sqlx::query("UPDATE appareil SET rang = $2 WHERE id = $1 AND rang < $2")
            .bind(id.as_str())
            .bind(i64::try_from(rang).unwrap_or(i64::MAX))
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(moved.rows_affected() == 1)
    }

    async fn a_rappeler(
        &self,
        now: Timestamp,
        avant: Timestamp,
        (jours, au_plus): (i64, u32),
    ) -> Result<Vec<Appareil>, PortError> {
        let rows: Vec<AppareilRow> = sqlx::query_as(select_where!(
            "etat = 'actif' AND expire_le > $1 AND expire_le <= $2 AND (rappel IS NULL OR rappel > $3)
             ORDER BY expire_le LIMIT $4"
        ))
        .bind(now.millis())
        .bind(avant.millis())
        .bind(jours)
        .bind(i64::from(au_plus))
        .fetch_all(self.database.read())
        .await
        .map_err(lost(PORT))?;
        rows.into_iter().map(Appareil::try_from).collect()
    }

    async fn rappele(&self, id: &AppareilId, jours: i64) -> Result<bool, PortError> {
        let taken = sqlx::query("UPDATE appareil SET rappel = $2 WHERE id = $1 AND (rappel IS NULL OR rappel > $2)")
            .bind(id.as_str())
            .bind(jours)
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(taken.rows_affected() == 1)
    }
}

/// Takes the person's row until the transaction ends: of two enrolments at once, the second sees what the first left.
pub(super) async fn queue(writing: &mut Writing, personne: &IdentifiantNational) -> Result<(), PortError> {
    sqlx::query(
        "INSERT INTO titulaire (personne, enrolements) VALUES ($1, 1)
         ON CONFLICT (personne) DO UPDATE SET enrolements = titulaire.enrolements + 1",
    )
    .bind(personne.to_string())
    .execute(&mut **writing)
    .await
    .map_err(lost(PORT))?;
    Ok(())
}

async fn insert(writing: &mut Writing, appareil: &Appareil) -> Result<(), PortError> {
    sqlx::query(
        "INSERT INTO appareil (id, personne, cle_approbation, cle_transport, oprf_sealed, attestation,
                               notification, active_le, expire_le, etat)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(appareil.id.as_str())
    .bind(appareil.personne.to_string())
    .bind(&appareil.cle_approbation)
    .bind(&appareil.cle_transport)
    .bind(&appareil.oprf_sealed)
    .bind(&appareil.attestation)
    .bind(&appareil.notification)
    .bind(appareil.active_le.millis())
    .bind(appareil.expire_le.millis())
    .bind(word(appareil.etat))
    .execute(&mut **writing)
    .await
    .map_err(|error| match database::is_unique_violation(&error) {
        true => broken(PORT, "appareil.id")("a device of this name exists"),
        false => lost(PORT)(error),
    })?;
    Ok(())
}

/// The word in the column `etat`; the partial unique index knows the first two.
fn word(etat: AppareilEtat) -> &'static str {
    match etat {
        AppareilEtat::Actif => "actif",
        AppareilEtat::Verrouille => "verrouille",
        AppareilEtat::Remplace => "remplace",
        AppareilEtat::Revoque => "revoque",
    }
}

impl TryFrom<AppareilRow> for Appareil {
    type Error = PortError;

    fn try_from(row: AppareilRow) -> Result<Self, PortError> {
        use AppareilEtat::{Actif, Remplace, Revoque, Verrouille};
        let etat = [Actif, Verrouille, Remplace, Revoque]
            .into_iter()
            .find(|etat| word(*etat) == row.etat)
            .ok_or_else(|| broken(PORT, "appareil.etat")(&row.etat))?;
        Ok(Self {
            id: AppareilId::from(row.id),
            personne: row.personne.parse().map_err(broken(PORT, "appareil.personne"))?,
            cle_approbation: row.cle_approbation,
            cle_transport: row.cle_transport,
            oprf_sealed: row.oprf_sealed,
            attestation: row.attestation,
            notification: row.notification,
            active_le: time(row.active_le),
            expire_le: time(row.expire_le),
            etat,
        })
    }
}
