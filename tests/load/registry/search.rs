//! People looked up on each engine, one question after the other: by number, by what somebody types of their name, and by a name in which
//! a letter slipped.

use std::time::Instant;

use registry_core::port::Registre as _;
use registry_core::recherche::{Mot, Personnes as _, Question};
use registry_store::Magasin;
use serde_json::{Value, json};

use super::draw::Draw;
use super::names::{Civil, Names};
use super::people;

/// Of each kind.
const QUESTIONS: u64 = 2_000;
/// What the use case asks for: fifty, and one more to know that there are others.
const LIMIT: u32 = 51;
const ASKED: u64 = 3;
const NUMBERED: u64 = 4;
const SLIPPED: u64 = 5;

/// Milliseconds of the slowest in a hundred.
#[derive(Clone, Copy, Debug)]
pub struct P99 {
    pub number: f64,
    pub name: f64,
    pub typo: f64,
}

impl P99 {
    /// Of the slowest kind.
    pub fn worst(self) -> f64 {
        self.number.max(self.name).max(self.typo)
    }

    pub fn record(self) -> Value {
        json!({ "number": self.number, "name": self.name, "typo": self.typo, "questions": QUESTIONS })
    }
}

/// Asks a registry of so many people.
pub async fn p99(database: &str, (seed, people): (u64, u64)) -> P99 {
    let store = Magasin::ouvrir(database).await.expect("the registry's database");
    let names = Names::read();
    let (number, name, typo) = (
        by_number(&store, (seed, people)).await,
        by_name(&store, &names, seed).await,
        by_typo(&store, &names, seed).await,
    );
    store.fermer().await;
    P99 { number, name, typo }
}

async fn by_number(store: &Magasin, (seed, people): (u64, u64)) -> f64 {
    let mut times = Vec::new();
    let mut found = 0;
    for rank in 0..QUESTIONS {
        let number = people::number(Draw::of(seed, rank, NUMBERED).below(people));
        let Ok(Question::Numero(number)) = Question::lue(&number) else { panic!("a number") };
        let began = Instant::now();
        found += u64::from(store.fiche(&number).await.expect("an answer").is_some());
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    assert!(found > QUESTIONS / 2, "{found} found: this is no figure");
    slowest(times)
}

/// Every fourth question is a family name alone, every fourth the beginning of one.
async fn by_name(store: &Magasin, names: &Names, seed: u64) -> f64 {
    let mut times = Vec::new();
    let mut found = 0;
    for rank in 0..QUESTIONS {
        let civil = names.draw(&mut Draw::of(seed, rank, ASKED));
        let words = words(&typed(rank, &civil));
        let began = Instant::now();
        let people = store.nommees(&words, LIMIT).await.expect("an answer");
        found += store.fiches(&people).await.expect("their files").len();
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    assert!(found > 0, "nobody was found: this is no figure");
    slowest(times)
}

/// As the use case does: the words as they are find nobody, then those that one slip makes of them.
async fn by_typo(store: &Magasin, names: &Names, seed: u64) -> f64 {
    let mut times = Vec::new();
    let mut found = 0;
    for rank in 0..QUESTIONS {
        let mut draw = Draw::of(seed, rank, SLIPPED);
        let civil = names.draw(&mut draw);
        let slipped = Civil { family: slip(&civil.family, &mut draw), ..civil };
        let words = words(&typed(2 * (rank % 2), &slipped));
        let began = Instant::now();
        let mut people = store.nommees(&words, LIMIT).await.expect("an answer");
        if people.is_empty() {
            people = store.nommees_de_pres(&words, LIMIT).await.expect("an answer");
        }
        found += u64::from(!store.fiches(&people).await.expect("their files").is_empty());
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    assert!(found > QUESTIONS / 3, "{found} found: this is no figure");
    slowest(times)
}

fn words(typed: &str) -> Vec<Mot> {
    let Ok(Question::Nom(words)) = Question::lue(typed) else { panic!("a name") };
    words
}

fn slowest(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() * 99 / 100]
}

fn typed(rank: u64, civil: &Civil) -> String {
    match rank % 4 {
        0 => civil.family.clone(),
        1 => civil.family.chars().take(4).collect(),
        2 => format!("{} {}", civil.given[0], civil.family),
        _ => format!("{} {}", civil.family, civil.given[0]),
    }
}

/// One letter of the name is left out, doubled, taken for another, or for its neighbour.
fn slip(name: &str, draw: &mut Draw) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + draw.below(letters.len().saturating_sub(2).max(1) as u64) as usize;
    match draw.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = if letters[at] == 'K' { 'W' } else { 'K' },
        _ => letters.swap(at, at - 1),
    }
    letters.into_iter().collect()
}
