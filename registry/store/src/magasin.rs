use std::pin::Pin;
use std::str::FromStr as _;
use std::sync::Arc;

use ambient::Timestamp;
use annuaire::{Correspondance, Evenement, Evenements, Numero};
use async_trait::async_trait;
use registry_core::port::{Chantier, Fiche, PortError, Registre, Sonnette};
use sante::IdentifiantNational;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyPool, Executor as _};
use tokio::sync::Notify;

use crate::chantier::ChantierSql;
use crate::erreur::moteur;
use crate::fiche::{self, Lue};
use crate::texte;

/// The registry's database. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Magasin {
    pool: AnyPool,
    moteur: Moteur,
    sonnette: Arc<Notify>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moteur {
    Sqlite,
    Postgres,
}

#[derive(Debug, thiserror::Error)]
pub enum MagasinError {
    #[error("the registry's database URL begins with sqlite: or postgres:")]
    UrlInconnue,
    #[error("the registry's database does not open: {0}")]
    Ouverture(#[from] sqlx::Error),
    #[error("the registry's tables cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; \
    PRAGMA busy_timeout = 20000;";

impl Magasin {
    /// Opens `sqlite:/path/registry.db?mode=rwc` or `postgres://…` and brings the tables up to date.
    pub async fn ouvrir(url: &str) -> Result<Self, MagasinError> {
        sqlx::any::install_default_drivers();
        let moteur = Moteur::de(url).ok_or(MagasinError::UrlInconnue)?;
        let options = AnyConnectOptions::from_str(url)?;
        let pool = AnyPoolOptions::new()
            .max_connections(8)
            .after_connect(move |connexion, _| {
                Box::pin(async move {
                    if moteur == Moteur::Sqlite {
                        connexion.execute(PRAGMAS).await?;
                    }
                    Ok(())
                })
            })
            .connect_with(options)
            .await?;
        sqlx::migrate!("../../migrations/registry").run(&pool).await?;
        Ok(Self { pool, moteur, sonnette: Arc::new(Notify::new()) })
    }

    /// Waits for running statements and lets the database go.
    pub async fn fermer(&self) {
        self.pool.close().await;
    }
}

impl Moteur {
    fn de(url: &str) -> Option<Self> {
        match url.split_once(':')?.0 {
            "sqlite" => Some(Self::Sqlite),
            "postgres" | "postgresql" => Some(Self::Postgres),
            _ => None,
        }
    }
}

impl Sonnette for Magasin {
    fn ecouter(&self) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(Arc::clone(&self.sonnette).notified_owned())
    }
}

#[async_trait]
impl Registre for Magasin {
    async fn fiche(&self, identifiant: &IdentifiantNational) -> Result<Option<Fiche>, PortError> {
        let mut connexion = self.pool.acquire().await.map_err(moteur)?;
        Ok(fiche::lire(&mut connexion, &[identifiant.to_string()]).await?.pop())
    }

    async fn correspondance(&self, identifiant: &IdentifiantNational) -> Result<Option<Correspondance>, PortError> {
        let ligne = sqlx::query("SELECT mobile, courriel FROM correspondance WHERE personne = $1")
            .bind(identifiant.to_string())
            .fetch_optional(&self.pool)
            .await
            .map_err(moteur)?;
        let Some(ligne) = ligne else { return Ok(None) };
        let lue = Lue(&ligne);
        Ok(Some(Correspondance { mobile: lue.texte_ou_rien("mobile")?, courriel: lue.texte_ou_rien("courriel")? }))
    }

    async fn evenements(&self, apres: Numero, limite: u32) -> Result<Evenements, PortError> {
        let lignes = sqlx::query(
            "SELECT numero, survenu, personne, fait FROM evenement WHERE numero > $1 ORDER BY numero LIMIT $2",
        )
        .bind(apres.0)
        .bind(i64::from(limite))
        .fetch_all(&self.pool)
        .await
        .map_err(moteur)?;
        let evenements = lignes.iter().map(|ligne| evenement(&Lue(ligne))).collect::<Result<_, _>>()?;
        // read after the page: it may be newer than it, never older, so that nobody believes to be up to date too soon
        let dernier: i64 = sqlx::query_scalar("SELECT numero FROM dernier_evenement WHERE seul = 1")
            .fetch_one(&self.pool)
            .await
            .map_err(moteur)?;
        Ok(Evenements { evenements, dernier: Numero(dernier) })
    }

    async fn chantier(&self) -> Result<Box<dyn Chantier>, PortError> {
        let chantier = ChantierSql::ouvrir(&self.pool, self.moteur, Arc::clone(&self.sonnette)).await?;
        Ok(Box::new(chantier))
    }
}

fn evenement(ligne: &Lue) -> Result<Evenement, PortError> {
    Ok(Evenement {
        numero: Numero(ligne.entier("numero")?),
        survenu: Timestamp::from_millis(ligne.entier("survenu")?),
        personne: ligne.lu("personne")?,
        fait: texte::lire("evenement.fait", &ligne.texte("fait")?)?,
    })
}
