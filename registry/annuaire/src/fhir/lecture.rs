//! A reading stretch by stretch: as many candidates are looked at as a page may cost, never more, and the page says where it goes on.

use std::sync::Arc;

use registry_core::CleStructure;
use registry_core::annuaire::{Etape, Meneur, MeneurLieu, Publiee};
use serde_json::Value;

use super::demande::Demande;
use super::refus::Refus;
use super::ressource::{Genre, id_de_lieu};
use super::{organization, practitioner, role};
use crate::Interieur;

/// People of one statement, and how many a page looks at; places are lighter.
const PAQUET: u32 = 100;
const EXAMINES: usize = 600;
const EXAMINES_LIEUX: usize = 3_000;
/// Resources that come along with those of a page: past it the page ends early.
const INCLUSES: usize = 500;

/// Where a reading stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    pub etape: Etape,
    /// In the middle of somebody: who, and the last of theirs that was given.
    pub dans: Option<(String, String)>,
}

/// What a page holds.
#[derive(Default)]
pub struct Lues {
    pub trouvees: Vec<Value>,
    pub personnes: Vec<Arc<Publiee>>,
    pub lieux: Vec<CleStructure>,
    /// `None`: this was the last page.
    pub suite: Option<Position>,
}

/// Resources of people: themselves, or their activities.
pub async fn personnes(
    interieur: &Interieur,
    (genre, demande): (Genre, &Demande),
    (meneur, depart): (&Meneur, Position),
) -> Result<Lues, Refus> {
    let publication = interieur.annuaire.publication.as_ref();
    let maintenant = interieur.annuaire.maintenant();
    let mut lues = Lues::default();
    let (mut position, mut examines) = (depart, 0);
    loop {
        let paquet = publication.candidats(meneur, &position.etape, (PAQUET, maintenant)).await?;
        let fini = paquet.len() < PAQUET as usize;
        let cites: Vec<_> = paquet.iter().map(|candidat| candidat.qui.clone()).collect();
        let mut connues = publication.publiees(&cites, maintenant).await?.into_iter().peekable();
        for candidat in paquet {
            let elle = connues.next_if(|connue| connue.identifiant == candidat.qui).map(Arc::new);
            let suite = elle.map(|elle| prendre(&mut lues, (genre, demande), (&elle, &position), interieur));
            if let Some(dans) = suite.transpose()?.flatten() {
                lues.suite = Some(Position { dans: Some(dans), ..position });
                return Ok(lues);
            }
            position = Position { etape: Etape(Some(candidat.place)), dans: None };
            examines += 1;
            if lues.trouvees.len() >= demande.compte || examines >= EXAMINES || lues.personnes.len() >= INCLUSES {
                lues.suite = Some(position);
                return Ok(lues);
            }
        }
        if fini {
            return Ok(lues);
        }
    }
}

/// Takes what answers of somebody; where the page is full before the end of theirs, says after which it goes on.
fn prendre(
    lues: &mut Lues,
    (genre, demande): (Genre, &Demande),
    (elle, position): (&Arc<Publiee>, &Position),
    interieur: &Interieur,
) -> Result<Option<(String, String)>, Refus> {
    let referentiel = &interieur.referentiel;
    if genre == Genre::Practitioner {
        if practitioner::repond(elle, demande)? {
            lues.trouvees.push(practitioner::ressource(elle, referentiel));
            lues.personnes.push(elle.clone());
        }
        return Ok(None);
    }
    let qui = practitioner::id(elle);
    let apres = position.dans.as_ref().filter(|(lui, _)| *lui == qui).map_or("", |(_, derniere)| derniere.as_str());
    let mut derniere = None;
    for (_, activite) in elle.activites() {
        if role::id(activite) <= apres || !role::repond(elle, activite, demande)? {
            continue;
        }
        if lues.trouvees.len() >= demande.compte {
            let derniere = derniere.unwrap_or_else(|| apres.to_owned());
            return Ok(Some((qui, derniere)));
        }
        lues.trouvees.push(role::ressource(elle, activite, referentiel));
        lues.lieux.extend(activite.structure.as_ref().map(|structure| structure.cle.clone()));
        derniere = Some(role::id(activite).to_owned());
    }
    if derniere.is_some() {
        lues.personnes.push(elle.clone());
    }
    Ok(None)
}

pub async fn lieux(
    interieur: &Interieur,
    demande: &Demande,
    (meneur, depart): (&MeneurLieu, Position),
) -> Result<Lues, Refus> {
    let publication = interieur.annuaire.publication.as_ref();
    let maintenant = interieur.annuaire.maintenant();
    let mut lues = Lues::default();
    let (mut etape, mut examines) = (depart.etape, 0);
    loop {
        let paquet = publication.lieux(meneur, &etape, (PAQUET, maintenant)).await?;
        let fini = paquet.len() < PAQUET as usize;
        for candidat in paquet {
            etape = Etape(Some(candidat.place));
            if organization::repond(&candidat.qui, demande, &interieur.referentiel)? {
                lues.trouvees.extend(organization::ressource(&candidat.qui, &interieur.referentiel));
                lues.lieux.extend(organization::entite(&candidat.qui.structure));
            }
            examines += 1;
            if lues.trouvees.len() >= demande.compte || examines >= EXAMINES_LIEUX {
                lues.suite = Some(Position { etape, dans: None });
                return Ok(lues);
            }
        }
        if fini {
            return Ok(lues);
        }
    }
}

/// What comes along with a page, each once.
pub async fn incluses(interieur: &Interieur, demande: &Demande, lues: &Lues) -> Result<Vec<Value>, Refus> {
    let mut incluses = Vec::new();
    let referentiel = &interieur.referentiel;
    for personne in &lues.personnes {
        if demande.inclure.contains("PractitionerRole:practitioner") {
            match lues.trouvees.first().and_then(|premiere| premiere["resourceType"].as_str()) {
                Some("Practitioner") => incluses.extend(
                    personne.activites().into_iter().map(|(_, une)| role::ressource(personne, une, referentiel)),
                ),
                _ => incluses.push(practitioner::ressource(personne, referentiel)),
            }
        }
    }
    let avec_lieux = ["PractitionerRole:organization", "Organization:partof"];
    if avec_lieux.iter().any(|une| demande.inclure.contains(une)) && !lues.lieux.is_empty() {
        let mut cles: Vec<CleStructure> = lues.lieux.iter().filter(|cle| id_de_lieu(cle).is_some()).cloned().collect();
        cles.sort();
        cles.dedup();
        let combien = (u32::try_from(cles.len()).unwrap_or(u32::MAX), interieur.annuaire.maintenant());
        let lieux = interieur.annuaire.publication.lieux(&MeneurLieu::Cles(cles), &Etape(None), combien).await?;
        incluses.extend(lieux.iter().filter_map(|lieu| organization::ressource(&lieu.qui, referentiel)));
    }
    Ok(incluses)
}
