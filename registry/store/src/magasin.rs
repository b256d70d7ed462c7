use std::pin::Pin;
use std::sync::Arc;

use ambient::Timestamp;
use annuaire::{Correspondance, Evenement, Evenements, Numero};
use async_trait::async_trait;
use database::Database;
use outbox::Outbox;
use registry_core::import::Chargement;
use registry_core::port::{Chantier, Fiche, PortError, Registre, Sonnette};
use sante::IdentifiantNational;
use sqlx::migrate::Migrator;
use tokio::sync::{Notify, Semaphore};

use crate::avis::COURRIER;
use crate::chantier::{ChantierSql, PRENDRE_LE_TOUR};
use crate::chargement;
use crate::compteur::Memoire;
use crate::erreur::moteur;
use crate::fiche::{self, Lue};
use crate::{demande, ressemblance, texte};

/// Half of the connections of a process: while a file is taken in, everybody who writes waits.
const ECRIVAINS: usize = 8;

/// The registry's database. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Magasin {
    pub(crate) base: Database,
    pub(crate) sonnette: Arc<Notify>,
    pub(crate) courrier: Outbox,
    /// Those who may wait to write: the other connections stay with those who read and sign in.
    pub(crate) ecrivains: Arc<Semaphore>,
    /// Of a process that is alone.
    pub(crate) compteurs: Memoire,
}

#[derive(Debug, thiserror::Error)]
#[error("the registry's database does not open: {0}")]
pub enum MagasinError {
    Moteur(#[from] sqlx::Error),
    Port(#[from] PortError),
}

/// The owner's name and its migrations, for whoever looks at a database before it is opened.
pub fn tables() -> (&'static str, Migrator) {
    ("registry", sqlx::migrate!("../../migrations/registry"))
}

impl Magasin {
    /// Opens `sqlite:…` or `postgres://…`, brings the tables up to date, and takes up what a former release left.
    pub async fn ouvrir(url: &str) -> Result<Self, MagasinError> {
        let magasin = Self::regarder(url).await?;
        magasin.reprendre().await?;
        Ok(magasin)
    }

    /// The same, for whoever only looks: nobody is taken up. Of tables that are up to date, none is touched.
    pub async fn regarder(url: &str) -> Result<Self, MagasinError> {
        let (nom, migrations) = tables();
        let base = Database::open(url, nom, migrations).await?;
        let courrier = Outbox::open(base.clone(), COURRIER).await?;
        let (sonnette, ecrivains) = (Arc::new(Notify::new()), Arc::new(Semaphore::new(ECRIVAINS)));
        Ok(Self { base, sonnette, courrier, ecrivains, compteurs: Memoire::default() })
    }

    /// Takes up people whom a former release wrote.
    async fn reprendre(&self) -> Result<(), MagasinError> {
        let reste = sqlx::query("SELECT personne FROM ressemblance_a_faire LIMIT 1");
        let mut encore = reste.fetch_optional(self.base.read()).await?.is_some();
        while encore {
            let mut transaction = self.base.begin_write().await?;
            sqlx::query(PRENDRE_LE_TOUR).execute(&mut *transaction).await?;
            encore = ressemblance::reprendre(&mut transaction).await?;
            transaction.commit().await?;
        }
        self.reprendre_demandes().await
    }

    /// The same, for requests.
    async fn reprendre_demandes(&self) -> Result<(), MagasinError> {
        let reste = sqlx::query("SELECT id FROM demande WHERE noms_plies = '' LIMIT 1");
        let mut encore = reste.fetch_optional(self.base.read()).await?.is_some();
        while encore {
            let mut transaction = self.base.begin_write().await?;
            sqlx::query(PRENDRE_LE_TOUR).execute(&mut *transaction).await?;
            encore = demande::reprendre(&mut transaction).await?;
            transaction.commit().await?;
        }
        Ok(())
    }

    /// Whether a row could be written now: a replica, and a server that was made read-only, refuse this statement although it
    /// changes nothing.
    pub async fn accepte_les_ecritures(&self) -> bool {
        sqlx::query("DELETE FROM evenement WHERE 1 = 0").execute(self.base.write()).await.is_ok()
    }

    /// Waits for running statements and lets the database go.
    pub async fn fermer(&self) {
        self.base.close().await;
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
        let mut connexion = self.base.read().lend().await.map_err(moteur)?;
        let lue = fiche::lire(&mut connexion, &[identifiant.to_string()]).await?.pop();
        connexion.done();
        Ok(lue)
    }

    async fn correspondance(&self, identifiant: &IdentifiantNational) -> Result<Option<Correspondance>, PortError> {
        let ligne = sqlx::query(
            "SELECT c.mobile, c.courriel, c.activation_des, d.ecps_le FROM correspondance c \
             LEFT JOIN disponibilite d ON d.personne = c.personne WHERE c.personne = $1",
        )
        .bind(identifiant.to_string())
        .fetch_optional(self.base.read())
        .await
        .map_err(moteur)?;
        let Some(ligne) = ligne else { return Ok(None) };
        let lue = Lue(&ligne);
        let (mobile, courriel) = (lue.texte_ou_rien("mobile")?, lue.texte_ou_rien("courriel")?);
        // both delays are waited for: the later one
        let des = lue.instant("activation_des")?.max(lue.instant("ecps_le")?);
        Ok(Some(Correspondance { mobile, courriel, activation_des: des }))
    }

    async fn evenements(&self, apres: Numero, limite: u32) -> Result<Evenements, PortError> {
        let lignes = sqlx::query(
            "SELECT numero, survenu, personne, fait FROM evenement WHERE numero > $1 ORDER BY numero LIMIT $2",
        )
        .bind(apres.0)
        .bind(i64::from(limite))
        .fetch_all(self.base.read())
        .await
        .map_err(moteur)?;
        let evenements = lignes.iter().map(|ligne| evenement(&Lue(ligne))).collect::<Result<_, _>>()?;
        // read after the page: it may be newer than it, never older, so that nobody believes to be up to date too soon
        let dernier: i64 = sqlx::query_scalar("SELECT numero FROM dernier_evenement WHERE seul = 1")
            .fetch_one(self.base.read())
            .await
            .map_err(moteur)?;
        Ok(Evenements { evenements, dernier: Numero(dernier) })
    }

    async fn chantier(&self) -> Result<Box<dyn Chantier>, PortError> {
        let chantier = ChantierSql::ouvrir(self).await?;
        Ok(Box::new(chantier))
    }

    async fn chargement(&self) -> Result<Option<Box<dyn Chargement>>, PortError> {
        chargement::ouvrir(self).await
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
