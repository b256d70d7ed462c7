/// The words of the authorization and card hosts.
pub static TEXTES: pages::Textes = pages::textes!(
    "connexion",
    "appareil",
    "metiers",
    "refus",
    "carte",
    "deconnexion",
    "services",
    "passkey",
    "espace",
    "revocations"
);

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_exists_in_both_languages() {
        assert_eq!(super::TEXTES.manques(), Vec::<String>::new());
    }
}
