//! One TOML file a service, read once at start. What is wrong in it is refused with the place and the remedy; nothing is
//! ignored in silence.

mod check;
mod error;
mod place;
mod secret_file;

use std::path::Path;

use serde::de::DeserializeOwned;

pub use check::{Check, Contradiction};
pub use error::ConfigError;
pub use place::Place;
pub use secret_file::{SecretFile, SecretFileError, SecretGuard};

/// Reads, parses and checks a configuration file.
///
/// `T` and the tables in it must carry `#[serde(deny_unknown_fields)]`: serde finds the unknown keys, this names their place.
pub fn load<T: DeserializeOwned + Check>(path: &Path) -> Result<T, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|cause| ConfigError::Unreadable { path: path.to_owned(), cause: cause.to_string() })?;
    parse(path, &text)
}

/// [`load`] for a text that is already read; `path` is only named in errors.
pub fn parse<T: DeserializeOwned + Check>(path: &Path, text: &str) -> Result<T, ConfigError> {
    let settings: T = toml::from_str(text).map_err(|error| error::from_toml(path, text, &error))?;
    let contradictions = settings.check();
    if contradictions.is_empty() {
        return Ok(settings);
    }
    let places = contradictions.iter().map(|found| place::of_key(text, &found.key)).collect();
    Err(ConfigError::Contradictory { path: path.to_owned(), contradictions, places })
}
