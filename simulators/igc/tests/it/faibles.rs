//! Weak keys and signatures, made by OpenSSL under the authority's own key: everything else about them is right.

use std::fs;
use std::path::Path;
use std::process::Command;

use ambient::{Ambient, Timestamp};
use carte_cps::{AutoriteCartes, Monde, RefusCarte};
use igc::{Igc, Role};

fn openssl(folder: &Path, arguments: &str) {
    let output = Command::new("openssl").current_dir(folder).args(arguments.split(' ')).output();
    let output = output.unwrap_or_else(|error| panic!("openssl is needed: {error}"));
    assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
}

/// What is said of a certificate whose key comes from `genpkey` and whose signature uses `hash`.
fn refus(genpkey: &str, hash: &str) -> RefusCarte {
    let (igc, leaf, now) = certifie(genpkey, hash);
    assert_ne!(igc.certificat(Role::FortPersonnes), leaf);
    igc.autorite_cartes(now).unwrap().verifier(&[leaf], now).unwrap_err()
}

/// An authority, such a certificate under its key, and a moment at which it is valid.
fn certifie(genpkey: &str, hash: &str) -> (Igc, Vec<u8>, Timestamp) {
    let (ambient, folder) = (Ambient::system(), tempfile::tempdir().unwrap());
    let igc = Igc::create(&ambient, "https://localhost:8448/igc").unwrap();
    let path = folder.path();
    igc.save(path).unwrap();
    fs::write(path.join("ext"), "keyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n").unwrap();
    openssl(path, &format!("genpkey -out card.key {genpkey}"));
    openssl(path, "req -new -key card.key -subj /C=FR -out card.csr");
    let (ca, key) = ("fort-personnes.pem", "fort-personnes.cle.pem");
    openssl(
        path,
        &format!(
            "x509 -req -in card.csr -CA {ca} -CAkey {key} -set_serial 77 -days 2 -extfile ext {hash} -out card.pem"
        ),
    );
    openssl(path, "x509 -in card.pem -outform DER -out card.der");
    let now = ambient.now().plus(ambient::Seconds(5));
    let leaf = fs::read(path.join("card.der")).unwrap();
    (igc, leaf, now)
}

// requirement: X13
#[test]
fn weak_keys_and_hashes_are_refused() {
    let rsa = "-algorithm RSA -pkeyopt rsa_keygen_bits";
    for (genpkey, hash, why) in [
        (format!("{rsa}:1024"), "-sha256", "RSA of 1024 bits"),
        (format!("{rsa}:2047"), "-sha256", "RSA of 2047 bits"),
        (format!("{rsa}:2048 -pkeyopt rsa_keygen_pubexp:3"), "-sha256", "RSA exponent"),
        (
            "-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit".into(),
            "-sha256",
            "not named",
        ),
        ("-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1".into(), "-sha256", "curve 1.3.132.0.10"),
        ("-algorithm ED25519".into(), "-sha256", "key of type"),
        (format!("{rsa}:2048"), "-sha1", "UnsupportedSignatureAlgorithm"),
    ] {
        match refus(&genpkey, hash) {
            RefusCarte::CleFaible(told) => assert!(told.contains(why), "{genpkey} {hash}: {told}"),
            other => panic!("{genpkey} {hash}: {other}"),
        }
    }
}

/// MD5 goes with RSA alone, and our authorities sign with ECDSA: an authority of OpenSSL's, which the operator trusts.
// requirement: X13
#[test]
fn a_card_signed_with_md5_is_refused_for_that() {
    let (ambient, folder) = (Ambient::system(), tempfile::tempdir().unwrap());
    let (path, rsa) = (folder.path(), "-newkey rsa:2048 -nodes");
    fs::write(path.join("ext"), "keyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n").unwrap();
    let signs = "-addext keyUsage=critical,keyCertSign,cRLSign";
    openssl(path, &format!("req -x509 {rsa} -keyout ca.key -subj /CN=RSA -days 2 {signs} -outform DER -out ca.der"));
    openssl(path, "x509 -inform DER -in ca.der -out ca.pem");
    openssl(path, &format!("req {rsa} -keyout card.key -subj /C=FR -out card.csr"));
    let now = ambient.now().plus(ambient::Seconds(5));
    let lists = Igc::create(&ambient, "https://localhost:8448/igc").unwrap().crls(now).unwrap();
    let lists: Vec<_> = lists.into_iter().map(|list| list.der).collect();
    let autorite = fs::read(path.join("ca.der")).unwrap();
    let autorite = AutoriteCartes::new(&[&autorite], &[], Monde::Test).unwrap().avec_crls(&lists).unwrap();
    let refus = ["-md5", "-sha256"].map(|hash| {
        let made = "-set_serial 77 -days 2 -extfile ext -outform DER -out card.der";
        openssl(path, &format!("x509 -req -in card.csr -CA ca.pem -CAkey ca.key {hash} {made}"));
        autorite.verifier(&[fs::read(path.join("card.der")).unwrap()], now).unwrap_err()
    });
    assert!(
        matches!(&refus[0], RefusCarte::CleFaible(told) if told.contains("UnsupportedSignatureAlgorithm")),
        "{}",
        refus[0]
    );
    assert!(!matches!(refus[1], RefusCarte::CleFaible(_)), "the same without MD5: {}", refus[1]);
}

/// No tool makes such a key: the exponent of a certificate is written anew, and the authority signs that.
// requirement: X13
#[test]
fn an_exponent_of_one_is_refused() {
    const THREE: &[u8] = &[0x02, 0x01, 0x03];
    let (igc, leaf, now) =
        certifie("-algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3", "-sha256");
    let (_, certificate) = x509_parser::parse_x509_certificate(&leaf).unwrap();
    let mut content = certificate.tbs_certificate.as_ref().to_vec();
    let places: Vec<usize> = (0..content.len() - 2).filter(|at| content[*at..].starts_with(THREE)).collect();
    let place = *places.iter().rfind(|at| content[..**at].len() > 300).unwrap();
    content[place + 2] = 1;
    let again = igc.signer_brut(Role::FortPersonnes, &content).unwrap();
    match igc.autorite_cartes(now).unwrap().verifier(&[again], now).unwrap_err() {
        RefusCarte::CleFaible(told) => assert!(told.contains("RSA exponent"), "{told}"),
        other => panic!("{other}"),
    }
}

/// The same certificate with a strong key is refused only for what it does not say.
#[test]
fn a_strong_key_passes_this_far() {
    for genpkey in ["-algorithm RSA -pkeyopt rsa_keygen_bits:3072", "-algorithm EC -pkeyopt ec_paramgen_curve:P-384"] {
        assert_eq!(refus(genpkey, "-sha256"), RefusCarte::PolitiqueInconnue, "{genpkey}");
    }
}
