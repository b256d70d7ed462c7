use std::fmt;

use serde::Deserialize;

/// One door of the hook: `/chemin` is posted to, `GET /chemin` is read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Porte {
    pub lecture: bool,
    /// Begins with one `/`: it stays on the service's own host.
    pub chemin: String,
}

#[derive(Debug, PartialEq, Eq)]
pub struct PorteError(String);

impl fmt::Display for PorteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "« {} » n'est ni un chemin (`/api`), ni un chemin à lire (`GET /api`)", self.0)
    }
}

impl TryFrom<String> for Porte {
    type Error = PorteError;

    fn try_from(texte: String) -> Result<Self, PorteError> {
        let (lecture, chemin) = match texte.strip_prefix("GET ") {
            Some(chemin) => (true, chemin),
            None => (false, texte.as_str()),
        };
        if !chemin.starts_with('/') || chemin.starts_with("//") {
            return Err(PorteError(texte));
        }
        Ok(Self { lecture, chemin: chemin.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_is_a_path_that_is_posted_to_unless_it_says_get() {
        let lue = |texte: &str| Porte::try_from(texte.to_owned()).map(|porte| (porte.lecture, porte.chemin));
        assert_eq!(lue("/api"), Ok((false, "/api".to_owned())));
        assert_eq!(lue("GET /api"), Ok((true, "/api".to_owned())));
        for fausse in ["api", "PUT /api", "GET", "//ailleurs.example/api", "GET https://ailleurs.example/"] {
            assert!(lue(fausse).is_err(), "{fausse}");
        }
    }
}
