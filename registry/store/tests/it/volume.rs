//! The first file is poured, the next ones are compared by digests: neither may show.

use std::io::{self, Read};
use std::sync::atomic::{AtomicU32, Ordering};

use registry_core::import::{Consigne, Fichier, ImportError, Raison};

use crate::banc::{Banc, PREMIER, SECOND};
use crate::extraction::{ALBA, Extraction};

/// Whole at the first reading, cut at the second.
struct Coupe(String, AtomicU32);

impl Fichier for Coupe {
    fn ouvrir(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        match self.1.fetch_add(1, Ordering::Relaxed) {
            0 => Ok(Box::new(self.0.as_bytes())),
            _ => Ok(Box::new(self.0.as_bytes()[..self.0.len() / 2].chain(Panne))),
        }
    }
}

struct Panne;

impl Read for Panne {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

async fn the_first_file_leaves_every_key_and_index_as_it_was(banc: Banc) {
    let avant = banc.regles().await;
    assert!(avant.len() > 8, "{avant:?}");
    banc.importer(&Extraction::foule(1_200).texte(), PREMIER).await;
    assert_eq!(banc.regles().await, avant);
}

async fn a_first_file_that_breaks_off_leaves_nothing_and_the_next_one_goes_in(banc: Banc) {
    let (regles, vide) = (banc.regles().await, banc.photographie().await);
    let coupe = Coupe(Extraction::foule(3_000).texte(), AtomicU32::new(0));
    let refus = banc.import().importer(&coupe, Consigne::du(PREMIER), &|_| {}).await;
    assert!(matches!(refus, Err(ImportError::Fichier(_))));
    assert_eq!((banc.photographie().await, banc.regles().await), (vide, regles));
    let rapport = banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    assert_eq!(rapport.personnes_inscrites, 6);
}

async fn who_has_not_changed_is_still_told_that_somebody_before_says_otherwise_of_their_place(banc: Banc) {
    banc.importer(&Extraction::foule(3).texte(), PREMIER).await;
    let mut contredite = Extraction::foule(3);
    contredite.ecrire(0, "Raison sociale site", "EHPAD FICTIF LES CHENES");
    let rapport = banc.importer(&contredite.texte(), SECOND).await;
    let dites: Vec<_> = rapport.avertissements.premiers.iter().map(|dite| (dite.ligne, &dite.raison)).collect();
    assert_eq!(dites, [(3, &Raison::StructureContredite), (4, &Raison::StructureContredite)]);
    let encore = banc.importer(&contredite.texte(), SECOND).await;
    assert_eq!(encore.avertissements.nombre, 2, "what is to be told is told each time");
}

async fn a_row_like_the_day_before_undoes_nothing_that_was_done_meanwhile(banc: Banc) {
    let texte = Extraction::exemple().texte();
    banc.importer(&texte, PREMIER).await;
    let absente = Extraction::exemple().sans_personnes(&[ALBA]).texte();
    assert_eq!(banc.importer(&absente, SECOND).await.personnes_desactivees, 1);
    let rapport = banc.importer(&texte, SECOND).await;
    assert_eq!((rapport.personnes_reactivees, rapport.lignes_acceptees), (1, 8));
}

sur_les_deux_moteurs!(
    the_first_file_leaves_every_key_and_index_as_it_was,
    a_first_file_that_breaks_off_leaves_nothing_and_the_next_one_goes_in,
    who_has_not_changed_is_still_told_that_somebody_before_says_otherwise_of_their_place,
    a_row_like_the_day_before_undoes_nothing_that_was_done_meanwhile,
);
