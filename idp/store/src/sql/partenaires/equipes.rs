use ambient::Timestamp;
use async_trait::async_trait;
use database::Writing;
use idp_core::port::PortError;
use idp_partenaires::{CompteId, Courriel, Invitation, Membre, Organisation, OrganisationId, Organisations, Role};

use super::comptes::courriel;
use super::{OF_ORGANISATION, PORT, queue};
use crate::Sql;
use crate::sql::reading::{broken, lost, time};

#[derive(sqlx::FromRow)]
struct OrganisationRow {
    id: String,
    nom: String,
    creee_le: i64,
}

#[derive(sqlx::FromRow)]
struct MembreRow {
    compte: String,
    courriel: String,
    role: String,
    depuis: i64,
}

#[derive(sqlx::FromRow)]
struct InvitationRow {
    organisation: String,
    courriel: String,
    role: String,
    expire_le: i64,
}

#[async_trait]
impl Organisations for Sql {
    async fn creer(&self, organisation: &Organisation, premier: &Membre) -> Result<(), PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        sqlx::query("INSERT INTO partenaire_organisation (id, nom, creee_le) VALUES ($1, $2, $3)")
            .bind(organisation.id.as_str())
            .bind(&organisation.nom)
            .bind(organisation.creee_le.millis())
            .execute(&mut *writing)
            .await
            .map_err(lost(PORT))?;
        enter(&mut writing, &organisation.id, premier).await?;
        writing.commit().await.map_err(lost(PORT))
    }

    async fn organisation(&self, id: &OrganisationId) -> Result<Option<Organisation>, PortError> {
        let row: Option<OrganisationRow> =
            sqlx::query_as("SELECT id, nom, creee_le FROM partenaire_organisation WHERE id = $1")
                .bind(id.as_str())
                .fetch_optional(self.database.read())
                .await
                .map_err(lost(PORT))?;
        Ok(row.map(Organisation::from))
    }

    async fn toutes(&self) -> Result<Vec<Organisation>, PortError> {
        let rows: Vec<OrganisationRow> =
            sqlx::query_as("SELECT id, nom, creee_le FROM partenaire_organisation ORDER BY creee_le, id")
                .fetch_all(self.database.read())
                .await
                .map_err(lost(PORT))?;
        Ok(rows.into_iter().map(Organisation::from).collect())
    }

    async fn de_compte(&self, compte: &CompteId) -> Result<Vec<(Organisation, Role)>, PortError> {
        let rows: Vec<(String, String, i64, String)> = sqlx::query_as(
            "SELECT o.id, o.nom, o.creee_le, m.role FROM partenaire_organisation o
             JOIN partenaire_membre m ON m.organisation = o.id WHERE m.compte = $1 ORDER BY o.nom, o.id",
        )
        .bind(compte.as_str())
        .fetch_all(self.database.read())
        .await
        .map_err(lost(PORT))?;
        let read = |(id, nom, creee_le, word): (String, String, i64, String)| {
            Ok((Organisation { id: id.into(), nom, creee_le: time(creee_le) }, role(&word)?))
        };
        rows.into_iter().map(read).collect()
    }

    async fn membres(&self, id: &OrganisationId) -> Result<Vec<Membre>, PortError> {
        let rows: Vec<MembreRow> = sqlx::query_as(
            "SELECT compte, courriel, role, depuis FROM partenaire_membre WHERE organisation = $1 ORDER BY depuis, compte",
        )
        .bind(id.as_str())
        .fetch_all(self.database.read())
        .await
        .map_err(lost(PORT))?;
        rows.into_iter().map(Membre::try_from).collect()
    }

    async fn inviter(&self, invitation: &Invitation) -> Result<(), PortError> {
        sqlx::query(
            "INSERT INTO partenaire_invitation (organisation, courriel, role, expire_le) VALUES ($1, $2, $3, $4)
             ON CONFLICT (organisation, courriel) DO UPDATE SET role = excluded.role, expire_le = excluded.expire_le",
        )
        .bind(invitation.organisation.as_str())
        .bind(invitation.courriel.as_str())
        .bind(invitation.role.mot())
        .bind(invitation.expire_le.millis())
        .execute(self.database.write())
        .await
        .map_err(lost(PORT))?;
        Ok(())
    }

    async fn invitations(&self, id: &OrganisationId, now: Timestamp) -> Result<Vec<Invitation>, PortError> {
        let statement = "SELECT organisation, courriel, role, expire_le FROM partenaire_invitation
                         WHERE organisation = $1 AND expire_le > $2 ORDER BY courriel";
        self.invitations_by(statement, id.as_str(), now).await
    }

    async fn invitations_a(&self, courriel: &Courriel, now: Timestamp) -> Result<Vec<Invitation>, PortError> {
        let statement = "SELECT organisation, courriel, role, expire_le FROM partenaire_invitation
                         WHERE courriel = $1 AND expire_le > $2 ORDER BY organisation";
        self.invitations_by(statement, courriel.as_str(), now).await
    }

    async fn accepter(&self, id: &OrganisationId, membre: &Membre, now: Timestamp) -> Result<bool, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        let taken = sqlx::query(
            "DELETE FROM partenaire_invitation WHERE organisation = $1 AND courriel = $2 AND expire_le > $3",
        )
        .bind(id.as_str())
        .bind(membre.courriel.as_str())
        .bind(now.millis())
        .execute(&mut *writing)
        .await
        .map_err(lost(PORT))?;
        if taken.rows_affected() == 0 {
            writing.rollback().await.map_err(lost(PORT))?;
            return Ok(false);
        }
        enter(&mut writing, id, membre).await?;
        writing.commit().await.map_err(lost(PORT))?;
        Ok(true)
    }

    async fn retirer_invitation(&self, id: &OrganisationId, courriel: &Courriel) -> Result<(), PortError> {
        sqlx::query("DELETE FROM partenaire_invitation WHERE organisation = $1 AND courriel = $2")
            .bind(id.as_str())
            .bind(courriel.as_str())
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(())
    }

    async fn retirer(&self, id: &OrganisationId, compte: &CompteId) -> Result<bool, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        queue(&mut writing, OF_ORGANISATION, id.as_str()).await?;
        let left = sqlx::query(
            "DELETE FROM partenaire_membre WHERE organisation = $1 AND compte = $2 AND EXISTS (
                 SELECT 1 FROM partenaire_membre other
                 WHERE other.organisation = $1 AND other.compte <> $2 AND other.role = 'responsable')",
        )
        .bind(id.as_str())
        .bind(compte.as_str())
        .execute(&mut *writing)
        .await
        .map_err(lost(PORT))?;
        writing.commit().await.map_err(lost(PORT))?;
        Ok(left.rows_affected() == 1)
    }
}

impl Sql {
    async fn invitations_by(
        &self,
        statement: &'static str,
        id: &str,
        now: Timestamp,
    ) -> Result<Vec<Invitation>, PortError> {
        let rows: Vec<InvitationRow> = sqlx::query_as(statement)
            .bind(id)
            .bind(now.millis())
            .fetch_all(self.database.read())
            .await
            .map_err(lost(PORT))?;
        rows.into_iter().map(Invitation::try_from).collect()
    }
}

/// Whoever is a member already takes the role of the invitation.
async fn enter(writing: &mut Writing, id: &OrganisationId, membre: &Membre) -> Result<(), PortError> {
    sqlx::query(
        "INSERT INTO partenaire_membre (organisation, compte, courriel, role, depuis) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (organisation, compte) DO UPDATE SET role = excluded.role",
    )
    .bind(id.as_str())
    .bind(membre.compte.as_str())
    .bind(membre.courriel.as_str())
    .bind(membre.role.mot())
    .bind(membre.depuis.millis())
    .execute(&mut **writing)
    .await
    .map_err(lost(PORT))?;
    Ok(())
}

fn role(word: &str) -> Result<Role, PortError> {
    Role::lu(word).ok_or_else(|| broken(PORT, "role")("unknown"))
}

impl From<OrganisationRow> for Organisation {
    fn from(row: OrganisationRow) -> Self {
        Self { id: row.id.into(), nom: row.nom, creee_le: time(row.creee_le) }
    }
}

impl TryFrom<MembreRow> for Membre {
    type Error = PortError;

    fn try_from(row: MembreRow) -> Result<Self, PortError> {
        let depuis = time(row.depuis);
        Ok(Self { compte: row.compte.into(), courriel: courriel(&row.courriel)?, role: role(&row.role)?, depuis })
    }
}

impl TryFrom<InvitationRow> for Invitation {
    type Error = PortError;

    fn try_from(row: InvitationRow) -> Result<Self, PortError> {
        Ok(Self {
            organisation: row.organisation.into(),
            courriel: courriel(&row.courriel)?,
            role: role(&row.role)?,
            expire_le: time(row.expire_le),
        })
    }
}
