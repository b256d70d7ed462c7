//! `docs/events.md` is made from the two lists of words, and the sources use these words and no others.

use idp_core::journal::event;
use registry_core::journal::MOTS;

use crate::catalogue;
use crate::tree;

const PROVIDER: &str = "idp/core/src/journal/event.rs";

struct Word {
    word: &'static str,
    tells: &'static str,
    fields: &'static [&'static str],
}

fn provider() -> Vec<Word> {
    event::ALL
        .iter()
        .copied()
        .flatten()
        .map(|one| Word { word: one.word, tells: one.tells, fields: one.fields })
        .collect()
}

fn registry() -> Vec<Word> {
    MOTS.iter().copied().flatten().map(|one| Word { word: one.mot, tells: one.dit, fields: one.champs }).collect()
}

/// What ships: neither the tests nor the fakes.
fn sources(of: &str) -> Vec<(String, String)> {
    tree::files()
        .into_iter()
        .filter(|file| {
            file.starts_with(of) && file.ends_with(".rs") && !file.contains("tests") && !file.contains("/fakes/")
        })
        .map(|file| (tree::read(&file), file))
        .map(|(text, file)| (file, text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()))
        .collect()
}

/// `NAME` → `word`, as the provider's list declares them.
fn constants() -> Vec<(String, String)> {
    let text = tree::read(PROVIDER);
    let declared = text.lines().filter_map(|line| line.strip_prefix("pub const ")?.split_once(": &str = \""));
    declared.map(|(name, word)| (name.to_owned(), word.trim_end_matches("\";").to_owned())).collect()
}

#[test]
fn every_word_that_is_declared_is_described_once() {
    let mut declared: Vec<_> = constants().into_iter().map(|(_, word)| word).collect();
    let mut described: Vec<_> = provider().into_iter().map(|one| one.word.to_owned()).collect();
    declared.sort();
    described.sort();
    assert_eq!(declared, described);
    described.extend(registry().into_iter().map(|one| one.word.to_owned()));
    let all = described.len();
    described.sort();
    described.dedup();
    assert_eq!(described.len(), all, "a word is described twice");
}

#[test]
fn every_word_of_the_list_is_used_by_the_provider() {
    let sources = sources("idp/");
    let unused: Vec<_> = constants()
        .into_iter()
        .filter(|(name, _)| {
            let used = format!("event::{name}");
            let ends = |rest: &str| !rest.starts_with(|c: char| c == '_' || c.is_ascii_alphanumeric());
            !sources.iter().any(|(_, text)| text.split(used.as_str()).skip(1).any(ends))
        })
        .collect();
    assert!(unused.is_empty(), "described, and never told: {unused:?}");
}

#[test]
fn no_act_is_named_outside_the_lists() {
    let mut wrong = Vec::new();
    for (file, text) in sources("idp/") {
        for (place, line) in text.lines().enumerate() {
            let literal = ["Acte::new(\"", "self.acte(\"", "self.dire(\""].iter().any(|call| line.contains(call));
            if literal {
                wrong.push(format!("{file}:{}: {}", place + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "use a constant of {PROVIDER}: {wrong:#?}");
}

#[test]
fn the_catalogue_of_events_is_up_to_date() {
    let mut text = String::from(
        "# Events\n\nThe words of the audit record. Each act is durable before its answer leaves, in a chain that shows what was \
         changed or taken away (docs/decisions/0004-storage.md). A field holds an identifier or a word, never a token, a code, a PIN, a name, \
         a phone number or an address.\n\nGenerated: `CADUCEE_WRITE_DOCS=1 cargo test -p tests --test house`.\n",
    );
    for (title, words) in [("The provider", provider()), ("The registry", registry())] {
        text.push_str(&format!("\n## {title}\n\n| event | what it tells | fields |\n| --- | --- | --- |\n"));
        for one in words {
            let fields: Vec<_> = one.fields.iter().map(|field| format!("`{field}`")).collect();
            text.push_str(&format!("| `{}` | {} | {} |\n", one.word, one.tells, fields.join(", ")));
        }
    }
    catalogue::hold("docs/events.md", &text);
}
