//! JWT-Secured Authorization Request (JAR).

mod object;
mod reference;
