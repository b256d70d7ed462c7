//! The guide for teams: every command of it is run as a reader runs it, every link holds, both languages say the same, and
//! its pages are read in a real browser.

mod guide;
mod liens;
mod terminal;

use std::collections::BTreeMap;
use std::process::Command;

use harness::{Sandbox, node, root, succeed};
use serde_json::json;
use site::{Feuille, Fiche, Langue, Origine, PLAN, feuilles};

use crate::browser::{browser_home, screens};
use crate::exemples;

fn pages(langue: Langue) -> Vec<Feuille> {
    feuilles(langue).unwrap_or_else(|error| panic!("{error}"))
}

/// An address in one language, without the ending.
fn named(fiche: &Fiche, langue: Langue) -> &'static str {
    fiche.adresse(langue)
}

#[test]
fn both_languages_have_the_same_pages_with_the_same_commands_in_the_same_terminals() {
    for (french, english) in pages(Langue::Fr).iter().zip(&pages(Langue::En)) {
        let of = |sheet: &Feuille| -> Vec<_> {
            let commands = sheet.rendu.blocs.iter().filter(|bloc| bloc.commandes());
            commands
                .map(|bloc| (bloc.terminal, bloc.attend.clone(), bloc.remplacez.clone(), bloc.texte.clone()))
                .collect()
        };
        assert_eq!(
            of(french),
            of(english),
            "{} and {}",
            named(french.fiche, Langue::Fr),
            named(english.fiche, Langue::En)
        );
    }
}

/// A page that the plan forgot would be written for nobody.
#[test]
fn every_text_of_the_guide_is_a_page_of_the_plan_in_both_languages() {
    for langue in Langue::TOUTES {
        let folder = root().join("docs/site").join(langue.mot());
        let entries = std::fs::read_dir(&folder).expect("the texts").flatten();
        let mut written: Vec<_> = entries.map(|entry| entry.file_name().into_string().expect("a name")).collect();
        let planned = PLAN.iter().filter(|fiche| fiche.origine == Origine::Texte);
        let mut planned: Vec<_> = planned.map(|fiche| format!("{}.md", named(fiche, langue))).collect();
        written.sort();
        planned.sort();
        assert_eq!(written, planned);
    }
}

#[test]
fn every_example_has_its_recipe() {
    let folders = std::fs::read_dir(root().join("exemples")).expect("the examples").flatten();
    let folders =
        folders.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().into_string().expect("a name"));
    for name in folders {
        assert!(
            PLAN.iter().any(|fiche| matches!(fiche.origine, Origine::Recette(of) if of == name)),
            "{name} has no recipe"
        );
    }
}

/// Commands that the walk through the guide does not run, and who runs them.
#[test]
fn a_block_of_commands_is_run_by_the_guide_by_the_examples_or_by_nobody_for_a_reason() {
    let mut unrun = Vec::new();
    for sheet in pages(Langue::Fr) {
        let page = named(sheet.fiche, Langue::Fr);
        let commands = sheet.rendu.blocs.iter().filter(|bloc| bloc.commandes() && bloc.terminal.is_none());
        unrun.extend(commands.filter(|bloc| !runs_elsewhere(bloc)).map(|bloc| format!("{page}: {}", bloc.texte)));
    }
    assert!(unrun.is_empty(), "run by nothing: {unrun:#?}");
}

/// `tests/run` installs, `exemples` starts; the two pages of settings say themselves that nothing runs them.
fn runs_elsewhere(bloc: &site::blocs::Bloc) -> bool {
    let page = root().join(&bloc.origine);
    let example = bloc.origine.strip_prefix("exemples/").and_then(|rest| rest.strip_suffix("/README.md"));
    match example {
        Some("keycloak" | "spring-security") => true,
        Some("apache" | "lemonldap") if bloc.texte.starts_with("apt-get install ") => true,
        Some(_) => {
            ["## Installer", "## Lancer"].iter().any(|part| exemples::shown(&page, part).as_ref() == Some(&bloc.texte))
        }
        None => bloc.texte == guide::INSTALL,
    }
}

#[test]
fn the_guide_is_read_and_searched_by_keyboard_on_any_screen_in_both_languages() {
    let sandbox = Sandbox::start();
    let home = browser_home(&sandbox, None);
    let built = tempfile::tempdir().expect("a folder");
    let told = succeed(Command::new(harness::program("site")).args(["construire", "--sortie"]).arg(built.path()));
    assert!(told.contains("index.html"), "{told}");
    let addresses = |langue: Langue| -> Vec<_> { PLAN.iter().map(|fiche| named(fiche, langue)).collect() };
    let pages: BTreeMap<_, _> = Langue::TOUTES.map(|langue| (langue.mot(), addresses(langue))).into();
    let options = json!({
        "manifest": sandbox.manifest, "home": home.path(), "screens": screens("site"), "pages": pages, "built": built.path(),
    });
    succeed(&mut node(&sandbox, "journeys/site.mjs", &options));
}
