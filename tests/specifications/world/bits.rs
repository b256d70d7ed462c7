use aws_lc_rs::digest::SHA256;
use aws_lc_rs::rand;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// base64url without padding.
pub fn b64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub fn unb64(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap_or_else(|error| panic!("{text:?} is not base64url: {error}"))
}

/// base64url of the SHA-256.
pub fn digest(bytes: impl AsRef<[u8]>) -> String {
    b64(aws_lc_rs::digest::digest(&SHA256, bytes.as_ref()))
}

/// 256 bits, as any library would draw them.
pub fn random() -> String {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).expect("chance");
    b64(bytes)
}
