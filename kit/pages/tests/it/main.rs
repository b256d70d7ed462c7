//! The layouts as another crate uses them, and what an axum router answers with them.

mod answers;
mod error_page;
mod threshold;
