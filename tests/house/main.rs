//! The rules of the house that a machine can keep: the floors, the sizes, the words that do not belong.

mod catalogue;
mod configuration;
mod deploy;
mod errors;
mod events;
mod floors;
mod logs;
mod measures;
mod openapi;
mod passwords;
mod requirements;
mod retention;
mod routes;
mod sbom;
mod scenarios;
mod scopes;
mod sizes;
mod specifications;
mod threats;
mod tree;
mod words;
