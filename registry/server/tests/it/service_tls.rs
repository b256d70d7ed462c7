//! The program, serving.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::maison::CLE_DE_REPOS;

/// Kills what a failed test leaves behind.
struct Programme(Child);

impl Drop for Programme {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn port_libre() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The folder of an installation, the certificate of which is its own authority.
fn installer(web: u16, admin: u16) -> (TempDir, reqwest::Certificate) {
    let dossier = tempfile::tempdir().unwrap();
    let ecrire = |nom: &str, texte: &str| std::fs::write(dossier.path().join(nom), texte).unwrap();
    let cle = rcgen::KeyPair::generate().unwrap();
    let certificat = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap().self_signed(&cle).unwrap();
    ecrire("cert.pem", &certificat.pem());
    ecrire("key.pem", &cle.serialize_pem());
    ecrire("cle", CLE_DE_REPOS);
    ecrire(
        "registry.toml",
        &format!(
            "mode = \"sandbox\"\n[listen]\nweb = \"127.0.0.1:{web}\"\nadmin = \"127.0.0.1:{admin}\"\n\
             [tls]\ncertificate_file = \"cert.pem\"\nkey_file = \"key.pem\"\n\
             [store]\nsql = \"sqlite:registre.db?mode=rwc\"\njournal = \"sqlite:journal.db?mode=rwc\"\n\
             [keys]\nrest_file = \"cle\"\njournal_file = \"cle\"\n"
        ),
    );
    (dossier, reqwest::Certificate::from_pem(certificat.pem().as_bytes()).unwrap())
}

#[tokio::test]
async fn it_serves_under_tls_tells_its_health_and_stops_cleanly() {
    service::provider::install();
    let (web, admin) = (port_libre(), port_libre());
    let (dossier, certificat) = installer(web, admin);
    let programme = Command::new(env!("CARGO_BIN_EXE_registry-server"))
        .current_dir(dossier.path())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut programme = Programme(programme);
    let client = reqwest::Client::builder().tls_certs_only([certificat]).no_proxy().build().unwrap();
    let pret = format!("http://127.0.0.1:{admin}/sante/ready");
    for essai in 0.. {
        if client.get(&pret).send().await.is_ok_and(|reponse| reponse.status().is_success()) {
            break;
        }
        assert!(essai < 200, "never ready");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let reponse = client.get(format!("https://localhost:{web}/v1/evenements")).send().await.unwrap();
    assert_eq!(reponse.status(), 401);
    assert!(client.get(format!("http://127.0.0.1:{web}/v1/evenements")).send().await.is_err(), "nothing without TLS");
    let mesures =
        client.get(format!("http://127.0.0.1:{admin}/sante/mesures")).send().await.unwrap().text().await.unwrap();
    for mesure in service::metrics::MEASURES.iter().chain(registry_server::MEASURES) {
        assert!(
            mesures.contains(&format!("# TYPE {} {}", mesure.name, mesure.kind.word())),
            "{}: {mesures}",
            mesure.name
        );
    }
    for ligne in
        ["status=\"4xx\"} 1", "caducee_letters{state=\"dead\"} 0", "caducee_registry_cards_waiting{act=\"oppose\"} 0"]
    {
        assert!(mesures.contains(ligne), "{ligne} in {mesures}");
    }
    let arret = Command::new("kill").args(["-TERM", &programme.0.id().to_string()]).status().unwrap();
    assert!(arret.success());
    // off this thread, which the client's open connection needs to say goodbye
    let fin = tokio::task::spawn_blocking(move || programme.0.wait().unwrap()).await.unwrap();
    assert!(fin.success());
}
