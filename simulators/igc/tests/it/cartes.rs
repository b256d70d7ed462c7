use ambient::Seconds;
use carte_cps::{Famille, Monde, RefusCarte};
use igc::{Role, TypeCle};

use crate::ici::{MAINTENANT, directrice, ici, medecin};

#[test]
fn a_professional_is_read_from_a_card_of_either_key() {
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
        assert_eq!(lue.expire_le, MAINTENANT.plus(medecin().validite));
    }
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
    let mut demande = directrice();
    demande.identifiant = "599999999800019/CPAT0001".parse().unwrap();
    demande.famille = Famille::AutreStructure;
    assert_eq!(ici.juger(&ici.igc.carte(&demande).unwrap()).unwrap().famille, Famille::AutreStructure);
}

#[test]
fn a_card_is_good_until_its_last_second() {
    let ici = ici();
    let mut demande = medecin();
    demande.validite = Seconds::hours(1);
    let carte = ici.igc.carte(&demande).unwrap();
    ici.clock.advance(Seconds::hours(1));
    assert!(ici.juger(&carte).is_ok());
    ici.clock.advance(Seconds(1));
    assert_eq!(ici.juger(&carte), Err(RefusCarte::Expiree));
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
