//! People looked up by what somebody types of their name, on each engine, one question after the other.

use std::time::Instant;

use registry_core::recherche::{Personnes as _, Question};
use registry_store::Magasin;

use super::draw::Draw;
use super::names::{Civil, Names};

const QUESTIONS: u64 = 2_000;
/// What the use case asks for: fifty, and one more to know that there are others.
const LIMIT: u32 = 51;
const ASKED: u64 = 3;

/// Milliseconds of the slowest in a hundred: who has these names, and their files. Every fourth question is a family name
/// alone, every fourth the beginning of one.
pub async fn p99_ms(database: &str, seed: u64) -> f64 {
    let store = Magasin::ouvrir(database).await.expect("the registry's database");
    let names = Names::read();
    let mut times = Vec::new();
    let mut found = 0;
    for rank in 0..QUESTIONS {
        let civil = names.draw(&mut Draw::of(seed, rank, ASKED));
        let Ok(Question::Nom(words)) = Question::lue(&typed(rank, &civil)) else { panic!("a name") };
        let began = Instant::now();
        let people = store.nommees(&words, LIMIT).await.expect("an answer");
        found += store.fiches(&people).await.expect("their files").len();
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    store.fermer().await;
    assert!(found > 0, "nobody was found: this is no figure");
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
