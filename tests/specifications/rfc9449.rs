//! OAuth 2.0 Demonstrating Proof of Possession (DPoP).

mod binding;
mod proof;
mod resource;
