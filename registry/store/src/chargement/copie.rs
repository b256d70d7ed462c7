//! PostgreSQL: `COPY` into tables without keys or indexes, which are made again at the end. A task of its own feeds the
//! server, so that the next rows are read meanwhile.

use std::sync::Arc;

use ambient::Timestamp;
use async_trait::async_trait;
use database::Database;
use registry_core::import::Chargement;
use registry_core::port::{Ecritures, PortError};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _};
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;

use super::structure_nue::StructureNue;
use crate::bulk::{Ligne, Table, Valeur};
use crate::chantier::{ATTENTE, DONNER_LES_NUMEROS, PRENDRE_LE_TOUR, QUELQU_UN};
use crate::erreur::{PORT, moteur};
use crate::mots::Vocabulaire;
use crate::paquets::Paquet;
use crate::{mots, paquets, ressemblance, tables};

/// Batches that wait for the server: more would only take memory.
const EN_ATTENTE: usize = 2;

/// Bytes of one table in one `COPY`. The last segment of each waits for a late acknowledgement of the server (the driver does
/// not set `TCP_NODELAY`), some 40 ms: few and long ones.
const PLEINE: usize = 4 << 20;

/// An index answers alone once the server knows its rows to be seen by all: it would find out within minutes, and searches be slow until
/// then.
const MOTS_VISIBLES: &str = "VACUUM mot_exercice";

/// Rows of one table, as `COPY` reads them.
struct Gorgee {
    table: &'static Table,
    octets: Vec<u8>,
}

pub struct Copie {
    envois: mpsc::Sender<Vec<Paquet>>,
    /// Gives the connection back once nothing more is sent. Dropped with it, the transaction never was.
    tache: JoinHandle<Result<PgConnection, sqlx::Error>>,
    nue: StructureNue,
    sonnette: Arc<Notify>,
    /// Every word of the file: sent once all of them are counted.
    vocabulaire: Vocabulaire,
    dernier: i64,
}

impl Copie {
    pub async fn ouvrir(base: &Database, sonnette: Arc<Notify>) -> Result<Option<Self>, PortError> {
        let Some(mut connexion) = base.postgres().await.map_err(moteur)? else { return Ok(None) };
        connexion.execute("BEGIN").await.map_err(moteur)?;
        connexion.execute(ATTENTE).await.map_err(moteur)?;
        let dernier: i64 = sqlx::query_scalar(PRENDRE_LE_TOUR).fetch_one(&mut connexion).await.map_err(moteur)?;
        let quelqu_un: i64 = sqlx::query_scalar(QUELQU_UN).fetch_one(&mut connexion).await.map_err(moteur)?;
        if quelqu_un != 0 {
            connexion.close().await.map_err(moteur)?;
            return Ok(None);
        }
        let nue = StructureNue::mettre(&mut connexion).await.map_err(moteur)?;
        // every lock of the load is held
        connexion.execute("SET LOCAL lock_timeout = DEFAULT").await.map_err(moteur)?;
        let (envois, recus) = mpsc::channel(EN_ATTENTE);
        let tache = tokio::spawn(alimenter(connexion, recus));
        Ok(Some(Self { envois, tache, nue, sonnette, vocabulaire: Vocabulaire::default(), dernier }))
    }
}

#[async_trait]
impl Chargement for Copie {
    async fn verser(&mut self, ecritures: &Ecritures, survenu: Timestamp) -> Result<(), PortError> {
        let mut paquets = paquets::faire(ecritures, survenu, &mut self.dernier)?;
        paquets.push((&tables::RESSEMBLANCE, ressemblance::neuves(ecritures)));
        paquets.push((&tables::MOT, mots::neufs(ecritures, &mut self.vocabulaire)));
        if self.envois.send(paquets).await.is_ok() {
            return Ok(());
        }
        // the task ended early: it says why
        match (&mut self.tache).await {
            Ok(Err(cause)) => Err(moteur(cause)),
            _ => Err(PortError::HorsService { port: PORT, cause: "the load ended early".to_owned() }),
        }
    }

    async fn valider(self: Box<Self>) -> Result<(), PortError> {
        let Self { envois, tache, nue, sonnette, vocabulaire, dernier } = *self;
        // a task that ended early says why below
        let _ = envois.send(vocabulaire.paquets()).await;
        drop(envois);
        let recue = tache.await.map_err(|cause| PortError::HorsService { port: PORT, cause: cause.to_string() })?;
        let mut connexion = recue.map_err(moteur)?;
        nue.rendre(&mut connexion).await.map_err(moteur)?;
        sqlx::query(DONNER_LES_NUMEROS).bind(dernier).execute(&mut connexion).await.map_err(moteur)?;
        connexion.execute("COMMIT").await.map_err(moteur)?;
        sonnette.notify_waiters();
        connexion.execute(MOTS_VISIBLES).await.map_err(moteur)?;
        connexion.close().await.map_err(moteur)
    }
}

async fn alimenter(
    mut connexion: PgConnection,
    mut recus: mpsc::Receiver<Vec<Paquet>>,
) -> Result<PgConnection, sqlx::Error> {
    let mut gorgees: Vec<Gorgee> = Vec::new();
    while let Some(paquets) = recus.recv().await {
        for (table, lignes) in paquets {
            let gorgee = gorgee_de(table, &mut gorgees);
            ajouter(&lignes, &mut gorgee.octets);
            if gorgee.octets.len() >= PLEINE {
                gorgee.envoyer(&mut connexion).await?;
            }
        }
    }
    for gorgee in &mut gorgees {
        gorgee.envoyer(&mut connexion).await?;
    }
    Ok(connexion)
}

fn gorgee_de<'a>(table: &'static Table, gorgees: &'a mut Vec<Gorgee>) -> &'a mut Gorgee {
    let place = gorgees.iter().position(|gorgee| gorgee.table.nom == table.nom).unwrap_or_else(|| {
        gorgees.push(Gorgee { table, octets: Vec::new() });
        gorgees.len() - 1
    });
    &mut gorgees[place]
}

impl Gorgee {
    async fn envoyer(&mut self, connexion: &mut PgConnection) -> Result<(), sqlx::Error> {
        if self.octets.is_empty() {
            return Ok(());
        }
        // the text is made of names of tables and columns, never of a value
        let demande = format!("COPY {} ({}) FROM STDIN", self.table.nom, self.table.colonnes.join(", "));
        let mut copie = connexion.copy_in_raw(AssertSqlSafe(demande).0.as_str()).await?;
        copie.send(self.octets.as_slice()).await?;
        copie.finish().await?;
        self.octets.clear();
        Ok(())
    }
}

fn ajouter(lignes: &[Ligne], octets: &mut Vec<u8>) {
    for ligne in lignes {
        for (place, valeur) in ligne.iter().enumerate() {
            if place > 0 {
                octets.push(b'\t');
            }
            match valeur {
                Valeur::Texte(Some(texte)) => echapper(texte, octets),
                Valeur::Entier(Some(nombre)) => octets.extend_from_slice(nombre.to_string().as_bytes()),
                Valeur::Octets(bruts) => hexadecimal(bruts, octets),
                Valeur::Texte(None) | Valeur::Entier(None) => octets.extend_from_slice(b"\\N"),
            }
        }
        octets.push(b'\n');
    }
}

fn hexadecimal(bruts: &[u8], octets: &mut Vec<u8>) {
    const CHIFFRES: &[u8; 16] = b"0123456789abcdef";
    octets.extend_from_slice(b"\\\\x");
    octets
        .extend(bruts.iter().flat_map(|octet| [CHIFFRES[usize::from(octet >> 4)], CHIFFRES[usize::from(octet & 15)]]));
}

/// What `COPY` reads otherwise.
fn echapper(texte: &str, octets: &mut Vec<u8>) {
    for octet in texte.bytes() {
        let lettre = match octet {
            b'\\' => b'\\',
            b'\t' => b't',
            b'\n' => b'n',
            b'\r' => b'r',
            autre => {
                octets.push(autre);
                continue;
            }
        };
        octets.extend_from_slice(&[b'\\', lettre]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn octets(ligne: Ligne) -> Vec<u8> {
        let mut octets = Vec::new();
        ajouter(&[ligne], &mut octets);
        octets
    }

    #[test]
    fn what_separates_rows_and_columns_is_escaped_inside_of_them() {
        let ligne = vec![Valeur::from("a\tb\\c\nd"), Valeur::from(None::<i64>), Valeur::from(7_i64)];
        assert_eq!(String::from_utf8(octets(ligne)).unwrap(), "a\\tb\\\\c\\nd\t\\N\t7\n");
    }

    #[test]
    fn bytes_are_written_in_hexadecimal() {
        assert_eq!(octets(vec![Valeur::Octets(b"MAR".to_vec())]), b"\\\\x4d4152\n");
    }

    #[test]
    fn an_empty_text_is_not_the_absence_of_one() {
        let ligne = vec![Valeur::from(""), Valeur::from(None::<String>)];
        assert_eq!(octets(ligne), b"\t\\N\n");
    }
}
