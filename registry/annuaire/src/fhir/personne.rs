//! By which index a search of people or of places is led: the narrowest that the question names.

use ambient::Timestamp;
use registry_core::CleStructure;
use registry_core::annuaire::{Meneur, MeneurLieu, Publication};
use registry_core::recherche::{Mot, plier};
use sante::{IdentifiantNational, Rpps, SituationId};

use super::codage::{FINESS, IDNPS, IDNST, RPPS, RPPS_RANG, SIRENE};
use super::critere::token;
use super::demande::{Demande, Modificateur, Parametre};
use super::refus::Refus;
use super::ressource::{Genre, lieu_d_id};

/// Words that have a text inside: more would be a reading of everybody.
const MOTS: u32 = 100;
/// Letters below which every word has a text inside.
const LETTRES: usize = 3;

/// What leads a search of people.
pub async fn meneur(genre: Genre, demande: &Demande, publication: &dyn Publication) -> Result<Meneur, Refus> {
    if let Some(siens) = identifiants(genre, demande, publication).await? {
        return Ok(Meneur::Identifiants(siens));
    }
    if let Some(lieux) = demande.parametre("organization").next() {
        let cles = lieux.references("Organization")?.iter().filter_map(|id| lieu_d_id(id)).collect();
        return Ok(Meneur::Structures(cles));
    }
    let carte = demande.parametre("number-smartcard").next();
    if let Some(numeros) = carte.filter(|numeros| numeros.modificateur != Some(Modificateur::Contains)) {
        return Ok(Meneur::Identifiants(publication.porteurs_de_cartes(&numeros.valeurs).await?));
    }
    for nom in ["family", "name", "given"] {
        if let Some(parametre) = demande.parametre(nom).next() {
            return Ok(Meneur::Mots(mots(parametre, publication).await?));
        }
    }
    Ok(match depuis(demande, publication).await? {
        Some(le) => Meneur::Depuis(le),
        None => Meneur::Tous,
    })
}

/// What leads a search of places.
pub async fn meneur_lieu(demande: &Demande, publication: &dyn Publication) -> Result<MeneurLieu, Refus> {
    if let Some(ids) = demande.parametre("_id").next() {
        return Ok(MeneurLieu::Cles(ids.valeurs.iter().filter_map(|id| lieu_d_id(id)).collect()));
    }
    let numeros = demande.parametre("identifier").next();
    let cles = |valeurs: &[String]| valeurs.iter().map(|valeur| cles_du_numero(valeur)).collect::<Option<Vec<_>>>();
    if let Some(cles) = numeros.and_then(|numeros| cles(&numeros.valeurs)) {
        return Ok(MeneurLieu::Cles(cles.concat()));
    }
    if let Some(parents) = demande.parametre("partof").next() {
        let siens = parents.references("Organization")?;
        if let [seul] = siens.as_slice() {
            return Ok(MeneurLieu::De(seul.strip_prefix('F').unwrap_or(seul).to_owned()));
        }
    }
    Ok(match depuis(demande, publication).await? {
        Some(le) => MeneurLieu::Depuis(le),
        None => MeneurLieu::Tous,
    })
}

/// A number of FINESS, a SIRET outside of it and a technical number are in the key of a place. `None`: what its system says is in no key,
/// and places are looked at one by one. A number without system is looked for in the keys alone.
fn cles_du_numero(valeur: &str) -> Option<Vec<CleStructure>> {
    let voulu = token(valeur);
    let cle = |lettre: &str, numero: &str| CleStructure::from(format!("{lettre}{numero}").as_str());
    let national = || {
        let (genre, numero) = voulu.code.split_at_checked(1)?;
        match genre {
            "1" => Some(vec![cle("F", numero)]),
            "3" => Some(vec![cle("C", numero)]),
            _ => None,
        }
    };
    match voulu.systeme {
        Some(FINESS) => Some(vec![cle("F", voulu.code)]),
        Some(IDNST) => national(),
        Some(SIRENE) => None,
        Some(RPPS_RANG) => Some(vec![CleStructure::from(voulu.code)]),
        Some(_) => Some(Vec::new()),
        None => {
            let mut siennes = vec![cle("F", voulu.code), cle("C", voulu.code), CleStructure::from(voulu.code)];
            siennes.extend(national().unwrap_or_default());
            Some(siennes)
        }
    }
}

/// People whom the question names by a number; `None`: it names none.
async fn identifiants(
    genre: Genre,
    demande: &Demande,
    publication: &dyn Publication,
) -> Result<Option<Vec<IdentifiantNational>>, Refus> {
    if genre == Genre::Practitioner {
        let cites = demande.parametre("_id").chain(demande.parametre("identifier")).next();
        return Ok(cites.map(|cites| cites.valeurs.iter().flat_map(|valeur| numeros(valeur)).collect()));
    }
    if let Some(cites) = demande.parametre("_id").chain(demande.parametre("identifier")).next() {
        let situations: Vec<SituationId> =
            cites.valeurs.iter().map(|valeur| SituationId::from(token(valeur).code)).collect();
        return Ok(Some(publication.titulaires(&situations).await?));
    }
    let Some(cites) = demande.parametre("practitioner").next() else { return Ok(None) };
    Ok(Some(cites.references("Practitioner")?.iter().flat_map(|id| numeros(id)).collect()))
}

/// A number of the RPPS, with or without its 8, as its system says; what is none is nobody's.
fn numeros(valeur: &str) -> Vec<IdentifiantNational> {
    let voulu = token(valeur);
    let national = voulu.code.parse::<IdentifiantNational>().ok().filter(|lu| lu.rpps().is_some());
    let rpps = voulu.code.parse::<Rpps>().ok().map(IdentifiantNational::Rpps);
    match voulu.systeme {
        Some(IDNPS) => national.into_iter().collect(),
        Some(RPPS) => rpps.into_iter().collect(),
        Some(_) => Vec::new(),
        None => national.into_iter().chain(rpps).collect(),
    }
}

/// Words one of which whoever answers has.
async fn mots(parametre: &Parametre, publication: &dyn Publication) -> Result<Vec<Mot>, Refus> {
    let mut mots = Vec::new();
    for valeur in &parametre.valeurs {
        let plie = plier(valeur);
        let dernier = plie.split(' ').next_back().unwrap_or_default().to_owned();
        let long = plie.split(' ').max_by_key(|mot| mot.chars().count()).unwrap_or_default().to_owned();
        if parametre.modificateur == Some(Modificateur::Contains) {
            if long.chars().count() < LETTRES {
                return Err(Refus::TropLarge { nom: parametre.nom.to_owned() });
            }
            let connus = publication.mots_contenant(&long, MOTS + 1).await?;
            if connus.len() > MOTS as usize {
                return Err(Refus::TropLarge { nom: parametre.nom.to_owned() });
            }
            mots.extend(connus);
            continue;
        }
        match long.chars().count() {
            0 | 1 => return Err(Refus::TropLarge { nom: parametre.nom.to_owned() }),
            // the last word may go on
            _ => mots.push(Mot { entier: long != dernier, texte: long.chars().take(40).collect() }),
        }
    }
    mots.sort();
    mots.dedup();
    Ok(mots)
}

/// The first instant that a question asks for; `None`: it does, or may, ask for those who have not changed since the first event.
async fn depuis(demande: &Demande, publication: &dyn Publication) -> Result<Option<Timestamp>, Refus> {
    let debuts = demande.dates.iter().filter_map(|dates| dates.iter().map(|une| une.du).min());
    let Some(le) = debuts.max() else { return Ok(None) };
    Ok((le > publication.premier_instant().await?).then_some(le))
}
