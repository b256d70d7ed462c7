//! Known duplicates among generated people: somebody is typed again with a slip, or somebody new comes who only looks alike.
//! What the registry proposes for each is counted.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use registry_core::doublon::{Cles, Sondes, Verdict, juger};
use registry_core::identite::Traits;
use registry_core::{DateNaissance, EtatCivil};
use sante::{IdentifiantNational, Rpps};
use serde_json::{Value, json};

use super::draw::Draw;
use super::names::{Civil, Names};

const TYPED_AGAIN: u64 = 2_000;
const NEWCOMERS: u64 = 2_000;
const PERSON: u64 = 11;
const SLIP: u64 = 12;
/// Beside the numbers of `people`.
const STRANGERS: u64 = 1 << 40;

#[derive(Debug, Default)]
pub struct Found {
    right: u64,
    missed: HashMap<&'static str, u64>,
    wrong: u64,
}

type Slip = (&'static str, fn(&mut EtatCivil, &mut Draw));

const SLIPS: &[Slip] = &[
    ("accents", |person, _| person.nom = super::names::plain(&person.nom)),
    ("hyphens", |person, _| person.nom = person.nom.replace('-', " ")),
    ("order of given names", |person, _| person.prenoms.reverse()),
    ("first given name only", |person, _| person.prenoms.truncate(1)),
    ("day and month", |person, _| {
        let swapped = |date: Date| DateNaissance::new(date.year(), date.day(), date.month());
        person.naissance = person.jour_de_naissance().and_then(swapped);
    }),
    ("day, or day and month unknown", |person, draw| {
        let month_too = draw.below(2) == 0;
        let less =
            |born: DateNaissance| DateNaissance::new(born.annee(), born.mois().filter(|_| !month_too).unwrap_or(0), 0);
        person.naissance = person.naissance.and_then(less);
    }),
    ("a letter twice", |person, draw| {
        let places: Vec<usize> = person.nom.char_indices().map(|(place, _)| place).collect();
        let place = *draw.one(&places);
        let letter = person.nom[place..].chars().next().unwrap_or('E');
        person.nom.insert(place, letter);
    }),
    ("no commune", |person, _| person.commune_naissance.clear()),
    ("nothing", |_, _| {}),
];

/// The registry's own keys, in memory.
#[derive(Default)]
struct Crowd {
    people: Vec<(IdentifiantNational, Traits)>,
    born: HashMap<i64, Vec<usize>>,
    named: HashMap<i64, Vec<usize>>,
    placed: HashMap<i64, Vec<usize>>,
}

/// `size` people, then those typed again, then strangers.
pub fn measure(seed: u64, size: u64) -> Found {
    let names = Names::read();
    let mut crowd = Crowd::default();
    for rank in 0..size {
        crowd.add(rank, &person(&names, seed, rank));
    }
    let mut found = Found::default();
    for turn in 0..TYPED_AGAIN {
        let mut draw = Draw::of(seed, turn, SLIP);
        let rank = draw.below(size);
        let (slip, change) = SLIPS[turn as usize % SLIPS.len()];
        let mut again = person(&names, seed, rank);
        change(&mut again, &mut draw);
        found.judge(&crowd, &again, Some((&crowd.people[rank as usize].0, slip)));
    }
    for turn in 0..NEWCOMERS {
        found.judge(&crowd, &stranger(&names, seed, turn, size), None);
    }
    found
}

/// Half of them bear the name of somebody: a brother or a sister, born another year; one in a hundred is a twin who bears the
/// other's name behind their own.
fn stranger(names: &Names, seed: u64, turn: u64, size: u64) -> EtatCivil {
    let mut new = person(names, seed, STRANGERS + turn);
    if turn % 100 == 99 {
        let twin = person(names, seed, Draw::of(seed, turn, SLIP).below(size));
        let given = new.prenoms.into_iter().take(1).chain(twin.prenoms.first().cloned()).collect();
        return EtatCivil { prenoms: given, ..twin };
    }
    if turn.is_multiple_of(2) {
        let neighbour = person(names, seed, Draw::of(seed, turn, SLIP).below(size));
        new.nom = neighbour.nom;
        new.commune_naissance = neighbour.commune_naissance;
        new.lieu_naissance = neighbour.lieu_naissance;
    }
    new
}

fn person(names: &Names, seed: u64, rank: u64) -> EtatCivil {
    let mut draw = Draw::of(seed, rank, PERSON);
    let Civil { woman, family, given } = names.draw(&mut draw);
    let (year, month, day) = (1_956 + draw.below(48), 1 + draw.below(12), 1 + draw.below(28));
    let (department, commune) = (21 + draw.below(74), 1 + draw.below(400));
    EtatCivil {
        nom: family,
        prenoms: given.into_iter().map(str::to_owned).collect(),
        code_civilite: if woman { "MME" } else { "M" }.to_owned(),
        code_sexe: if woman { "F" } else { "M" }.to_owned(),
        naissance: DateNaissance::new(year as i16, month as i8, day as i8),
        commune_naissance: format!("{department}{commune:03}"),
        pays_naissance: "99100".to_owned(),
        lieu_naissance: format!("VILLE {commune}"),
    }
}

impl Crowd {
    fn add(&mut self, rank: u64, person: &EtatCivil) {
        let (place, traits) = (self.people.len(), Traits::de(person, []));
        let cles = Cles::de(&traits);
        for (index, key) in [(&mut self.born, cles.naissance), (&mut self.placed, cles.prenom_lieu)] {
            key.into_iter().for_each(|key| index.entry(key).or_default().push(place));
        }
        for key in [cles.nom, cles.nom_exercice].into_iter().flatten() {
            self.named.entry(key).or_default().push(place);
        }
        self.people.push((IdentifiantNational::Rpps(Rpps::with_key(9_990_000_000 + rank)), traits));
    }

    fn near(&self, traits: &Traits) -> Vec<(IdentifiantNational, Traits)> {
        let asked = Sondes::de(traits);
        let lists = [(&self.born, &asked.naissances), (&self.named, &asked.noms), (&self.placed, &asked.prenoms_lieu)];
        let places: HashSet<usize> = lists
            .into_iter()
            .flat_map(|(index, keys)| keys.iter().filter_map(|key| index.get(key)).flatten().copied())
            .collect();
        places.into_iter().map(|place| self.people[place].clone()).collect()
    }
}

impl Found {
    fn judge(&mut self, crowd: &Crowd, person: &EtatCivil, expected: Option<(&IdentifiantNational, &'static str)>) {
        let traits = Traits::de(person, []);
        let proposed: Vec<IdentifiantNational> = match juger(&traits, &crowd.near(&traits)) {
            Verdict::Aucun => Vec::new(),
            Verdict::Exact(known) => vec![known],
            Verdict::Proche(near) => near.into_iter().map(|near| near.identifiant).collect(),
        };
        let right = proposed.iter().any(|proposed| expected.is_some_and(|(known, _)| known == proposed));
        self.right += u64::from(right);
        self.wrong += proposed.len() as u64 - u64::from(right);
        if let Some((_, slip)) = expected.filter(|_| !right) {
            *self.missed.entry(slip).or_default() += 1;
        }
    }

    pub fn recall(&self) -> f64 {
        self.right as f64 / TYPED_AGAIN as f64
    }

    /// Of those proposed, how many are the same person.
    pub fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    pub fn record(&self) -> Value {
        json!({ "typed_again": TYPED_AGAIN, "newcomers": NEWCOMERS, "found": self.right, "wrongly_proposed": self.wrong,
            "missed": self.missed })
    }
}
