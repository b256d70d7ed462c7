//! `docs/configuration.md` and `docs/configuration-registre.md` are made from the types that read the two files, and the example
//! files are ones that hold.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use idp_server::config::Config;
use serde::de::DeserializeOwned;
use service::config::Check;

use crate::catalogue;
use crate::tree;

/// A service: its example, and where the types of its configuration stand.
struct Of {
    example: &'static str,
    sources: &'static [&'static str],
}

const PROVIDER: Of = Of {
    example: "docs/provider.example.toml",
    sources: &["idp/server/src/config", "idp/core/src/", "idp/outbound/src/", "kit/service/src/"],
};
const REGISTRY: Of = Of {
    example: "docs/registry.example.toml",
    sources: &[
        "registry/server/src/config",
        "registry/web/src/",
        "registry/outbound/src/",
        "protocol/oidc/src/",
        "kit/service/src/",
    ],
};

/// One key of a table.
struct Key {
    name: String,
    of: String,
    tells: String,
}

/// The public fields of each struct and the variants of each enum, by name.
#[derive(Default)]
struct Types {
    structs: BTreeMap<String, Vec<Key>>,
    /// What stands above each type.
    docs: BTreeMap<String, String>,
    enums: BTreeMap<String, Vec<String>>,
}

impl Types {
    fn read(sources: &[&str]) -> Self {
        let mut types = Self::default();
        let ours = |file: &String| {
            file.ends_with(".rs") && !file.contains("tests") && sources.iter().any(|at| file.starts_with(at))
        };
        for file in tree::files().into_iter().filter(ours) {
            types.take(&tree::read(&file));
        }
        types
    }

    /// Only what a file can hold: types that serde reads.
    fn take(&mut self, text: &str) {
        for (at, _) in text.match_indices("\npub struct ").chain(text.match_indices("\npub enum ")) {
            let derived = text[..at].rfind("#[derive(").map_or("", |derive| &text[derive..at]);
            let near = !derived.contains("\n}") && derived.contains("Deserialize");
            let item = &text[at + 1..];
            let Some((head, rest)) = item.split_once(" {\n").filter(|(head, _)| near && !head.contains('\n')) else {
                continue;
            };
            let body = rest.split("\n}").next().unwrap_or_default();
            let name = head.rsplit(' ').next().unwrap_or_default().to_owned();
            self.docs.insert(name.clone(), above(&text[..at]));
            match head.starts_with("pub enum ") {
                true => drop(self.enums.insert(name, variants(body, derived))),
                false => drop(self.structs.insert(name, fields(body))),
            }
        }
    }

    /// The rows of a table and of those under it.
    fn rows(&self, table: &str, of: &str, rows: &mut Vec<(String, String, String)>) {
        for Key { name, of, tells } in self.structs.get(of).map(Vec::as_slice).unwrap_or_default() {
            let path = if table.is_empty() { name.clone() } else { format!("{table}.{name}") };
            let inner = inner(of);
            let list = of.contains("Vec<");
            let tells =
                if tells.is_empty() { self.docs.get(inner).cloned().unwrap_or_default() } else { tells.clone() };
            match (self.structs.contains_key(inner), self.enums.get(inner)) {
                (true, _) => {
                    let path = if list { format!("{path}[]") } else { path };
                    rows.push((path.clone(), "table".to_owned(), tells));
                    self.rows(&path, inner, rows);
                }
                (_, Some(words)) if !words.is_empty() => {
                    let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
                    rows.push((path, words.join(", "), tells));
                }
                _ => rows.push((path, kind(of), tells)),
            }
        }
    }
}

/// The last doc comment before an item, attributes skipped.
fn above(text: &str) -> String {
    let lines = text.lines().rev().map(str::trim).skip_while(|line| line.starts_with("#["));
    let mut doc: Vec<&str> = lines.map_while(|line| line.strip_prefix("///")).map(str::trim).collect();
    doc.reverse();
    doc.join(" ")
}

fn fields(body: &str) -> Vec<Key> {
    let (mut fields, mut doc, mut renamed) = (Vec::new(), Vec::new(), None);
    for line in body.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            doc.push(text.trim().to_owned());
        } else if let Some(rest) = line.split_once("rename = \"").map(|(_, rest)| rest) {
            renamed = rest.split('"').next().map(str::to_owned);
        } else if let Some((name, of)) = line.strip_prefix("pub ").and_then(|field| field.split_once(": ")) {
            let name = renamed.take().unwrap_or_else(|| name.to_owned());
            fields.push(Key { name, of: of.trim_end_matches(',').to_owned(), tells: doc.join(" ") });
            doc.clear();
        }
    }
    fields
}

/// As serde spells them; none for an enum whose variants hold something.
fn variants(body: &str, derived: &str) -> Vec<String> {
    let lines = body.lines().map(str::trim).filter(|line| !line.starts_with("//") && !line.starts_with('#'));
    let named: Vec<&str> = lines.map(|line| line.trim_end_matches(',')).filter(|line| !line.is_empty()).collect();
    if !named.iter().all(|name| name.chars().all(char::is_alphanumeric)) {
        return Vec::new();
    }
    let spell = |name: &str| match derived {
        _ if derived.contains("\"lowercase\"") => name.to_lowercase(),
        _ if derived.contains("\"kebab-case\"") => parted(name, '-'),
        _ if derived.contains("\"snake_case\"") => parted(name, '_'),
        _ => name.to_owned(),
    };
    named.into_iter().map(spell).collect()
}

fn parted(name: &str, by: char) -> String {
    let mut parted = String::new();
    for sign in name.chars() {
        if sign.is_uppercase() && !parted.is_empty() {
            parted.push(by);
        }
        parted.extend(sign.to_lowercase());
    }
    parted
}

/// `Option<Vec<a::B>>` → `B`.
fn inner(of: &str) -> &str {
    let last = of.rsplit(['<', ':']).next().unwrap_or(of);
    last.trim_end_matches('>').trim()
}

/// In words of TOML.
fn kind(of: &str) -> String {
    let word = match inner(of) {
        "bool" => "true or false",
        "Seconds" => "seconds",
        "u8" | "u16" | "u32" | "u64" | "usize" | "i64" => "number",
        "SocketAddr" => "address and port",
        "Url" => "address",
        "Reseau" => "network",
        "PathBuf" => "file",
        "SecretFile" => "file with a secret",
        _ => "text",
    };
    let optional = if of.starts_with("Option<") { ", may be left out" } else { "" };
    format!("{}{word}{optional}", if of.contains("Vec<") { "list: " } else { "" })
}

impl Of {
    fn rows(&self) -> Vec<(String, String, String)> {
        let mut rows = Vec::new();
        Types::read(self.sources).rows("", "Config", &mut rows);
        rows
    }

    fn told(&self) -> BTreeSet<String> {
        self.rows().into_iter().map(|(path, ..)| path.replace("[]", "")).collect()
    }

    fn parsed<T: DeserializeOwned + Check>(&self) -> T {
        let text = tree::read(self.example);
        service::config::parse(Path::new(self.example), &text).unwrap_or_else(|error| panic!("{error}"))
    }

    fn table(&self) -> String {
        let row = |(path, kind, tells): (String, String, String)| {
            format!("| `{path}` | {kind} | {} |\n", tells.replace('|', "\\|"))
        };
        let rows: String = self.rows().into_iter().map(row).collect();
        format!("| key | value | what it is for |\n| --- | --- | --- |\n{rows}")
    }
}

/// Of tables, and of the tables of a list.
fn keys(value: &toml::Value, path: &str, found: &mut BTreeSet<String>) {
    value.as_array().into_iter().flatten().for_each(|one| keys(one, path, found));
    let Some(table) = value.as_table() else { return };
    for (name, member) in table {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        keys(member, &path, found);
        found.insert(path);
    }
}

// requirement: O01
#[test]
fn the_example_of_the_provider_holds_and_is_one_of_production() {
    let config: Config = PROVIDER.parsed();
    assert_eq!(config.mode, idp_server::config::Mode::Production);
    assert!(config.two_operators().is_some());
}

/// The reference is read from the sources: whatever the types themselves write must stand there.
#[test]
fn the_reference_has_every_key_that_the_types_write() {
    let config: Config = PROVIDER.parsed();
    let mut written = BTreeSet::new();
    keys(&toml::Value::try_from(&config).expect("a configuration can be written"), "", &mut written);
    let told = PROVIDER.told();
    let missing: Vec<_> = written.iter().filter(|path| !told.contains(*path)).collect();
    assert!(missing.is_empty(), "not in the reference: {missing:?}");
}

/// The example of the registry has every table, and a test of the registry holds it.
#[test]
fn the_reference_of_the_registry_has_every_key_of_its_example_and_says_what_each_is_for() {
    let config: registry_server::Config = REGISTRY.parsed();
    assert_eq!(config.mode, registry_server::Mode::Production);
    let (mut written, told) = (BTreeSet::new(), REGISTRY.told());
    keys(&toml::from_str(&tree::read(REGISTRY.example)).expect("it is TOML"), "", &mut written);
    assert!(written.len() > 60, "{written:?}");
    let missing: Vec<_> = written.iter().filter(|path| !told.contains(*path)).collect();
    assert!(missing.is_empty(), "not in the reference: {missing:?}");
    let silent: Vec<_> =
        REGISTRY.rows().into_iter().filter(|(_, kind, tells)| kind != "table" && tells.is_empty()).collect();
    assert!(silent.is_empty(), "a key without a sentence: {silent:#?}");
}

#[test]
fn the_references_of_the_configuration_are_up_to_date() {
    let made = "Generated from the types: `CADUCEE_WRITE_DOCS=1 cargo test -p tests --test house`.";
    let provider = format!(
        "# Configuration of the provider\n\nEvery key of the file that `idp-server --config` reads. `idp-server check` tells, with file, line and \
         remedy, what is unknown or contradictory. What stands in none of these types is refused. A complete file is \
         [provider.example.toml](provider.example.toml); that of the registry is in \
         [configuration-registre.md](configuration-registre.md).\n\n{made}\n\n{}",
        PROVIDER.table()
    );
    catalogue::hold("docs/configuration.md", &provider);
    let registry = format!(
        "# Configuration of the registry\n\nEvery key of the file that `registry-server --config` reads; it is told at the start, with file, line \
         and remedy, what is unknown or contradictory, and `registry-server doctor` looks at what it names. A complete file is \
         [registry.example.toml](registry.example.toml); that of the provider is in [configuration.md](configuration.md).\n\n{made}\n\n{}",
        REGISTRY.table()
    );
    catalogue::hold("docs/configuration-registre.md", &registry);
}
