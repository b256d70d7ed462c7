//! `x5t#S256`: RFC 8705 §3.1, and as the ANS writes it (facts/psc.md §6).

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use oidc::Confirmation;

use crate::client::CnfForm;

/// The digest of a certificate (DER), in the form that the client reads.
pub fn thumbprint(certificate: &[u8], form: CnfForm) -> String {
    written(digest(&SHA256, certificate).as_ref(), form)
}

/// Whether two bindings are to the same key, whatever the form in which each was written.
pub fn same(one: &Confirmation, other: &Confirmation) -> bool {
    match (one, other) {
        (Confirmation::X5tS256(one), Confirmation::X5tS256(other)) => {
            digest_of(one).is_some() && digest_of(one) == digest_of(other)
        }
        (Confirmation::Jkt(one), Confirmation::Jkt(other)) => one == other,
        _ => false,
    }
}

/// Whether this thumbprint, in either form, is of this certificate.
pub fn is_of(bound: &str, certificate: &[u8]) -> bool {
    digest_of(bound).is_some_and(|bound| bound == digest(&SHA256, certificate).as_ref())
}

fn written(digest: &[u8], form: CnfForm) -> String {
    match form {
        CnfForm::Rfc8705 => URL_SAFE_NO_PAD.encode(digest),
        CnfForm::AnsHex => STANDARD.encode(hexadecimal(digest)),
    }
}

fn digest_of(thumbprint: &str) -> Option<Vec<u8>> {
    let by_rfc = URL_SAFE_NO_PAD.decode(thumbprint).ok().filter(|digest| digest.len() == 32);
    by_rfc.or_else(|| from_hexadecimal(&STANDARD.decode(thumbprint).ok()?))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Of 32 bytes, in lower case as it is written.
fn from_hexadecimal(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok().filter(|text| text.len() == 64 && text.is_ascii())?;
    let bytes: Vec<u8> =
        (0..32).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()).collect::<Option<_>>()?;
    (hexadecimal(&bytes) == text).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: T07
    #[test]
    fn a_thumbprint_is_read_in_both_forms_and_is_of_one_certificate() {
        let (rfc, ans) = (thumbprint(b"der", CnfForm::Rfc8705), thumbprint(b"der", CnfForm::AnsHex));
        assert_eq!((rfc.len(), ans.len()), (43, 88));
        for written in [&rfc, &ans] {
            assert!(is_of(written, b"der"));
            assert!(!is_of(written, b"another"));
        }
        assert!(same(&Confirmation::X5tS256(rfc.clone()), &Confirmation::X5tS256(ans)));
        assert!(!same(&Confirmation::X5tS256(rfc.clone()), &Confirmation::Jkt(rfc)));
    }

    #[test]
    fn what_is_no_thumbprint_is_of_nothing() {
        let upper = STANDARD.encode(hexadecimal(digest(&SHA256, b"der").as_ref()).to_uppercase());
        for wrong in ["", "x", &"A".repeat(44), &upper, "é".repeat(20).as_str()] {
            assert!(!is_of(wrong, b"der"), "{wrong}");
            let bound = Confirmation::X5tS256(wrong.to_owned());
            assert!(!same(&bound, &bound), "{wrong}");
        }
    }
}
