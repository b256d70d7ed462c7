use std::time::{Duration, Instant};

use certificat_org::{DemandeLue, DemandeRefusee, LONGUEUR_MAX, NomCertificat};
use rcgen::{CertificateParams, DistinguishedName, DnType, DnValue, KeyPair, SanType};

fn sujet(attributs: &[(DnType, &str)]) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    attributs.iter().for_each(|(genre, valeur)| params.distinguished_name.push(genre.clone(), *valeur));
    params
}

fn pem(params: &CertificateParams) -> String {
    params.serialize_request(&KeyPair::generate().unwrap()).unwrap().pem().unwrap()
}

fn nom(texte: &str) -> NomCertificat {
    NomCertificat::lire(texte).unwrap()
}

fn code(texte: &str) -> &'static str {
    DemandeLue::lire(texte).expect_err("refused").code()
}

// requirement: CRT-08
#[test]
fn a_request_is_read_as_programs_write_it() {
    let texte = pem(&sujet(&[(DnType::CommonName, "DUI-AUTH")]));
    let lue = DemandeLue::lire(&texte).unwrap();
    assert_eq!((lue.nom.as_str(), lue.empreinte.len()), ("DUI-AUTH", 64));
    assert_eq!(DemandeLue::lire(&texte.replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")).unwrap(), lue);
    assert_eq!(DemandeLue::lire(&format!("Voici :\r\n{}", texte.replace('\n', "\r\n"))).unwrap(), lue);
    assert_eq!(DemandeLue::de(lue.der.clone()).unwrap(), lue);
    assert!(DemandeLue::lire(include_str!("pem/rsa-2048.pem")).is_ok());
    for alg in [&rcgen::PKCS_ECDSA_P384_SHA384, &rcgen::PKCS_ECDSA_P256_SHA256] {
        let key = KeyPair::generate_for(alg).unwrap();
        let texte = sujet(&[(DnType::CommonName, "DUI-AUTH")]).serialize_request(&key).unwrap().pem().unwrap();
        assert!(DemandeLue::lire(&texte).is_ok());
    }
}

// requirement: X13
#[test]
fn weak_keys_and_old_digests_are_refused() {
    assert_eq!(code(include_str!("pem/rsa-1024.pem")), "pkcs10_cle_faible");
    assert_eq!(code(include_str!("pem/exponent-3.pem")), "pkcs10_cle_faible");
    assert_eq!(code(include_str!("pem/secp256k1.pem")), "pkcs10_cle_faible");
    assert_eq!(code(include_str!("pem/explicit-curve.pem")), "pkcs10_cle_faible");
    assert_eq!(code(include_str!("pem/sha-1.pem")), "pkcs10_algorithme");
    assert_eq!(code(include_str!("pem/md5.pem")), "pkcs10_algorithme");
    let edwards = KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    let texte = sujet(&[(DnType::CommonName, "DUI-AUTH")]).serialize_request(&edwards).unwrap().pem().unwrap();
    assert_eq!(code(&texte), "pkcs10_cle_faible", "no authority of the domain signs such a key");
}

// requirement: X12
#[test]
fn what_is_no_single_request_is_told_from_one() {
    let params = sujet(&[(DnType::CommonName, "DUI-AUTH")]);
    let (key, texte) = (KeyPair::generate().unwrap(), pem(&params));
    assert_eq!(code(&format!("{texte}{}", pem(&params))), "pkcs10_plusieurs");
    assert_eq!(code(&format!("{texte}{}", key.serialize_pem())), "pkcs10_cle_privee");
    assert_eq!(code(&key.serialize_pem().replace("PRIVATE KEY", "RSA PRIVATE KEY")), "pkcs10_cle_privee");
    assert_eq!(code(&params.self_signed(&key).unwrap().pem()), "pkcs10_autre_chose");
    assert_eq!(code("DUI-AUTH"), "pkcs10_autre_chose");
    assert_eq!(code(" \n"), "pkcs10_vide");
    assert_eq!(code(&format!("{texte}{}", " ".repeat(LONGUEUR_MAX))), "pkcs10_trop_longue");
    assert_eq!(DemandeLue::de(vec![0; LONGUEUR_MAX + 1]), Err(DemandeRefusee::TropLongue));
}

#[test]
fn a_request_that_was_changed_or_cut_is_refused_or_asks_for_the_same_and_at_once() {
    let lue = DemandeLue::lire(&pem(&sujet(&[(DnType::CommonName, "DUI-AUTH")]))).unwrap();
    let der = lue.der.clone();
    let depart = Instant::now();
    for place in 0..der.len() {
        let mut autre = der.clone();
        autre[place] ^= 1;
        // how the signature is wrapped is not signed
        if let Ok(autre) = DemandeLue::de(autre) {
            assert_eq!((autre.nom, autre.publique), (lue.nom.clone(), lue.publique.clone()), "octet {place}");
        }
        assert!(DemandeLue::de(der[..place].to_vec()).is_err(), "cut at {place}");
    }
    assert!(matches!(DemandeLue::de([der, vec![0]].concat()), Err(DemandeRefusee::Illisible(_))));
    assert!(depart.elapsed() < Duration::from_secs(5));
}

// requirement: CRT-06 X04
#[test]
fn the_name_is_the_one_that_was_ordered_in_text_that_cannot_be_read_otherwise() {
    assert_eq!(code(include_str!("pem/two-names.pem")), "pkcs10_sans_nom");
    assert_eq!(code(&pem(&sujet(&[(DnType::OrganizationName, "ASSOCIATION")]))), "pkcs10_sans_nom");
    for faux in ["INSI-DUI", "DUI\0AUTH", "DUI AUTH", "ＤＵＩ-AUTH"] {
        let refus = code(&pem(&sujet(&[(DnType::CommonName, faux)])));
        assert!(["pkcs10_nom", "pkcs10_sans_nom"].contains(&refus), "{faux:?}: {refus}");
    }
    let mut bmp = CertificateParams::default();
    bmp.distinguished_name = DistinguishedName::new();
    bmp.distinguished_name.push(DnType::CommonName, DnValue::BmpString("DUI-AUTH".try_into().unwrap()));
    assert_eq!(code(&pem(&bmp)), "pkcs10_sans_nom");
    let lue = DemandeLue::lire(&pem(&sujet(&[(DnType::CommonName, "DUI-AUTH")]))).unwrap();
    let autre = lue.pour(&nom("INSI-AUTO"), "ASSOCIATION", "1690990015").unwrap_err();
    assert_eq!(autre.code(), "pkcs10_autre_nom");
    assert_eq!(lue.pour(&nom("DUI-AUTH"), "ASSOCIATION", "1690990015"), Ok(()));
}

// requirement: CRT-07 X04
#[test]
fn what_else_the_subject_says_is_said_of_the_structure() {
    let entier = [
        (DnType::CountryName, "FR"),
        (DnType::OrganizationName, "ASSOCIATION"),
        (DnType::OrganizationalUnitName, "1690990015"),
        (DnType::CommonName, "DUI-AUTH"),
    ];
    let pour = |attributs: &[(DnType, &str)]| {
        let mut params = sujet(attributs);
        // the authority takes no extension of a request
        params.subject_alt_names = vec![SanType::DnsName("dmp.example".try_into().unwrap())];
        DemandeLue::lire(&pem(&params)).unwrap().pour(&nom("DUI-AUTH"), "ASSOCIATION", "1690990015")
    };
    assert_eq!(pour(&entier), Ok(()));
    for (place, autre) in [(0, "BE"), (1, "ASSOCIATION DE L ESTUAIRE"), (2, "1440990026")] {
        let mut faux = entier.clone();
        faux[place].1 = autre;
        assert!(matches!(pour(&faux), Err(DemandeRefusee::AutreStructure(_))), "{autre}");
    }
}

#[test]
fn each_refusal_has_a_code_of_its_own_and_says_what_to_do() {
    let catalogue = DemandeRefusee::catalogue();
    let codes: std::collections::HashSet<_> = catalogue.iter().map(DemandeRefusee::code).collect();
    assert_eq!(codes.len(), catalogue.len());
}
