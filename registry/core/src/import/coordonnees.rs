//! Correspondence data, brought into a form to which something can be sent.

/// E.164. A French number may be written with its leading zero, and with spaces, dots or dashes.
pub fn telephone(texte: &str) -> Option<String> {
    let serre: String = texte.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')' | '\u{a0}')).collect();
    let chiffres = match (serre.strip_prefix('+'), serre.strip_prefix("00"), serre.strip_prefix('0')) {
        (Some(reste), _, _) | (_, Some(reste), _) => reste.to_owned(),
        (_, _, Some(reste)) if reste.len() == 9 => format!("33{reste}"),
        _ => return None,
    };
    let forme = (8..=15).contains(&chiffres.len())
        && chiffres.bytes().all(|octet| octet.is_ascii_digit())
        && !chiffres.starts_with('0');
    forme.then(|| format!("+{chiffres}"))
}

/// The address as it stands, if mail could be sent to it.
pub fn courriel(texte: &str) -> Option<String> {
    let (nom, domaine) = texte.rsplit_once('@')?;
    let forme = !nom.is_empty()
        && !nom.contains('@')
        && texte.len() <= 254
        && domaine.split('.').count() > 1
        && domaine.split('.').all(|partie| !partie.is_empty())
        && !texte.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"'));
    forme.then(|| texte.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_becomes_international() {
        for texte in ["+33639980001", "0639980001", "06 39 98 00 01", "06.39.98.00.01", "0033639980001"] {
            assert_eq!(telephone(texte).as_deref(), Some("+33639980001"), "{texte}");
        }
        for texte in ["639980001", "06399800", "0A39980001", "+", "++33639980001", "+0639980001"] {
            assert_eq!(telephone(texte), None, "{texte}");
        }
    }

    #[test]
    fn an_address_that_would_not_be_delivered_is_told() {
        assert!(courriel("alba.martel@example.org").is_some());
        for texte in
            ["", "alba", "@example.org", "a@b", "a@b@example.org", "a b@example.org", "a@example..org", "<a@b.org>"]
        {
            assert_eq!(courriel(texte), None, "{texte}");
        }
    }
}
