//! How much waits and how old it is, for whoever watches: counts by an index, never a walk through people.

use ambient::Timestamp;
use registry_core::port::PortError;

use crate::erreur::moteur;
use crate::magasin::Magasin;

/// What is done in the background, at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Surveillance {
    /// The last number of the log that the provider follows.
    pub dernier_evenement: i64,
    /// Cards that the authority is to make, or has made and not yet sent.
    pub cartes_a_faire: i64,
    /// Cards that are to be opposed, and are not yet.
    pub cartes_a_opposer: i64,
    pub certificats_a_faire: i64,
    pub certificats_a_revoquer: i64,
    /// Files of many people that were confirmed, and on which no process works.
    pub lots_sans_travail: i64,
    /// The oldest end of a situation that has come and was not told.
    pub fin_non_dite: Option<Timestamp>,
    /// When the figures of dashboards were last taken.
    pub figures_le: Option<Timestamp>,
}

impl Magasin {
    pub async fn surveillance(&self, maintenant: Timestamp) -> Result<Surveillance, PortError> {
        let fin = self.moment("SELECT fin FROM echeance ORDER BY fin LIMIT 1").await?;
        Ok(Surveillance {
            dernier_evenement: self.compte("SELECT numero FROM dernier_evenement WHERE seul = 1").await?,
            cartes_a_faire: self.compte("SELECT COUNT(*) FROM carte WHERE mot IN ('COMMANDEE', 'PRODUITE')").await?,
            cartes_a_opposer: self.compte("SELECT COUNT(*) FROM carte WHERE mot = 'A_OPPOSER'").await?,
            certificats_a_faire: self.compte("SELECT COUNT(*) FROM certificat WHERE mot = 'EN_COURS'").await?,
            certificats_a_revoquer: self.compte("SELECT COUNT(*) FROM certificat WHERE mot = 'A_REVOQUER'").await?,
            lots_sans_travail: self.lots_sans_travail(maintenant).await?,
            fin_non_dite: fin.filter(|fin| *fin <= maintenant),
            figures_le: self.moment("SELECT fini_le FROM releve WHERE seul = 1").await?.filter(|le| le.millis() > 0),
        })
    }

    async fn compte(&self, lecture: &'static str) -> Result<i64, PortError> {
        sqlx::query_scalar(lecture).fetch_one(self.base.read()).await.map_err(moteur)
    }

    async fn moment(&self, lecture: &'static str) -> Result<Option<Timestamp>, PortError> {
        let lu: Option<i64> = sqlx::query_scalar(lecture).fetch_optional(self.base.read()).await.map_err(moteur)?;
        Ok(lu.map(Timestamp::from_millis))
    }

    async fn lots_sans_travail(&self, maintenant: Timestamp) -> Result<i64, PortError> {
        sqlx::query_scalar("SELECT COUNT(*) FROM lot WHERE etape = 'EN_COURS' AND bail_jusque < $1")
            .bind(maintenant.millis())
            .fetch_one(self.base.read())
            .await
            .map_err(moteur)
    }
}
