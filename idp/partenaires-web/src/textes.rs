/// The words of the space.
pub static TEXTES: pages::Textes = pages::textes!("entree", "service", "requetes", "equipe", "refus");

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_exists_in_both_languages() {
        assert_eq!(super::TEXTES.manques(), Vec::<String>::new());
    }
}
