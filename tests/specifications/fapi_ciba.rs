//! FAPI: Client Initiated Backchannel Authentication Profile.

mod request;
