//! Whoever reads the portal in English reads there, in English, what the registry refuses: each code of `registry/core` has its
//! sentence in the portal's catalogue.

use std::collections::BTreeSet;

use registry_core::certificat::DemandeRefusee;
use registry_core::idempotence::CleReutilisee;

use super::{codes, is_ours};
use crate::tree;

const CATALOGUE: [&str; 2] = ["registry/portail/locales/en/refus.ftl", "registry/portail/locales/en/objections.ftl"];
/// Who makes an objection to one field, and which of the arguments is its code.
const MAKERS: [(&str, usize); 4] =
    [("Objection::new(", 1), ("Ecart::sur(", 1), ("Ecart::de_la_ligne(", 0), ("refus.sauf(", 1)];

/// Keys, each as often as it stands there: `code`, or `code-field`.
fn keys() -> Vec<String> {
    let lines: Vec<String> = CATALOGUE.iter().flat_map(|file| lines(&tree::read(file))).collect();
    lines.iter().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key.to_owned()).collect()
}

/// Those of messages: what belongs to a longer one is indented.
fn lines(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.starts_with(['#', ' '])).map(str::to_owned).collect()
}

/// The sources that refuse people something. Operators read in a terminal what an import says.
fn sources() -> Vec<String> {
    let imports = ["registry/core/src/import", "registry/core/src/finess"];
    let refuses = |file: &String| {
        file.starts_with("registry/core/src/")
            && is_ours(file)
            && !imports.iter().any(|import| file.starts_with(import))
    };
    let files = tree::files().into_iter().filter(refuses).map(|file| tree::read(&file));
    files.map(|text| text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()).collect()
}

fn refused() -> BTreeSet<String> {
    let mut refused: BTreeSet<String> =
        DemandeRefusee::catalogue().iter().map(|refus| refus.code().to_owned()).collect();
    refused.insert(CleReutilisee::CODE.to_owned());
    for text in sources() {
        refused.extend(codes(&text));
        for (maker, place) in MAKERS {
            let made = text.split(maker).skip(1).filter_map(|rest| arguments(rest).get(place).copied());
            refused.extend(made.filter_map(last_literal).map(str::to_owned));
        }
    }
    refused
}

/// What stands between the commas of a call, whose opening parenthesis is behind.
fn arguments(text: &str) -> Vec<&str> {
    let (mut arguments, mut begin, mut depth, mut quoted) = (Vec::new(), 0, 0_u32, false);
    for (place, sign) in text.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => {
                arguments.push(&text[begin..place]);
                return arguments;
            }
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(&text[begin..place]);
                begin = place + 1;
            }
            _ => {}
        }
    }
    arguments
}

fn last_literal(argument: &str) -> Option<&str> {
    argument.split('"').skip(1).step_by(2).last()
}

fn base(key: &str) -> &str {
    key.split('-').next().unwrap_or_default()
}

#[test]
fn every_refusal_of_the_registry_has_its_english_sentence() {
    let (refused, keys) = (refused(), keys());
    for scanned in
        ["demande_deja_traitee", "obligatoire", "acte_du", "acte_hors_dates", "case_formule", "retrait_sans_terme"]
    {
        assert_eq!(refused.contains(scanned), scanned != "acte_du", "the scan tells codes from fields: {scanned}");
    }
    let said: BTreeSet<&str> = keys.iter().map(|key| base(key)).collect();
    let silent: Vec<_> = refused.iter().filter(|code| !said.contains(code.as_str())).collect();
    assert!(silent.is_empty(), "no English sentence in {CATALOGUE:?}: {silent:#?}");
}

#[test]
fn every_english_sentence_is_of_a_code_and_stands_once() {
    let (refused, mut keys) = (refused(), keys());
    let nobody: Vec<_> = keys.iter().filter(|key| !refused.contains(base(key))).cloned().collect();
    assert!(nobody.is_empty(), "{nobody:#?}");
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all);
}

/// `{ $jour }`: the registry gives it along with the code.
#[test]
fn what_an_english_sentence_names_the_registry_names() {
    let (core, texts) = (sources().concat(), CATALOGUE.map(tree::read).concat());
    let named = texts.split("{ $").skip(1).filter_map(|rest| rest.split([' ', '}']).next());
    let named: BTreeSet<&str> = named.collect();
    assert!(named.contains("jour") && named.contains("genre"), "{named:?}");
    let given = |name: &&str| ["nommant", "nommer"].iter().any(|by| core.contains(&format!("{by}(\"{name}\"")));
    let missing: Vec<_> = named.into_iter().filter(|name| !given(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
