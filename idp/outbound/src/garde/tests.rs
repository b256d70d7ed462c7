use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use idp_core::outbound::{Calls as _, Documents as _, Expect, FetchError};
use rcgen::{CertificateParams, KeyPair};
use rustls_pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::resolution::{Registre, Resolution};
use super::*;

const ATTENDU: Expect = Expect { max_bytes: 1_000, media_types: &["application/json"] };

/// Whatever the name, these addresses.
fn registre(adresses: &'static [&'static str]) -> Registre {
    Arc::new(move |_| {
        let adresses = adresses.iter().map(|ip| SocketAddr::new(ip.parse().unwrap(), 0)).collect();
        Box::pin(async move { Ok(adresses) })
    })
}

/// A server on the loopback interface that says one thing to every request, and counts them.
struct Serveur {
    port: u16,
    pem: String,
    appels: Arc<AtomicUsize>,
}

impl Serveur {
    async fn disant(reponse: impl Into<Vec<u8>>) -> Self {
        Self::apres(Duration::ZERO, reponse).await
    }

    async fn apres(attente: Duration, reponse: impl Into<Vec<u8>>) -> Self {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let cle = KeyPair::generate().unwrap();
        let certificat = CertificateParams::new(vec!["client.example".to_owned()]).unwrap().self_signed(&cle).unwrap();
        let privee = PrivateKeyDer::Pkcs8(cle.serialize_der().into());
        let reglages = rustls::ServerConfig::builder().with_no_client_auth();
        let reglages = reglages.with_single_cert(vec![certificat.der().clone()], privee).unwrap();
        let accepteur = TlsAcceptor::from(Arc::new(reglages));
        let ecoute = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = ecoute.local_addr().unwrap().port();
        let (appels, reponse) = (Arc::new(AtomicUsize::new(0)), Arc::new(reponse.into()));
        let compte = appels.clone();
        tokio::spawn(async move {
            while let Ok((flux, _)) = ecoute.accept().await {
                compte.fetch_add(1, Ordering::SeqCst);
                let (accepteur, reponse) = (accepteur.clone(), reponse.clone());
                tokio::spawn(async move {
                    let mut flux = accepteur.accept(flux).await.unwrap();
                    let _ = flux.read(&mut [0; 4_096]).await;
                    tokio::time::sleep(attente).await;
                    let _ = flux.write_all(&reponse).await;
                    let _ = flux.shutdown().await;
                });
            }
        });
        Self { port, pem: certificat.pem(), appels }
    }

    fn url(&self) -> String {
        format!("https://client.example:{}/keys", self.port)
    }

    /// A guard that takes this server for one of the public Internet's.
    fn garde(&self) -> Garde {
        let reglages = Reglages { reseau_prive: true, delai: Duration::from_millis(500), ..Reglages::default() };
        let resolution = Resolution::new(registre(&["127.0.0.1"]));
        Garde::avec(reglages, Some(self.pem.as_bytes()), resolution).unwrap()
    }

    /// One that allows its port, and knows where it is.
    fn stricte(&self, adresses: &'static [&'static str]) -> Garde {
        let reglages = Reglages { reseau_prive: false, ports: vec![self.port], delai: Duration::from_millis(500) };
        Garde::avec(reglages, Some(self.pem.as_bytes()), Resolution::new(registre(adresses))).unwrap()
    }
}

fn json(corps: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: {}\r\n\r\n{corps}",
        corps.len()
    )
}

#[tokio::test]
async fn a_document_is_fetched_from_where_it_was_registered() {
    let serveur = Serveur::disant(json("{}")).await;
    assert_eq!(serveur.garde().fetch(&serveur.url(), ATTENDU).await.unwrap(), b"{}");
}

// requirement: A12 S07
#[tokio::test]
async fn an_address_that_is_not_called_from_here_opens_no_connection() {
    let serveur = Serveur::disant(json("{}")).await;
    let port = serveur.port;
    let garde = serveur.stricte(&["127.0.0.1"]);
    for adresse in [
        format!("http://client.example:{port}/"),
        format!("ftp://client.example:{port}/"),
        "file:///etc/passwd".to_owned(),
        "keys".to_owned(),
        format!("https://user@client.example:{port}/"),
        format!("https://user:secret@client.example:{port}/"),
        "https://client.example:22/".to_owned(),
        format!("https://127.0.0.1:{port}/"),
        format!("https://2130706433:{port}/"),
        format!("https://0x7f.1:{port}/"),
        format!("https://0177.0.0.1:{port}/"),
        format!("https://0:{port}/"),
        format!("https://[::1]:{port}/"),
        format!("https://[::ffff:127.0.0.1]:{port}/"),
        format!("https://169.254.169.254:{port}/latest/meta-data"),
        format!("https://client.example:{port}/{}", "a".repeat(LONGUEUR_MAX)),
        // names, each resolved to the loopback interface
        format!("https://client.example:{port}/"),
        format!("https://localhost:{port}/"),
        format!("https://localhost.:{port}/"),
    ] {
        let refus = garde.fetch(&adresse, ATTENDU).await.unwrap_err();
        assert!(matches!(refus, FetchError::Guarded(_)), "{adresse}: {refus}");
        let refus = garde.post(&adresse, b"{}".to_vec(), "application/json", None).await.unwrap_err();
        assert!(matches!(refus, FetchError::Guarded(_)), "{adresse}: {refus}");
    }
    assert_eq!(serveur.appels.load(Ordering::SeqCst), 0);
}

// requirement: A12
#[tokio::test]
async fn one_address_inside_is_enough_to_refuse_a_name() {
    let serveur = Serveur::disant(json("{}")).await;
    for adresses in
        [&["8.8.8.8", "127.0.0.1"][..], &["fd00::1"], &["::ffff:127.0.0.1"], &["169.254.169.254", "8.8.8.8"]]
    {
        let refus = serveur.stricte(adresses).fetch(&serveur.url(), ATTENDU).await.unwrap_err();
        assert_eq!(refus, FetchError::Guarded("its host resolves to an inside network"), "{adresses:?}");
    }
    assert_eq!(serveur.appels.load(Ordering::SeqCst), 0);
}

// requirement: A12 S07
#[tokio::test]
async fn a_redirection_is_an_answer_and_is_not_followed() {
    let but = Serveur::disant(json("{}")).await;
    let renvoi = format!("HTTP/1.1 302 Found\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n", but.url());
    let serveur = Serveur::disant(renvoi).await;
    let garde = serveur.garde();
    assert_eq!(garde.fetch(&serveur.url(), ATTENDU).await.unwrap_err(), FetchError::Status(302));
    assert_eq!(garde.post(&serveur.url(), vec![], "application/jwt", None).await.unwrap(), 302);
    assert_eq!(but.appels.load(Ordering::SeqCst), 0);
}

// requirement: A12 S07
#[tokio::test]
async fn a_slow_server_is_given_up_in_time() {
    let serveur = Serveur::apres(Duration::from_secs(60), json("{}")).await;
    assert_eq!(serveur.garde().fetch(&serveur.url(), ATTENDU).await.unwrap_err(), FetchError::Slow);
    // headers at once, and then nothing
    let muet = Serveur::disant("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n").await;
    assert!(muet.garde().fetch(&muet.url(), ATTENDU).await.is_err());
}

// requirement: A12
#[tokio::test]
async fn a_body_that_is_too_long_is_not_read_to_its_end() {
    let annonce = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000000\r\n\r\n";
    let serveur = Serveur::disant(annonce).await;
    assert_eq!(serveur.garde().fetch(&serveur.url(), ATTENDU).await.unwrap_err(), FetchError::TooLong(1_000));
    let sans_annonce = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n";
    let serveur = Serveur::disant(format!("{sans_annonce}{}", " ".repeat(5_000_000))).await;
    assert_eq!(serveur.garde().fetch(&serveur.url(), ATTENDU).await.unwrap_err(), FetchError::TooLong(1_000));
}

#[tokio::test]
async fn another_status_or_media_type_or_certificate_is_no_document() {
    let absent = Serveur::disant("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
    assert_eq!(absent.garde().fetch(&absent.url(), ATTENDU).await.unwrap_err(), FetchError::Status(404));
    let page = Serveur::disant("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\n{}").await;
    assert_eq!(page.garde().fetch(&page.url(), ATTENDU).await.unwrap_err(), FetchError::MediaType);
    assert!(page.garde().fetch(&page.url(), Expect { media_types: &[], ..ATTENDU }).await.is_ok());
    let autre = Serveur::disant(json("{}")).await;
    assert_eq!(page.garde().fetch(&autre.url(), ATTENDU).await.unwrap_err(), FetchError::Unreachable);
}
