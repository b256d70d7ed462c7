use std::sync::Arc;
use std::time::Duration;

use ambient::{Ambient, ExposeSecret as _, RestKey, Resting};
use axum::Router;
use journal::{Journal, JournalError};
use outbox::Outbox;
use registry_core::avis::{Anticipation, Suivi};
use registry_core::contact::PremiereActivation;
use registry_core::echeance::Echeances;
use registry_core::finess::ImportFiness;
use registry_core::formulaire::{Adhesion, SansSuite};
use registry_core::guichet::Guichet;
use registry_core::habilitation::{Contrats, Designation};
use registry_core::import::Import;
use registry_core::lot::Bureau;
use registry_core::pilotage::Releve;
use registry_core::port::Registre;
use registry_core::profession_demandee::Professions;
use registry_core::recherche::Recherche;
use registry_core::{Declaration, Lecture};
use registry_store::{Magasin, MagasinError};
use registry_web::{Acces, CleApi, EtatWeb};
use service::config::SecretFileError;

use crate::audit::Audit;
use crate::cartes::Cartes;
use crate::certificats::{Certificats, CertificatsError};
use crate::config::{Config, Mode, Store};
use crate::echeances::Veille;
use crate::guichet::{self, NomenclaturesError};
use crate::lots::{self, Atelier};
use crate::releve::Tournee;
use crate::secrets::{Secrets, SecretsError};
use crate::vestiaire::Vestiaire;

/// An open registry: its use cases, and its router.
#[derive(Clone)]
pub struct Registry {
    pub(crate) config: Arc<Config>,
    pub(crate) ambient: Ambient,
    pub(crate) magasin: Magasin,
    journal: Journal,
    audit: Arc<Audit>,
    acces: Arc<Acces>,
    pub(crate) repos: RestKey,
    pub(crate) guichet: Guichet,
    veille: Arc<Veille>,
    atelier: Arc<Atelier>,
    pub(crate) vestiaire: Arc<Vestiaire>,
    pub(crate) certificats: Option<Arc<Certificats>>,
    pub(crate) cartes: Option<Arc<Cartes>>,
    tournee: Arc<Tournee>,
}

#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    #[error("store: name a database in sql or sql_file")]
    SansBase,
    #[error(
        "store.sql_file: the database would be reached without verified TLS. Use sslmode=verify-full with sslrootcert"
    )]
    SansTls,
    #[error(transparent)]
    FichierSecret(#[from] SecretFileError),
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    Magasin(#[from] MagasinError),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Nomenclatures(#[from] NomenclaturesError),
    #[error(transparent)]
    Certificats(#[from] CertificatsError),
}

const CONTROLE: Duration = Duration::from_secs(60);

impl Registry {
    /// Opens database and journal, and brings their tables up to date.
    pub async fn open(config: &Config, ambient: Ambient) -> Result<Self, RegistryError> {
        let garde = config.mode.guard();
        let secrets = Secrets::lire(&config.keys, garde)?;
        let url = url(&config.store, config)?;
        let magasin = Magasin::ouvrir(&url).await?;
        let url = config.store.journal.clone().unwrap_or(url);
        let (node, origin) = ("registry".to_owned(), config.nom_du_journal());
        let reglages = journal::Settings { url, node, checkpoint_every: CONTROLE, origin };
        let journal = Journal::open(reglages, secrets.controle, ambient.clone()).await?;
        let cles = config.cles.iter().map(|cle| CleApi {
            nom: cle.nom.clone(),
            droits: cle.droits.clone(),
            empreinte: Resting::from(cle.empreinte.clone()),
        });
        let vestiaire = Arc::new(Vestiaire::commencer(&magasin, secrets.repos.clone(), ambient.clone()));
        let repos = secrets.repos.clone();
        let acces = Arc::new(Acces::new(secrets.repos, cles.collect()));
        let audit = Arc::new(Audit(journal.clone()));
        let guichet = guichet::ouvrir(config, ambient.clone(), &magasin, audit.clone()).await?;
        let veille = Veille::commencer(
            Echeances::new(ambient.clone(), guichet.registre.clone()),
            SansSuite::new(guichet.clone(), Arc::new(magasin.clone())),
            ambient.clone(),
        );
        let certificats = config.igc.as_ref().map(|igc| Certificats::commencer(igc, config.mode, (&guichet, &magasin)));
        let certificats = certificats.transpose()?.map(Arc::new);
        let cartes = config.igc.as_ref().map(|igc| Cartes::commencer(igc, config.mode, (&guichet, &magasin)));
        let cartes = cartes.transpose()?.map(Arc::new);
        let tournee = Arc::new(Tournee::commencer(Releve::new(ambient.clone(), Arc::new(magasin.clone()))));
        let (config, veille) = (Arc::new(config.clone()), Arc::new(veille));
        let atelier = Arc::new(Atelier::commencer(guichet.clone(), &magasin));
        Ok(Self {
            config,
            ambient,
            magasin,
            journal,
            audit,
            acces,
            repos,
            guichet,
            veille,
            atelier,
            vestiaire,
            certificats,
            cartes,
            tournee,
        })
    }

    /// What the provider asks and tells, under `annuaire::chemin`.
    pub fn router(&self) -> Router {
        let sonnette = Arc::new(self.magasin.clone());
        let activation = PremiereActivation::new(self.guichet.clone());
        registry_web::router(EtatWeb { lecture: self.lecture(), activation, acces: Arc::clone(&self.acces), sonnette })
    }

    pub fn import(&self) -> Import {
        Import::new(self.ambient.clone(), self.registre(), self.audit.clone())
    }

    pub fn lecture(&self) -> Lecture {
        Lecture::new(self.ambient.clone(), self.registre(), self.audit.clone())
    }

    pub fn declaration(&self) -> Declaration {
        Declaration::new(self.ambient.clone(), self.registre(), self.audit.clone())
    }

    /// On which every act at the portal stands.
    pub fn guichet(&self) -> &Guichet {
        &self.guichet
    }

    /// The ANS records contracts.
    pub fn contrats(&self) -> Contrats {
        Contrats::new(self.guichet.clone())
    }

    /// Extracts of FINESS.
    pub fn finess(&self) -> ImportFiness {
        ImportFiness::new(self.guichet.clone())
    }

    /// Forms of structures.
    pub fn adhesion(&self) -> Adhesion {
        Adhesion::new(self.guichet.clone(), Arc::new(self.magasin.clone()))
    }

    /// What a contract that ended leaves behind.
    pub fn sans_suite(&self) -> SansSuite {
        SansSuite::new(self.guichet.clone(), Arc::new(self.magasin.clone()))
    }

    /// Many people in one file.
    pub fn lots(&self) -> Bureau {
        lots::bureau(&self.guichet, &self.magasin)
    }

    pub fn designation(&self) -> Designation {
        Designation::new(self.guichet.clone())
    }

    /// Requests for professions (ROL-09).
    pub fn professions(&self) -> Professions {
        let magasin = Arc::new(self.magasin.clone());
        let recherche = Recherche::new(self.guichet.clone(), magasin.clone());
        Professions::new(self.guichet.clone(), magasin, recherche).avec_groupements(self.groupements())
    }

    /// The notices on their way, for the operator.
    pub fn avis(&self) -> &Outbox {
        self.magasin.courrier()
    }

    /// Notices and delays, to be looked at.
    pub fn suivi(&self) -> Arc<dyn Suivi> {
        Arc::new(self.magasin.clone())
    }

    /// Cards; `None`: no authority is named.
    pub fn cartes(&self) -> Option<registry_core::carte::Cartes> {
        self.cartes.as_ref().map(|cartes| cartes.commandes.clone())
    }

    /// The figures of dashboards, to be taken now.
    pub fn releve(&self) -> Releve {
        Releve::new(self.ambient.clone(), Arc::new(self.magasin.clone()))
    }

    /// For a sandbox: what waits is there now.
    pub fn anticipation(&self) -> Anticipation {
        Anticipation::new(self.ambient.clone(), self.registre())
    }

    /// Whether the database answers, and takes writes.
    pub async fn repond(&self) -> bool {
        self.magasin.accepte_les_ecritures().await
    }

    /// Signs the journal's last checkpoint and lets both databases go.
    pub async fn close(&self) -> Result<(), RegistryError> {
        self.veille.cesser();
        self.vestiaire.cesser();
        self.certificats.iter().for_each(|certificats| certificats.cesser());
        self.cartes.iter().for_each(|cartes| cartes.cesser());
        self.tournee.cesser();
        self.atelier.cesser().await;
        self.journal.close().await?;
        self.magasin.fermer().await;
        Ok(())
    }

    fn registre(&self) -> Arc<dyn Registre> {
        Arc::new(self.magasin.clone())
    }
}

fn url(store: &Store, config: &Config) -> Result<String, RegistryError> {
    match (&store.sql, &store.sql_file) {
        (Some(url), None) => Ok(url.clone()),
        (None, Some(fichier)) => {
            let url = fichier.read(config.mode.guard())?.expose_secret().to_owned();
            let protegee = config.mode == Mode::Sandbox || database::is_protected(&url);
            protegee.then_some(url).ok_or(RegistryError::SansTls)
        }
        _ => Err(RegistryError::SansBase),
    }
}
