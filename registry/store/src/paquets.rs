use ambient::Timestamp;
use registry_core::port::{Ecritures, PortError};

use crate::bulk::{Ligne, Table};
use crate::tables;

/// The rows of one table.
pub type Paquet = (&'static Table, Vec<Ligne>);

/// What is written, table by table, each after those that it names. Each event takes the number after `dernier`.
pub fn faire(ecritures: &Ecritures, survenu: Timestamp, dernier: &mut i64) -> Result<Vec<Paquet>, PortError> {
    let mut evenements = Vec::with_capacity(ecritures.evenements.len());
    for evenement in &ecritures.evenements {
        *dernier += 1;
        evenements.push(tables::evenement(*dernier, survenu, evenement)?);
    }
    let structures = ecritures.structures.iter().map(tables::structure).collect::<Result<_, _>>()?;
    let personnes = ecritures.personnes.iter().map(tables::personne).collect::<Result<_, _>>()?;
    let exercices = ecritures.exercices.iter().map(tables::exercice).collect::<Result<_, _>>()?;
    Ok(vec![
        (&tables::STRUCTURE, structures),
        (&tables::PERSONNE, personnes),
        (&tables::EXERCICE, exercices),
        (&tables::SITUATION, ecritures.situations.iter().map(tables::situation).collect()),
        (&tables::CORRESPONDANCE, ecritures.correspondances.iter().map(tables::correspondance).collect()),
        (
            &tables::CERTIFICATION,
            ecritures.certifications.iter().map(|une| tables::certification(survenu, une)).collect(),
        ),
        (&tables::EMPREINTE, ecritures.empreintes.iter().map(tables::empreinte).collect()),
        (&tables::EVENEMENT, evenements),
    ])
}
