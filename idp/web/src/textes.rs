/// The words of the authorization and card hosts.
pub static TEXTES: pages::Textes =
    pages::textes!("connexion", "appareil", "metiers", "refus", "carte", "deconnexion", "services");

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_exists_in_both_languages() {
        assert_eq!(super::TEXTES.manques(), Vec::<String>::new());
    }
}
