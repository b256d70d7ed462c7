use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A text in a named set of characters; only UTF-8 and Latin-1 are met here, and UTF-8 is the default.
pub fn texte(octets: &[u8], jeu: &str) -> String {
    match jeu.to_ascii_lowercase().as_str() {
        "iso-8859-1" | "latin1" | "windows-1252" => octets.iter().copied().map(char::from).collect(),
        _ => String::from_utf8_lossy(octets).into_owned(),
    }
}

/// Quoted-printable, RFC 2045 §6.7. What is no escape stays as it is.
pub fn imprimable(code: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(code.len());
    let mut reste = code;
    while let Some((&premier, suite)) = reste.split_first() {
        reste = suite;
        if premier != b'=' {
            octets.push(premier);
        } else if let Some(apres) = suite.strip_prefix(b"\r\n").or_else(|| suite.strip_prefix(b"\n")) {
            reste = apres;
        } else if let Some(octet) = hexa(suite) {
            octets.push(octet);
            reste = &suite[2..];
        } else {
            octets.push(premier);
        }
    }
    octets
}

fn hexa(suite: &[u8]) -> Option<u8> {
    let deux = std::str::from_utf8(suite.get(..2)?).ok()?;
    u8::from_str_radix(deux, 16).ok()
}

/// A header value with its encoded words (RFC 2047) read; the white space between two of them is not text.
pub fn decoder(valeur: &str) -> String {
    let mut lu = String::new();
    let mut apres_un_mot = false;
    let mut reste = valeur;
    while let Some(debut) = reste.find("=?") {
        let (avant, candidat) = reste.split_at(debut);
        let Some((mot, suite)) = mot(candidat) else {
            lu.push_str(avant);
            lu.push_str("=?");
            reste = &candidat[2..];
            apres_un_mot = false;
            continue;
        };
        if !(apres_un_mot && avant.trim().is_empty()) {
            lu.push_str(avant);
        }
        lu.push_str(&mot);
        reste = suite;
        apres_un_mot = true;
    }
    lu.push_str(reste);
    lu
}

/// `=?charset?B|Q?text?=` at the start of `candidat`, and what follows it.
fn mot(candidat: &str) -> Option<(String, &str)> {
    let mut parts = candidat.strip_prefix("=?")?.splitn(3, '?');
    let (jeu, codage, reste) = (parts.next()?, parts.next()?, parts.next()?);
    let (code, suite) = reste.split_once("?=")?;
    let octets = match codage {
        "B" | "b" => STANDARD.decode(code).ok()?,
        "Q" | "q" => imprimable(code.replace('_', " ").as_bytes()),
        _ => return None,
    };
    Some((texte(&octets, jeu), suite))
}
