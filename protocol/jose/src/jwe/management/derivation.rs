use aws_lc_rs::digest::{Context, SHA256};
use zeroize::Zeroizing;

/// Concat KDF with SHA-256: RFC 7518 §4.6.2, NIST SP 800-56A §5.8.1. `length`: 32 bytes at most, one round.
pub fn derive(secret: &[u8], algorithm: &str, length: usize, (apu, apv): (&[u8], &[u8])) -> Zeroizing<Vec<u8>> {
    let mut context = Context::new(&SHA256);
    context.update(&1_u32.to_be_bytes());
    context.update(secret);
    for field in [algorithm.as_bytes(), apu, apv] {
        context.update(&(field.len() as u32).to_be_bytes());
        context.update(field);
    }
    context.update(&(length as u32 * 8).to_be_bytes());
    let mut key = Zeroizing::new(context.finish().as_ref().to_vec());
    key.truncate(length);
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compact::encode;

    /// RFC 7518 appendix C.
    #[test]
    fn the_key_is_the_one_of_the_rfc() {
        let secret = [
            158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163, 218, 128,
            106, 72, 246, 218, 167, 121, 140, 254, 144, 196,
        ];
        let key = derive(&secret, "A128GCM", 16, (b"Alice", b"Bob"));
        assert_eq!(encode(key), "VqqN6vgjbSBcIijNcacQGg");
    }
}
