//! What somebody asks to be signed, and what a certificate says.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod demandes;
mod organisations;
