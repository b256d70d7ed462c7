//! The parts of a page that Markdown has, and that the house draws in its own way.

use std::collections::BTreeSet;

use pages::Icone;
use pulldown_cmark::{BlockQuoteKind, Event, TagEnd};
use unicode_normalization::UnicodeNormalization as _;

use crate::blocs::Bloc;
use crate::plan::Langue;

/// The anchors of a page, each once.
#[derive(Default)]
pub struct Ancres(BTreeSet<String>);

impl Ancres {
    /// An anchor for this title: `Où travaillez-vous ?` gives `ou-travaillez-vous`.
    pub fn neuve(&mut self, titre: &str) -> String {
        let base = ancre(titre);
        let autres = (2..).map(|n| format!("{base}-{n}"));
        let libre = std::iter::once(base.clone()).chain(autres).find(|nom| !self.0.contains(nom)).unwrap_or(base);
        self.0.insert(libre.clone());
        libre
    }
}

/// Letters and digits without their accents; a dot stays, for the codes of the catalogues.
fn ancre(titre: &str) -> String {
    let plat: String =
        titre.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase).collect();
    let mots: Vec<&str> = plat.split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '_').collect();
    let mots: Vec<&str> = mots.into_iter().map(|mot| mot.trim_matches('.')).filter(|mot| !mot.is_empty()).collect();
    if mots.is_empty() { "partie".to_owned() } else { mots.join("-") }
}

/// What is read, without any mark.
pub fn simple(evenements: &[Event<'_>]) -> String {
    let mut texte = String::new();
    for event in evenements {
        match event {
            Event::Text(mots) | Event::Code(mots) => texte.push_str(mots),
            Event::SoftBreak | Event::HardBreak => texte.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => texte.push(' '),
            _ => {}
        }
    }
    texte.trim().to_owned()
}

pub fn echappe(texte: &str) -> String {
    texte.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A block of code with its head: where it is run, and a button that copies it.
pub fn code(bloc: &Bloc, rang: usize, langue: Langue) -> String {
    let copier = langue.choisit("Copier", "Copy");
    let (nom, id) = (titre(bloc, langue), format!("bloc-{rang}"));
    let dit = format!("{copier} ({} {rang})", langue.choisit("bloc", "block"));
    let attend = bloc.attend.as_ref().map(|attend| {
        let garder = langue.choisit(
            "Laissez ce terminal ouvert. Il est prêt quand il affiche",
            "Leave this terminal open. It is ready when it shows",
        );
        format!(
            "<p class=\"code__foot\">{} {garder}{}<code>{}</code></p>",
            Icone::Clock,
            langue.choisit("\u{a0}: ", ": "),
            echappe(attend)
        )
    });
    let remplacez = bloc.remplacez.as_ref().map(|mot| {
        let (debut, fin) =
            langue.choisit(("Remplacez", "par ce que dit votre écran."), ("Replace", "by what your screen says."));
        format!("<p class=\"code__foot\">{} {debut} <code>{}</code> {fin}</p>", Icone::Hand, echappe(mot))
    });
    format!(
        "<div class=\"code\"><div class=\"code__head\"><span>{nom}</span><button class=\"button button--quiet button--small needs-script\" \
         type=\"button\" data-copy=\"{id}\" aria-label=\"{dit}\">{} {copier}</button></div><pre><code id=\"{id}\">{}</code></pre>{}{}</div>\n",
        Icone::Copy,
        echappe(bloc.texte.trim_end()),
        attend.unwrap_or_default(),
        remplacez.unwrap_or_default(),
    )
}

fn titre(bloc: &Bloc, langue: Langue) -> String {
    match (bloc.terminal, bloc.langue.as_str()) {
        (Some(n), _) => format!("Terminal {n}"),
        (None, "bash" | "sh" | "console") => langue.choisit("Commandes", "Commands").to_owned(),
        (None, "js") => "JavaScript".to_owned(),
        (None, "java") => "Java".to_owned(),
        (None, "json" | "toml" | "yaml") => bloc.langue.to_uppercase(),
        (None, "") => langue.choisit("À recopier", "To copy").to_owned(),
        (None, _) => langue.choisit("Ce qui s’affiche", "What it shows").to_owned(),
    }
}

/// A quotation that begins with `[!NOTE]`, `[!TIP]`, `[!WARNING]`…: a banner of the house.
pub fn bandeau(genre: BlockQuoteKind) -> (&'static str, Icone) {
    match genre {
        BlockQuoteKind::Note | BlockQuoteKind::Important => ("banner", Icone::Info),
        BlockQuoteKind::Tip => ("banner banner--ok", Icone::Check),
        BlockQuoteKind::Warning | BlockQuoteKind::Caution => ("banner banner--warn", Icone::Alert),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_has_no_accent_and_is_given_once() {
        let mut ancres = Ancres::default();
        assert_eq!(ancres.neuve("Où travaillez-vous\u{a0}?"), "ou-travaillez-vous");
        assert_eq!(ancres.neuve("Où travaillez-vous ?"), "ou-travaillez-vous-2");
        assert_eq!(ancres.neuve("connexion.trop-d-essais"), "connexion.trop-d-essais");
        assert_eq!(ancres.neuve("…"), "partie");
    }
}
