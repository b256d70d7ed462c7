//! Bytes that a thread of their own inflates, a few pieces ahead of who understands them.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Bytes of a piece.
const PIECE: usize = 256 * 1024;
/// Pieces ahead.
const PIECES: usize = 4;

/// What a source gives, in its order, to its end or its error.
pub struct Avance {
    pieces: Receiver<io::Result<Vec<u8>>>,
    piece: Vec<u8>,
    donnes: usize,
    fini: bool,
}

impl Avance {
    pub fn de(source: impl Read + Send + 'static) -> io::Result<Self> {
        let (envoi, pieces) = sync_channel(PIECES);
        thread::Builder::new().name("extraction".to_owned()).spawn(move || lire(source, &envoi))?;
        Ok(Self { pieces, piece: Vec::new(), donnes: 0, fini: false })
    }

    fn suivante(&mut self) -> io::Result<()> {
        // an empty piece is the end: a thread that fell has told none
        self.piece = self.pieces.recv().map_err(|_| io::Error::other("the reading of the file fell"))??;
        self.donnes = 0;
        self.fini = self.piece.is_empty();
        Ok(())
    }
}

impl Read for Avance {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        if self.donnes == self.piece.len() && !self.fini && !tampon.is_empty() {
            self.suivante()?;
        }
        let lus = tampon.len().min(self.piece.len() - self.donnes);
        tampon[..lus].copy_from_slice(&self.piece[self.donnes..self.donnes + lus]);
        self.donnes += lus;
        Ok(lus)
    }
}

/// Ends with the source, or when nobody reads any more.
fn lire(mut source: impl Read, envoi: &SyncSender<io::Result<Vec<u8>>>) {
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        let lue = source.by_ref().take(PIECE as u64).read_to_end(&mut piece);
        let derniere = piece.is_empty() || lue.is_err();
        if envoi.send(lue.map(|_| piece)).is_err() || derniere {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Tombe;

    impl Read for Tombe {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            panic!("the thread falls")
        }
    }

    struct Refus;

    impl Read for Refus {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::new(io::ErrorKind::InvalidData, "abîmée"))
        }
    }

    #[test]
    fn every_byte_comes_in_its_order_and_the_end_stays_the_end() {
        let octets: Vec<u8> = (0..3 * PIECE + 7).map(|rang| (rang % 251) as u8).collect();
        let mut avance = Avance::de(io::Cursor::new(octets.clone())).unwrap();
        let mut lus = Vec::new();
        avance.read_to_end(&mut lus).unwrap();
        assert_eq!(lus, octets);
        assert_eq!(avance.read(&mut [0; 8]).unwrap(), 0);
    }

    #[test]
    fn a_source_that_fails_is_not_one_that_ended() {
        let (bon, mut lus) = (io::Cursor::new(vec![7; 3]), Vec::new());
        let refus = Avance::de(bon.chain(Refus)).unwrap().read_to_end(&mut lus).unwrap_err();
        assert_eq!(refus.kind(), io::ErrorKind::InvalidData);
        assert!(Avance::de(Tombe).unwrap().read_to_end(&mut lus).is_err());
    }

    #[test]
    fn who_stops_reading_stops_the_thread() {
        let (envoi, pieces) = sync_channel(PIECES);
        let fil = thread::spawn(move || lire(io::repeat(1), &envoi));
        pieces.recv().unwrap().unwrap();
        drop(pieces);
        fil.join().unwrap();
    }
}
