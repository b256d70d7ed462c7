//! `docs/logs.md` has a row for every field of a log line, and no row for a field that nobody writes.

use std::collections::BTreeMap;

use crate::tree;

const PAGE: &str = "docs/logs.md";
const MACROS: [&str; 7] = [
    "tracing::trace!(",
    "tracing::debug!(",
    "tracing::info!(",
    "tracing::warn!(",
    "tracing::error!(",
    "tracing::info_span!(",
    "tracing::debug_span!(",
];

/// What ships and runs as a service: neither tests nor what only the sandbox has.
fn sources() -> Vec<(String, String)> {
    let ours = ["idp/", "kit/", "registry/"];
    tree::files()
        .into_iter()
        .filter(|file| file.ends_with(".rs") && file.contains("/src/") && !file.contains("tests"))
        .filter(|file| ours.iter().any(|folder| file.starts_with(folder)))
        .map(|file| (tree::read(&file), file))
        .map(|(text, file)| (file, text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()))
        .collect()
}

/// The arguments of a call, from behind its parenthesis: commas inside brackets and texts part nothing.
fn arguments(call: &str) -> Vec<String> {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    let mut all = vec![String::new()];
    for sign in call.chars() {
        match sign {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                all.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = all.last_mut() {
            last.push(sign);
        }
    }
    all.into_iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
}

/// `a.b = …`, `%a`, `?a.b`, `a`; a text is the message.
fn field(argument: &str) -> Option<String> {
    if argument.starts_with('"') {
        return None;
    }
    let name = argument.split_once(" = ").map_or(argument, |(name, _)| name);
    let name = name.trim().trim_start_matches(['%', '?']).trim_start_matches("self.");
    Some(name.to_owned())
}

/// Each field, with a file that writes it.
fn written() -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for (file, text) in sources() {
        for call in MACROS.iter().flat_map(|call| text.split(call).skip(1)) {
            fields.extend(arguments(call).iter().filter_map(|one| field(one)).map(|name| (name, file.clone())));
        }
    }
    fields
}

fn documented() -> Vec<String> {
    let page = tree::read(PAGE);
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|row| row.split('`').nth(1).map(str::to_owned)).collect()
}

/// What the subscriber writes of itself.
const OF_EVERY_LINE: [&str; 6] = ["timestamp", "level", "target", "message", "span", "spans"];

#[test]
fn every_field_of_a_log_line_is_documented() {
    let (written, documented) = (written(), documented());
    assert!(written.len() > 15, "the scan finds the fields: {written:?}");
    let missing: Vec<_> = written.iter().filter(|(name, _)| !documented.contains(name)).collect();
    assert!(missing.is_empty(), "no row in {PAGE}: {missing:#?}");
    let idle: Vec<_> = documented
        .iter()
        .filter(|name| !written.contains_key(*name) && !OF_EVERY_LINE.contains(&name.as_str()))
        .collect();
    assert!(idle.is_empty(), "documented in {PAGE}, and written by nobody: {idle:?}");
    let twice = documented.len() - documented.iter().collect::<std::collections::BTreeSet<_>>().len();
    assert_eq!(twice, 0, "a field has two rows");
}

// requirement: O02
#[test]
fn no_field_of_a_log_line_is_named_after_a_secret_or_a_person() {
    let secret =
        ["token", "secret", "password", "pin", "nom", "prenom", "courriel", "mobile", "telephone", "cookie", "csrf"];
    let wrong: Vec<_> =
        written().into_iter().filter(|(name, _)| name.split(['.', '_']).any(|part| secret.contains(&part))).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

// requirement: O02
#[test]
fn a_span_that_leaves_says_no_more_than_a_log_line() {
    let documented = documented();
    let more: Vec<_> =
        traces::ATTRIBUTES.iter().filter(|name| !documented.iter().any(|field| field == *name)).collect();
    assert!(more.is_empty(), "no row in {PAGE}: {more:?}");
    for span in traces::SPANS {
        assert!(tree::read(PAGE).contains(&format!("`{span}`")), "{PAGE} does not name the span {span}");
    }
}

#[test]
fn arguments_are_read_as_the_compiler_reads_them() {
    let call =
        "%error, client.id = %name(a, b), code, why = \"x, \\\"y\", ?self.kind, \"a message, with a comma\"); rest(";
    let fields: Vec<_> = arguments(call).iter().filter_map(|one| field(one)).collect();
    assert_eq!(fields, ["error", "client.id", "code", "why", "kind"]);
}
