//! `docs/errors.md` is made from the errors themselves: a code says one thing, and something can be done about it.

mod anglais;
mod api;
mod connexion;
mod demarrage;
mod dossier;
mod ecps;
mod exploitation;
mod identite;
mod lot;
mod oauth;
mod partenaires;
mod portail;
mod registre;
mod sentences;
mod textes;

use std::collections::BTreeMap;

use crate::catalogue;
use crate::tree;

/// One error as somebody meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub code: String,
    /// What is read where it happens: in French on a page or a phone, in the words of the RFC between machines.
    pub sentence: String,
    /// What the team that runs the service, or the developer of a client, does about it.
    pub remedy: String,
}

/// The remedy of what the person alone can put right; the sentence then tells how.
const PERSON: &str = "nothing: the person acts";

fn sections() -> Vec<(&'static str, Vec<Entry>)> {
    vec![
        ("Logging in: pages", connexion::entries()),
        ("e-CPS: the phone and the device API", ecps::entries()),
        ("OAuth 2.0 and OpenID Connect: clients", oauth::entries()),
        ("The partner space", partenaires::entries()),
        ("The operators' door", exploitation::entries()),
        ("Registry: callers, card holders, imports", registre::entries()),
        ("Registry: identity and nomenclatures", identite::entries()),
        ("Registry: contact data and civil status", dossier::entries()),
        ("Registry: files of people", lot::entries()),
        ("Registry: signing in at the portal", portail::entries()),
        ("Registry: the API for programs", api::entries()),
        ("Starting a service", demarrage::entries()),
    ]
}

fn entries() -> Vec<Entry> {
    sections().into_iter().flat_map(|(_, entries)| entries).collect()
}

/// `Happened. Do this.` has two sentences.
fn says_what_to_do(sentence: &str) -> bool {
    sentence.trim_end_matches('.').contains(". ") || sentence.contains("\u{a0}: ")
}

#[test]
fn a_code_says_one_thing() {
    let mut said: BTreeMap<String, Entry> = BTreeMap::new();
    let mut twice = Vec::new();
    for entry in entries() {
        match said.get(&entry.code) {
            Some(before) if *before != entry => twice.push((before.clone(), entry)),
            _ => drop(said.insert(entry.code.clone(), entry)),
        }
    }
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn every_error_says_what_to_do() {
    let silent: Vec<_> = entries()
        .into_iter()
        .filter(|entry| entry.code.is_empty() || entry.sentence.is_empty() || entry.remedy.is_empty())
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
    let helpless: Vec<_> =
        entries().into_iter().filter(|entry| entry.remedy == PERSON && !says_what_to_do(&entry.sentence)).collect();
    assert!(helpless.is_empty(), "the person is to act, and is not told how: {helpless:#?}");
}

/// The texts of `fn code` in the sources: each of them must be an error of the catalogue.
#[test]
fn every_code_of_the_sources_stands_in_the_catalogue() {
    let known: Vec<String> = entries().into_iter().map(|entry| entry.code).collect();
    let mut missing = Vec::new();
    for file in tree::files().into_iter().filter(|file| is_ours(file)) {
        for code in codes(&tree::read(&file)) {
            if !known.contains(&code) {
                missing.push(format!("{file}: {code}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// `page(visite, langue, "code")`: a page that no error of a use case stands behind.
#[test]
fn every_code_that_a_page_writes_stands_in_the_catalogue() {
    let known: Vec<String> = entries().into_iter().map(|entry| entry.code).collect();
    let mut written = Vec::new();
    for file in
        tree::files().into_iter().filter(|file| file.starts_with("idp/web/src/refus/") && !file.contains("tests"))
    {
        let text = tree::read(&file);
        let codes = text.split("page(visite, langue, \"").skip(1).filter_map(|rest| rest.split('"').next());
        written.extend(codes.map(str::to_owned));
    }
    // its page takes the code of the refusal itself
    written.retain(|code| code != "deconnexion.indice");
    assert!(!written.is_empty(), "the scan finds them");
    let missing: Vec<_> = written.into_iter().filter(|code| !known.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Not of errors: languages, differences between two addresses, reasons of a gestionnaire. The DUI stands for somebody else's product.
fn is_ours(file: &str) -> bool {
    let other =
        ["kit/pages/src/langue.rs", "idp/web/src/autorisation/difference.rs", "registry/core/src/demande/etape.rs"];
    file.ends_with(".rs") && file.contains("/src/") && !file.starts_with("relying-parties/") && !other.contains(&file)
}

fn codes(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let bodies = text.split("fn code(&self) -> ").chain(text.split("fn code(self) -> ").skip(1)).skip(1);
    let bodies = bodies.filter(|body| body.starts_with("&'static str") || body.starts_with("String"));
    let bodies = bodies.map(|body| body.split("\n    }").next().unwrap_or_default());
    bodies.flat_map(|body| body.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn the_catalogue_of_errors_is_up_to_date() {
    let mut text = String::from(
        "# Errors\n\nWhat a person, a phone, a client, a caller of the registry or an operator can meet. A code is stable: \
         it stands on the page, in the answer and in the log beside the reference of the request. The private cause stays \
         in the log.\n\nGenerated from the errors themselves: `CADUCEE_WRITE_DOCS=1 cargo test -p tests --test house`.\n",
    );
    for (title, entries) in sections() {
        text.push_str(&format!("\n## {title}\n\n| code | what is read | remedy |\n| --- | --- | --- |\n"));
        let mut told: Vec<Entry> = Vec::new();
        for entry in entries {
            if !told.contains(&entry) {
                let code = &entry.code;
                text.push_str(&format!(
                    "| <a id=\"{code}\"></a>`{}` | {} | {} |\n",
                    entry.code,
                    cell(&entry.sentence),
                    cell(&entry.remedy)
                ));
                told.push(entry);
            }
        }
    }
    catalogue::hold("docs/errors.md", &text);
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
