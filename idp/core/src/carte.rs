//! The login with a CPx card, on the host that asks for certificates: the card is judged here, page by page, not in the
//! handshake (design §4, checklist X04 to X06).

mod lecture;
mod refus;
mod ticket;

pub use lecture::{CarteLue, Lecture, LectureDeps, VerificationCarte};
pub use refus::RefusLecture;
pub use ticket::Tickets;

#[cfg(test)]
mod tests;
