//! TLS as our listeners speak it: 1.3 preferred, 1.2 allowed, ephemeral key exchange and AEAD only, no early data.

mod acceptor;
mod follow;
mod identity;
mod possession;

pub use acceptor::{Acceptor, AcceptorError, Oldest};
pub use follow::{EVERY, Followed};
pub use identity::{Identity, IdentityError};
