//! OAuth 2.0 Demonstrating Proof of Possession (DPoP).

mod binding;
mod nonce;
mod proof;
mod resource;
