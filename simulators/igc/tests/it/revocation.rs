use ambient::Seconds;
use carte_cps::{AutoriteCartes, RefusCarte};
use igc::{Igc, IgcError, Raison, Role};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::ici::{MAINTENANT, ici, medecin};

/// The lists of now, those of some authorities left out.
fn sans(igc: &Igc, out: &[Role]) -> Vec<Vec<u8>> {
    let lists = igc.crls(MAINTENANT).unwrap().into_iter();
    lists.filter(|crl| !out.contains(&crl.autorite)).map(|crl| crl.der).collect()
}

fn avec(igc: &Igc, lists: &[Vec<u8>]) -> AutoriteCartes {
    igc.autorite_cartes(MAINTENANT).unwrap().avec_crls(lists).unwrap()
}

// requirement: X03
#[test]
fn a_card_stops_with_the_next_list_after_its_revocation() {
    let ici = ici();
    let carte = ici.igc.carte(&medecin()).unwrap();
    let before = ici.igc.autorite_cartes(MAINTENANT).unwrap();
    ici.igc.revoquer(&carte.serie.to_lowercase(), Raison::Remplacee).unwrap();
    assert!(before.verifier(&carte.chaine, MAINTENANT).is_ok());
    assert_eq!(ici.juger(&carte), Err(RefusCarte::Revoquee));
    assert!(ici.juger(&ici.igc.carte(&medecin()).unwrap()).is_ok());
}

// requirement: X03
#[test]
fn a_list_that_is_out_of_date_lets_nobody_in() {
    let ici = ici();
    let carte = ici.igc.carte(&medecin()).unwrap();
    let judge = ici.igc.autorite_cartes(MAINTENANT).unwrap();
    assert!(judge.verifier(&carte.chaine, MAINTENANT.plus(Seconds::hours(23))).is_ok());
    assert_eq!(judge.verifier(&carte.chaine, MAINTENANT.plus(Seconds::hours(25))), Err(RefusCarte::CrlPerimee));
}

// requirement: X03
#[test]
fn a_list_that_is_missing_for_any_authority_of_the_path_lets_nobody_in() {
    let ici = ici();
    let carte = ici.igc.carte(&medecin()).unwrap();
    for missing in [&[Role::Racine] as &[_], &[Role::FortPersonnes], &Role::ALL] {
        let judge = avec(&ici.igc, &sans(&ici.igc, missing));
        let refus = judge.verifier(&carte.chaine, MAINTENANT).unwrap_err();
        assert_eq!(refus.code(), "CARTE_CRL_ABSENTE", "{missing:?}: {refus}");
    }
    let judge = avec(&ici.igc, &sans(&ici.igc, &[Role::StandardPersonnes, Role::Organisations]));
    assert!(judge.verifier(&carte.chaine, MAINTENANT).is_ok());
}

// requirement: X03
#[test]
fn a_list_from_the_future_or_of_a_stranger_does_not_count() {
    // the names are the same, the keys are not
    let (ici, stranger) = (ici(), ici().igc);
    let carte = ici.igc.carte(&medecin()).unwrap();
    let future = ici.igc.autorite_cartes(MAINTENANT.plus(Seconds::hours(1))).unwrap();
    assert_eq!(future.verifier(&carte.chaine, MAINTENANT).unwrap_err().code(), "CARTE_CRL_ABSENTE");
    let forged = avec(&ici.igc, &sans(&stranger, &[]));
    assert_eq!(forged.verifier(&carte.chaine, MAINTENANT).unwrap_err().code(), "CARTE_CRL_ABSENTE");
}

#[test]
fn the_latest_of_two_lists_counts() {
    let ici = ici();
    let carte = ici.igc.carte(&medecin()).unwrap();
    let old = sans(&ici.igc, &[]);
    ici.igc.revoquer(&carte.serie, Raison::CleCompromise).unwrap();
    ici.clock.advance(Seconds(1));
    let now = ici.ambient.now();
    let new: Vec<_> = ici.igc.crls(now).unwrap().into_iter().map(|crl| crl.der).collect();
    for lists in [[old.clone(), new.clone()].concat(), [new, old].concat()] {
        assert_eq!(avec(&ici.igc, &lists).verifier(&carte.chaine, now), Err(RefusCarte::Revoquee));
    }
}

// requirement: X03
#[test]
fn an_authority_that_is_revoked_takes_its_cards_with_it() {
    let ici = ici();
    let carte = ici.igc.carte(&medecin()).unwrap();
    let (_, issuer) = X509Certificate::from_der(ici.igc.certificat(Role::FortPersonnes)).unwrap();
    let serie: String = issuer.raw_serial().iter().map(|byte| format!("{byte:02X}")).collect();
    ici.igc.revoquer(&serie, Raison::CleCompromise).unwrap();
    assert_eq!(ici.juger(&carte), Err(RefusCarte::Revoquee));
}

#[test]
fn a_serial_number_that_was_never_issued_is_told() {
    assert!(matches!(ici().igc.revoquer("00", Raison::Remplacee), Err(IgcError::SerieInconnue(_))));
}
