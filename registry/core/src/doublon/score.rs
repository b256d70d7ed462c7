use jiff::civil::Date;

use super::distance::{distance, ressemblance};
use crate::date_naissance::DateNaissance;
use crate::identite::Traits;

/// How alike two people are, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u32);

/// What each trait counts for, of 1000. A name changes by marriage and by slip, a day of birth by slip alone.
const NOM: u32 = 320;
const PRENOMS: u32 = 260;
const NAISSANCE: u32 = 300;
const LIEU: u32 = 120;

/// Nothing is known on one side: neither for nor against.
const INCONNU: u32 = 500;
/// The same year, or the same month of it, of which one side at least knows no more: many are born in a year.
const MEME_ANNEE: u32 = 700;
const MEME_MOIS: u32 = 850;

impl Score {
    /// From here on a person is asked. Set where the measure of `mesure.rs` loses nobody and asks little.
    pub const SEUIL: Self = Self(820);

    pub fn entre(a: &Traits, b: &Traits) -> Self {
        let somme = noms(a, b) * NOM
            + prenoms(a.prenoms(), b.prenoms()) * PRENOMS
            + naissance(a.naissance(), b.naissance()) * NAISSANCE
            + lieu(a.lieu(), b.lieu()) * LIEU;
        Self(somme / 1000)
    }

    /// `[0, 1000]`.
    pub const fn pour_mille(self) -> u32 {
        self.0
    }
}

/// The same person beyond doubt: birth name, day and place of birth are equal, and nobody's given names contradict. Twins never
/// share their first given name, but may bear each other's: Marie beside Claire Marie, or beside Marie-Claire, is for a person
/// to look at. So is a birth of which the day is not known: two people of one name may be of one year and one country.
pub fn memes(a: &Traits, b: &Traits) -> bool {
    let nom = |traits: &Traits| traits.noms().first().map(|nom| joint(nom));
    let jour = |traits: &Traits| traits.naissance().and_then(DateNaissance::jour);
    let place = a.lieu();
    jour(a).is_some()
        && jour(a) == jour(b)
        && place.is_some()
        && place == b.lieu()
        && nom(a).is_some_and(|nom_a| nom(b) == Some(nom_a))
        && meme_premier(a.prenoms(), b.prenoms())
        && memes_prenoms(a.prenoms(), b.prenoms())
}

/// They are called the same, or have the same words in the same order, however they were cut.
fn meme_premier(a: &[String], b: &[String]) -> bool {
    let premier = |prenoms: &[String]| prenoms.first().map(|prenom| joint(prenom));
    premier(a) == premier(b) || mots(a).concat() == mots(b).concat()
}

/// Whole names of one list are in the other, or both lists have the same words, however they were cut.
fn memes_prenoms(a: &[String], b: &[String]) -> bool {
    let tous = |mots_a: &[&str], mots_b: &[&str]| !mots_a.is_empty() && mots_a.iter().all(|mot| mots_b.contains(mot));
    let (mots_a, mots_b) = (mots(a), mots(b));
    (tous(&mots_a, &mots_b) && tous(&mots_b, &mots_a)) || entiers(a, b) || entiers(b, a)
}

fn entiers(petit: &[String], grand: &[String]) -> bool {
    let dans = |nom: &String, liste: &[String]| liste.iter().any(|autre| joint(autre) == joint(nom));
    let par_partie = |nom: &String| nom.contains(' ') && nom.split(' ').any(|mot| mots(petit).contains(&mot));
    !petit.is_empty()
        && petit.iter().all(|nom| dans(nom, grand))
        && grand.iter().filter(|nom| !dans(nom, petit)).all(|nom| !par_partie(nom))
}

/// One list is part of the other: people give all of their given names or only some, in any order.
fn compatibles(a: &[&str], b: &[&str]) -> bool {
    let dans = |petit: &[&str], grand: &[&str]| !petit.is_empty() && petit.iter().all(|mot| grand.contains(mot));
    dans(a, b) || dans(b, a)
}

/// The best of every name against every name: a birth name may have been typed where the other has an exercise name.
fn noms(a: &Traits, b: &Traits) -> u32 {
    let paires = a.noms().iter().flat_map(|nom| b.noms().iter().map(move |autre| (nom, autre)));
    paires.map(|(nom, autre)| nom_contre_nom(nom, autre)).max().unwrap_or(INCONNU)
}

fn nom_contre_nom(a: &str, b: &str) -> u32 {
    let (mots_a, mots_b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let partie = compatibles(&longs(&mots_a), &longs(&mots_b));
    ressemblance(&joint(a), &joint(b)).max(if partie { 900 } else { 0 })
}

/// Without particles: `DE LA TOUR` shares nothing with `DE LA FOSSE` for its particle.
fn longs<'a>(mots: &[&'a str]) -> Vec<&'a str> {
    mots.iter().copied().filter(|mot| mot.chars().count() > 2).collect()
}

fn prenoms(a: &[String], b: &[String]) -> u32 {
    let (mots_a, mots_b) = (mots(a), mots(b));
    if mots_a.is_empty() || mots_b.is_empty() {
        return INCONNU;
    }
    if compatibles(&mots_a, &mots_b) {
        return 1000;
    }
    let premiers = a.first().zip(b.first()).map_or(0, |(a, b)| ressemblance(&joint(a), &joint(b)));
    let communs = mots_a.iter().filter(|mot| mots_b.contains(mot)).count();
    let communs = communs * 1000 / mots_a.len().min(mots_b.len());
    premiers.max(u32::try_from(communs).unwrap_or(0) * 9 / 10)
}

fn naissance(a: Option<DateNaissance>, b: Option<DateNaissance>) -> u32 {
    let Some((a, b)) = a.zip(b) else { return INCONNU };
    if let Some((a, b)) = a.jour().zip(b.jour()) {
        return jours(a, b);
    }
    match (a.compatible(b), a.mois().and(b.mois()).is_some()) {
        (true, true) => MEME_MOIS,
        (true, false) => MEME_ANNEE,
        _ if a.annee() == b.annee() => 200,
        _ => 0,
    }
}

fn jours(a: Date, b: Date) -> u32 {
    if a == b {
        return 1000;
    }
    if a.year() == b.year() && (a.month(), a.day()) == (b.day(), b.month()) {
        return 900;
    }
    let chiffres = |jour: Date| jour.strftime("%d%m%Y").to_string();
    match (distance(&chiffres(a), &chiffres(b)), (a.month(), a.day()) == (b.month(), b.day())) {
        (1, _) => 700,
        (_, true) => 600,
        _ if (a.year(), a.month()) == (b.year(), b.month()) => 600,
        _ if a.year() == b.year() => 200,
        _ => 0,
    }
}

fn lieu(a: Option<&str>, b: Option<&str>) -> u32 {
    let Some((a, b)) = a.zip(b) else { return INCONNU };
    match (a == b, a.get(..2) == b.get(..2) && !a.starts_with("99")) {
        (true, _) => 1000,
        (false, true) => 400,
        (false, false) => 0,
    }
}

fn mots(prenoms: &[String]) -> Vec<&str> {
    prenoms.iter().flat_map(|prenom| prenom.split(' ')).collect()
}

fn joint(texte: &str) -> String {
    texte.replace(' ', "")
}
