use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use ambient::Timestamp;
use registry_core::compteur::{Comptee, Limite};

/// Windows that are open at once, at most: whoever comes from everywhere fills a bounded room.
const PLACES: usize = 100_000;

/// Counts of one process.
#[derive(Clone, Debug, Default)]
pub struct Memoire(Arc<Mutex<HashMap<String, Fenetre>>>);

#[derive(Clone, Copy, Debug)]
struct Fenetre {
    fois: u32,
    jusque: Timestamp,
}

impl Memoire {
    pub fn compter(&self, cle: &str, limite: Limite, maintenant: Timestamp) -> Comptee {
        let mut fenetres = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let neuve = Fenetre { fois: 0, jusque: maintenant.plus(limite.fenetre) };
        let mut fenetre = fenetres.get(cle).copied().filter(|une| maintenant < une.jusque).unwrap_or(neuve);
        if fenetre.fois >= limite.fois {
            return Comptee::DeTrop { jusque: fenetre.jusque };
        }
        fenetre.fois += 1;
        if fenetres.len() >= PLACES && !fenetres.contains_key(cle) {
            faire_place(&mut fenetres, maintenant);
        }
        fenetres.insert(cle.to_owned(), fenetre);
        Comptee::Admise
    }

    /// How many windows were over.
    pub fn oublier(&self, maintenant: Timestamp) -> u64 {
        let mut fenetres = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tenues = fenetres.len();
        fenetres.retain(|_, une| maintenant < une.jusque);
        (tenues - fenetres.len()) as u64
    }
}

/// Forgets what is over; else those that would be over first.
fn faire_place(fenetres: &mut HashMap<String, Fenetre>, maintenant: Timestamp) {
    fenetres.retain(|_, une| maintenant < une.jusque);
    if fenetres.len() >= PLACES {
        let mut fins: Vec<_> = fenetres.values().map(|une| une.jusque).collect();
        let (_, moitie, _) = fins.select_nth_unstable(PLACES / 2);
        let moitie = *moitie;
        fenetres.retain(|_, une| moitie < une.jusque);
    }
}

#[cfg(test)]
mod tests {
    use ambient::Seconds;

    use super::*;

    // requirement: O04
    #[test]
    fn whoever_comes_from_everywhere_fills_a_bounded_room() {
        let (memoire, limite) = (Memoire::default(), Limite { fois: 1, fenetre: Seconds(60) });
        let debut = Timestamp::from_seconds(1_800_000_000);
        for rang in 0..PLACES + 10 {
            let le = Timestamp::from_millis(debut.millis() + rang as i64 / 10);
            assert_eq!(memoire.compter(&format!("s{rang}"), limite, le), Comptee::Admise);
        }
        let tenues = memoire.0.lock().unwrap().len();
        assert!((1..=PLACES).contains(&tenues), "{tenues}");
        let derniere = format!("s{}", PLACES + 9);
        assert!(matches!(memoire.compter(&derniere, limite, debut), Comptee::DeTrop { .. }), "the last one stays");
    }
}
