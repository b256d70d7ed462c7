use x509_parser::x509::X509Name;

/// A distinguished name in a form that compares: a set of RDNs, each a set of attributes (RFC 5280 §7.1: letter case and
/// runs of spaces make no difference; RFC 4514 writes the RDNs last to first, and tools disagree on it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistinguishedName(Vec<Vec<Attribute>>);

/// Type as a dotted OID, value folded; a value that is no text is its DER in hexadecimal after `#`.
type Attribute = (String, String);

/// RFC 4514 §3, and the names that other tools write.
const TYPES: [(&str, &str); 21] = [
    ("CN", "2.5.4.3"),
    ("SN", "2.5.4.4"),
    ("SURNAME", "2.5.4.4"),
    ("SERIALNUMBER", "2.5.4.5"),
    ("C", "2.5.4.6"),
    ("L", "2.5.4.7"),
    ("ST", "2.5.4.8"),
    ("S", "2.5.4.8"),
    ("STREET", "2.5.4.9"),
    ("O", "2.5.4.10"),
    ("OU", "2.5.4.11"),
    ("T", "2.5.4.12"),
    ("TITLE", "2.5.4.12"),
    ("GN", "2.5.4.42"),
    ("GIVENNAME", "2.5.4.42"),
    ("ORGANIZATIONIDENTIFIER", "2.5.4.97"),
    ("DC", "0.9.2342.19200300.100.1.25"),
    ("UID", "0.9.2342.19200300.100.1.1"),
    ("E", "1.2.840.113549.1.9.1"),
    ("EMAILADDRESS", "1.2.840.113549.1.9.1"),
    ("BUSINESSCATEGORY", "2.5.4.15"),
];

impl DistinguishedName {
    /// Reads RFC 4514 text; `None` when it cannot be read, or names nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let rdns = split(text, &[',', ';'])?
            .into_iter()
            .map(|rdn| split(rdn, &['+'])?.into_iter().map(attribute).collect::<Option<Vec<_>>>());
        Some(Self::sorted(rdns.collect::<Option<Vec<_>>>()?))
    }

    pub fn of(name: &X509Name<'_>) -> Self {
        let value = |attribute: &x509_parser::x509::AttributeTypeAndValue<'_>| match attribute.as_str() {
            Ok(text) => folded(text),
            Err(_) => format!("#{}", hexadecimal(attribute.attr_value().data)),
        };
        let rdns = name
            .iter_rdn()
            .map(|rdn| rdn.iter().map(|attribute| (attribute.attr_type().to_id_string(), value(attribute))).collect());
        Self::sorted(rdns.collect())
    }

    fn sorted(mut rdns: Vec<Vec<Attribute>>) -> Self {
        rdns.iter_mut().for_each(|rdn| rdn.sort());
        rdns.sort();
        Self(rdns)
    }
}

/// The parts between separators that no backslash covers.
fn split<'a>(text: &'a str, separators: &[char]) -> Option<Vec<&'a str>> {
    let (mut parts, mut from, mut escaped) = (Vec::new(), 0, false);
    for (at, sign) in text.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if separators.contains(&sign) => {
                parts.push(&text[from..at]);
                from = at + sign.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    (!escaped && parts.iter().all(|part| !part.trim().is_empty())).then_some(parts)
}

fn attribute(text: &str) -> Option<Attribute> {
    let (kind, value) = text.split_once('=')?;
    let value = value.trim_start();
    let value = match value.strip_prefix('#') {
        // the content of the DER, whatever its tag and length say
        Some(der) => format!("#{}", content(der.trim_end())?),
        None => folded(&unescaped(value)?),
    };
    (!value.is_empty()).then_some((oid(kind.trim())?, value))
}

fn oid(kind: &str) -> Option<String> {
    let upper = kind.to_ascii_uppercase();
    let dotted = upper.strip_prefix("OID.").unwrap_or(&upper);
    let numeric = dotted.contains('.') && dotted.split('.').all(|arc| arc.parse::<u64>().is_ok());
    let known = TYPES.iter().find(|(name, _)| *name == upper).map(|(_, oid)| (*oid).to_owned());
    known.or_else(|| numeric.then(|| dotted.to_owned()))
}

/// RFC 4514 §2.4; spaces that no backslash covers are dropped at the end.
fn unescaped(value: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let (mut rest, mut kept) = (value.as_bytes(), 0);
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'\\' => {
                let pair = rest.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
                let octet = pair.filter(|pair| pair.bytes().all(|sign| sign.is_ascii_hexdigit()));
                match octet.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
                    Some(octet) => (bytes.push(octet), rest = &rest[2..]).0,
                    None => {
                        (bytes.push(*rest.first().filter(|sign| b" \"#+,;<=>\\".contains(sign))?), rest = &rest[1..]).0
                    }
                }
                kept = bytes.len();
            }
            b'"' | b'<' | b'>' | 0 => return None,
            _ => bytes.push(*first),
        }
    }
    let end = bytes.iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1);
    bytes.truncate(end.max(kept));
    String::from_utf8(bytes).ok()
}

/// The value of short DER in hexadecimal.
fn content(der: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = (0..der.len())
        .step_by(2)
        .map(|at| der.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect();
    match bytes?.as_slice() {
        [_, length, content @ ..] if usize::from(*length) == content.len() => Some(hexadecimal(content)),
        _ => None,
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> DistinguishedName {
        DistinguishedName::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    // requirement: C05
    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        let name = read("CN=dmp.example,OU=1690990114,O=EHPAD FICTIF\\, LES TILLEULS,C=FR");
        for written in [
            "C=FR,O=EHPAD FICTIF\\, LES TILLEULS,OU=1690990114,CN=dmp.example",
            "cn = dmp.example , ou = 1690990114 , o = ehpad  fictif\\, les tilleuls , c = fr",
            "2.5.4.3=dmp.example,OID.2.5.4.11=1690990114,O=EHPAD FICTIF\\2C LES TILLEULS,C=FR",
        ] {
            assert_eq!(read(written), name, "{written}");
        }
        assert_eq!(read("GN=Alba+SN=FICTIF,C=FR"), read("C=FR,SN=FICTIF+GN=Alba"));
        assert_eq!(read("O=Caduc\\C3\\A9e"), read("O=Caducée"));
    }

    // requirement: C05
    #[test]
    fn another_name_is_another() {
        let name = read("CN=dmp.example,O=A,C=FR");
        for written in [
            "CN=dmp.example,O=A",
            "CN=dmp.example,O=A,C=FR,C=FR",
            "CN=dmp.example,O=A+C=FR",
            "CN=dmp.example\\,O=A,C=FR",
            "OU=dmp.example,O=A,C=FR",
            "CN=dmp.exemple,O=A,C=FR",
        ] {
            assert_ne!(read(written), name, "{written}");
        }
    }

    #[test]
    fn what_is_no_name_is_not_read() {
        for text in [
            "",
            " ",
            "dmp.example",
            "CN=",
            "CN=a,",
            "CN=a\\",
            "XX=a",
            "CN=\"a\"",
            "CN=#0",
            "1..2=a",
            "CN=a\\zz",
            "CN=\\ff",
        ] {
            assert_eq!(DistinguishedName::parse(text), None, "{text:?}");
        }
    }
}
