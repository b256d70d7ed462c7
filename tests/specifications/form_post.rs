//! OAuth 2.0 Multiple Response Types and Form Post Response Mode.

mod modes;
mod page;
