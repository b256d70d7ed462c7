//! Words that do not belong in the sources, and folders that say nothing.

use crate::tree;

#[test]
fn nothing_reads_what_lies_outside_the_project() {
    let outside = ["..", "shared/"].join("/");
    let wrong: Vec<_> =
        tree::files().into_iter().filter(|file| is_text(file) && tree::read(file).contains(&outside)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_work_is_left_behind_a_word() {
    let words =
        [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["unimple", "mented!("].concat(), ["to", "do!("].concat()];
    let mut wrong = Vec::new();
    for file in tree::files().into_iter().filter(|file| file.ends_with(".rs")) {
        let text = tree::read(&file);
        wrong.extend(words.iter().filter(|word| text.contains(word.as_str())).map(|word| format!("{file}: {word}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_room_is_named_after_nothing() {
    let empty = ["utils", "helpers", "common", "misc", "manager"];
    let wrong: Vec<_> =
        tree::files().into_iter().filter(|file| file.split(['/', '.']).any(|part| empty.contains(&part))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The registry says who somebody is and which role they have where; who may read what is for the services to decide.
// requirement: ROL-10
#[test]
fn the_registry_models_no_right_over_documents() {
    let ours = |file: &String| {
        (file.starts_with("registry/") || file.starts_with("migrations/registry/")) && !file.contains("/tests/")
    };
    let sources = tree::files().into_iter().filter(ours).filter(|file| file.ends_with(".rs") || file.ends_with(".sql"));
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).filter(|word| word == "dmp").collect()
    };
    let wrong: Vec<_> = sources.filter(|file| !words(&tree::read(file)).is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn is_text(file: &str) -> bool {
    ["rs", "toml", "md", "html", "css", "js", "mjs", "py", "sh", "sql", "ftl"]
        .iter()
        .any(|end| file.ends_with(&format!(".{end}")))
}
