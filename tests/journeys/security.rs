//! What an attacker on the network tries against the sandbox, as a browser or as a relying party. Every test takes what it
//! needs from the shared sandbox and leaves nothing that another would see.

mod alarms;
mod authorization;
mod browser;
mod by_phone;
mod doors;
mod enumeration;
mod logs;
mod loot;
mod phones;
mod theft;
mod throttles;
mod tokens;
