//! When what the public directory says of somebody, or of a place, last changed.

use std::collections::{BTreeMap, BTreeSet};

use ambient::Timestamp;
use annuaire::Fait;
use database::list;
use registry_core::carte::{Carte, Etape};
use registry_core::port::{Ecritures, PortError};
use sante::IdentifiantNational;
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use crate::bulk::Ligne;
use crate::erreur::moteur;
use crate::tables::ANNUAIRE_MAJ;

/// A person, a place.
pub const PERSONNE: &str = "P";
pub const STRUCTURE: &str = "S";
/// Names in one statement: below the parameter limits of both engines.
const PAQUET: usize = 500;

/// Of whom something public changes now, or will when a situation begins. What changes in contact data alone is nobody's business.
pub async fn inscrire(
    connexion: &mut AnyConnection,
    ecritures: &Ecritures,
    survenu: Timestamp,
) -> Result<(), PortError> {
    let public = |fait: &Fait| !matches!(fait, Fait::CorrespondanceModifiee);
    let touchees = ecritures.evenements.iter().filter(|(_, fait)| public(fait));
    let touchees: BTreeSet<String> = touchees.map(|(personne, _)| personne.to_string()).collect();
    let lieux: BTreeSet<String> = ecritures.structures.iter().map(|lieu| lieu.cle.to_string()).collect();
    for (genre, cles) in [(PERSONNE, touchees), (STRUCTURE, lieux)] {
        remplacer(connexion, (genre, &cles.into_iter().collect::<Vec<_>>()), survenu).await?;
    }
    let a_venir = ecritures.situations.iter().filter_map(|ecriture| {
        let debut = ecriture.situation.debut.filter(|debut| *debut > survenu)?;
        Some((ecriture.personne.to_string(), debut))
    });
    // one of a kind: two situations may begin on the same day
    let a_venir: BTreeMap<(String, i64), ()> = a_venir.map(|(cle, le)| ((cle, le.millis()), ())).collect();
    let lignes = a_venir.into_keys().map(|(cle, le)| ligne(PERSONNE, &cle, le)).collect();
    ANNUAIRE_MAJ.ecrire(connexion, lignes).await.map_err(moteur)
}

/// Somebody appears on that day (NOT-04).
pub async fn annoncer(
    connexion: &mut AnyConnection,
    personne: &IdentifiantNational,
    le: Timestamp,
) -> Result<(), PortError> {
    let lignes = vec![ligne(PERSONNE, &personne.to_string(), le.millis())];
    ANNUAIRE_MAJ.ecrire(connexion, lignes).await.map_err(moteur)
}

/// A card appears once it is sent, and is no longer shown when it is opposed or over.
pub async fn inscrire_carte(connexion: &mut AnyConnection, carte: &Carte) -> Result<(), PortError> {
    let (le, fin) = match &carte.etape {
        Etape::Envoyee { fabrication, le } => (*le, Some(fabrication.jusque)),
        Etape::AOpposer { le, .. } => (*le, None),
        // a card that arrives is shown as before; what follows an opposition was hidden with it
        _ => return Ok(()),
    };
    let porteur = carte.porteur.to_string();
    remplacer(connexion, (PERSONNE, std::slice::from_ref(&porteur)), le).await?;
    let lignes = fin.map(|fin| ligne(PERSONNE, &porteur, fin.millis())).into_iter().collect();
    ANNUAIRE_MAJ.ecrire(connexion, lignes).await.map_err(moteur)
}

/// Last changed at `survenu`.
pub async fn remplacer(
    connexion: &mut AnyConnection,
    (genre, cles): (&str, &[String]),
    survenu: Timestamp,
) -> Result<(), PortError> {
    for paquet in cles.chunks(PAQUET) {
        let marques = list(3, paquet.len());
        let sql = format!("DELETE FROM annuaire_maj WHERE genre = $1 AND le < $2 AND cle IN ({marques})");
        let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql)).bind(genre.to_owned()).bind(survenu.millis());
        for cle in paquet {
            demande = demande.bind(cle);
        }
        demande.execute(&mut *connexion).await.map_err(moteur)?;
        let lignes = paquet.iter().map(|cle| ligne(genre, cle, survenu.millis())).collect();
        ANNUAIRE_MAJ.ecrire(connexion, lignes).await.map_err(moteur)?;
    }
    Ok(())
}

fn ligne(genre: &str, cle: &str, le: i64) -> Ligne {
    vec![genre.into(), cle.into(), le.into()]
}
