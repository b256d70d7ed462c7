//! JSON Object Signing and Encryption: RFC 7515 to 7519, in the compact form alone. Parsing and primitives are libraries'
//! (`jsonwebtoken`, `aws-lc-rs`); what is ours is the allow-list, the strictness and the JWE envelope
//! (docs/decisions/0005).

mod alg;

pub use alg::{Encryption, JweAlg, JweEnc, JwsAlg, UnknownAlg};
