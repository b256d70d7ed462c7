use ambient::Seconds;
use carte_cps::{Famille, Monde, RefusCarte};
use igc::{Defaut, DemandeCarte, Modele, Profession, Raison, Role, TypeCle, Validite};

use crate::ici::{MAINTENANT, directrice, ici, medecin};

// requirement: MIE-10 MIE-13
#[test]
fn a_professional_is_read_from_a_card_of_either_key_which_names_no_structure_and_lasts_three_years() {
    let ici = ici();
    for cle in [TypeCle::Rsa2048, TypeCle::P256] {
        let carte = ici.igc.carte(&medecin().avec_cle(cle)).unwrap();
        let lue = ici.juger(&carte).unwrap();
        assert_eq!(lue.identifiant.to_string(), "899900000011");
        assert_eq!((lue.nom.as_str(), lue.prenom.as_str()), ("MARTIN", "ÉLÉONORE"));
        assert_eq!((lue.famille, lue.profession), (Famille::Cps, Some(10)));
        assert_eq!(lue.intitule.as_deref(), Some("Médecin"));
        assert_eq!(lue.serie, carte.serie);
        assert_eq!(lue.numero_carte.map(|numero| numero.len()), Some(10));
        assert!(lue.emetteur.contains("TEST FORT PERSONNES"), "{}", lue.emetteur);
        assert_eq!((lue.structure, lue.raison_sociale), (None, None), "it is the person's, wherever they work");
        // 18 November 2026 to 18 November 2029, a 29 February between
        assert_eq!(lue.expire_le, MAINTENANT.plus(Seconds::hours(24 * (3 * 365 + 1))));
    }
}

// requirement: MIE-18
#[test]
fn two_professions_are_two_cards_of_one_person_and_each_stops_alone() {
    let ici = ici();
    let autre = Profession { code: 40, libelle: "Chirurgien-dentiste".into() };
    let autre = DemandeCarte::cps(medecin().identifiant, "MARTIN", "ÉLÉONORE", autre);
    let cartes = [medecin(), autre].map(|demande| ici.igc.carte(&demande).unwrap());
    let [une, autre] = cartes.each_ref().map(|carte| ici.juger(carte).unwrap());
    assert_eq!(une.identifiant, autre.identifiant);
    assert_eq!((une.profession, autre.profession), (Some(10), Some(40)));
    assert!(une.serie != autre.serie && une.numero_carte != autre.numero_carte, "two means");
    ici.igc.revoquer(&cartes[0].serie, Raison::CleCompromise).unwrap();
    assert_eq!(ici.juger(&cartes[0]), Err(RefusCarte::Revoquee));
    assert!(ici.juger(&cartes[1]).is_ok());
}

#[test]
fn staff_of_an_establishment_is_read_with_its_structure() {
    let ici = ici();
    let lue = ici.juger(&ici.igc.carte(&directrice()).unwrap()).unwrap();
    assert_eq!(lue.identifiant.to_string(), "3690990114/CPET0002");
    assert_eq!((lue.famille, lue.profession), (Famille::Etablissement, None));
    assert_eq!(lue.raison_sociale.as_deref(), Some("EHPAD LES TILLEULS"));
    assert_eq!(lue.structure.as_deref(), Some("1690990114"));
    assert!(lue.emetteur.contains("TEST STANDARD PERSONNES"), "{}", lue.emetteur);
}

#[test]
fn staff_of_another_structure_is_read() {
    let ici = ici();
    let mut demande = directrice().avec_modele(Modele::Cpa);
    demande.identifiant = "599999999800019/CPAT0001".parse().unwrap();
    assert_eq!(ici.juger(&ici.igc.carte(&demande).unwrap()).unwrap().famille, Famille::AutreStructure);
}

// requirement: X05
#[test]
fn every_family_has_a_pair_that_authenticates_and_a_pair_that_signs() {
    let ici = ici();
    for modele in Modele::ALL {
        let mut demande = if modele.famille().code() < 2 { medecin() } else { directrice() }.avec_modele(modele);
        if modele.famille() == Famille::AutreStructure {
            demande.identifiant = "599999999800019/CPAT0001".parse().unwrap();
        }
        let carte = ici.igc.paire(&demande).unwrap();
        let lue = ici.juger(&carte.authentification).unwrap();
        assert_eq!((lue.famille, lue.numero_carte.as_deref()), (modele.famille(), Some(carte.numero.as_str())));
        assert_eq!(ici.juger(&carte.signature).unwrap_err().code(), "CARTE_MAUVAIS_CERTIFICAT", "{modele:?}");
        let (_, signs) = x509_parser::parse_x509_certificate(&carte.signature.chaine[0]).unwrap();
        let usage = signs.key_usage().unwrap().unwrap().value;
        assert!(usage.non_repudiation() && !usage.digital_signature());
        assert!(signs.extended_key_usage().unwrap().unwrap().value.email_protection);
        assert_ne!(carte.signature.cle_pem(), carte.authentification.cle_pem());
    }
}

/// The three attributes of a person stand in one RDN: whoever wrote them, in whatever order, it is the same person.
#[test]
fn the_order_of_the_attributes_changes_nobody() {
    let ici = ici();
    let leaf = ici.igc.carte(&medecin()).unwrap().chaine.remove(0);
    let tbs = x509_parser::parse_x509_certificate(&leaf).unwrap().1.tbs_certificate.as_ref().to_vec();
    let subject = x509_parser::parse_x509_certificate(&leaf).unwrap().1.subject().as_raw().to_vec();
    let at = tbs.windows(subject.len()).position(|part| part == subject).unwrap();
    let inside = attributes(&subject);
    let begin = at + subject.len() - inside.iter().map(Vec::len).sum::<usize>();
    for [a, b, c] in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let person = [inside[a].clone(), inside[b].clone(), inside[c].clone()].concat();
        let mut moved = tbs.clone();
        moved[begin..begin + person.len()].copy_from_slice(&person);
        let leaf = ici.igc.signer_brut(Role::FortPersonnes, &moved).unwrap();
        let lue = ici.igc.autorite_cartes(MAINTENANT).unwrap().verifier(&[leaf], MAINTENANT).unwrap();
        assert_eq!((lue.nom.as_str(), lue.prenom.as_str()), ("MARTIN", "ÉLÉONORE"));
        assert_eq!(lue.identifiant.to_string(), "899900000011");
    }
}

/// The three attributes of the last RDN, each with its header: all are short.
fn attributes(subject: &[u8]) -> [Vec<u8>; 3] {
    let whole = |from: usize| from..from + 2 + usize::from(subject[from + 1]);
    let ends = |at: &usize| subject[*at] == 0x31 && whole(*at).end == subject.len();
    let rdn = (0..subject.len() - 1).find(ends).unwrap();
    let first = whole(rdn + 2);
    let second = whole(first.end);
    let third = whole(second.end);
    assert_eq!(third.end, subject.len());
    [first, second, third].map(|range| subject[range].to_vec())
}

#[test]
fn a_card_is_good_until_its_last_second() {
    let ici = ici();
    let mut demande = medecin();
    demande.validite = Validite::Duree(Seconds::hours(1));
    let carte = ici.igc.carte(&demande).unwrap();
    ici.clock.advance(Seconds::hours(1));
    assert!(ici.juger(&carte).is_ok());
    ici.clock.advance(Seconds(1));
    assert_eq!(ici.juger(&carte), Err(RefusCarte::Expiree));
}

// requirement: X06
#[test]
fn a_card_is_recognised_whatever_became_of_it_and_a_strangers_is_not() {
    let ici = ici();
    let mut demande = medecin();
    demande.validite = Validite::Duree(Seconds::hours(1));
    let carte = ici.igc.carte(&demande).unwrap();
    let lue = ici.juger(&carte).unwrap();
    ici.igc.revoquer(&carte.serie, Raison::CleCompromise).unwrap();
    ici.clock.advance(Seconds::hours(2));
    // without any list: what a login needs is not there
    let judge = ici.igc.autorite_cartes(MAINTENANT).unwrap().avec_crls::<Vec<u8>>(&[]).unwrap();
    assert_eq!(judge.reconnaitre(&carte.chaine[0]), Ok(lue));
    let stranger = ici.igc.carte(&medecin().avec_defaut(Defaut::EmetteurInconnu)).unwrap();
    assert!(matches!(judge.reconnaitre(&stranger.chaine[0]), Err(RefusCarte::EmetteurInconnu(_))));
    let mut changed = carte.chaine[0].clone();
    let last = changed.len() - 1;
    changed[last] ^= 1;
    assert!(matches!(judge.reconnaitre(&changed), Err(RefusCarte::EmetteurInconnu(_))));
    for broken in [&[][..], &changed[..last], &[0x30; 20_000]] {
        assert!(matches!(judge.reconnaitre(broken), Err(RefusCarte::Illisible(_))));
    }
}

// requirement: X02 O01
#[test]
fn a_test_card_does_not_open_a_real_service() {
    let ici = ici();
    let carte = ici.igc.carte(&medecin()).unwrap();
    let lists: Vec<_> = ici.igc.crls(MAINTENANT).unwrap().into_iter().map(|crl| crl.der).collect();
    let issuers = [Role::FortPersonnes, Role::StandardPersonnes].map(|role| ici.igc.certificat(role));
    let real = carte_cps::AutoriteCartes::new(&[ici.igc.certificat(Role::Racine)], &issuers, Monde::Production);
    let real = real.unwrap().avec_crls(&lists).unwrap();
    assert_eq!(real.verifier(&carte.chaine, MAINTENANT), Err(RefusCarte::CarteDeTest));
}

#[test]
fn no_certificate_and_no_der_are_told_apart() {
    let judge = ici().igc.autorite_cartes(MAINTENANT).unwrap();
    assert_eq!(judge.verifier::<Vec<u8>>(&[], MAINTENANT), Err(RefusCarte::AucuneCarte));
    for garbage in [vec![], vec![0x30], vec![0x30, 0x84, 0xff, 0xff, 0xff, 0xff], vec![0x30; 20_000]] {
        assert!(matches!(judge.verifier(&[garbage], MAINTENANT), Err(RefusCarte::Illisible(_))));
    }
}
