//! What is asked of addresses that clients chose: their keys, request objects, sector identifiers, logout and signals.
//! Whoever implements these ports goes nowhere but to public HTTPS addresses (security rows A12, S07).

mod places;

pub use places::Places;

use async_trait::async_trait;

use crate::port::PortError;

/// What a document may be.
#[derive(Clone, Copy, Debug)]
pub struct Expect {
    pub max_bytes: usize,
    /// Without parameters, in lower case; empty: any.
    pub media_types: &'static [&'static str],
}

/// Why a client's address gave nothing. The client's own mistake, and never a reason to try without it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// Not an address that is called from here: its scheme, its port, its host, or what its host resolves to.
    #[error("the address is not one that is called from here: {0}")]
    Guarded(&'static str),
    #[error("the address did not answer in time")]
    Slow,
    #[error("the address cannot be reached")]
    Unreachable,
    /// Redirects are among these: none is followed.
    #[error("the address answered with status {0}")]
    Status(u16),
    #[error("the answer is longer than {0} octets")]
    TooLong(usize),
    #[error("the answer is of another media type than was asked")]
    MediaType,
}

impl FetchError {
    /// As the failure of a port, where the client is not the one to be told.
    pub fn at(&self, port: &'static str) -> PortError {
        PortError::unavailable(port, self)
    }
}

/// `GET` of small documents.
#[async_trait]
pub trait Documents: Send + Sync {
    async fn fetch(&self, url: &str, expect: Expect) -> Result<Vec<u8>, FetchError>;
}

/// `POST` of notices. The status is the receiver's own; what it wrote is read by nobody.
#[async_trait]
pub trait Calls: Send + Sync {
    async fn post(
        &self,
        url: &str,
        body: Vec<u8>,
        content_type: &'static str,
        bearer: Option<&str>,
    ) -> Result<u16, FetchError>;
}
