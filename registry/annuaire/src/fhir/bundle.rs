//! A page of answers: `Bundle` of type `searchset`, with the link that it is and the one that follows.

use std::collections::HashSet;

use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

use super::demande::Demande;
use super::ressource::Genre;

pub struct Contenu {
    pub trouvees: Vec<Value>,
    pub incluses: Vec<Value>,
    /// The sealed place of the next page.
    pub suite: Option<String>,
}

pub fn bundle((genre, base): (Genre, &str), demande: &Demande, contenu: Contenu) -> Value {
    let Contenu { trouvees, incluses, suite } = contenu;
    let lien = |page: Option<&str>| {
        let paires = demande.paires.iter().map(|(nom, valeur)| (nom.as_str(), valeur.as_str()));
        let question =
            Serializer::new(String::new()).extend_pairs(paires.chain(page.map(|page| ("_page", page)))).finish();
        let separateur = if question.is_empty() { "" } else { "?" };
        format!("{base}/{}{separateur}{question}", genre.nom())
    };
    let mut liens = vec![json!({ "relation": "self", "url": lien(demande.page.as_deref()) })];
    if let Some(suite) = &suite {
        liens.push(json!({ "relation": "next", "url": lien(Some(suite)) }));
    }
    let mut bundle = json!({ "resourceType": "Bundle", "type": "searchset", "link": liens });
    if demande.page.is_none() && suite.is_none() {
        // counted only where all of it is here: nothing is read for a number
        bundle["total"] = trouvees.len().into();
    }
    let mut vues = HashSet::new();
    let entrees =
        trouvees.into_iter().map(|une| (une, "match")).chain(incluses.into_iter().map(|une| (une, "include")));
    let entrees: Vec<Value> = entrees
        .filter_map(|(ressource, mode)| {
            let adresse = format!("{base}/{}/{}", texte(&ressource, "resourceType"), texte(&ressource, "id"));
            let nouvelle = vues.insert(adresse.clone());
            nouvelle.then(|| json!({ "fullUrl": adresse, "resource": ressource, "search": { "mode": mode } }))
        })
        .collect();
    if !entrees.is_empty() {
        bundle["entry"] = entrees.into();
    }
    bundle
}

fn texte<'a>(ressource: &'a Value, champ: &str) -> &'a str {
    ressource[champ].as_str().unwrap_or_default()
}
