use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _};
use tokio::time::timeout;

/// Octets in a command line; RFC 5321 §4.5.3.1.4 asks for 512 at least.
const LIGNE: u64 = 2_048;
/// A client that says nothing for so long is gone.
const SILENCE: Duration = Duration::from_secs(60);

/// One command line with its end; `None` once the client has closed.
pub async fn commande(entree: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Vec<u8>>> {
    let mut ligne = Vec::new();
    let lus = timeout(SILENCE, entree.take(LIGNE).read_until(b'\n', &mut ligne)).await??;
    match (lus, ligne.last()) {
        (0, _) => Ok(None),
        (_, Some(b'\n')) => Ok(Some(ligne)),
        _ => Err(io::Error::new(io::ErrorKind::InvalidData, "a command line without end")),
    }
}

/// A message up to the line that holds a dot alone, dots unstuffed (RFC 5321 §4.5.2); `None` when it is larger than
/// `limite`, after all of it was read. Only CRLF ends a line, so that no message hides a second one.
pub async fn message(entree: &mut (impl AsyncBufRead + Unpin), limite: usize) -> io::Result<Option<Vec<u8>>> {
    let (mut recu, mut morceau) = (Vec::new(), Vec::new());
    let (mut en_debut_de_ligne, mut trop) = (true, false);
    loop {
        morceau.clear();
        let lus = timeout(SILENCE, (&mut *entree).take(LIGNE).read_until(b'\n', &mut morceau)).await??;
        if lus == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if en_debut_de_ligne && morceau == b".\r\n" {
            return Ok((!trop).then_some(recu));
        }
        let utile = if en_debut_de_ligne { morceau.strip_prefix(b".").unwrap_or(&morceau) } else { &morceau };
        trop |= recu.len() + utile.len() > limite;
        if !trop {
            recu.extend_from_slice(utile);
        }
        en_debut_de_ligne = morceau.ends_with(b"\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lu(texte: &[u8], limite: usize) -> io::Result<Option<Vec<u8>>> {
        message(&mut { texte }, limite).await
    }

    #[tokio::test]
    async fn stuffed_dots_lose_one_dot() {
        assert_eq!(lu(b"..un\r\n.\r\nQUIT", 100).await.unwrap().unwrap(), b".un\r\n");
    }

    #[tokio::test]
    async fn a_dot_between_bare_line_feeds_ends_nothing() {
        assert_eq!(lu(b"a\n.\nb\n.\r\nc\r\n.\r\n", 100).await.unwrap().unwrap(), b"a\n.\nb\n.\r\nc\r\n");
    }

    #[tokio::test]
    async fn a_large_message_is_read_to_its_end_and_dropped() {
        assert_eq!(lu(&[&[b'x'; 5_000][..], b"\r\n.\r\n"].concat(), 4_000).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_message_that_stops_half_way_is_no_message() {
        assert!(lu(b"un\r\n", 100).await.is_err());
    }

    #[tokio::test]
    async fn a_command_line_is_bounded() {
        assert!(commande(&mut &[b'x'; 10_000][..]).await.is_err());
        assert_eq!(commande(&mut &b"NOOP\r\nQUIT\r\n"[..]).await.unwrap().unwrap(), b"NOOP\r\n");
        assert_eq!(commande(&mut &b""[..]).await.unwrap(), None);
    }
}
