//! What candidates are found by: four numbers a person, and the numbers to ask for. A pair is missed only when every key
//! differs: a slip in the day of birth and a slip in what the other keys are made of.

use crate::date_naissance::DateNaissance;
use crate::identite::Traits;

/// The four numbers stored with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cles {
    /// Day of birth, the same when day and month are swapped; the month or the year, where no more is known.
    pub naissance: Option<i64>,
    /// Sound of the birth name, beginning of the first given name.
    pub nom: Option<i64>,
    /// The same of the first exercise name that is another.
    pub nom_exercice: Option<i64>,
    /// Beginning of the first given name, month and place of birth: the year is mistyped more often.
    pub prenom_lieu: Option<i64>,
}

/// The numbers to ask for: every name with every given name, since any may stand first elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sondes {
    pub naissances: Vec<i64>,
    /// Against `nom` and `nom_exercice`.
    pub noms: Vec<i64>,
    pub prenoms_lieu: Vec<i64>,
}

/// Names, given names: what more there is asks for nothing new.
const NOMS: usize = 4;
const PRENOMS: usize = 6;

impl Cles {
    pub fn de(traits: &Traits) -> Self {
        let prenom = traits.prenoms().first().map(|prenom| debut(prenom)).unwrap_or_default();
        let cle = |rang: usize| traits.noms().get(rang).map(|nom| cle_nom(nom, &prenom));
        Self {
            naissance: traits.naissance().map(cle_jour),
            nom: cle(0),
            nom_exercice: cle(1),
            prenom_lieu: cle_lieu(traits, &prenom),
        }
    }
}

impl Sondes {
    pub fn de(traits: &Traits) -> Self {
        let prenoms: Vec<String> = debuts(traits);
        let mut sondes = Self { naissances: traits.naissance().map(cles_jour).unwrap_or_default(), ..Self::default() };
        for prenom in &prenoms {
            sondes.noms.extend(traits.noms().iter().take(NOMS).map(|nom| cle_nom(nom, prenom)));
            sondes.prenoms_lieu.extend(cles_lieu(traits, prenom));
        }
        sondes
    }
}

fn debuts(traits: &Traits) -> Vec<String> {
    let mut debuts: Vec<String> = Vec::new();
    for mot in traits.prenoms().iter().flat_map(|prenom| prenom.split(' ')) {
        let debut = debut(mot);
        if !debuts.contains(&debut) && debuts.len() < PRENOMS {
            debuts.push(debut);
        }
    }
    if debuts.is_empty() {
        debuts.push(String::new());
    }
    debuts
}

fn debut(prenom: &str) -> String {
    prenom.chars().filter(|lettre| *lettre != ' ').take(3).collect()
}

fn cle_jour(naissance: DateNaissance) -> i64 {
    let mois = mois(naissance);
    let jour = naissance.jour().map_or(0, |jour| i64::from(jour.day()));
    let (petit, grand) = if jour < mois { (jour, mois) } else { (mois, jour) };
    i64::from(naissance.annee()) * 10_000 + petit * 100 + grand
}

/// Its own number, and those of people of whom the year, or a month of it, is all that is known.
fn cles_jour(naissance: DateNaissance) -> Vec<i64> {
    let annee = i64::from(naissance.annee()) * 10_000;
    let mut cles: Vec<i64> = mois_possibles(naissance).into_iter().map(|mois| annee + mois).collect();
    cles.extend(naissance.jour().map(|_| cle_jour(naissance)));
    cles
}

/// 0 where nobody knows it.
fn mois(naissance: DateNaissance) -> i64 {
    naissance.mois().map_or(0, i64::from)
}

/// Those under which the same person may stand.
fn mois_possibles(naissance: DateNaissance) -> Vec<i64> {
    match naissance.mois() {
        Some(mois) => vec![0, i64::from(mois)],
        None => (0..=12).collect(),
    }
}

fn cle_nom(nom: &str, prenom: &str) -> i64 {
    empreinte(&[&son(nom), prenom])
}

fn cle_lieu(traits: &Traits, prenom: &str) -> Option<i64> {
    Some(empreinte(&[prenom, &mois(traits.naissance()?).to_string(), traits.lieu()?]))
}

fn cles_lieu(traits: &Traits, prenom: &str) -> Vec<i64> {
    let (Some(naissance), Some(lieu)) = (traits.naissance(), traits.lieu()) else { return Vec::new() };
    mois_possibles(naissance).into_iter().map(|mois| empreinte(&[prenom, &mois.to_string(), lieu])).collect()
}

/// The first four consonants that are heard, the first letter whatever it is.
fn son(nom: &str) -> String {
    let mut son = String::new();
    for lettre in nom.chars().filter(|lettre| lettre.is_alphanumeric()) {
        let entendue = match lettre {
            'A' | 'E' | 'I' | 'O' | 'U' | 'Y' | 'H' | 'W' if !son.is_empty() => continue,
            'C' | 'Q' => 'K',
            'Z' => 'S',
            lettre => lettre,
        };
        if !son.ends_with(entendue) {
            son.push(entendue);
        }
        if son.chars().count() == 4 {
            break;
        }
    }
    son
}

/// FNV-1a: these numbers are stored, so they must be the same in every release.
fn empreinte(parts: &[&str]) -> i64 {
    let mut somme: u64 = 0xcbf2_9ce4_8422_2325;
    for octet in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        somme = (somme ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3);
    }
    i64::from_ne_bytes(somme.to_ne_bytes())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_numbers_never_change() {
        assert_eq!(cle_jour(date(1988, 4, 2).into()), 19_880_204);
        assert_eq!(cle_jour(date(1988, 2, 4).into()), 19_880_204);
        assert_eq!(cle_jour(date(1988, 12, 31).into()), 19_881_231);
        assert_eq!(["1971-05-00", "1971-00-00"].map(|ne| cle_jour(ne.parse().unwrap())), [19_710_005, 19_710_000]);
        assert_eq!(son("MARTIN"), son("MARTTEN"));
        assert_eq!(son("DE LA TOUR"), "DLTR");
        assert_eq!(son("AUBRY"), "ABR");
        assert_eq!(empreinte(&[]), -3_750_763_034_362_895_579);
    }

    // requirement: COL-02 ENR-15
    #[test]
    fn births_that_may_be_one_are_found_from_either_side() {
        let naissances =
            ["1971-00-00", "1971-05-00", "1971-05-12", "1971-05-03", "1971-12-31"].map(|ne| ne.parse().unwrap());
        for connue in naissances {
            for cherchee in naissances.into_iter().filter(|cherchee: &DateNaissance| cherchee.compatible(connue)) {
                // of a whole date and one that is not, the other keys find the whole one
                let trouvee = cles_jour(cherchee).contains(&cle_jour(connue));
                assert_eq!(trouvee, connue.jour().is_none() || connue == cherchee, "{connue} {cherchee}");
                assert!(mois_possibles(cherchee).contains(&mois(connue)), "{connue} {cherchee}");
            }
        }
    }
}
