//! X.509 in DER, written field by field: rcgen puts every attribute of a name in an RDN of its own, and a card has
//! three in one (docs/decisions/0003-card-certificates.md).

mod certificat;
mod crl;
pub(crate) mod extension;
mod nom;
pub(crate) mod ocsp;
mod signe;
mod temps;

pub(crate) use certificat::Patron;
pub(crate) use crl::{Liste, Revoque};
pub(crate) use extension::Extension;
pub(crate) use nom::{Attribut, Nom};
pub(crate) use signe::signer;
