//! The public directory: anybody looks up whether somebody has a number, and where they work (DIR-01, DIR-03). Nobody signs in,
//! contact data are nowhere near (DIR-02).

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse as _, Response};
use pages::{Cadre, Page};
use registry_core::recherche::{Trouvee, Trouvees};
use serde::Deserialize;

use crate::bureau::professionnels;
use crate::causes;
use crate::formulaire::Remarque;
use crate::lieu;
use crate::visite::Visite;

pub const ADRESSE: &str = "/annuaire";
/// The one field.
const CHAMP: &str = "recherche";

#[derive(Template)]
#[template(path = "annuaire.html")]
pub struct PageAnnuaire {
    pub cadre: Cadre,
    /// As it was typed.
    pub recherche: String,
    pub remarques: Vec<Remarque>,
    pub reponse: Option<Reponse>,
}

/// Whom the directory knows by that name or number.
pub struct Reponse {
    pub titre: String,
    pub aide: String,
    pub inscrits: Vec<Inscrit>,
}

pub struct Inscrit {
    pub nom: String,
    pub numero: String,
    pub lieux: Vec<Lieu>,
}

/// Where somebody works, and as what. Without a place what they do stands first.
pub struct Lieu {
    pub nom: String,
    pub fonction: String,
}

#[derive(Deserialize)]
pub struct Question {
    recherche: Option<String>,
}

/// `GET /annuaire?recherche=…`: what it answers is public, so that its address may be kept and sent; the logs hold the route alone.
pub async fn chercher(visite: Visite, Query(question): Query<Question>) -> Response {
    let cadre = visite.cadre();
    let Some(recherche) = question.recherche else {
        let vierge = PageAnnuaire { cadre, recherche: String::new(), remarques: Vec::new(), reponse: None };
        return Page::ok(vierge).into_response();
    };
    match visite.portail.0.recherche.consulter(visite.source, &recherche).await {
        Ok(trouvees) => {
            let reponse = Some(reponse(&visite, &cadre, &trouvees));
            Page::ok(PageAnnuaire { cadre, recherche, remarques: Vec::new(), reponse }).into_response()
        }
        Err(cause) => {
            let mut remarques = causes::remarques(&cause);
            if let Some(jusque) = causes::patience(&visite, &cause) {
                remarques.extend([jusque, Remarque::generale("annuaire-trop-aide")]);
            }
            let page = PageAnnuaire { cadre, recherche, remarques, reponse: None };
            causes::repondre(Page::ok(page).into_response(), &cause)
        }
    }
}

fn reponse(visite: &Visite, cadre: &Cadre, trouvees: &Trouvees) -> Reponse {
    let mots = if trouvees.davantage { "recherche-davantage" } else { "recherche-trouvees" };
    let aide = if trouvees.personnes.is_empty() && !trouvees.davantage {
        cadre.t("annuaire-personne")
    } else {
        professionnels::aide(cadre, trouvees)
    };
    Reponse {
        titre: cadre.tn(mots, trouvees.personnes.len()),
        aide,
        inscrits: trouvees.personnes.iter().map(|une| inscrit(visite, cadre, une)).collect(),
    }
}

fn inscrit(visite: &Visite, cadre: &Cadre, trouvee: &Trouvee) -> Inscrit {
    let lieux = trouvee.lieux.iter().map(|un| {
        let (profession, role) = lieu::fonction(visite, &un.profession, &un.role);
        let fonction = [profession, role].into_iter().filter(|mot| !mot.is_empty()).collect::<Vec<_>>().join(", ");
        match un.raison_sociale.is_empty() {
            true => Lieu { nom: fonction, fonction: String::new() },
            false => Lieu { nom: un.raison_sociale.clone(), fonction },
        }
    });
    Inscrit {
        nom: format!("{} {}", trouvee.noms.prenom, trouvee.noms.nom),
        numero: cadre.t1("fiche-numero", "numero", &trouvee.personne),
        lieux: lieux.collect(),
    }
}

impl PageAnnuaire {
    /// What is said beside the one field.
    pub fn remarque(&self) -> Option<String> {
        let dite = self.remarques.iter().find(|remarque| remarque.champ == CHAMP);
        dite.map(|remarque| remarque.dire(&self.cadre))
    }
}

#[cfg(test)]
mod tests {
    use pages::{Langue, Samples};

    use super::*;
    use crate::etat::TEXTES;

    impl Samples for PageAnnuaire {
        fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
            let page = |remarques, combien: Option<usize>| {
                let cadre = Cadre::new(langue, &TEXTES, "Portail RPPS+").a_l_adresse(ADRESSE);
                let inscrit = || Inscrit {
                    nom: "Alba FICTIF-<MARTEL>".to_owned(),
                    numero: cadre.t1("fiche-numero", "numero", "899900000011"),
                    lieux: [("EHPAD <FICTIF>", "Aide-soignant"), ("IME", "")]
                        .map(|(nom, fonction)| Lieu { nom: nom.to_owned(), fonction: fonction.to_owned() })
                        .into(),
                };
                let reponse = combien.map(|nombre| Reponse {
                    titre: cadre.tn("recherche-trouvees", nombre),
                    aide: cadre.t("annuaire-personne"),
                    inscrits: (0..nombre).map(|_| inscrit()).collect(),
                });
                Self { recherche: "<martel>".to_owned(), remarques, reponse, cadre }
            };
            vec![
                ("question", page(Vec::new(), None)),
                ("objection", page(vec![Remarque::sur("recherche", "remarque-personne")], None)),
                ("too many", page(vec![Remarque::generale("annuaire-trop-aide"); 2], None)),
                ("nobody", page(Vec::new(), Some(0))),
                ("two", page(Vec::new(), Some(2))),
            ]
        }
    }

    #[test]
    fn the_directory_renders_in_both_languages() {
        pages::samples::check::<PageAnnuaire>().unwrap();
    }
}
