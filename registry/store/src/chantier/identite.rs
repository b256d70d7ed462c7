use async_trait::async_trait;
use registry_core::doublon::Candidats;
use registry_core::identite::Traits;
use registry_core::numero::{Numeros, Plage};
use registry_core::port::PortError;
use sante::{IdentifiantNational, Rpps};

use super::ChantierSql;
use crate::erreur::{illisible, moteur};
use crate::ressemblance;

#[async_trait]
impl Candidats for ChantierSql {
    async fn proches(&mut self, traits: &Traits) -> Result<Vec<(IdentifiantNational, Traits)>, PortError> {
        ressemblance::proches(&mut self.transaction, traits).await
    }
}

#[async_trait]
impl Numeros for ChantierSql {
    /// A file may have brought numbers of the range: past the last of them nobody has any.
    async fn prochain_ordre(&mut self, plage: Plage) -> Result<Option<u64>, PortError> {
        let ordre = self.compter(plage).await?;
        let ordre = if self.pris(ordre).await? { self.sauter(plage).await? } else { ordre };
        Ok(Some(ordre).filter(|ordre| *ordre <= plage.dernier()))
    }
}

impl ChantierSql {
    async fn compter(&mut self, plage: Plage) -> Result<u64, PortError> {
        let ordre: i64 = sqlx::query_scalar(
            "INSERT INTO numero_rpps (plage, dernier) VALUES ($1, $2) \
             ON CONFLICT (plage) DO UPDATE SET dernier = numero_rpps.dernier + 1 RETURNING dernier",
        )
        .bind(nom(plage))
        .bind(signe(plage.premier()))
        .fetch_one(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        u64::try_from(ordre).map_err(|cause| illisible("numero_rpps.dernier", cause))
    }

    async fn pris(&mut self, ordre: u64) -> Result<bool, PortError> {
        let ligne = sqlx::query("SELECT 1 FROM personne WHERE identifiant = $1")
            .bind(identifiant(ordre))
            .fetch_optional(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        Ok(ligne.is_some())
    }

    async fn sauter(&mut self, plage: Plage) -> Result<u64, PortError> {
        let dernier: Option<String> =
            sqlx::query_scalar("SELECT MAX(identifiant) FROM personne WHERE identifiant BETWEEN $1 AND $2")
                .bind(identifiant(plage.premier()))
                .bind(identifiant(plage.dernier()))
                .fetch_one(&mut *self.transaction)
                .await
                .map_err(moteur)?;
        let chiffres = dernier.as_deref().and_then(|dernier| dernier.get(1..11)).unwrap_or_default();
        let dernier: u64 = chiffres.parse().map_err(|cause| illisible("personne.identifiant", cause))?;
        sqlx::query("UPDATE numero_rpps SET dernier = $1 WHERE plage = $2 AND dernier < $1")
            .bind(signe(dernier + 1))
            .bind(nom(plage))
            .execute(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        Ok(dernier + 1)
    }
}

fn nom(plage: Plage) -> String {
    format!("{:010}-{:010}", plage.premier(), plage.dernier())
}

fn identifiant(ordre: u64) -> String {
    IdentifiantNational::Rpps(Rpps::with_key(ordre)).to_string()
}

/// Ten digits: far within reach.
fn signe(ordre: u64) -> i64 {
    i64::try_from(ordre).unwrap_or(i64::MAX)
}
