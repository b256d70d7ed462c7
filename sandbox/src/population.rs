//! Invented people, the same ones for the same seed, written as an extraction file so that they come in by the real import.

mod identite;
mod lieux;
mod ligne;
mod metiers;
mod nommes;
mod porteur;
mod tirage;

use ambient::{Chance, SeededChance};

use lieux::Lieux;
use metiers::Metiers;
use tirage::Tirage;

pub use nommes::{Moyen, PersonneNommee, nommes};
pub use porteur::{ESTUAIRE, Porteur, TILLEULS, porteurs};

/// Six people of every kind, with the titles of the columns.
const EXEMPLE: &str = include_str!("../data/extraction-exemple.txt");

/// People who are there whatever the seed: those of the example, the aide-soignante, the médecin, two whose roles
/// open nothing at the DMP.
const TOUJOURS: usize = 10;

/// The seed of every sandbox: the same people everywhere.
pub const GRAINE: u64 = 2_026;

/// The text of an extraction with `nombre` people, at least those who are always there.
pub fn extraction(graine: u64, nombre: usize) -> String {
    let lieux = Lieux::lire();
    let mut texte = EXEMPLE.to_owned();
    for ligne in nommes::lignes(&lieux) {
        ligne.ecrire(&mut texte);
    }
    let hasard = SeededChance::new(graine);
    let tirage = Tirage { hasard: &hasard as &dyn Chance, lieux: &lieux, metiers: &Metiers::lire() };
    for rang in 0..nombre.saturating_sub(TOUJOURS) {
        for ligne in tirage.personne(rang as u64) {
            ligne.ecrire(&mut texte);
        }
    }
    texte
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn colonne(texte: &str, place: usize) -> Vec<&str> {
        texte.lines().skip(1).filter_map(|ligne| ligne.split('|').nth(place)).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_people() {
        assert_eq!(extraction(7, 300), extraction(7, 300));
        assert_ne!(extraction(7, 300), extraction(8, 300));
    }

    #[test]
    fn there_are_as_many_people_as_asked_each_with_a_number_of_the_test_range_and_a_right_key() {
        let texte = extraction(1, 2_000);
        let numeros: HashSet<&str> = colonne(&texte, 1).into_iter().collect();
        assert_eq!(numeros.len(), 2_000);
        for numero in numeros {
            let rpps: sante::Rpps = numero.parse().unwrap();
            assert!(numero.starts_with("9990") && rpps.key_holds(), "{numero}");
        }
    }

    #[test]
    fn nobody_can_be_reached_outside_of_fiction() {
        let texte = extraction(1, 500);
        assert!(colonne(&texte, 3).iter().all(|nom| nom.starts_with("FICTIF-")));
        assert!(colonne(&texte, 10).iter().all(|mobile| mobile.len() == 12 && mobile.starts_with("+3363998")));
        assert!(colonne(&texte, 11).iter().all(|courriel| courriel.ends_with("@example.org") && courriel.is_ascii()));
    }

    #[test]
    fn every_row_has_the_columns_of_the_titles() {
        let texte = extraction(1, 500);
        let titres = texte.lines().next().unwrap().split('|').count();
        assert!(texte.lines().all(|ligne| ligne.split('|').count() == titres));
    }

    #[test]
    fn about_one_in_five_holds_a_role() {
        let texte = extraction(3, 2_000);
        let roles = colonne(&texte, 13).iter().filter(|profession| **profession == "99").count();
        assert!((300..600).contains(&roles), "{roles}");
    }

    #[test]
    fn those_to_try_are_there_with_where_to_reach_them() {
        let texte = extraction(1, 0);
        for personne in nommes().iter().filter(|personne| personne.moyen != Moyen::CarteDeStructure) {
            let identifiant = personne.identifiant.to_string();
            let ligne = texte.lines().find(|ligne| ligne.contains(&identifiant)).unwrap();
            assert!(ligne.contains(personne.nom) && ligne.contains(personne.mobile), "{identifiant}");
            assert!(ligne.contains(personne.courriel) && ligne.contains(personne.prenom), "{identifiant}");
        }
    }
}
