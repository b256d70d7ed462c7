//! A mail server that refuses, as real ones do.

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

/// Answers `refus` to RCPT, and takes everything else.
pub async fn ouvrir(refus: &'static str) -> u16 {
    refuser("RCPT", refus).await
}

/// Answers `refus` to `commande` (its four letters), and takes everything else.
pub async fn refuser(commande: &'static str, refus: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (lire, mut ecrire) = socket.into_split();
            let mut lignes = BufReader::new(lire).lines();
            ecrire.write_all(b"220 refus.test\r\n").await.unwrap();
            while let Ok(Some(ligne)) = lignes.next_line().await {
                let reponse = match ligne.get(..4) {
                    Some(recue) if recue == commande => refus,
                    Some("QUIT") => "221 bye",
                    _ => "250 ok",
                };
                if ecrire.write_all(format!("{reponse}\r\n").as_bytes()).await.is_err() {
                    break;
                }
            }
        }
    });
    port
}
