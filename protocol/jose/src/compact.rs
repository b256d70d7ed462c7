//! The compact serialisation: RFC 7515 §3.1 and RFC 7516 §3.1, base64url without padding or trailing bits.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Longer tokens are not read: no token of ours nor of a client comes near.
pub const LONGEST: usize = 64 * 1024;

/// Strict both ways: no padding, and the bits that encode nothing are zero (RFC 4648 §3.5).
const STRICT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_allow_trailing_bits(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    STRICT.encode(bytes)
}

pub fn decode(text: &str) -> Option<Vec<u8>> {
    STRICT.decode(text).ok()
}

/// Exactly `N` parts.
pub fn split<const N: usize>(token: &str) -> Option<[&str; N]> {
    if token.len() > LONGEST {
        return None;
    }
    let parts: Vec<&str> = token.splitn(N + 1, '.').collect();
    parts.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: K10
    #[test]
    fn base64url_has_one_spelling_a_value() {
        assert_eq!(decode("AQ").unwrap(), [1]);
        for other in ["AR", "AQ==", "AQ=", "A", "AQ ", " AQ", "A+", "A/", "AQ\n"] {
            assert!(decode(other).is_none(), "{other:?}");
        }
    }

    #[test]
    fn a_token_has_its_number_of_parts_and_a_bounded_length() {
        assert!(split::<3>("a.b.c").is_some());
        for other in ["a.b", "a.b.c.d", "", "a.b.c."] {
            assert!(split::<3>(other).is_none(), "{other}");
        }
        assert!(split::<3>(&format!("a.b.{}", "c".repeat(LONGEST))).is_none());
    }
}
