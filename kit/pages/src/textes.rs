use std::collections::BTreeSet;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::Langue;

/// The texts of one crate, in both languages. Made by [`textes!`](crate::textes), which embeds `locales/{fr,en}/*.ftl`.
pub struct Textes {
    fr: &'static [&'static str],
    en: &'static [&'static str],
    bundle_fr: OnceLock<FluentBundle<FluentResource>>,
    bundle_en: OnceLock<FluentBundle<FluentResource>>,
}

/// The texts that the layouts themselves need; every [`Cadre`](crate::Cadre) falls back on them.
pub(crate) static MAISON: Textes = crate::textes!("pages");

/// `pages::textes!("connexion", "carte")` embeds `locales/fr/connexion.ftl`, `locales/en/connexion.ftl`, … of the calling
/// crate; a file that is missing in one language does not compile.
///
/// ```text
/// pub static TEXTES: pages::Textes = pages::textes!("connexion");
/// ```
#[macro_export]
macro_rules! textes {
    ($($name:literal),+ $(,)?) => {
        $crate::Textes::new(
            &[$(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/fr/", $name, ".ftl"))),+],
            &[$(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en/", $name, ".ftl"))),+],
        )
    };
}

impl Textes {
    pub const fn new(fr: &'static [&'static str], en: &'static [&'static str]) -> Self {
        Self { fr, en, bundle_fr: OnceLock::new(), bundle_en: OnceLock::new() }
    }

    /// The text of `key`, with `args` put where it says `{ $name }`; `None` when this crate has no such key.
    pub fn texte<'a>(&self, langue: Langue, key: &str, args: &[(&'a str, FluentValue<'a>)]) -> Option<String> {
        let bundle = self.bundle(langue);
        let pattern = bundle.get_message(key)?.value()?;
        let args = FluentArgs::from_iter(args.iter().cloned());
        Some(bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
    }

    /// What is wrong with these texts: a file that does not parse, a key written twice, or in one language only.
    pub fn manques(&self) -> Vec<String> {
        let mut manques = Vec::new();
        let [fr, en] = Langue::TOUTES.map(|langue| {
            let sources = self.sources(langue);
            let illisibles = sources.iter().filter(|source| FluentResource::try_new((**source).to_owned()).is_err());
            manques.extend(illisibles.map(|source| format!("{}: unreadable near {source:.40}", langue.code())));
            let mut keys = BTreeSet::new();
            for key in sources.iter().flat_map(|source| source.lines()).filter_map(key_of_line) {
                if !keys.insert(key) {
                    manques.push(format!("{}: {key} is written twice", langue.code()));
                }
            }
            keys
        });
        manques.extend(fr.difference(&en).map(|key| format!("en: {key} is missing")));
        manques.extend(en.difference(&fr).map(|key| format!("fr: {key} is missing")));
        manques
    }

    const fn sources(&self, langue: Langue) -> &'static [&'static str] {
        match langue {
            Langue::Fr => self.fr,
            Langue::En => self.en,
        }
    }

    fn bundle(&self, langue: Langue) -> &FluentBundle<FluentResource> {
        let cell = match langue {
            Langue::Fr => &self.bundle_fr,
            Langue::En => &self.bundle_en,
        };
        cell.get_or_init(|| {
            let mut bundle = FluentBundle::new_concurrent(vec![langue.identifier()]);
            bundle.set_use_isolating(false); // the values are names and numbers written from left to right
            for source in self.sources(langue) {
                // What does not parse is left out here, and named by `manques` in the tests.
                let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(readable, _)| readable);
                bundle.add_resource_overriding(resource);
            }
            bundle
        })
    }
}

/// The key of a line such as `key = text`; lines of a longer text are indented, comments begin with `#`.
fn key_of_line(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    (!key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_house_exists_in_both_languages() {
        assert_eq!(MAISON.manques(), Vec::<String>::new());
    }

    #[test]
    fn a_key_that_one_language_lacks_is_named() {
        static BANCALS: Textes = Textes::new(&["a = un\nb = deux"], &["a = one\na = again"]);
        assert_eq!(BANCALS.manques(), ["en: a is written twice", "en: b is missing"]);
    }

    #[test]
    fn a_text_takes_its_arguments_without_marks_around_them() {
        const ESSAIS: &str = "n = { $n ->\n   [one] un essai\n  *[other] { $n } essais\n } pour { $qui }";
        static TEXTES: Textes = Textes::new(&[ESSAIS], &["n = { $n } tries"]);
        let args = [("n", 2.into()), ("qui", "Alba".into())];
        assert_eq!(TEXTES.texte(Langue::Fr, "n", &args).as_deref(), Some("2 essais pour Alba"));
        assert_eq!(TEXTES.texte(Langue::Fr, "absent", &[]), None);
    }
}
