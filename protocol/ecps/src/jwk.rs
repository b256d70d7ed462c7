use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

/// A P-256 public key as a JWK (RFC 7517, RFC 7518 §6.2): the only kind that a phone has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Jwk", into = "Jwk")]
pub struct ClePublique {
    /// Uncompressed SEC1 point: `04`, x, y.
    point: [u8; 65],
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key of a phone is an EC key on P-256: {0}")]
pub struct ClePubliqueError(&'static str);

#[derive(Clone, Serialize, Deserialize)]
struct Jwk {
    kty: String,
    crv: String,
    x: String,
    y: String,
}

impl ClePublique {
    /// Reads an uncompressed SEC1 point. Whether it lies on the curve is checked at each verification.
    pub fn from_point(point: &[u8]) -> Result<Self, ClePubliqueError> {
        let point: [u8; 65] = point.try_into().map_err(|_| ClePubliqueError("65 bytes"))?;
        if point[0] == 4 { Ok(Self { point }) } else { Err(ClePubliqueError("an uncompressed point")) }
    }

    pub fn point(&self) -> &[u8] {
        &self.point
    }

    /// RFC 7638, SHA-256, base64url.
    pub fn thumbprint(&self) -> String {
        let Jwk { x, y, .. } = self.clone().into();
        let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, canonical.as_bytes()))
    }
}

impl TryFrom<Jwk> for ClePublique {
    type Error = ClePubliqueError;

    fn try_from(jwk: Jwk) -> Result<Self, ClePubliqueError> {
        if jwk.kty != "EC" || jwk.crv != "P-256" {
            return Err(ClePubliqueError("`kty` EC and `crv` P-256"));
        }
        let mut point = vec![4];
        for coordinate in [&jwk.x, &jwk.y] {
            let bytes = URL_SAFE_NO_PAD.decode(coordinate).map_err(|_| ClePubliqueError("base64url coordinates"))?;
            point.extend((bytes.len() == 32).then_some(bytes).ok_or(ClePubliqueError("coordinates of 32 bytes"))?);
        }
        Self::from_point(&point)
    }
}

impl From<ClePublique> for Jwk {
    fn from(cle: ClePublique) -> Self {
        let (x, y) = cle.point[1..].split_at(32);
        Self {
            kty: "EC".to_owned(),
            crv: "P-256".to_owned(),
            x: URL_SAFE_NO_PAD.encode(x),
            y: URL_SAFE_NO_PAD.encode(y),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thumbprint_is_that_of_rfc_7638_over_the_required_members() {
        let jwk = r#"{"kty":"EC","crv":"P-256","use":"sig","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
        let cle: ClePublique = serde_json::from_str(jwk).unwrap();
        assert_eq!(cle.thumbprint(), "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    }

    #[test]
    fn another_curve_or_a_private_key_shape_is_refused() {
        for jwk in
            [r#"{"kty":"OKP","crv":"Ed25519","x":"AA","y":"AA"}"#, r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#]
        {
            assert!(serde_json::from_str::<ClePublique>(jwk).is_err());
        }
    }
}
