//! The device authorization grant, for workstations without a browser: RFC 8628. The person types a short code on the
//! authorization host, sees who asks, signs in as for any client, and goes back to the workstation.

mod code;
mod devices;
mod refusal;
mod service;

pub use code::UserCode;
pub use devices::{Devices, DevicesDeps, Redeemed, Shown};
pub use refusal::{CodeRefusal, DeviceRefusal};
pub use service::{Accepted, Deps, DeviceAuthorization};

ambient::typed_id! {
    /// One request of one device: the resting form of its device code.
    pub struct DeviceId;
}

#[cfg(test)]
mod tests;
