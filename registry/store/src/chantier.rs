mod avis;
mod carte;
mod certificat;
mod contact;
mod demande;
mod echeance;
mod finess;
mod formulaire;
mod habilitation;
mod idempotence;
mod identite;
mod profession_demandee;
mod proposition;
mod retrait;
mod situation_acte;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use ambient::Timestamp;
use annuaire::Correspondance;
use async_trait::async_trait;
use database::{Engine, Writing, list};
use outbox::Outbox;
use registry_core::import::{Empreinte, Empreintes, ParPersonne};
use registry_core::port::{Chantier, Connue, Ecritures, PortError};
use registry_core::{CleStructure, Source, Structure};
use sante::{IdentifiantNational, SituationId};
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe};
use tokio::sync::{Notify, OwnedSemaphorePermit};
use tokio::time::timeout;

use crate::erreur::{PORT, moteur};
use crate::fiche::{self, Lue};
use crate::magasin::Magasin;
use crate::publication::dates;
use crate::{echeance as fins, empreintes, etat_civil, historique, paquets, ressemblance};

/// Places in one statement: below the parameter limits of both engines, however many somebody works at.
const PAQUET: usize = 1_000;

/// Who cannot even wait for so long hears that the registry is busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// A place, a connection, another writer, and on PostgreSQL the queue behind that one: each has its own patience, all have this.
const ATTENTE_TOTALE: Duration = Duration::from_secs(10);

/// On PostgreSQL the same patience for who waits for another writer. On SQLite they wait for its one connection, which is lent with it.
pub const ATTENTE: &str = "SET LOCAL lock_timeout = '5s'";

/// 1 as soon as there is a person or a place.
pub const QUELQU_UN: &str = "SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM personne) OR EXISTS (SELECT 1 FROM structure) \
    THEN 1 ELSE 0 END AS BIGINT)";
/// Takes the turn to write: the number as committed.
pub const PRENDRE_LE_TOUR: &str = "UPDATE dernier_evenement SET numero = numero WHERE seul = 1 RETURNING numero";
/// Gives the numbers of this transaction out.
pub const DONNER_LES_NUMEROS: &str = "UPDATE dernier_evenement SET numero = $1 WHERE seul = 1";

/// A write transaction that holds the row of `dernier_evenement` from its first statement on.
pub struct ChantierSql {
    transaction: Writing,
    sonnette: Arc<Notify>,
    courrier: Outbox,
    _place: OwnedSemaphorePermit,
    /// As committed.
    avant: i64,
    /// The last number that this transaction gave out.
    dernier: i64,
    /// The first file: what it brings dates from the first event.
    versement: bool,
}

impl ChantierSql {
    /// Within [`ATTENTE_TOTALE`], whatever it waits for.
    pub async fn ouvrir(magasin: &Magasin) -> Result<Self, PortError> {
        timeout(ATTENTE_TOTALE, Self::prendre(magasin)).await.unwrap_or_else(|_| Err(occupe()))
    }

    async fn prendre(magasin: &Magasin) -> Result<Self, PortError> {
        let place = timeout(PATIENCE, Arc::clone(&magasin.ecrivains).acquire_owned()).await;
        let Ok(Ok(place)) = place else { return Err(occupe()) };
        let mut transaction = magasin.base.begin_write().await.map_err(moteur)?;
        if magasin.base.engine() == Engine::Postgres {
            sqlx::query(ATTENTE).execute(&mut *transaction).await.map_err(moteur)?;
        }
        let avant: i64 = sqlx::query_scalar(PRENDRE_LE_TOUR).fetch_one(&mut *transaction).await.map_err(moteur)?;
        let (sonnette, courrier) = (Arc::clone(&magasin.sonnette), magasin.courrier.clone());
        Ok(Self { transaction, sonnette, courrier, _place: place, avant, dernier: avant, versement: false })
    }

    /// The same, for the first file.
    #[must_use]
    pub fn en_versement(self) -> Self {
        Self { versement: true, ..self }
    }

    /// Whether the registry holds nobody and no place.
    pub async fn vierge(&mut self) -> Result<bool, PortError> {
        let quelqu_un: i64 = sqlx::query_scalar(QUELQU_UN).fetch_one(&mut *self.transaction).await.map_err(moteur)?;
        Ok(quelqu_un == 0)
    }

    async fn lignes(&mut self, sql: String, textes: &[String]) -> Result<Vec<AnyRow>, PortError> {
        let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql));
        for texte in textes {
            demande = demande.bind(texte);
        }
        demande.fetch_all(&mut *self.transaction).await.map_err(moteur)
    }

    async fn correspondances(
        &mut self,
        identifiants: &[String],
    ) -> Result<HashMap<IdentifiantNational, (Correspondance, bool)>, PortError> {
        let marques = list(1, identifiants.len());
        let sql = format!(
            "SELECT personne, mobile, courriel, tenue_depuis, gelee_depuis FROM correspondance WHERE personne IN ({marques})"
        );
        let lignes = self.lignes(sql, identifiants).await?;
        let lues = lignes.iter().map(Lue).map(|ligne| {
            let (mobile, courriel) = (ligne.texte_ou_rien("mobile")?, ligne.texte_ou_rien("courriel")?);
            let tenue = ligne.instant("tenue_depuis")?.or(ligne.instant("gelee_depuis")?).is_some();
            Ok((ligne.lu("personne")?, (Correspondance { mobile, courriel, activation_des: None }, tenue)))
        });
        lues.collect()
    }
}

fn occupe() -> PortError {
    PortError::HorsService { port: PORT, cause: "too many wait to write".to_owned() }
}

#[async_trait]
impl Empreintes for ChantierSql {
    async fn empreintes(&mut self) -> Result<ParPersonne<Empreinte>, PortError> {
        empreintes::lire(&mut self.transaction).await
    }
}

#[async_trait]
impl Chantier for ChantierSql {
    async fn connues(&mut self, identifiants: &[IdentifiantNational]) -> Result<Vec<Connue>, PortError> {
        if identifiants.is_empty() {
            return Ok(Vec::new());
        }
        let identifiants: Vec<String> = identifiants.iter().map(ToString::to_string).collect();
        let fiches = fiche::lire(&mut self.transaction, &identifiants).await?;
        let mut correspondances = self.correspondances(&identifiants).await?;
        let connues = fiches.into_iter().map(|fiche| {
            let (correspondance, tenue) = correspondances.remove(fiche.personne.identifiant()).unzip();
            Connue { personne: fiche.personne, correspondance, contact_tenu: tenue.unwrap_or_default() }
        });
        Ok(connues.collect())
    }

    async fn structures(&mut self, cles: &[CleStructure]) -> Result<HashMap<CleStructure, Structure>, PortError> {
        let mut structures = HashMap::with_capacity(cles.len());
        for paquet in cles.chunks(PAQUET) {
            let marques = list(1, paquet.len());
            let sql = format!("SELECT cle, genre AS st_genre, details FROM structure WHERE cle IN ({marques})");
            let paquet: Vec<String> = paquet.iter().map(ToString::to_string).collect();
            for ligne in &self.lignes(sql, &paquet).await? {
                if let Some(structure) = Lue(ligne).structure()? {
                    structures.insert(structure.cle.clone(), structure);
                }
            }
        }
        Ok(structures)
    }

    async fn titulaire(&mut self, situation: &SituationId) -> Result<Option<IdentifiantNational>, PortError> {
        let ligne = sqlx::query("SELECT personne FROM situation WHERE id = $1")
            .bind(situation.as_str())
            .fetch_optional(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        ligne.map(|ligne| Lue(&ligne).lu("personne")).transpose()
    }

    async fn nombre_actives(&mut self, source: Source) -> Result<u64, PortError> {
        let nombre: i64 = sqlx::query_scalar(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM personne WHERE source = $1 AND desactivee_le IS NULL",
        )
        .bind(source.as_str())
        .fetch_one(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        Ok(u64::try_from(nombre).unwrap_or_default())
    }

    async fn actives(
        &mut self,
        source: Source,
        apres: Option<&IdentifiantNational>,
        limite: u32,
    ) -> Result<Vec<IdentifiantNational>, PortError> {
        let lignes = sqlx::query(
            "SELECT identifiant FROM personne WHERE source = $1 AND identifiant > $2 AND desactivee_le IS NULL \
             ORDER BY identifiant LIMIT $3",
        )
        .bind(source.as_str())
        .bind(apres.map(ToString::to_string).unwrap_or_default())
        .bind(i64::from(limite))
        .fetch_all(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        lignes.iter().map(|ligne| Lue(ligne).lu("identifiant")).collect()
    }

    async fn rattaches(
        &mut self,
        structure: &CleStructure,
        maintenant: Timestamp,
    ) -> Result<Vec<IdentifiantNational>, PortError> {
        let lignes = sqlx::query(
            "SELECT personne FROM situation WHERE structure = $1 AND (fin IS NULL OR fin > $2) \
             UNION SELECT identifiant FROM personne WHERE structure = $1 ORDER BY 1",
        )
        .bind(structure.as_str())
        .bind(maintenant.millis())
        .fetch_all(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        lignes.iter().map(|ligne| Lue(ligne).lu("personne")).collect()
    }

    async fn ecrire(&mut self, ecritures: &Ecritures, survenu: Timestamp) -> Result<(), PortError> {
        historique::garder(&mut self.transaction, ecritures, survenu).await?;
        etat_civil::garder(&mut self.transaction, &ecritures.personnes, survenu).await?;
        empreintes::effacer(&mut self.transaction, ecritures).await?;
        for (table, lignes) in paquets::faire(ecritures, survenu, &mut self.dernier)? {
            table.ecrire(&mut self.transaction, lignes).await.map_err(moteur)?;
        }
        fins::inscrire(&mut self.transaction, ecritures, survenu).await?;
        if !self.versement {
            dates::inscrire(&mut self.transaction, ecritures, survenu).await?;
        }
        ressemblance::refaire(&mut self.transaction, ecritures).await
    }

    async fn valider(mut self: Box<Self>) -> Result<(), PortError> {
        if self.dernier > self.avant {
            sqlx::query(DONNER_LES_NUMEROS).bind(self.dernier).execute(&mut *self.transaction).await.map_err(moteur)?;
        }
        self.transaction.commit().await.map_err(moteur)?;
        self.sonnette.notify_waiters();
        self.courrier.ring();
        Ok(())
    }
}
