//! What the search reads: every part of every page, and every row of a catalogue that begins with a code.

use serde::Serialize;

use crate::SiteError;
use crate::plan::Langue;
use crate::rendu::Rendu;

/// One place that the search finds. Short names: a browser reads all of them.
#[derive(Serialize)]
struct Entree<'a> {
    /// The title of its page.
    p: &'a str,
    /// Its own.
    t: &'a str,
    /// Its address, beside the other pages of this language.
    u: String,
    /// What is read there.
    x: &'a str,
}

/// The script that holds the index of one language. A script and no JSON: a page opened from a disk may load one.
pub fn script(langue: Langue, pages: &[(&str, &Rendu)]) -> Result<String, SiteError> {
    let mut entrees = Vec::new();
    for (adresse, rendu) in pages {
        let p = rendu.titre.as_str();
        entrees.push(Entree { p, t: p, u: format!("{adresse}.html"), x: &rendu.chapeau });
        for partie in &rendu.parties {
            let u = |ancre: &str| format!("{adresse}.html#{ancre}");
            entrees.push(Entree { p, t: &partie.titre, u: u(&partie.ancre), x: partie.texte.trim() });
            entrees.extend(partie.lignes.iter().map(|ligne| Entree {
                p,
                t: &ligne.nom,
                u: u(&ligne.ancre),
                x: &ligne.texte,
            }));
        }
    }
    Ok(format!(
        "\"use strict\";\nglobalThis.caduceeIndex = {{ lang: \"{}\", entries: {} }};\n",
        langue.mot(),
        serde_json::to_string(&entrees)?
    ))
}
