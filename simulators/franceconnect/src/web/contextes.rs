use askama::Template;
use pages::{Cadre, Csrf};

use crate::personne::Personne;

/// One person of the page.
pub struct Ligne {
    pub cle: &'static str,
    pub nom: String,
    /// Birth, in figures.
    pub naissance: String,
    /// What this person is good for in a trial.
    pub essai: String,
}

impl Ligne {
    pub fn de(personne: &Personne, cadre: &Cadre) -> Self {
        let lieu = if personne.commune.is_empty() { personne.pays } else { personne.commune };
        let jour: Vec<_> = personne.naissance.split('-').rev().collect();
        Self {
            cle: personne.cle,
            nom: personne.nom_complet(),
            naissance: format!("{}, {lieu}", jour.join("/")),
            essai: cadre.t(personne.essai),
        }
    }
}

/// Who comes?
#[derive(Template)]
#[template(path = "choix.html")]
pub struct PageChoix {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub service: String,
    /// Path and query of the request: the form carries it again.
    pub adresse: String,
    pub lignes: Vec<Ligne>,
}

/// A request whose answer has nowhere to go.
#[derive(Template)]
#[template(path = "refus.html")]
pub struct PageRefus {
    pub cadre: Cadre,
    /// For the team of the service, in English.
    pub cause: String,
}

#[cfg(test)]
mod tests {
    use ambient::RestKey;
    use pages::{Langue, Samples};

    use super::*;
    use crate::personne::population;
    use crate::simulateur::TEXTES;

    impl Samples for PageChoix {
        fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
            let cadre = Cadre::new(langue, &TEXTES, "FranceConnect").a_l_adresse("/api/v2/authorize?state=1");
            let page = Self {
                lignes: population().iter().map(|personne| Ligne::de(personne, &cadre)).collect(),
                cadre,
                csrf: Csrf::for_cookie(&RestKey::from_bytes(&[1; 32]), "cookie"),
                service: "Portail RPPS+".to_owned(),
                adresse: "/api/v2/authorize?state=1".to_owned(),
            };
            vec![("everybody", page)]
        }
    }

    impl Samples for PageRefus {
        fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
            let cadre = Cadre::new(langue, &TEXTES, "FranceConnect");
            vec![("unknown client", Self { cadre, cause: "client_id names no service".to_owned() })]
        }
    }

    #[test]
    fn every_page_renders_in_both_languages() {
        pages::samples::check::<PageChoix>().unwrap();
        pages::samples::check::<PageRefus>().unwrap();
        assert_eq!(TEXTES.manques(), Vec::<String>::new());
    }

    #[test]
    fn the_page_says_that_it_is_simulated() {
        for (_, page) in PageChoix::samples(Langue::Fr) {
            assert!(page.render().unwrap().contains("simulé"));
        }
    }
}
