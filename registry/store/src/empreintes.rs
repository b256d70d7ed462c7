//! The digests of the last extraction.

use std::collections::{BTreeSet, HashSet};

use database::list;
use futures::TryStreamExt as _;
use registry_core::import::{Empreinte, ParPersonne};
use registry_core::port::{Ecritures, PortError};
use sante::IdentifiantNational;
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use crate::erreur::moteur;
use crate::fiche::Lue;

/// Names in one statement: below the parameter limits of both engines.
const PAQUET: usize = 1_000;

pub async fn lire(connexion: &mut AnyConnection) -> Result<ParPersonne<Empreinte>, PortError> {
    let mut lues = ParPersonne::default();
    let mut lignes = sqlx::query::<Any>("SELECT personne, empreinte FROM empreinte_extraction").fetch(&mut *connexion);
    while let Some(ligne) = lignes.try_next().await.map_err(moteur)? {
        let lue = Lue(&ligne);
        lues.noter(&lue.lu("personne")?, lue.lu("empreinte")?);
    }
    Ok(lues)
}

/// Takes away those of the people whom an event is about, unless a new one comes with it.
pub async fn effacer(connexion: &mut AnyConnection, ecritures: &Ecritures) -> Result<(), PortError> {
    let gardees: HashSet<&IdentifiantNational> = ecritures.empreintes.iter().map(|(personne, _)| personne).collect();
    let touchees: BTreeSet<&IdentifiantNational> =
        ecritures.evenements.iter().map(|(personne, _)| personne).filter(|id| !gardees.contains(id)).collect();
    let touchees: Vec<String> = touchees.into_iter().map(ToString::to_string).collect();
    for paquet in touchees.chunks(PAQUET) {
        let marques = list(1, paquet.len());
        let sql = format!("DELETE FROM empreinte_extraction WHERE personne IN ({marques})");
        let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql));
        for personne in paquet {
            demande = demande.bind(personne);
        }
        demande.execute(&mut *connexion).await.map_err(moteur)?;
    }
    Ok(())
}
