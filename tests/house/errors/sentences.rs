//! What a refusal says stands in a list of `explain::checks` with its code, so that nobody adds a sentence without a row
//! of docs/errors.md.

use idp_core::explain::checks;

use crate::tree;

/// Whoever makes a refusal by one of these says why, in the texts between the parentheses.
const MAKERS: &[&str] = &[
    "Fault::request(",
    "Fault::new(",
    "fault(",
    "unproven(",
    "holds(",
    "Unproven::new(",
    "ClientAuthRefusal::Request(",
    "unread(",
    "TokenRefusal::Request(",
    "TokenRefusal::Grant(",
    "TokenRefusal::Target(",
    "TokenRefusal::SubjectToken(",
    "PollRefusal::Grant(",
    "StandingRefusal::Fallen(",
    "AccessRefusal::Invalid(",
    "invalid(",
    "SenderRefusal::Proof(",
    "SenderRefusal::Request(",
    "SenderRefusal::Token(",
    "SignalRefusal::Request(",
    "SignalRefusal::Token(",
    "UserinfoRefusal::Token(",
    "refuse(ErrorCode::",
    "refused(request, ",
    "refused(&request, ",
];

/// Of these, the text that comes first, if it comes at once.
const NAMED: &[&str] = &["why: ", "why = ", "what: ", "differs(", "Unproven::between("];

const LISTS: &[&[(&str, &str)]] = &[
    checks::OF_REQUESTS,
    checks::OF_LOGINS,
    checks::OF_OBJECTS,
    checks::OF_CIBA,
    checks::OF_TOKENS,
    checks::OF_DIFFERENCES,
    checks::OF_SENDERS,
    checks::OF_CLIENTS,
    checks::OF_ACCESS,
    checks::OF_SIGNALS,
];

/// The sources of the provider that decide and answer, without their tests.
fn sources() -> Vec<(String, String)> {
    let decides = |file: &String| {
        (file.starts_with("idp/core/src/") || file.starts_with("idp/web/src/oidc"))
            && file.ends_with(".rs")
            && !["/tests", "/fakes", "/explain", "/registration/", "/journal"].iter().any(|part| file.contains(part))
    };
    let code = |file: String| {
        let text = tree::read(&file);
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        (file, without_catalogue(&text))
    };
    tree::files().into_iter().filter(decides).map(code).collect()
}

/// A catalogue makes one refusal of each kind; what it says there is nobody's sentence.
fn without_catalogue(text: &str) -> String {
    let Some((before, rest)) = text.split_once("pub fn catalogue()") else { return text.to_owned() };
    let after = rest.split_once("\n    }\n").map_or("", |(_, after)| after);
    format!("{before}{after}")
}

/// What stands before the parenthesis that closes.
fn argument(text: &str) -> &str {
    let mut depth = 1;
    for (place, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..place];
        }
    }
    text
}

/// The texts of more than a word: names, formats and keys are none.
fn sentences(code: &str) -> impl Iterator<Item = &str> {
    code.split('"').skip(1).step_by(2).filter(|text| text.contains(' ') && !text.contains('{'))
}

fn said() -> Vec<(String, String)> {
    let mut said = Vec::new();
    for (file, code) in sources() {
        let after = |maker: &str| code.split(maker).skip(1).collect::<Vec<_>>();
        let all = MAKERS.iter().flat_map(|maker| after(maker)).flat_map(|rest| sentences(argument(rest)));
        let named = NAMED.iter().flat_map(|maker| after(maker)).filter(|rest| rest.trim_start().starts_with('"'));
        let named = named.filter_map(|rest| sentences(rest).next());
        said.extend(all.chain(named).map(|sentence| (file.clone(), sentence.to_owned())));
    }
    said
}

// requirement: O03
#[test]
fn every_sentence_of_a_refusal_has_its_code() {
    let said = said();
    assert!(said.len() > 150, "the scan finds them: {}", said.len());
    let mut missing: Vec<_> =
        said.into_iter().filter(|(_, sentence)| checks::code(LISTS, sentence).is_none()).collect();
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_sentence_of_the_lists_is_said() {
    let code: String = sources().into_iter().map(|(_, code)| code).collect();
    let silent: Vec<_> =
        LISTS.iter().copied().flatten().filter(|(_, sentence)| !code.contains(&format!("\"{sentence}\""))).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}
