//! Scenario × relying party, as a table that people read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::campagne::{Rendue, texte};

/// Each scenario that one of them met, in the order of the catalogue; below, why some make no sense for a service.
pub fn ecrire(rendues: &[Rendue]) -> String {
    let mut ecrite = String::from("| scénario |");
    for rendue in rendues {
        let _ = write!(ecrite, " {} |", rendue.nom);
    }
    ecrite.push_str("\n| --- |");
    ecrite.push_str(&" --- |".repeat(rendues.len()));
    let complete = rendues.iter().max_by_key(|rendue| lignes(rendue).len());
    for id in complete.map(lignes).unwrap_or_default().iter().map(|ligne| texte(ligne, "id")) {
        let _ = write!(ecrite, "\n| {id} |");
        for rendue in rendues {
            let ligne = lignes(rendue).iter().find(|ligne| texte(ligne, "id") == id);
            let _ = write!(ecrite, " {} |", ligne.map_or("", |ligne| mot(texte(ligne, "verdict"))));
        }
    }
    ecrite.push_str("\n\nSans objet :\n");
    for (raison, ou) in raisons(rendues) {
        let _ = writeln!(ecrite, "- {raison} ({})", ou.join(", "));
    }
    ecrite
}

fn mot(verdict: &str) -> &str {
    match verdict {
        "conforme" => "oui",
        "non-conforme" => "**NON**",
        "non-concluant" => "**?**",
        "sans-objet" => "–",
        autre => autre,
    }
}

/// By reason, where it was given.
fn raisons(rendues: &[Rendue]) -> BTreeMap<&str, Vec<String>> {
    let mut raisons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for rendue in rendues {
        for ligne in lignes(rendue).iter().filter(|ligne| texte(ligne, "verdict") == "sans-objet") {
            let ou = format!("{} {}", rendue.nom, texte(ligne, "id"));
            raisons.entry(texte(ligne, "raison")).or_default().push(ou);
        }
    }
    raisons
}

fn lignes(rendue: &Rendue) -> &[Value] {
    rendue.rapport["scenarios"].as_array().map(Vec::as_slice).unwrap_or_default()
}
