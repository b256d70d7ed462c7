//! Every link of the pages that are built leads somewhere, and nothing of them comes from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{Html, Selector};
use url::Url;

/// The site as a browser finds it: the address of each file, under an invented origin.
fn files() -> BTreeMap<Url, Vec<u8>> {
    let root = Url::parse("https://guide.example/").expect("an address");
    let built = site::construire().unwrap_or_else(|error| panic!("{error}"));
    built.fichiers.into_iter().map(|(path, bytes)| (root.join(&path).expect("an address"), bytes)).collect()
}

fn attributes(page: &Html, css: &str, name: &str) -> Vec<String> {
    let selector = Selector::parse(css).expect("a selector");
    page.select(&selector).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
}

#[test]
fn every_link_and_every_anchor_of_the_guide_holds() {
    let files = files();
    let pages: BTreeMap<&Url, Html> = files
        .iter()
        .filter(|(address, _)| address.path().ends_with(".html"))
        .map(|(address, bytes)| (address, Html::parse_document(std::str::from_utf8(bytes).expect("a text"))))
        .collect();
    let anchors: BTreeMap<&Url, BTreeSet<String>> =
        pages.iter().map(|(address, page)| (*address, attributes(page, "[id]", "id").into_iter().collect())).collect();
    let (mut broken, mut held) = (Vec::new(), 0);
    for (address, page) in &pages {
        for link in attributes(page, "a[href]", "href") {
            let target = address.join(&link).expect("an address");
            let mut file = target.clone();
            file.set_fragment(None);
            let outside = file.host_str() != address.host_str() && file.scheme() == "https";
            let there =
                target.fragment().is_none_or(|part| anchors.get(&file).is_some_and(|known| known.contains(part)));
            if !(outside || files.contains_key(&file) && there) {
                broken.push(format!("{address}: {link}"));
            }
            held += 1;
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(held > 1_000, "the scan finds them: {held}");
}

#[test]
fn a_page_takes_nothing_from_elsewhere_and_runs_no_script_of_its_own() {
    for (address, bytes) in files().into_iter().filter(|(address, _)| address.path().ends_with(".html")) {
        let page = Html::parse_document(std::str::from_utf8(&bytes).expect("a text"));
        let parts = [("link[href]", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("form", "action")];
        for (css, name) in parts {
            for part in attributes(&page, css, name) {
                assert!(!part.contains("//") && !part.starts_with('/'), "{address}: {part}");
            }
        }
        let scripts = page.select(&Selector::parse("script").expect("a selector")).count();
        assert_eq!(scripts, attributes(&page, "script", "src").len(), "{address}: a script within the page");
        assert_eq!(attributes(&page, "[style]", "style"), Vec::<String>::new(), "{address}");
        let policy = attributes(&page, "meta[http-equiv=Content-Security-Policy]", "content").pop().unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{address}: {policy}");
    }
}
