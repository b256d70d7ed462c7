//! What other programs make of our files.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use igc::{Role, TypeCle};

use crate::ici::{ici, medecin};

fn run(program: &str, folder: &Path, arguments: &str) -> Output {
    let output = Command::new(program).current_dir(folder).args(arguments.split(' ')).output();
    output.unwrap_or_else(|error| panic!("{program} is needed (packages openssl, libnss3-tools): {error}"))
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn openssl_and_nss_open_a_card() {
    let (ici, folder) = (ici(), tempfile::tempdir().unwrap());
    said(&run("certutil", folder.path(), "-d sql:. -N --empty-password"));
    for (name, cle) in [("rsa", TypeCle::Rsa2048), ("p256", TypeCle::P256)] {
        let carte = ici.igc.carte(&medecin().avec_cle(cle)).unwrap();
        fs::write(folder.path().join(format!("{name}.p12")), carte.p12("sésame-1").unwrap()).unwrap();
        let opened =
            said(&run("openssl", folder.path(), &format!("pkcs12 -in {name}.p12 -passin pass:sésame-1 -nodes")));
        assert_eq!(opened.matches("BEGIN CERTIFICATE").count(), 3, "{opened}");
        assert_eq!(opened.matches("BEGIN PRIVATE KEY").count(), 1);
        said(&run("pk12util", folder.path(), &format!("-d sql:. -i {name}.p12 -W sésame-1")));
    }
    let listed = said(&run("certutil", folder.path(), "-d sql:. -L"));
    assert!(listed.contains("u,u,u"), "{listed}");
    let wrong = run("openssl", folder.path(), "pkcs12 -in rsa.p12 -passin pass:other -nodes");
    assert!(!wrong.status.success());
}

#[test]
fn openssl_reads_the_person_in_one_rdn_and_verifies_the_chain_with_its_lists() {
    let (ici, folder) = (ici(), tempfile::tempdir().unwrap());
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let carte = ici.igc.carte(&medecin().avec_cle(TypeCle::Rsa2048)).unwrap();
    write("carte.pem", &carte.pem());
    write("racine.pem", &ici.igc.certificat_pem(Role::Racine));
    write("fort.pem", &ici.igc.certificat_pem(Role::FortPersonnes));
    let subject =
        said(&run("openssl", folder.path(), "x509 -in carte.pem -noout -subject -nameopt RFC2253,-esc_msb,utf8"));
    assert!(subject.contains("SN=MARTIN") && subject.matches('+').count() == 2, "{subject}");
    for crl in ici.igc.crls(ici.ambient.now()).unwrap() {
        let name = crl.autorite.fichier();
        fs::write(folder.path().join(format!("{name}.crl")), &crl.der).unwrap();
        said(&run("openssl", folder.path(), &format!("crl -inform DER -in {name}.crl -out {name}.crl.pem")));
    }
    let at = ici.ambient.now().seconds();
    let verify = format!(
        "verify -attime {at} -x509_strict -crl_check_all -CRLfile racine.crl.pem -CRLfile fort-personnes.crl.pem \
         -purpose sslclient -CAfile racine.pem -untrusted fort.pem carte.pem"
    );
    assert!(said(&run("openssl", folder.path(), &verify)).contains("carte.pem: OK"));
}

#[test]
fn openssl_verifies_the_certificate_of_a_server() {
    let (ici, folder) = (ici(), tempfile::tempdir().unwrap());
    let server = ici.igc.serveur(&["localhost", "idp.caducee.test", "127.0.0.1"]).unwrap();
    fs::write(folder.path().join("server.pem"), &server.chaine_pem).unwrap();
    fs::write(folder.path().join("ca.pem"), ici.igc.certificat_pem(Role::Serveurs)).unwrap();
    let at = ici.ambient.now().seconds();
    for name in ["-verify_hostname localhost", "-verify_hostname idp.caducee.test", "-verify_ip 127.0.0.1"] {
        let verify = format!("verify -attime {at} -x509_strict -purpose sslserver {name} -CAfile ca.pem server.pem");
        assert!(said(&run("openssl", folder.path(), &verify)).contains("server.pem: OK"));
    }
}
