//! Every page, in both languages, in each of its states. With `CADUCEE_PAGES` set to a folder, writes them there to be
//! looked at.

use askama::Template;
use pages::samples::check;
use pages::{Langue, Samples};

use crate::accueil::PageSimple;
use crate::autorisation::PageRetour;
use crate::connexion::{PageConnexion, PageIssue, PageLieu, PageRefuse, PageTelephone};
use crate::deconnexion::PageDeconnexion;

#[test]
fn every_page_renders_in_both_languages() {
    check::<PageConnexion>().unwrap();
    check::<PageTelephone>().unwrap();
    check::<PageIssue>().unwrap();
    check::<PageLieu>().unwrap();
    check::<PageRefuse>().unwrap();
    check::<PageRetour>().unwrap();
    check::<PageDeconnexion>().unwrap();
    check::<PageSimple>().unwrap();
}

#[test]
#[ignore = "writes files: run by hand to look at the pages"]
fn the_pages_are_written_to_be_looked_at() {
    let folder = std::path::PathBuf::from(option_env!("CADUCEE_PAGES").unwrap_or("/tmp/caducee-pages"));
    std::fs::create_dir_all(&folder).unwrap();
    write::<PageConnexion>(&folder, "connexion");
    write::<PageTelephone>(&folder, "telephone");
    write::<PageIssue>(&folder, "issue");
    write::<PageLieu>(&folder, "lieu");
    write::<PageRefuse>(&folder, "refuse");
    write::<PageRetour>(&folder, "retour");
    write::<PageDeconnexion>(&folder, "deconnexion");
    write::<PageSimple>(&folder, "simple");
}

fn write<T: Samples + Template>(folder: &std::path::Path, name: &str) {
    for langue in Langue::TOUTES {
        for (place, (_, page)) in T::samples(langue).into_iter().enumerate() {
            let file = folder.join(format!("{name}-{place}-{}.html", langue.code()));
            std::fs::write(file, page.render().unwrap()).unwrap();
        }
    }
}
