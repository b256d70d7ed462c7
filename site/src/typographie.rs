//! The spaces that French puts before `:` `;` `?` `!` and inside « », and that no line may break.

use pulldown_cmark::{Event, Tag, TagEnd};

const INSECABLE: &str = "\u{a0}";

/// The same events, but for the words outside blocks of code.
pub fn insecables(evenements: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut bloc = false;
    let lus = evenements.into_iter().map(|event| match event {
        Event::Start(Tag::CodeBlock(_)) => {
            bloc = true;
            event
        }
        Event::End(TagEnd::CodeBlock) => {
            bloc = false;
            event
        }
        Event::Text(mots) if !bloc => Event::Text(gardees(&mots).into()),
        autre => autre,
    });
    lus.collect()
}

fn gardees(mots: &str) -> String {
    let mut texte = mots.replace("« ", &format!("«{INSECABLE}")).replace(" »", &format!("{INSECABLE}»"));
    for signe in [':', ';', '?', '!'] {
        texte = texte.replace(&format!(" {signe}"), &format!("{INSECABLE}{signe}"));
    }
    texte
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_breaks_before_a_colon() {
        assert_eq!(gardees("« Oui » : non ?"), "«\u{a0}Oui\u{a0}»\u{a0}: non\u{a0}?");
        assert_eq!(gardees("a:b"), "a:b");
    }
}
