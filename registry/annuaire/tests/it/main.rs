//! The directory as programs ask it: its answers, its pages, what it refuses and how it says so.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod canaris;
mod decor;
mod extractions;
mod hostile;
mod lectures;
mod mesure;
mod moisson;
mod pages;
mod profil;
mod recherches;
