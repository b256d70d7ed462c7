//! Nobody has a password: no page of ours asks for one, so that none can be guessed, reused or phished (M20).

use crate::tree;

// requirement: M20
#[test]
fn no_page_of_the_provider_or_of_the_registry_asks_for_a_password() {
    let ours = |file: &String| file.starts_with("idp/") || file.starts_with("registry/");
    let pages: Vec<String> = tree::files().into_iter().filter(ours).filter(|file| file.ends_with(".html")).collect();
    assert!(pages.len() > 20, "the pages are looked for where they are: {pages:?}");
    let asks = |file: &&String| tree::read(file).to_lowercase().contains("type=\"password\"");
    assert!(!pages.iter().any(|file| asks(&file)), "{:?}", pages.iter().filter(asks).collect::<Vec<_>>());
}
