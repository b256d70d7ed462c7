//! The clients file: `[[client]]` tables.

use std::path::Path;

use ambient::RestKey;
use idp_core::client::Declared;
use idp_core::registration::Declaration;
use serde::Deserialize;
use service::config::{Check, ConfigError, Contradiction, SecretFile, SecretFileError, SecretGuard};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientsFile {
    #[serde(default)]
    client: Vec<Declaration>,
}

#[derive(Debug, thiserror::Error)]
pub enum ClientsError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("client {client}: {cause}")]
    Secret { client: String, cause: SecretFileError },
    #[error("client {client}: {key}: {reason}\nRemedy: {remedy}")]
    Objection { client: String, key: &'static str, reason: String, remedy: &'static str },
}

impl Check for ClientsFile {
    fn check(&self) -> Vec<Contradiction> {
        let mut seen: Vec<&str> = Vec::new();
        let mut found = Vec::new();
        for (place, declaration) in self.client.iter().enumerate() {
            let id = declaration.id.as_str();
            let at = |key: &str| format!("client.{place}.{key}");
            if seen.contains(&id) {
                found.push(Contradiction::new(at("id"), format!("\"{id}\" is declared twice"), "keep one of the two"));
            }
            seen.push(id);
            let objections = declaration.objections().into_iter();
            found.extend(
                objections.map(|objection| Contradiction::new(at(objection.key), objection.reason, objection.remedy)),
            );
        }
        found
    }
}

impl ClientsFile {
    /// Reads the file and gives its registrations; the first objection stops it, so that nothing half-known is served.
    pub fn read(path: &Path, guard: SecretGuard, rest: &RestKey) -> Result<Vec<Declared>, ClientsError> {
        let file: Self = service::config::load(path)?;
        file.client.into_iter().map(|declaration| register(declaration, path, guard, rest)).collect()
    }
}

fn register(
    mut declaration: Declaration,
    file: &Path,
    guard: SecretGuard,
    rest: &RestKey,
) -> Result<Declared, ClientsError> {
    let (client, disabled) = (declaration.id.clone(), declaration.disabled);
    let objection =
        |key, reason: String, remedy| ClientsError::Objection { client: client.clone(), key, reason, remedy };
    if guard == SecretGuard::Production && declaration.secret.is_some() {
        let reason = "a secret stands in the clients file".to_owned();
        return Err(objection("secret", reason, "put it into a file of its own: secret_file"));
    }
    if let Some(secret) = declaration.secret_file.take() {
        let read = SecretFile::new(file.parent().unwrap_or(Path::new(".")).join(secret)).read(guard);
        declaration.secret = Some(read.map_err(|cause| ClientsError::Secret { client: client.clone(), cause })?);
    }
    let registered = declaration.register(rest).map_err(|objections| match objections.into_iter().next() {
        Some(first) => objection(first.key, first.reason, first.remedy),
        None => objection("id", "refused".to_owned(), "declare it again"),
    })?;
    Ok(Declared { client: registered, disabled })
}
