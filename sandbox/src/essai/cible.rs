//! The sandbox that `try` acts on, as its manifest describes it.

use std::path::{Path, PathBuf};

use ambient::Ambient;
use serde_json::Value;
use url::Url;

use super::EssaiError;
use crate::population;

pub struct Cible {
    pub issuer: String,
    pub dui: Url,
    pub telephones: Url,
    pub messagerie: Url,
    pub ca: PathBuf,
    pub cle_telephones: PathBuf,
    pub client_id: String,
    pub client_secret: String,
    /// Who activates an e-CPS.
    pub professionnel: Personne,
    pub carte: Carte,
}

pub struct Personne {
    pub identifiant: String,
}

pub struct Carte {
    pub identifiant: String,
    pub pem: PathBuf,
}

impl Cible {
    /// The sandbox of `data`, provided that `base` is where its demonstration service answers.
    pub fn de(base: &Url, data: &Path, ambient: &Ambient) -> Result<Self, EssaiError> {
        let cible = Self::lire(data, ambient)?;
        if cible.dui.origin() == base.origin() {
            return Ok(cible);
        }
        Err(EssaiError::AutreBac { base: base.to_string(), data: data.to_owned(), dui: cible.dui.into() })
    }

    /// Reads the manifest of the sandbox whose folder is `data`.
    pub fn lire(data: &Path, ambient: &Ambient) -> Result<Self, EssaiError> {
        let chemin = data.join("sandbox.json");
        let texte = std::fs::read(&chemin).map_err(|cause| EssaiError::fichier(&chemin, cause))?;
        let manifeste: Value = serde_json::from_slice(&texte)?;
        let text = |pointer: &'static str| {
            let value = manifeste.pointer(pointer).and_then(Value::as_str);
            value.map(str::to_owned).ok_or(EssaiError::Manifeste(pointer))
        };
        let url = |pointer: &'static str| text(pointer)?.parse().map_err(|_| EssaiError::Manifeste(pointer));
        let named = |list: &'static str, key: &'static str, name: &'static str| {
            let items = manifeste[list].as_array().map(Vec::as_slice).unwrap_or_default();
            items.iter().find(|item| item[key] == name).ok_or(EssaiError::Manifeste(name))
        };
        let of =
            |item: &Value, key: &'static str| item[key].as_str().map(str::to_owned).ok_or(EssaiError::Manifeste(key));
        let client = named("clients", "client_id", "essai")?;
        let carte = named("cartes", "qui", "medecin")?;
        let personnes = manifeste.pointer("/registre/personnes").and_then(Value::as_u64);
        let professionnel = au_hasard(personnes.ok_or(EssaiError::Manifeste("/registre/personnes"))?, ambient);
        Ok(Self {
            issuer: text("/issuer")?,
            dui: url("/dui")?,
            telephones: url("/telephones")?,
            messagerie: url("/messagerie")?,
            ca: text("/ca")?.into(),
            cle_telephones: data.join("cles/telephones"),
            client_id: of(client, "client_id")?,
            client_secret: of(client, "client_secret")?,
            professionnel: Personne { identifiant: professionnel.ok_or(EssaiError::Manifeste("personnes"))? },
            carte: Carte { identifiant: of(carte, "identifiant")?, pem: of(carte, "pem")?.into() },
        })
    }
}

/// Somebody of the invented population who works somewhere: each run takes its chance, so that one run does not use up
/// the tries of another.
fn au_hasard(personnes: u64, ambient: &Ambient) -> Option<String> {
    let extraction = population::extraction(population::GRAINE, usize::try_from(personnes).ok()?);
    let postes: Vec<&str> = extraction
        .lines()
        .skip(1)
        .map(|ligne| ligne.split('|').collect::<Vec<_>>())
        .filter(|colonnes| colonnes.get(26).is_some_and(|finess| !finess.is_empty()))
        .filter_map(|colonnes| colonnes.get(2).copied())
        .collect();
    let place = ambient.chance.below(u32::try_from(postes.len()).ok()?.max(1));
    postes.get(place as usize).map(|identifiant| (*identifiant).to_owned())
}
