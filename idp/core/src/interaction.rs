//! One login, from the request that a client sent to the code that it gets: a state machine on a presence shelf, bound
//! to the browser that began it (checklist S09).

mod browser;
mod card;
mod choose;
mod error;
mod finish;
mod gates;
mod limits;
mod logins;
mod passkey;
mod phone;
mod proceed;
mod space;
mod stage;
mod store;
mod telephone;

pub use browser::{Browser, Cookies, Step, Stepped};
pub use choose::Place;
pub use error::LoginError;
pub use gates::Gates;
pub use limits::LoginLimits;
pub use logins::{LoginDeps, Logins};
pub use space::Entry;
pub use stage::{Asked, Interaction, Refusal, Stage};
pub use store::{InteractionSettings, Interactions};
pub use telephone::Telephone;

ambient::typed_id! {
    /// The part of an interaction that is in its address. Worth nothing without the cookie of the browser that began it.
    pub struct InteractionId;
}

#[cfg(test)]
mod tests;
