//! Certificates and lists that were cut or changed: refused, never a panic, never accepted (X12).

use std::time::{Duration, Instant};

use igc::TypeCle;

use crate::ici::{MAINTENANT, directrice, ici, medecin};

// requirement: X12
#[test]
fn a_certificate_cut_anywhere_is_refused() {
    let ici = ici();
    let judge = ici.igc.autorite_cartes(MAINTENANT).unwrap();
    let leaf = ici.igc.carte(&medecin()).unwrap().chaine.remove(0);
    for end in 0..leaf.len() {
        assert!(judge.verifier(&[&leaf[..end]], MAINTENANT).is_err(), "cut at {end}");
    }
    assert!(judge.verifier(&[[&leaf[..], &[0]].concat()], MAINTENANT).is_err(), "one byte more");
}

// requirement: X12
#[test]
fn a_certificate_with_one_byte_changed_is_refused() {
    let ici = ici();
    let judge = ici.igc.autorite_cartes(MAINTENANT).unwrap();
    for demande in [medecin().avec_cle(TypeCle::Rsa2048), directrice()] {
        let leaf = ici.igc.carte(&demande).unwrap().chaine.remove(0);
        assert!(judge.verifier(&[&leaf], MAINTENANT).is_ok());
        for at in 0..leaf.len() {
            for change in [0x01, 0x80, 0xff] {
                let mut spoilt = leaf.clone();
                spoilt[at] ^= change;
                assert!(judge.verifier(&[spoilt], MAINTENANT).is_err(), "byte {at} ^ {change:#x}");
            }
        }
    }
}

#[test]
fn a_revocation_list_with_one_byte_changed_never_lets_a_revoked_card_in() {
    let ici = ici();
    let carte = ici.igc.carte(&medecin().avec_defaut(igc::Defaut::Revoquee)).unwrap();
    let lists: Vec<_> = ici.igc.crls(MAINTENANT).unwrap().into_iter().map(|crl| crl.der).collect();
    let judge = ici.igc.autorite_cartes(MAINTENANT).unwrap();
    let of_issuer = lists.iter().position(|der| der.windows(10).any(|w| w == b"TEST FORT ")).unwrap();
    for at in 0..lists[of_issuer].len() {
        let mut spoilt = lists.clone();
        spoilt[of_issuer][at] ^= 0x01;
        let accepted = judge.avec_crls(&spoilt).is_ok_and(|judge| judge.verifier(&carte.chaine, MAINTENANT).is_ok());
        assert!(!accepted, "byte {at}");
    }
}

// requirement: X12
#[test]
fn deep_and_giant_structures_are_refused_at_once() {
    let judge = ici().igc.autorite_cartes(MAINTENANT).unwrap();
    let started = Instant::now();
    let nested: Vec<u8> = std::iter::repeat_n([0x30, 0x80], 8_000).flatten().collect();
    let giant = [&[0x30, 0x83, 0xff, 0xff, 0xff][..], &vec![0x02; 15_000]].concat();
    for der in [nested, giant, vec![0xff; 16_384], vec![0x30, 0x82, 0x40, 0x00]] {
        assert!(judge.verifier(&[der], MAINTENANT).is_err());
    }
    assert!(started.elapsed() < Duration::from_secs(1));
}
