use std::path::PathBuf;

use idp_server::StartStep;
use service::config::{ConfigError, SecretFileError};

use super::Entry;

pub fn entries() -> Vec<Entry> {
    let mut entries: Vec<_> = files().iter().map(configuration).collect();
    entries.extend(secrets().iter().map(|error| Entry {
        code: error.code().to_owned(),
        sentence: error.to_string(),
        remedy: "Do what the message says.".to_owned(),
    }));
    entries.extend(StartStep::ALL.map(|step| Entry {
        code: step.code().to_owned(),
        sentence: step.sentence().to_owned(),
        remedy: step.remedy().to_owned(),
    }));
    entries
}

fn path() -> PathBuf {
    PathBuf::from("FILE")
}

fn files() -> [ConfigError; 3] {
    let remedy = "correct the line that is shown.";
    [
        ConfigError::Unreadable { path: path(), cause: "CAUSE".to_owned() },
        ConfigError::Malformed { path: path(), place: None, reason: "REASON".to_owned(), remedy },
        ConfigError::Contradictory { path: path(), contradictions: vec![], places: vec![] },
    ]
}

/// The message holds the place and the remedy of the very mistake.
fn configuration(error: &ConfigError) -> Entry {
    let sentence = match error {
        ConfigError::Unreadable { .. } => "The file of the configuration cannot be read.",
        ConfigError::Malformed { .. } => "A line of the configuration has an unknown key or a value of another kind.",
        ConfigError::Contradictory { .. } => "Two values of the configuration contradict each other.",
    };
    let remedy = "Do what the message says: it names the file, the line and the remedy.";
    Entry { code: error.code().to_owned(), sentence: sentence.to_owned(), remedy: remedy.to_owned() }
}

fn secrets() -> [SecretFileError; 3] {
    [
        SecretFileError::Unreadable { path: path(), cause: std::io::Error::other("CAUSE") },
        SecretFileError::Open(path()),
        SecretFileError::Empty(path()),
    ]
}
