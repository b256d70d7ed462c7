//! Harm below the page: headers without end, cookies without end, what is compressed, what is no HTTP at all.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Response};
use axum::routing::any;
use banc::pilote::{Comment, Crochet, Pilote as _};
use banc_core::scenario::Moyen;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use crate::hostiles::{bornes, raison};
use crate::maison::Maison;

#[tokio::test(flavor = "multi_thread")]
async fn cookies_without_end_and_compressed_bombs_get_a_reason() {
    let maison = Maison::ouvrir().await;

    let temoins = Router::new().fallback(any(|| async {
        let mut entetes = HeaderMap::new();
        for rang in 0..90 {
            let temoin = format!("t{rang}={}; Path=/", "x".repeat(100));
            entetes.append(SET_COOKIE, HeaderValue::try_from(temoin).unwrap());
        }
        (entetes, "page")
    }));
    assert!(raison(&maison, temoins).await.contains("90 témoins posés d'un coup"));

    // a page that says it is compressed, and would fill a disk: the bench asks for nothing compressed, and opens nothing
    let bombe = Router::new().fallback(any(|| async {
        let octets: Vec<u8> = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3].into_iter().chain([0xff; 4_096]).collect();
        let reponse = Response::builder().header(CONTENT_ENCODING, "gzip").header(CONTENT_TYPE, "text/html");
        reponse.body(Body::from(octets)).unwrap()
    }));
    assert!(raison(&maison, bombe).await.contains("sans le JSON attendu"));
    maison.fournisseur.arreter().await;
}

/// What a service writes on a bare connection, and the reason that the driver gives.
async fn brut<F>(maison: &Maison, ecrire: fn(TcpStream) -> F) -> String
where
    F: Future<Output = ()> + Send + 'static,
{
    let ecoute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base: Url = format!("http://{}/", ecoute.local_addr().unwrap()).parse().unwrap();
    let service = tokio::spawn(async move {
        loop {
            let (mut connexion, _) = ecoute.accept().await.unwrap();
            tokio::spawn(async move {
                // an answer before its request would be another fault
                let _ = connexion.read(&mut [0; 4_096]).await;
                ecrire(connexion).await;
            });
        }
    });
    let crochet = maison.partie.crochet.clone().unwrap();
    let (adresses, personnes) = (maison.fournisseur.adresses.clone(), maison.fournisseur.personnes.clone());
    let mut pilote = Crochet::nouveau(adresses, vec![base], crochet, personnes, bornes()).unwrap();
    let depuis = Instant::now();
    let raison = pilote.connecter(Comment::ordinaire(Moyen::Carte)).await.unwrap_err();
    assert!(depuis.elapsed() < Duration::from_secs(10), "{:?}", depuis.elapsed());
    service.abort();
    raison
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_that_never_end_and_what_is_no_http_get_a_reason() {
    let maison = Maison::ouvrir().await;
    let goutte = brut(&maison, |mut connexion| async move {
        let _ = connexion.write_all(b"HTTP/1.1 200 OK\r\n").await;
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            if connexion.write_all(b"x: y\r\n").await.is_err() {
                return;
            }
        }
    })
    .await;
    assert!(goutte.contains("aucune réponse à temps"), "{goutte}");

    let enormes = brut(&maison, |mut connexion| async move {
        let _ = connexion.write_all(b"HTTP/1.1 200 OK\r\n").await;
        let ligne = format!("x-{}: {}\r\n", "a".repeat(100), "b".repeat(16_000));
        while connexion.write_all(ligne.as_bytes()).await.is_ok() {}
    })
    .await;
    assert!(enormes.contains("pas du HTTP lisible"), "{enormes}");

    let longs = brut(&maison, |mut connexion| async move {
        let ligne = format!("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx-long: {}\r\n\r\nok", "b".repeat(100_000));
        let _ = connexion.write_all(ligne.as_bytes()).await;
        std::future::pending::<()>().await;
    })
    .await;
    assert!(longs.contains("plus de 64 Kio d'en-têtes"), "{longs}");

    let autre = brut(&maison, |mut connexion| async move {
        let _ = connexion.write_all(b"SSH-2.0-service\r\n\r\n").await;
    })
    .await;
    assert!(autre.contains("pas du HTTP lisible"), "{autre}");

    let coupee = brut(&maison, |mut connexion| async move {
        let _ = connexion.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nmoins").await;
    })
    .await;
    assert!(coupee.contains("pas du HTTP lisible"), "{coupee}");
    maison.fournisseur.arreter().await;
}
