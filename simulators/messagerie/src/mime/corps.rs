use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::entetes::{self, Entetes};
use super::{Lettre, mots};

/// Parts inside parts: no real mail goes deeper.
const PROFONDEUR: usize = 5;

/// Adds what this body says to the letter: its first text and its first HTML.
pub fn lire(entetes: &Entetes, corps: &[u8], profondeur: usize, lettre: &mut Lettre) {
    let genre = entetes.genre();
    if genre.starts_with("multipart/") && profondeur < PROFONDEUR {
        let limite = entetes.parametre("boundary").unwrap_or_default();
        for part in parts(corps, &limite) {
            let (entetes, corps) = entetes::separer(part);
            lire(&entetes, corps, profondeur + 1, lettre);
        }
    } else if genre == "text/html" && lettre.html.is_none() {
        lettre.html = Some(decoder(entetes, corps));
    } else if genre.starts_with("text/") && lettre.texte.is_empty() {
        lettre.texte = decoder(entetes, corps);
    }
}

fn decoder(entetes: &Entetes, corps: &[u8]) -> String {
    let octets = match entetes.valeur("content-transfer-encoding").to_ascii_lowercase().as_str() {
        "quoted-printable" => mots::imprimable(corps),
        "base64" => {
            let serre: Vec<u8> = corps.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).collect();
            STANDARD.decode(serre).unwrap_or_else(|_| corps.to_vec())
        }
        _ => corps.to_vec(),
    };
    mots::texte(&octets, &entetes.parametre("charset").unwrap_or_default()).replace("\r\n", "\n")
}

/// The parts between the boundary lines, without preamble and epilogue.
fn parts<'a>(corps: &'a [u8], limite: &str) -> Vec<&'a [u8]> {
    let ouverture = format!("--{limite}");
    let fermeture = format!("--{limite}--");
    let (mut parts, mut debut, mut place) = (Vec::new(), None, 0);
    for ligne in corps.split_inclusive(|octet| *octet == b'\n') {
        let nue = ligne.trim_ascii_end();
        if nue == ouverture.as_bytes() || nue == fermeture.as_bytes() {
            if let Some(debut) = debut.take() {
                parts.push(sans_derniere_fin_de_ligne(&corps[debut..place]));
            }
            debut = (nue == ouverture.as_bytes()).then_some(place + ligne.len());
        }
        place += ligne.len();
    }
    parts
}

/// The line end before a boundary belongs to the boundary (RFC 2046 §5.1.1).
fn sans_derniere_fin_de_ligne(part: &[u8]) -> &[u8] {
    part.strip_suffix(b"\r\n").or_else(|| part.strip_suffix(b"\n")).unwrap_or(part)
}
