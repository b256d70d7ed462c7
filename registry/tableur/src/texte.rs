//! CSV, as spreadsheets and programs of human resources write it.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};
use registry_core::lot::{AutreGenre, Case, Colonne, Feuille, FichierRefuse, LIGNES, Rang};

use crate::{case, regardee};

const SEPARATEURS: [u8; 3] = [b';', b',', b'\t'];

pub fn lire(octets: &[u8]) -> Result<Feuille, FichierRefuse> {
    let texte = decoder(octets)?;
    // a name of a column never begins so
    if texte.trim_start().starts_with('<') {
        return Err(FichierRefuse::Genre(AutreGenre::Page));
    }
    let (texte, annonce) = annonce(&texte);
    let separateur = annonce.unwrap_or_else(|| separateur(texte));
    let mut lecteur =
        csv::ReaderBuilder::new().delimiter(separateur).flexible(true).has_headers(false).from_reader(texte.as_bytes());
    let mut rangs: Vec<Rang> = Vec::new();
    // line breaks inside cells: a spreadsheet counts none of them
    let mut sauts = 0;
    for lu in lecteur.records() {
        let lu = lu.map_err(|cause| FichierRefuse::Abime(cause.to_string()))?;
        let physique = lu.position().map_or(0, csv::Position::line);
        let ligne = u32::try_from(physique.saturating_sub(sauts)).unwrap_or(u32::MAX);
        sauts += lu.iter().map(|dit| dit.matches('\n').count() as u64).sum::<u64>();
        let cases: Vec<Case> =
            lu.iter().enumerate().take_while(|(place, _)| regardee(*place)).map(|(_, dit)| case(dit)).collect();
        if !cases.iter().all(Case::vide) {
            rangs.push(Rang { ligne, cases });
        }
        // the names of the columns are one row more
        if rangs.len() > LIGNES + 1 {
            return Err(FichierRefuse::TropDeLignes);
        }
    }
    if rangs.is_empty() {
        return Err(FichierRefuse::Vide);
    }
    let entete = rangs.remove(0).cases;
    Ok(Feuille { entete, rangs, calendrier: None, autres: Vec::new() })
}

/// By its mark; else UTF-8 if it is, else what Windows writes in France.
fn decoder(octets: &[u8]) -> Result<String, FichierRefuse> {
    let texte: Cow<'_, str> = match Encoding::for_bom(octets) {
        Some((codage, marque)) => codage.decode_without_bom_handling(&octets[marque..]).0,
        None if octets.contains(&0) => return Err(FichierRefuse::Genre(AutreGenre::Inconnu)),
        None => match std::str::from_utf8(octets) {
            Ok(texte) => texte.into(),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(octets).0,
        },
    };
    // Windows ends its lines by two signs, of which the reader counts the second for the next line; an old system by a lone
    // carriage return
    Ok(if texte.contains('\n') { texte.replace("\r\n", "\n") } else { texte.replace('\r', "\n") })
}

/// `sep=;` in front, which a spreadsheet takes for itself and does not show.
fn annonce(texte: &str) -> (&str, Option<u8>) {
    let Some((premiere, suite)) = texte.split_once('\n') else { return (texte, None) };
    match premiere.trim_end_matches('\r').strip_prefix("sep=").map(str::as_bytes) {
        Some([signe]) if SEPARATEURS.contains(signe) => (suite, Some(*signe)),
        _ => (texte, None),
    }
}

/// The sign that makes most names of columns out of the first line.
fn separateur(texte: &str) -> u8 {
    let premiere = texte.lines().find(|ligne| !ligne.trim().is_empty()).unwrap_or_default();
    let noms = |signe: u8| {
        let nommees = premiere.split(char::from(signe)).map(|nom| nom.trim_matches('"'));
        nommees.filter(|nom| Colonne::lue(nom).is_some()).count()
    };
    // of two that make as many, the first
    SEPARATEURS.into_iter().rev().max_by_key(|signe| noms(*signe)).unwrap_or(b';')
}
