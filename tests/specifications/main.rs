//! Every specification, from outside: the same requirements against the sandbox and against npm `oidc-provider`. How to add
//! one: `README.md`.

#[macro_use]
mod world;

mod rfc7636;
