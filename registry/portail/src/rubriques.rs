//! Lists of what is there, each line with what may be done about it.

use askama::Template;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use pages::{Cadre, Csrf, Icone, Page};
use registry_core::nomenclature::Averti;

use crate::filtre;
use crate::formulaire::{Atelier, Bloc, Genre, Remarque, Saisie, champs, dans_l_ordre};
use crate::graphique::Graphique;
use crate::parole::Parole;
use crate::visite::Visite;

#[derive(Template)]
#[template(path = "rubriques.html")]
pub struct PageRubriques {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub titre: String,
    pub aide: String,
    /// What has just been done; empty when nothing was.
    pub fait: String,
    /// What should be thought about now that it is done: sentences (ELI-06).
    pub avertissements: Vec<String>,
    /// The next acts; the first one is the filled button.
    pub actions: Vec<Geste>,
    pub question: Option<Question>,
    pub remarques: Vec<Remarque>,
    pub faits: Option<Faits>,
    pub graphiques: Vec<Graphique>,
    pub rubriques: Vec<Rubrique>,
}

/// A short form above the lists.
pub struct Question {
    pub action: String,
    pub envoyer: String,
    pub bloc: Bloc,
}

impl Question {
    /// What is looked for in a list is not the next act of the page: its button is not the filled one.
    fn classe(&self) -> &'static str {
        if self.cherche() { "button--secondary" } else { "button--primary" }
    }

    fn cherche(&self) -> bool {
        self.bloc.champs.iter().any(|champ| [filtre::NOM, "etape"].contains(&champ.nom.as_str()))
    }
}

/// What is known: label, value.
pub struct Faits {
    pub titre: String,
    pub aide: String,
    pub lignes: Vec<(String, String)>,
}

#[derive(Default)]
pub struct Rubrique {
    pub titre: String,
    pub aide: String,
    /// What would appear; shown when there is no line.
    pub vide: String,
    pub rangs: Vec<Rang>,
    /// Addresses of the other pages; empty when there is one page.
    pub pages: Vec<Feuille>,
    /// The same where a page is known by the line that it begins after.
    pub suites: Vec<Geste>,
}

/// One page among several.
pub struct Feuille {
    pub numero: u32,
    pub href: String,
    pub courante: bool,
    /// Pages before it are not named.
    pub saute: bool,
}

/// How many pages around the one that is open are named: a phone has room for as many.
const VOISINES: u32 = 2;

impl Feuille {
    /// The first one, the last one, and those around the one that is open; none where there is one page.
    pub fn proches(adresse: &str, ouverte: u32, pages: u32) -> Vec<Self> {
        Self::vers((ouverte, pages), |numero| format!("{adresse}?page={numero}"))
    }

    /// The same with the address of each page.
    pub fn vers((ouverte, pages): (u32, u32), adresse: impl Fn(u32) -> String) -> Vec<Self> {
        if pages < 2 {
            return Vec::new();
        }
        let proches = ouverte.saturating_sub(VOISINES)..=ouverte + VOISINES;
        let nommees = (1..=pages).filter(|page| [1, pages].contains(page) || proches.contains(page));
        let mut derniere = 0;
        let feuille = |numero| {
            let saute = numero > derniere + 1;
            derniere = numero;
            Self { numero, href: adresse(numero), courante: numero == ouverte, saute }
        };
        nommees.map(feuille).collect()
    }
}

pub struct Rang {
    pub titre: String,
    pub details: Vec<String>,
    pub etat: Option<Etiquette>,
    pub gestes: Vec<Geste>,
}

/// A word, an icon and a colour.
pub struct Etiquette {
    pub mot: String,
    pub icone: Icone,
    /// The badge's class.
    pub ton: &'static str,
}

/// A button of a form of its own, or a link where there is nothing to send.
pub struct Geste {
    pub libelle: String,
    /// The whole act, for who hears the button alone.
    pub nom: String,
    pub adresse: String,
    /// `None`: a link.
    pub caches: Option<Vec<(&'static str, String)>>,
    pub danger: bool,
}

impl Geste {
    pub fn lien(libelle: String, nom: String, adresse: impl Into<String>) -> Self {
        Self { libelle, nom, adresse: adresse.into(), caches: None, danger: false }
    }

    pub fn envoi(libelle: String, nom: String, (adresse, caches): (&str, Vec<(&'static str, String)>)) -> Self {
        Self { libelle, nom, adresse: adresse.to_owned(), caches: Some(caches), danger: false }
    }

    #[must_use]
    pub fn dangereux(mut self) -> Self {
        self.danger = true;
        self
    }
}

impl Rang {
    pub fn nouveau(titre: impl Into<String>, details: impl IntoIterator<Item = String>) -> Self {
        let details = details.into_iter().filter(|detail| !detail.is_empty()).collect();
        Self { titre: titre.into(), details, etat: None, gestes: Vec::new() }
    }
}

impl PageRubriques {
    /// `mots` names the texts `…-titre` and `…-aide`. `None`: a browser without a visit.
    pub fn nouvelle(visite: &Visite, cadre: Cadre, mots: &str) -> Option<Self> {
        let csrf = visite.portail.0.sessions.csrf(&visite.jar)?;
        Some(Self::avec(cadre, csrf, mots))
    }

    pub fn avec(cadre: Cadre, csrf: Csrf, mots: &str) -> Self {
        let [titre, aide] = ["titre", "aide"].map(|fin| cadre.t(format!("{mots}-{fin}")));
        Self {
            cadre,
            csrf,
            titre,
            aide,
            fait: String::new(),
            avertissements: Vec::new(),
            actions: Vec::new(),
            question: None,
            remarques: Vec::new(),
            faits: None,
            graphiques: Vec::new(),
            rubriques: Vec::new(),
        }
    }

    /// Asks something above the lists: `bloc` of its fields, with what was typed and what is objected.
    pub fn demander(
        &mut self,
        (action, envoyer): (impl Into<String>, &str),
        (saisie, remarques): (&Saisie, Vec<Remarque>),
        bloc: impl FnOnce(&Atelier<'_>) -> Bloc,
    ) {
        let bloc = bloc(&Atelier { cadre: &self.cadre, saisie, remarques: &remarques });
        self.remarques = dans_l_ordre(remarques, &champs(std::slice::from_ref(&bloc)));
        self.question = Some(Question { action: action.into(), envoyer: self.cadre.t(envoyer), bloc });
    }

    #[must_use]
    pub fn avertie(mut self, avertissements: &[Averti]) -> Self {
        self.avertissements = avertissements.iter().map(|un| Parole::from(un).dire(&self.cadre)).collect();
        self
    }

    /// Not done for a reason that the page tells is no page like the others.
    pub fn repondre(self) -> Response {
        let statut = if self.remarques.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Page::new(statut, self).into_response()
    }
}

/// The page, or the first one for a browser without a visit.
pub fn repondre(page: Option<PageRubriques>) -> Response {
    page.map_or_else(|| Redirect::to("/").into_response(), PageRubriques::repondre)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_are_not_named_leave_a_gap() {
        let dites = |ouverte, pages| {
            let dite = |feuille: &Feuille| format!("{}{}", if feuille.saute { "…" } else { "" }, feuille.numero);
            Feuille::proches("/p", ouverte, pages).iter().map(dite).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(dites(1, 1), "");
        assert_eq!(dites(1, 3), "1 2 3");
        assert_eq!(dites(6, 16), "1 …4 5 6 7 8 …16");
    }
}
