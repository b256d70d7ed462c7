use certificat_org::{Organisation, OrganisationIllisible};
use rcgen::{CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose};

fn certificat(
    attributs: &[(DnType, &str)],
    usages: &[KeyUsagePurpose],
    etendus: &[ExtendedKeyUsagePurpose],
) -> Vec<u8> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    attributs.iter().for_each(|(genre, valeur)| params.distinguished_name.push(genre.clone(), *valeur));
    params.key_usages = usages.to_vec();
    params.extended_key_usages = etendus.to_vec();
    params.self_signed(&KeyPair::generate().unwrap()).unwrap().der().to_vec()
}

const SUJET: [(DnType, &str); 2] = [(DnType::OrganizationalUnitName, "1690990015"), (DnType::CommonName, "INSI-AUTO")];
const SIGNE: KeyUsagePurpose = KeyUsagePurpose::DigitalSignature;
const CLIENT: ExtendedKeyUsagePurpose = ExtendedKeyUsagePurpose::ClientAuth;

// requirement: CRT-01
#[test]
fn a_certificate_names_a_legal_person() {
    let lue = Organisation::lire(&certificat(&SUJET, &[SIGNE], &[CLIENT])).unwrap();
    assert_eq!((lue.struct_id_nat.as_str(), lue.nom.insi()), ("1690990015", true));
}

// requirement: X05
#[test]
fn a_seal_or_a_certificate_of_another_usage_authenticates_nobody() {
    let cachet = Err(OrganisationIllisible::Cachet);
    let mail = ExtendedKeyUsagePurpose::EmailProtection;
    let commit = KeyUsagePurpose::ContentCommitment;
    for (usages, etendus) in [
        (vec![SIGNE, commit], vec![mail]),
        (vec![SIGNE, commit], vec![CLIENT]),
        (vec![commit], vec![CLIENT]),
        (vec![], vec![CLIENT]),
        (vec![SIGNE], vec![]),
        (vec![SIGNE], vec![ExtendedKeyUsagePurpose::ServerAuth]),
    ] {
        assert_eq!(Organisation::lire(&certificat(&SUJET, &usages, &etendus)), cachet, "{usages:?} {etendus:?}");
    }
}

// requirement: X04
#[test]
fn a_subject_that_names_nobody_or_by_another_rule_is_refused() {
    let lire = |sujet: &[(DnType, &str)]| Organisation::lire(&certificat(sujet, &[SIGNE], &[CLIENT]));
    assert_eq!(lire(&SUJET[1..]), Err(OrganisationIllisible::SansIdentifiant));
    assert_eq!(lire(&SUJET[..1]), Err(OrganisationIllisible::SansNom));
    let presque = (DnType::CommonName, "INSI-DUI");
    assert_eq!(lire(&[SUJET[0].clone(), presque]), Err(OrganisationIllisible::SansNom));
    assert_eq!(Organisation::lire(b"x"), Err(OrganisationIllisible::Illisible));
}
