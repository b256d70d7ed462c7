mod weak;

use ambient::{Seconds, Timestamp};
use jose::JwkSet;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CertifiedIssuer, DnType,
    ExtendedKeyUsagePurpose, IsCa, KeyIdMethod, KeyPair, KeyUsagePurpose, RevokedCertParams, SanType, SerialNumber,
    date_time_ymd,
};
use serde_json::json;

use super::{Authorities, AuthorityError, MachineCertificates as _, WrittenList, is_key_of, names};
use crate::carte::{Sante, Veille};
use crate::client::TlsSubject;

const NOW: Timestamp = Timestamp::from_seconds(1_795_410_132);

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A machine of `TEST`, with every alternative name that a registration may ask for.
fn machine() -> CertificateParams {
    let mut params = CertificateParams::new(vec!["dui.example".to_owned()]).unwrap();
    params.subject_alt_names.push(SanType::URI("https://dui.example/machine".try_into().unwrap()));
    params.subject_alt_names.push(SanType::IpAddress("192.0.2.7".parse().unwrap()));
    params.subject_alt_names.push(SanType::Rfc822Name("machine@dui.example".try_into().unwrap()));
    params.distinguished_name.push(DnType::CountryName, "FR");
    params.distinguished_name.push(DnType::OrganizationName, "EHPAD FICTIF, LES TILLEULS");
    params.distinguished_name.push(DnType::CommonName, "dui.example");
    params.serial_number = Some(SerialNumber::from(7_u64));
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params
}

fn issued(params: &CertificateParams, by: &Authority) -> Vec<u8> {
    params.signed_by(&KeyPair::generate().unwrap(), by).unwrap().der().to_vec()
}

fn list(by: &Authority, next_year: i32, revoked: &[u64]) -> Vec<u8> {
    let revoked_certs = revoked.iter().map(|serial| RevokedCertParams {
        serial_number: SerialNumber::from(*serial),
        revocation_time: date_time_ymd(2026, 1, 1),
        reason_code: None,
        invalidity_date: None,
    });
    let params = CertificateRevocationListParams {
        this_update: date_time_ymd(2025, 1, 1),
        next_update: date_time_ymd(next_year, 1, 2),
        crl_number: SerialNumber::from(1_u64),
        issuing_distribution_point: None,
        revoked_certs: revoked_certs.collect(),
        key_identifier_method: KeyIdMethod::Sha256,
    };
    params.signed_by(by).unwrap().der().to_vec()
}

fn trusts(authority: &Authority, lists: &[Vec<u8>], demanded: bool, leaf: &[u8]) -> bool {
    let authorities = Authorities::new(&[authority.der().to_vec()], lists, demanded).unwrap();
    authorities.trusted(&[leaf.to_vec()], NOW).is_ok()
}

// requirement: C05 X02
#[test]
fn a_machine_is_trusted_under_its_own_authority_only() {
    let (own, other) = (authority("TEST ORGANISATIONS"), authority("TEST ORGANISATIONS"));
    let leaf = issued(&machine(), &own);
    assert!(trusts(&own, &[list(&own, 2030, &[])], true, &leaf));
    assert!(!trusts(&other, &[list(&other, 2030, &[])], true, &leaf), "same name, other key");
    let self_signed = machine().self_signed(&KeyPair::generate().unwrap()).unwrap().der().to_vec();
    assert!(!trusts(&own, &[list(&own, 2030, &[])], true, &self_signed));
    let nobody = Authorities::new(&[], &[], false).unwrap();
    assert!(nobody.trusted(&[leaf], NOW).is_err());
    assert!(nobody.trusted(&[], NOW).is_err());
}

// requirement: X02
#[test]
fn an_authority_that_a_peer_sends_builds_no_path() {
    let root = authority("TEST RACINE");
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, "TEST PERSONNES");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let cards = CertifiedIssuer::signed_by(params, KeyPair::generate().unwrap(), &root).unwrap();
    let card = issued(&machine(), &cards);
    let trusted = Authorities::new(&[root.der().to_vec()], &[], false).unwrap();
    assert!(
        trusted.trusted(&[card.clone(), cards.der().to_vec()], NOW).is_err(),
        "an authority beside it is not named"
    );
    let named = Authorities::new(&[cards.der().to_vec()], &[], false).unwrap();
    assert!(named.trusted(&[card], NOW).is_ok());
}

// requirement: C05
#[test]
fn dates_and_usage_of_a_certificate_count() {
    let own = authority("TEST");
    let lists = [list(&own, 2030, &[])];
    let mut server = machine();
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let mut over = machine();
    over.not_after = date_time_ymd(2026, 1, 1);
    let mut early = machine();
    early.not_before = date_time_ymd(2027, 1, 1);
    for (name, params) in [("for servers", server), ("expired", over), ("of the future", early)] {
        assert!(!trusts(&own, &lists, true, &issued(&params, &own)), "{name}");
    }
    let leaf = issued(&machine(), &own);
    let living = Authorities::new(&[own.der().to_vec()], &lists, true).unwrap();
    let centuries = Seconds::hours(24 * 366 * 3_000);
    assert!(living.trusted(&[leaf], NOW.plus(centuries)).is_err(), "the authority's own dates count too");
}

// requirement: X05 CRT-05
#[test]
fn a_certificate_that_seals_authenticates_no_machine() {
    let own = authority("TEST");
    let lists = [list(&own, 2030, &[])];
    let usages = |usages: &[KeyUsagePurpose]| {
        let mut params = machine();
        params.key_usages = usages.to_vec();
        trusts(&own, &lists, true, &issued(&params, &own))
    };
    let (signs, commits) = (KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::ContentCommitment);
    assert!(usages(std::slice::from_ref(&signs)));
    assert!(!usages(&[signs, commits]), "a seal, whatever its extended usage says");
    assert!(!usages(&[commits]));
    let mut seal = machine();
    seal.key_usages = vec![signs];
    seal.extended_key_usages = vec![ExtendedKeyUsagePurpose::EmailProtection];
    assert!(!trusts(&own, &lists, true, &issued(&seal, &own)));
}

// requirement: C05 X03
#[test]
fn a_revoked_machine_is_refused_and_so_is_one_of_which_no_list_speaks() {
    let (own, other) = (authority("TEST"), authority("OTHER"));
    let leaf = issued(&machine(), &own);
    let cases = [
        ("none", vec![], false, true),
        ("in force", vec![list(&own, 2030, &[8])], true, true),
        ("revoked", vec![list(&own, 2030, &[7])], false, false),
        ("stale", vec![list(&own, 2026, &[])], false, true),
        ("of another authority", vec![list(&other, 2030, &[])], false, true),
    ];
    for (name, lists, when_demanded, when_listed) in cases {
        assert_eq!(trusts(&own, &lists, true, &leaf), when_demanded, "{name}, demanded");
        assert_eq!(trusts(&own, &lists, false, &leaf), when_listed, "{name}, when listed");
    }
}

// requirement: X03
#[test]
fn a_list_of_a_file_says_whose_it_is_and_when_it_ends() {
    let own = authority("TEST ORGANISATIONS");
    let state = |year| WrittenList::read(&list(&own, year, &[7, 8])).unwrap().state(NOW);
    let (good, ended) = (state(2030), state(2026));
    assert_eq!((good.nom.as_str(), good.sante, ended.sante), ("TEST ORGANISATIONS", Sante::AJour, Sante::Perimee));
    assert_eq!(good.complete.map(|list| (list.numero, list.lignes)), Some(("1".to_owned(), 2)));
    let watch = Veille::default();
    assert!(watch.regarder(vec![state(2030)]).is_empty());
    assert_eq!(watch.regarder(vec![ended.clone()]), ["TEST ORGANISATIONS"]);
    assert!(watch.regarder(vec![ended]).is_empty(), "told once");
    assert!(WrittenList::read(b"no list").is_none());
}

#[test]
fn what_is_no_authority_is_refused_at_start() {
    let own = authority("TEST");
    let refused =
        |authorities: &[Vec<u8>], lists: &[Vec<u8>]| Authorities::new(authorities, lists, true).err().unwrap();
    assert!(matches!(refused(&[b"x".to_vec()], &[]), AuthorityError::Unreadable(1, _)));
    let leaf = issued(&machine(), &own);
    assert_eq!(refused(&[own.der().to_vec(), leaf], &[]), AuthorityError::NoAuthority(2));
    assert!(matches!(refused(&[], &[b"x".to_vec()]), AuthorityError::List(1, _)));
}

// requirement: C05
#[test]
fn a_certificate_names_its_machine_in_the_registered_way() {
    let leaf = issued(&machine(), &authority("TEST"));
    let subjects = |dn: &str, dns: &str, uri: &str, ip: &str, email: &str| {
        [
            TlsSubject::SubjectDn(dn.to_owned()),
            TlsSubject::SanDns(dns.to_owned()),
            TlsSubject::SanUri(uri.to_owned()),
            TlsSubject::SanIp(ip.to_owned()),
            TlsSubject::SanEmail(email.to_owned()),
        ]
    };
    for right in subjects(
        "CN=dui.example,O=EHPAD FICTIF\\, LES TILLEULS,C=FR",
        "DUI.example",
        "https://dui.example/machine",
        "192.0.2.7",
        "machine@dui.example",
    ) {
        assert!(names(&leaf, &right), "{right:?}");
        assert!(!names(b"no certificate", &right));
    }
    for wrong in
        subjects("CN=dui.example,C=FR", "example", "https://dui.example/machine/", "192.0.2.8", "other@dui.example")
    {
        assert!(!names(&leaf, &wrong), "{wrong:?}");
    }
    for crossed in subjects("192.0.2.7", "192.0.2.7", "dui.example", "::ffff:192.0.2.7", "dui.example") {
        assert!(!names(&leaf, &crossed), "{crossed:?}");
    }
}

fn set(keys: serde_json::Value) -> JwkSet {
    jose::jwk::parse_set(&json!({ "keys": keys }).to_string()).unwrap()
}

// requirement: C05
#[test]
fn a_self_signed_certificate_holds_a_registered_key_whatever_its_dates() {
    let key = KeyPair::generate().unwrap();
    let mut over = machine();
    over.not_after = date_time_ymd(2000, 1, 1);
    let [first, renewed] = [over, machine()].map(|params| params.self_signed(&key).unwrap().der().to_vec());
    let jwk = serde_json::to_value(super::key::strong(&first).unwrap()).unwrap();
    let own = set(json!([jwk]));
    assert!(is_key_of(&first, &own) && is_key_of(&renewed, &own));
    let stranger = machine().self_signed(&KeyPair::generate().unwrap()).unwrap().der().to_vec();
    assert!(!is_key_of(&stranger, &own));
    assert!(!is_key_of(b"no certificate", &own));
    assert!(!is_key_of(&first, &set(json!([]))));
    let mut to_encrypt = jwk.clone();
    to_encrypt["use"] = "enc".into();
    assert!(!is_key_of(&first, &set(json!([to_encrypt]))));

    use base64::Engine as _;
    let mut with_chain = jwk;
    with_chain["x5c"] = json!([base64::engine::general_purpose::STANDARD.encode(&first)]);
    let registered = set(json!([with_chain]));
    assert!(is_key_of(&first, &registered));
    assert!(!is_key_of(&renewed, &registered), "a renewed certificate is to be registered");
}

// requirement: C05
#[test]
fn a_weak_key_proves_nothing() {
    let of = |alg| machine().self_signed(&KeyPair::generate_for(alg).unwrap()).unwrap().der().to_vec();
    for alg in [&rcgen::PKCS_ECDSA_P256_SHA256, &rcgen::PKCS_ECDSA_P384_SHA384, &rcgen::PKCS_ED25519] {
        assert!(super::key::strong(&of(alg)).is_some());
    }
    assert!(super::key::strong(&of(&rcgen::PKCS_ECDSA_P521_SHA512)).is_none(), "a curve that no TLS of ours accepts");
    assert!(super::key::strong(b"x").is_none());
}
