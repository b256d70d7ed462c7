//! Weak keys and signatures, made by OpenSSL under the authority's own key: everything else about them is right.

use std::fs;
use std::path::Path;
use std::process::Command;

use ambient::Ambient;
use carte_cps::RefusCarte;
use igc::{Igc, Role};

fn openssl(folder: &Path, arguments: &str) {
    let output = Command::new("openssl").current_dir(folder).args(arguments.split(' ')).output();
    let output = output.unwrap_or_else(|error| panic!("openssl is needed: {error}"));
    assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
}

/// What is said of a certificate whose key comes from `genpkey` and whose signature uses `hash`.
fn refus(genpkey: &str, hash: &str) -> RefusCarte {
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
    assert_ne!(igc.certificat(Role::FortPersonnes), leaf);
    igc.autorite_cartes(now).unwrap().verifier(&[leaf], now).unwrap_err()
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

/// The same certificate with a strong key is refused only for what it does not say.
#[test]
fn a_strong_key_passes_this_far() {
    for genpkey in ["-algorithm RSA -pkeyopt rsa_keygen_bits:3072", "-algorithm EC -pkeyopt ec_paramgen_curve:P-384"] {
        assert_eq!(refus(genpkey, "-sha256"), RefusCarte::PolitiqueInconnue, "{genpkey}");
    }
}
