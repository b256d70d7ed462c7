//! The ports in memory, for the tests of this crate and of the web crate: short, without clock (lives are kept, not
//! enforced), one lock each. The real adapters have their own conformance suite.

mod annuaire;
mod by_browser;
mod calls;
mod cards;
mod client_tokens;
pub mod dehors;
mod documents;
mod dpop;
mod durable;
mod elsewhere;
mod espace;
mod grants;
mod house;
mod initial_access;
mod issuer;
mod keys;
mod machines;
mod messages;
mod notices;
mod passkeys;
mod presence;
mod signals;
mod telephone;

pub use annuaire::FakeAnnuaire;
pub use by_browser::FakeByBrowser;
pub use calls::{FakeCalls, Posted};
pub use cards::FakeCards;
pub use client_tokens::FakeClientTokens;
pub use documents::FakeDocuments;
pub use dpop::FakeSender;
pub use durable::{FakeClients, FakeCompteurs, FakeJournal, FakeSpent, FakeStamps};
pub use elsewhere::{FakeDevices, FakeEnsuite, FakeMetiers};
pub use espace::{FakeCles, FakeEspace};
pub use grants::FakeGrants;
pub use house::{ALBA, BRICE, FakeHouse, ISSUER, RETURN, TILLEULS, VERCORS, client};
pub use initial_access::FakeInitialAccess;
pub use issuer::{FakeIssuer, FakeKnown};
pub use keys::FakeKeys;
pub use machines::FakeMachines;
pub use messages::FakeMessages;
pub use notices::FakeNotices;
pub use passkeys::{FakeCeremonies, FakePasskeys};
pub use presence::FakePresence;
pub use signals::FakeSignals;
pub use telephone::FakeTelephone;
