//! Who the person is and where they act, as userinfo says it.

use std::collections::HashSet;

use serde_json::Value;

use crate::{Faute, Interieur};

/// What the session keeps.
#[derive(Clone, Default)]
pub struct Personne {
    pub sub: Option<String>,
    pub compte: Option<String>,
    pub nom: Option<String>,
    pub situation: Option<String>,
}

/// Why userinfo was not read.
pub enum Lecture {
    AutrePersonne,
    /// What a careless twin does instead of reading.
    Tombe,
}

impl Personne {
    /// `dit`: the ID token. `userinfo` speaks of the same person, or of nobody.
    pub fn lire(service: &Interieur, sub: Option<&str>, userinfo: &Value) -> Result<Self, Lecture> {
        let texte = |nom: &str| userinfo[nom].as_str().filter(|texte| !texte.is_empty()).map(str::to_owned);
        let meme = sub.is_none() || userinfo["sub"].as_str() == sub;
        if !meme && !service.a(Faute::SubDeUserinfoIgnore) {
            return Err(Lecture::AutrePersonne);
        }
        let sub = sub.map(str::to_owned).or_else(|| texte("sub"));
        let compte = if service.a(Faute::CompteParSub) { sub.clone() } else { texte("SubjectNameID") };
        Ok(Self { compte, nom: texte("family_name"), situation: situation(service, userinfo)?, sub })
    }
}

/// The active structure: the single-valued claim says which one.
fn situation(service: &Interieur, userinfo: &Value) -> Result<Option<String>, Lecture> {
    let active = userinfo["SubjectOrganizationID"].as_str().filter(|texte| !texte.is_empty()).map(str::to_owned);
    let Some(exercices) = userinfo["SubjectRefPro"]["exercices"].as_array() else {
        let suppose = service.a(Faute::RoleParDefaut).then(|| "F000000000".to_owned());
        return Ok(suppose.or(active));
    };
    let premier = exercices.first().map(|exercice| &exercice["activities"][0]["identifiantTechniqueDeLaStructure"]);
    if premier.is_none() && service.a(Faute::ExerciceSuppose) {
        return Err(Lecture::Tombe);
    }
    let differents: HashSet<_> = exercices.iter().map(Value::to_string).collect();
    if differents.len() < exercices.len() && service.a(Faute::DoublonsRefuses) {
        return Err(Lecture::Tombe);
    }
    if service.a(Faute::PremierExercice) {
        return Ok(premier.and_then(Value::as_str).map(str::to_owned));
    }
    Ok(active)
}
