//! Keys that our own library does not make, since nobody should have them: OpenSSL makes them and signs with them.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::{Value, b64, json};

/// A private key in a folder of its own.
pub struct Foreign {
    folder: TempDir,
    /// Bytes of a coordinate; 0: an RSA key.
    coordinate: usize,
    public: Value,
}

impl Foreign {
    pub fn rsa(bits: usize) -> Self {
        let folder = made(&["-algorithm", "RSA", "-pkeyopt", &format!("rsa_keygen_bits:{bits}")]);
        let der = public_der(folder.path());
        // at the end of SubjectPublicKeyInfo: the modulus, then 02 03 01 00 01
        let modulus = &der[der.len() - 5 - bits / 8..der.len() - 5];
        let public = json!({ "kty": "RSA", "n": b64(modulus), "e": "AQAB" });
        Self { folder, coordinate: 0, public }
    }

    /// `curve` as OpenSSL names it, `crv` as a JWK does.
    pub fn ec(curve: &str, crv: &str, coordinate: usize) -> Self {
        let folder = made(&["-algorithm", "EC", "-pkeyopt", &format!("ec_paramgen_curve:{curve}")]);
        let der = public_der(folder.path());
        let (x, y) = der[der.len() - 2 * coordinate..].split_at(coordinate);
        let public = json!({ "kty": "EC", "crv": crv, "x": b64(x), "y": b64(y) });
        Self { folder, coordinate, public }
    }

    pub fn bare(&self) -> Value {
        self.public.clone()
    }

    /// RSA: PSS with SHA-256 and 32 bytes of salt. EC: `r` and `s` one after the other, over SHA-256.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let key = self.folder.path().join("key.pem");
        let mut command = Command::new("openssl");
        command.args(["dgst", "-sha256", "-sign"]).arg(key);
        if self.coordinate == 0 {
            command.args(["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"]);
            return said(&mut command, message);
        }
        fixed(&said(&mut command, message), self.coordinate)
    }
}

fn made(options: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command = Command::new("openssl");
    said(command.arg("genpkey").args(options).arg("-out").arg(folder.path().join("key.pem")), &[]);
    folder
}

fn public_der(folder: &Path) -> Vec<u8> {
    let mut command = Command::new("openssl");
    said(command.args(["pkey", "-pubout", "-outform", "DER", "-in"]).arg(folder.join("key.pem")), &[])
}

fn said(command: &mut Command, input: &[u8]) -> Vec<u8> {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = pipes.spawn().expect("openssl");
    child.stdin.take().expect("its input").write_all(input).expect("openssl reads");
    let output = child.wait_with_output().expect("openssl ends");
    assert!(output.status.success(), "openssl: {}", output.status);
    output.stdout
}

/// From `SEQUENCE { r, s }` of less than 128 bytes to RFC 7518 §3.4.
fn fixed(der: &[u8], coordinate: usize) -> Vec<u8> {
    let (mut rest, mut fixed) = (&der[2..], Vec::new());
    for _ in 0..2 {
        let (number, after) = rest[2..].split_at(usize::from(rest[1]));
        let number = &number[number.len().saturating_sub(coordinate)..];
        fixed.extend(std::iter::repeat_n(0, coordinate - number.len()));
        fixed.extend(number);
        rest = after;
    }
    fixed
}
