//! JSON Object Signing and Encryption: RFC 7515 to 7519, in the compact form alone. Primitives are `aws-lc-rs`', the types
//! of keys `jsonwebtoken`'s; what is ours is the allow-list, the strictness (RFC 8725) and the JWE envelope
//! (docs/decisions/0005).

mod alg;
mod compact;
pub mod json;
pub mod jwe;
pub mod jwk;
pub mod jws;

pub use alg::{Encryption, JweAlg, JweEnc, JwsAlg, UnknownAlg};
pub use jsonwebtoken::jwk::{Jwk, JwkSet};
