use x509_parser::asn1_rs::{Oid, Tag};
use x509_parser::x509::{AttributeTypeAndValue, RelativeDistinguishedName, X509Name};

/// Four times the longest name of X.520: a longer one is none that an authority of cards wrote.
const SIGNES: usize = 256;

/// The text of an attribute: UTF8String or PrintableString of a length that names have, no control sign and none that hides or
/// turns text. Other string types are refused, since two readers of them can disagree.
pub fn texte<'a>(attribut: &AttributeTypeAndValue<'a>) -> Option<&'a str> {
    let value = attribut.attr_value();
    let text = match value.tag() {
        Tag::Utf8String => std::str::from_utf8(value.data).ok()?,
        Tag::PrintableString => std::str::from_utf8(value.data).ok().filter(|text| text.is_ascii())?,
        _ => return None,
    };
    let long = text.chars().nth(SIGNES).is_some();
    (!text.is_empty() && !long && !text.chars().any(|c| c.is_control() || invisible(c))).then_some(text)
}

const fn invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The only attribute of this type in the RDN; `None` when there is none or there are several.
pub(crate) fn seul<'r, 'a>(
    rdn: &'r RelativeDistinguishedName<'a>,
    of: &Oid<'_>,
) -> Option<&'r AttributeTypeAndValue<'a>> {
    let mut found = rdn.iter().filter(|attribut| attribut.attr_type() == of);
    found.next().filter(|_| found.next().is_none())
}

/// The only attribute of this type in the name that can be read as text.
pub fn texte_seul(name: &X509Name<'_>, of: &Oid<'_>) -> Option<String> {
    let mut found = name.iter_by_oid(of);
    found.next().filter(|_| found.next().is_none()).and_then(texte).map(str::to_owned)
}
