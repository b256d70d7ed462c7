//! An answer of OCSP: whole, or its content under the authority's own signature. One that is believed is about the card that was
//! asked about.

use std::sync::OnceLock;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use carte_cps::Question;
use x509_parser::parse_x509_certificate;

use crate::cards::{NOW, cards, holds};

/// The serial number that is asked about.
const SERIAL: &[u8] = &[0x42, 0x42];
/// What seeds have in the place of the hash of a key that is new in each process.
const PLACEHOLDER: [u8; 20] = [0xa5; 20];

struct Asked {
    question: Question,
    key: [u8; 20],
}

fn asked() -> &'static Asked {
    static ASKED: OnceLock<Asked> = OnceLock::new();
    ASKED.get_or_init(|| {
        let (_, issuer) = parse_x509_certificate(cards().issuer()).expect("the authority");
        let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, &issuer.public_key().subject_public_key.data);
        let names = cards().judge.autorites();
        let (name, _) = names.iter().find(|(_, common)| common == "TEST FORT PERSONNES").expect("its name");
        let question = cards().judge.question(&format!("{name}:4242"), &[7; 16]).expect("a question");
        Asked { question, key: hash.as_ref().try_into().expect("twenty octets") }
    })
}

pub fn run(input: &[u8]) {
    let Some((mode, input)) = input.split_first() else { return };
    let Asked { question, .. } = asked();
    if mode % 2 == 0 {
        assert!(question.lire(input, NOW).is_err(), "nobody here signed it");
        return;
    }
    if question.lire(&answer(input), NOW).is_ok() {
        assert!(holds(input, SERIAL), "about another card");
    }
}

/// The content under the authority's signature, about its own key.
fn answer(input: &[u8]) -> Vec<u8> {
    let mut data = input.to_vec();
    while let Some(at) = data.windows(PLACEHOLDER.len()).position(|part| part == PLACEHOLDER) {
        data[at..at + PLACEHOLDER.len()].copy_from_slice(&asked().key);
    }
    // the envelope of a certificate is that of an answer without certificates
    wrapped(&cards().signed(&data))
}

/// OCSPResponse: successful, basic.
fn wrapped(basic: &[u8]) -> Vec<u8> {
    let oid = [0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01];
    let bytes = der(0x30, &[&oid[..], &der(0x04, basic)].concat());
    der(0x30, &[&[0x0a, 0x01, 0x00][..], &der(0xa0, &bytes)].concat())
}

/// A value of this tag, with a length of three octets at most.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let [_, _, _, _, _, a, b, c] = (content.len() as u64).to_be_bytes();
    let header: Vec<u8> = match (a, b) {
        (0, 0) if c < 0x80 => vec![tag, c],
        (0, 0) => vec![tag, 0x81, c],
        (0, b) => vec![tag, 0x82, b, c],
        (a, b) => vec![tag, 0x83, a, b, c],
    };
    [header.as_slice(), content].concat()
}

#[cfg(test)]
mod tests {
    use carte_cps::{RefusListe, Statut};

    use super::*;
    use crate::cards::seed;

    #[test]
    fn a_right_answer_is_accepted_so_that_the_promises_are_looked_at() {
        let read = |name: &str| asked().question.lire(&answer(&seed("ocsp", name)), NOW);
        assert_eq!(read("good"), Ok(Statut::Bonne));
        assert_eq!(read("stale"), Err(RefusListe::Perimee));
        assert!(matches!(read("unknown"), Err(RefusListe::SansReponse(_))));
    }
}
