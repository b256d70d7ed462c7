//! An empty registry for each test, and the macro that runs a test on both engines.

use std::sync::{Arc, Mutex};

use ambient::{Ambient, MovableClock, Timestamp};
use annuaire::{Evenement, Fait, Numero, Personne};
use async_trait::async_trait;
use database::{Database, sqlite_url};
use registry_core::import::{Consigne, Import, ImportError, Rapport};
use registry_core::journal::{Acte, Journal};
use registry_core::port::{PortError, Registre};
use registry_core::{Declaration, Lecture, LectureError};
use registry_store::Magasin;
use sante::{IdentifiantNational, SituationId};
use sqlx::Row as _;
use tempfile::TempDir;

use crate::service::Service;

pub const MAINTENANT: Timestamp = Timestamp::from_seconds(1_800_000_000);
/// The day of the first file, and that of the next.
pub const PREMIER: Timestamp = Timestamp::from_seconds(1_799_900_000);
pub const SECOND: Timestamp = Timestamp::from_seconds(1_799_990_000);

pub struct Banc {
    pub magasin: Magasin,
    pub ambient: Ambient,
    pub horloge: Arc<MovableClock>,
    pub carnet: Arc<Carnet>,
    url: String,
    _dossier: TempDir,
}

/// A journal that can be read, and broken.
#[derive(Default)]
pub struct Carnet {
    pub actes: Mutex<Vec<Acte>>,
    pub casse: Mutex<bool>,
}

#[async_trait]
impl Journal for Carnet {
    async fn consigner(&self, acte: Acte) -> Result<(), PortError> {
        if *self.casse.lock().unwrap() {
            return Err(PortError::HorsService { port: "journal", cause: "broken by the test".to_owned() });
        }
        self.actes.lock().unwrap().push(acte);
        Ok(())
    }
}

impl Banc {
    pub async fn sqlite() -> Self {
        let dossier = tempfile::tempdir().unwrap();
        Self::ouvrir(sqlite_url(&dossier.path().join("registre.db")), dossier).await
    }

    pub async fn postgresql() -> Self {
        Self::ouvrir(crate::postgres::database(), tempfile::tempdir().unwrap()).await
    }

    async fn ouvrir(url: String, dossier: TempDir) -> Self {
        let (ambient, horloge) = Ambient::fixed(MAINTENANT, 1);
        let magasin = Magasin::ouvrir(&url).await.unwrap();
        Self { magasin, ambient, horloge, carnet: Arc::default(), url, _dossier: dossier }
    }

    pub fn registre(&self) -> Arc<dyn Registre> {
        Arc::new(self.magasin.clone())
    }

    pub fn import(&self) -> Import {
        Import::new(self.ambient.clone(), self.registre(), self.carnet.clone())
    }

    /// Takes a file whatever it changes.
    pub async fn importer(&self, texte: &str, date: Timestamp) -> Rapport {
        let consigne = Consigne { accepter: true, ..Consigne::du(date) };
        self.import().importer(&texte, consigne, &|_| {}).await.unwrap()
    }

    /// Takes a file as a night job would: it may stop and ask.
    pub async fn importer_prudemment(&self, texte: &str, date: Timestamp) -> Result<Rapport, ImportError> {
        self.import().importer(&texte, Consigne::du(date), &|_| {}).await
    }

    pub fn lecture(&self) -> Lecture {
        Lecture::new(self.ambient.clone(), self.registre(), self.carnet.clone())
    }

    pub fn declaration(&self) -> Declaration {
        Declaration::new(self.ambient.clone(), self.registre(), self.carnet.clone())
    }

    /// Takes people out of service, and back.
    pub fn activation(&self) -> Service {
        Service { ambient: self.ambient.clone(), registre: self.registre() }
    }

    /// At any instant; people end situations at the desk.
    pub async fn finir_a(&self, situation: &SituationId, fin: Timestamp) {
        crate::finir::finir(self.registre().as_ref(), situation, (fin, MAINTENANT)).await;
    }

    pub async fn personne(&self, identifiant: &str) -> Result<Personne, LectureError> {
        self.lecture().personne(&id(identifiant)).await
    }

    /// The whole log.
    pub async fn evenements(&self) -> Vec<Evenement> {
        self.registre().evenements(Numero(0), 100_000).await.unwrap().evenements
    }

    /// What the log tells of one person.
    pub async fn faits(&self, identifiant: &str) -> Vec<Fait> {
        let siens = self.evenements().await.into_iter().filter(|evenement| evenement.personne == id(identifiant));
        siens.map(|evenement| evenement.fait).collect()
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// What no use case does: a state that only a former release could leave.
    pub async fn executer(&self, sql: &'static str) {
        let base = Database::open(&self.url, "registry", sqlx::migrate!("../../migrations/registry")).await.unwrap();
        sqlx::query(sql).execute(base.write()).await.unwrap();
        base.close().await;
    }

    /// One column of every row.
    pub async fn colonne(&self, table: &str, colonne: &str) -> Vec<String> {
        let base = Database::open(&self.url, "registry", sqlx::migrate!("../../migrations/registry")).await.unwrap();
        let sql = database::AssertSqlSafe(format!("SELECT {colonne} FROM {table}"));
        let lignes = sqlx::query(sql).fetch_all(base.read()).await.unwrap();
        base.close().await;
        lignes.iter().map(|ligne| ligne.get(0)).collect()
    }

    /// Every key, reference and index, as the engine says them.
    pub async fn regles(&self) -> Vec<String> {
        let base = Database::open(&self.url, "registry", sqlx::migrate!("../../migrations/registry")).await.unwrap();
        let sql = match base.engine() {
            database::Engine::Sqlite => "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1",
            database::Engine::Postgres => {
                "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
                 WHERE conrelid <> 0 AND connamespace = 'public'::regnamespace \
                 UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
            }
        };
        let lignes = sqlx::query(sql).fetch_all(base.read()).await.unwrap();
        base.close().await;
        lignes.iter().map(|ligne| ligne.get::<String, _>(0)).collect()
    }

    /// Every row of every table, as text: two equal pictures mean that nothing changed.
    pub async fn photographie(&self) -> Vec<String> {
        let base = Database::open(&self.url, "registry", sqlx::migrate!("../../migrations/registry")).await.unwrap();
        let mut lignes = Vec::new();
        for (table, colonnes) in TABLES {
            let sql = format!("SELECT {} FROM {table} ORDER BY 1, 2", colonnes.join(", "));
            for ligne in sqlx::query(database::AssertSqlSafe(sql)).fetch_all(base.read()).await.unwrap() {
                let lire = |place| match ligne.try_get::<Option<String>, _>(place) {
                    Ok(texte) => format!("{texte:?}"),
                    Err(_) => format!("{:?}", ligne.get::<Option<i64>, _>(place)),
                };
                let valeurs: Vec<String> = (0..colonnes.len()).map(lire).collect();
                lignes.push(format!("{table} {}", valeurs.join(" ")));
            }
        }
        base.close().await;
        lignes
    }
}

const TABLES: &[(&str, &[&str])] = &[
    ("structure", &["cle", "genre", "details"]),
    ("personne", &["identifiant", "nom", "prenoms", "naissance", "pays_naissance", "desactivee_le", "desactivee_par"]),
    ("exercice", &["personne", "profession", "categorie", "rang", "nom", "savoir_faire", "retire_le"]),
    (
        "situation",
        &["id", "personne", "rang", "mode", "role", "genre_activite", "structure", "debut", "fin", "terminee_par"],
    ),
    ("correspondance", &["personne", "mobile", "courriel", "activation_des", "tenue_depuis", "gelee_depuis"]),
    ("contact_ancien", &["personne", "ordre", "mobile", "courriel", "gardees_jusque"]),
    ("demande_gel", &["personne", "quoi", "motif"]),
    ("retrait", &["personne", "ordre", "cause", "debut", "fin", "leve_le"]),
    ("bascule", &["personne", "le"]),
    ("etat_civil_historique", &["personne", "ordre", "nom", "prenoms", "remplace_le"]),
    ("disponibilite", &["personne", "annuaire_le", "ecps_le"]),
    ("premiere_activation", &["personne", "le"]),
    ("proposition", &["id", "genre", "personne", "contenu", "issue", "second"]),
    ("outbox_letter", &["id", "origin", "subject", "content", "state"]),
    ("evenement", &["numero", "personne", "fait"]),
    ("echeance", &["situation", "fin"]),
    ("dernier_evenement", &["seul", "numero"]),
    ("habilitation", &["id", "personne", "titre", "niveau", "finess", "debut", "fin"]),
    ("contrat", &["id", "niveau", "finess", "debut", "fin"]),
    ("structure_finess", &["structure", "categorie", "libelle_categorie", "statut", "libelle_statut"]),
    ("formulaire", &["id", "nature", "auteur", "sujet", "finess", "contenu", "etape", "ouvert", "version"]),
    ("certificat", &["id", "ej", "logiciel", "emploi", "nom", "etape", "empreinte", "remplace"]),
    ("demande", &["id", "sujet", "structure", "dossier", "etape", "ouverte", "version"]),
    ("acte_fait", &["auteur", "cle", "reponse"]),
    ("situation_historique", &["situation", "ordre", "genre_activite", "debut", "fin", "remplacee_le"]),
    ("exercice_historique", &["personne", "profession", "ordre", "nom", "remplace_le"]),
    ("ressemblance", &["personne", "naissance", "nom", "nom_exercice", "prenom_lieu", "traits"]),
    ("ressemblance_a_faire", &["personne", "personne"]),
    ("numero_rpps", &["plage", "dernier"]),
    ("motif_fin", &["situation", "motif"]),
    (
        "profession_demandee",
        &["id", "libelle", "etape", "ouverte", "version", "stade", "demandes", "reunie_a", "avis", "code"],
    ),
];

pub fn id(identifiant: &str) -> IdentifiantNational {
    identifiant.parse().unwrap()
}

/// Runs each named test on both engines.
macro_rules! sur_les_deux_moteurs {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test(crate::banc::Banc::sqlite().await).await;
            })+
        }
        mod postgresql {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test(crate::banc::Banc::postgresql().await).await;
            })+
        }
    };
}
