//! Lists as they are published, the wrong ones too, in front of what keeps them.

use ambient::Seconds;
use carte_cps::{AutoriteCartes, Classeur, RefusCarte, RefusListe};
use igc::{Genre, Igc, Panne, Raison, Role};

use crate::ici::{Ici, MAINTENANT, ici, medecin};

const CARTES: [Role; 3] = [Role::Racine, Role::FortPersonnes, Role::StandardPersonnes];

struct Bureau {
    ici: Ici,
    socle: AutoriteCartes,
    classeur: Classeur,
}

impl Bureau {
    /// With every complete list.
    fn nouveau() -> Self {
        let ici = ici();
        let socle = ici.igc.autorite_cartes(MAINTENANT).unwrap();
        let mut bureau = Self { ici, socle, classeur: Classeur::default() };
        for role in CARTES {
            bureau.prendre(role, Genre::Complete).unwrap();
        }
        bureau
    }

    fn prendre(&mut self, role: Role, genre: Genre) -> Result<usize, RefusListe> {
        let list = self.ici.igc.publiee(role, genre).unwrap();
        self.lire(&list.der)
    }

    /// How many cards the list stops that no list had stopped before.
    fn lire(&mut self, der: &[u8]) -> Result<usize, RefusListe> {
        let list = self.socle.liste(der, self.ici.ambient.now())?;
        self.classeur.ranger(list).map(|reception| reception.arretes.len())
    }

    fn juger(&self, carte: &igc::CarteEmise) -> Result<(), RefusCarte> {
        self.classeur.autorites(&self.socle).verifier(&carte.chaine, self.ici.ambient.now()).map(drop)
    }
}

// requirement: X03
#[test]
fn an_opposition_stands_in_the_next_delta() {
    let mut bureau = Bureau::nouveau();
    let carte = bureau.ici.igc.paire(&medecin()).unwrap();
    assert_eq!(bureau.prendre(Role::FortPersonnes, Genre::Delta), Ok(0));
    assert_eq!(bureau.juger(&carte.authentification), Ok(()));
    let series = bureau.ici.igc.opposer(&carte.numero, Raison::CleCompromise).unwrap();
    assert_eq!(series.len(), 2, "both certificates of the card");
    assert_eq!(bureau.prendre(Role::FortPersonnes, Genre::Delta), Ok(2));
    assert_eq!(bureau.juger(&carte.authentification), Err(RefusCarte::Revoquee));
    assert_eq!(bureau.prendre(Role::FortPersonnes, Genre::Delta), Ok(0), "the same one again");
}

// requirement: X03
#[test]
fn a_delta_whose_time_is_over_makes_the_data_stale_until_a_complete_list_overtakes_it() {
    let mut bureau = Bureau::nouveau();
    let carte = bureau.ici.igc.carte(&medecin()).unwrap();
    bureau.prendre(Role::FortPersonnes, Genre::Delta).unwrap();
    bureau.ici.clock.advance(Seconds::minutes(11));
    assert_eq!(bureau.juger(&carte), Err(RefusCarte::CrlPerimee));
    bureau.ici.clock.advance(Seconds::minutes(50));
    bureau.prendre(Role::FortPersonnes, Genre::Complete).unwrap();
    assert_eq!(bureau.juger(&carte), Ok(()));
}

// requirement: X03
#[test]
fn lists_may_be_believed_for_a_while_after_their_end_and_no_longer() {
    let bureau = Bureau::nouveau();
    let carte = bureau.ici.igc.carte(&medecin()).unwrap();
    let judge = bureau.classeur.autorites(&bureau.socle);
    let late = MAINTENANT.plus(Seconds::hours(25));
    let longer = |hours| judge.verifier_avec(&carte.chaine, late, Seconds::hours(hours)).map(drop);
    assert_eq!(judge.verifier(&carte.chaine, late).map(drop), Err(RefusCarte::CrlPerimee));
    assert_eq!(longer(2), Ok(()));
    assert!(longer(0).is_err());
    bureau.ici.igc.opposer(&carte.serie, Raison::Remplacee).unwrap();
    let mut bureau = bureau;
    bureau.prendre(Role::FortPersonnes, Genre::Delta).unwrap();
    let judge = bureau.classeur.autorites(&bureau.socle);
    let refused = judge.verifier_avec(&carte.chaine, late, Seconds::hours(48));
    assert_eq!(refused.map(drop), Err(RefusCarte::Revoquee), "patience brings no card back");
}

// requirement: X03
#[test]
fn an_old_list_that_comes_again_is_refused() {
    let mut bureau = Bureau::nouveau();
    let old = bureau.ici.igc.publiee(Role::FortPersonnes, Genre::Complete).unwrap();
    let carte = bureau.ici.igc.carte(&medecin()).unwrap();
    bureau.ici.igc.opposer(&carte.serie, Raison::CleCompromise).unwrap();
    bureau.ici.clock.advance(Seconds::hours(2));
    assert_eq!(bureau.prendre(Role::FortPersonnes, Genre::Complete), Ok(1));
    assert!(matches!(bureau.lire(&old.der), Err(RefusListe::Ancienne { .. })));
    assert_eq!(bureau.juger(&carte), Err(RefusCarte::Revoquee));
    let stale = bureau.ici.igc.publiee_a_tort(Role::FortPersonnes, Genre::Complete, Panne::Perimee).unwrap();
    assert!(matches!(bureau.lire(&stale), Err(RefusListe::Ancienne { .. })));
}

// requirement: X03
#[test]
fn a_list_that_lies_changes_nothing_for_a_card_that_was_stopped() {
    for genre in [Genre::Complete, Genre::Delta] {
        let mut bureau = Bureau::nouveau();
        let carte = bureau.ici.igc.carte(&medecin()).unwrap();
        bureau.ici.igc.opposer(&carte.serie, Raison::CleCompromise).unwrap();
        assert_eq!(bureau.prendre(Role::FortPersonnes, Genre::Delta), Ok(1));
        let forged = bureau.ici.igc.publiee_a_tort(Role::FortPersonnes, genre, Panne::AutreSignataire).unwrap();
        assert_eq!(bureau.lire(&forged), Err(RefusListe::Signataire));
        for panne in [Panne::Indulgente, Panne::AutreSerie] {
            bureau.ici.clock.advance(Seconds(1));
            let lying = bureau.ici.igc.publiee_a_tort(Role::FortPersonnes, genre, panne).unwrap();
            bureau.lire(&lying).unwrap();
        }
        let moyen = bureau.classeur.arretes().iter().any(|moyen| moyen.ends_with(&carte.serie));
        assert!(moyen, "who was named once stays named");
    }
}

#[test]
fn a_delta_needs_the_list_that_it_completes() {
    let mut bureau = Bureau::nouveau();
    bureau.classeur = Classeur::default();
    assert!(matches!(bureau.prendre(Role::FortPersonnes, Genre::Delta), Err(RefusListe::SansBase(_))));
    bureau.prendre(Role::FortPersonnes, Genre::Complete).unwrap();
    assert_eq!(bureau.prendre(Role::FortPersonnes, Genre::Delta), Ok(0));
}

// requirement: X02
#[test]
fn a_list_of_the_authority_of_machines_is_none_of_cards() {
    let mut bureau = Bureau::nouveau();
    assert_eq!(bureau.prendre(Role::Organisations, Genre::Complete), Err(RefusListe::Signataire));
}

#[test]
fn numbers_grow_and_a_number_never_has_two_contents() {
    let ici = ici();
    let igc: &Igc = &ici.igc;
    let delta = || igc.publiee(Role::FortPersonnes, Genre::Delta).unwrap();
    let (first, again) = (delta(), delta());
    assert_eq!((first.numero, &first.der), (again.numero, &again.der));
    let carte = igc.carte(&medecin()).unwrap();
    igc.opposer(&carte.serie, Raison::Remplacee).unwrap();
    let after = delta();
    assert!(
        after.numero > first.numero && first.numero > igc.publiee(Role::FortPersonnes, Genre::Complete).unwrap().numero
    );
}

// requirement: X12
#[test]
fn a_list_cut_anywhere_or_changed_is_refused() {
    let mut bureau = Bureau::nouveau();
    let carte = bureau.ici.igc.carte(&medecin()).unwrap();
    bureau.ici.igc.opposer(&carte.serie, Raison::Remplacee).unwrap();
    let der = bureau.ici.igc.publiee(Role::FortPersonnes, Genre::Delta).unwrap().der;
    for end in 0..der.len() {
        assert!(bureau.lire(&der[..end]).is_err(), "cut at {end}");
    }
    for at in 0..der.len() {
        let mut spoilt = der.clone();
        spoilt[at] ^= 0x01;
        assert!(bureau.lire(&spoilt).is_err(), "byte {at}");
    }
    assert_eq!(bureau.lire(&der), Ok(1));
}
