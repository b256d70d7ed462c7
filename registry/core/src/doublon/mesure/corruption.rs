//! How the same person is written again.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::tirage::Tirage;
use crate::date_naissance::DateNaissance;
use crate::personne::EtatCivil;
use crate::pli::plier;

/// The draw, the civil status as it is known, the name of exercise if there is one; the civil status as it is typed.
type Corrompre = fn(&Tirage, EtatCivil, Option<&str>) -> EtatCivil;

/// By name, each as often as the others.
pub const CORRUPTIONS: &[(&str, Corrompre)] = &[
    ("nothing", |_, connu, _| connu),
    ("accents", |_, connu, _| sans_accents(connu)),
    ("hyphens", |_, connu, _| sans_tirets(connu)),
    ("order of given names", |_, connu, _| renverser(connu)),
    ("first given name only", |_, connu, _| premier_prenom(connu)),
    ("day and month", |_, connu, _| intervertir(connu)),
    ("exercise name", |_, connu, exercice| nom_exercice(connu, exercice)),
    ("slip in the name", faute_de_nom),
    ("slip in the given name", faute_de_prenom),
    ("slip in the year", |tirage, connu, _| faute_de_date(tirage, connu)),
    ("place unknown", |_, connu, _| sans_lieu(connu)),
    ("another place", |tirage, connu, _| autre_lieu(tirage, connu)),
    ("half of a double name", |_, connu, _| demi_nom(connu)),
    ("accents, then a slip in the name", |tirage, connu, nom| faute_de_nom(tirage, sans_accents(connu), nom)),
    ("given names, then day and month", |_, connu, _| intervertir(renverser(connu))),
    ("exercise name, then given names", |_, connu, nom| premier_prenom(nom_exercice(connu, nom))),
    ("a slip in the name, then day and month", |tirage, connu, nom| intervertir(faute_de_nom(tirage, connu, nom))),
    ("day unknown", |_, connu, _| sans_jour(connu)),
    ("year alone", |_, connu, _| annee_seule(connu)),
    ("accents, then the year alone", |_, connu, _| annee_seule(sans_accents(connu))),
    ("two slips", |tirage, connu, nom| faute_de_date(tirage, faute_de_nom(tirage, connu, nom))),
];

fn sans_accents(connu: EtatCivil) -> EtatCivil {
    EtatCivil { nom: plier(&connu.nom), prenoms: connu.prenoms.iter().map(|prenom| plier(prenom)).collect(), ..connu }
}

fn sans_tirets(connu: EtatCivil) -> EtatCivil {
    let coller = |texte: &String| texte.replace(['-', '\''], "");
    EtatCivil { nom: connu.nom.replace('-', " "), prenoms: connu.prenoms.iter().map(coller).collect(), ..connu }
}

fn renverser(connu: EtatCivil) -> EtatCivil {
    EtatCivil { prenoms: connu.prenoms.iter().rev().cloned().collect(), ..connu }
}

fn premier_prenom(connu: EtatCivil) -> EtatCivil {
    EtatCivil { prenoms: vec![connu.prenom().to_owned()], ..connu }
}

fn intervertir(connu: EtatCivil) -> EtatCivil {
    let inverse = |jour: Date| DateNaissance::new(jour.year(), jour.day(), jour.month());
    EtatCivil { naissance: connu.jour_de_naissance().and_then(inverse).or(connu.naissance), ..connu }
}

fn sans_jour(connu: EtatCivil) -> EtatCivil {
    let mois = connu.jour_de_naissance().and_then(|jour| DateNaissance::new(jour.year(), jour.month(), 0));
    EtatCivil { naissance: mois, ..connu }
}

fn annee_seule(connu: EtatCivil) -> EtatCivil {
    EtatCivil { naissance: connu.naissance.and_then(|naissance| DateNaissance::new(naissance.annee(), 0, 0)), ..connu }
}

fn nom_exercice(connu: EtatCivil, exercice: Option<&str>) -> EtatCivil {
    EtatCivil { nom: exercice.unwrap_or(&connu.nom).to_owned(), ..connu }
}

fn demi_nom(connu: EtatCivil) -> EtatCivil {
    EtatCivil { nom: connu.nom.split('-').next().unwrap_or_default().to_owned(), ..connu }
}

fn faute_de_nom(tirage: &Tirage, connu: EtatCivil, _: Option<&str>) -> EtatCivil {
    EtatCivil { nom: faute(tirage, &connu.nom), ..connu }
}

fn faute_de_prenom(tirage: &Tirage, connu: EtatCivil, _: Option<&str>) -> EtatCivil {
    let mut prenoms = connu.prenoms.clone();
    prenoms[0] = faute(tirage, &prenoms[0]);
    EtatCivil { prenoms, ..connu }
}

/// One digit of the year, or the day before or after.
fn faute_de_date(tirage: &Tirage, connu: EtatCivil) -> EtatCivil {
    let ecart = match tirage.sous(4) {
        0 => 1.year(),
        1 => (-1).year(),
        2 => 10.years(),
        _ => 1.day(),
    };
    let autre = connu.jour_de_naissance().and_then(|jour| jour.checked_add(ecart).ok());
    EtatCivil { naissance: autre.map(DateNaissance::from), ..connu }
}

fn sans_lieu(connu: EtatCivil) -> EtatCivil {
    EtatCivil { commune_naissance: String::new(), pays_naissance: String::new(), ..connu }
}

fn autre_lieu(tirage: &Tirage, connu: EtatCivil) -> EtatCivil {
    let (commune_naissance, pays_naissance) = tirage.lieu();
    EtatCivil { commune_naissance, pays_naissance, ..connu }
}

/// A letter left out, doubled, replaced, or swapped with the next.
fn faute(tirage: &Tirage, texte: &str) -> String {
    let mut lettres: Vec<char> = texte.chars().collect();
    let place = tirage.sous(lettres.len().saturating_sub(1).max(1));
    match tirage.sous(4) {
        0 if lettres.len() > 2 => {
            lettres.remove(place);
        }
        1 => lettres.insert(place, lettres[place]),
        2 => lettres[place] = char::from(b'a' + tirage.sous(26) as u8),
        _ if lettres.len() > 1 => lettres.swap(place, place + 1),
        _ => {}
    }
    lettres.into_iter().collect()
}
