//! A page of the provider, read as it was sent.

use scraper::{ElementRef, Html, Selector};
use url::Url;

pub struct Ecran {
    adresse: Url,
    corps: String,
}

/// Where a form goes, and what it sends when nothing is touched.
pub struct Formulaire {
    pub action: Url,
    pub champs: Vec<(String, String)>,
    pub choix: Vec<(String, String)>,
}

impl Ecran {
    pub fn lire(adresse: &Url, corps: &str) -> Self {
        Self { adresse: adresse.clone(), corps: corps.to_owned() }
    }

    /// Read anew each time: a parsed page cannot wait across threads.
    fn page(&self) -> Html {
        Html::parse_document(&self.corps)
    }

    /// The forms that post.
    pub fn formulaires(&self) -> Vec<Formulaire> {
        let page = self.page();
        page.select(&selecteur("form[method=post]")).map(|form| self.formulaire(form)).collect()
    }

    fn formulaire(&self, form: ElementRef<'_>) -> Formulaire {
        let mut lu = Formulaire {
            action: self.adresse.join(form.attr("action").unwrap_or_default()).unwrap_or(self.adresse.clone()),
            champs: Vec::new(),
            choix: Vec::new(),
        };
        for champ in form.select(&selecteur("input[name]")) {
            let attribut = |nom| champ.attr(nom).unwrap_or_default().to_owned();
            let paire = (attribut("name"), attribut("value"));
            let a_cocher = matches!(champ.attr("type"), Some("radio" | "checkbox"));
            if a_cocher { lu.choix.push(paire) } else { lu.champs.push(paire) }
        }
        lu
    }

    /// The form that holds a field of this name.
    pub fn avec(&self, champ: &str) -> Option<Formulaire> {
        self.formulaires().into_iter().find(|form| form.champs.iter().chain(&form.choix).any(|(nom, _)| nom == champ))
    }

    /// The one that goes back to the service with nothing done, or to the page that has it.
    pub fn annulation(&self) -> Option<Formulaire> {
        let renonce = |form: &Formulaire| annule(form) || form.action.path().ends_with("/autre-moyen");
        self.formulaires().into_iter().find(renonce)
    }

    /// The first that goes on.
    pub fn avance(&self) -> Option<Formulaire> {
        self.formulaires().into_iter().find(|form| !annule(form))
    }

    /// The two digits to carry to the phone.
    pub fn chiffres(&self) -> Option<String> {
        let page = self.page();
        let element = page.select(&selecteur(".digits")).next()?;
        let chiffres: String =
            element.text().collect::<String>().chars().filter(char::is_ascii_digit).take(2).collect();
        (chiffres.len() == 2).then_some(chiffres)
    }

    /// The first link to an address that begins so.
    pub fn lien(&self, debut: &str) -> Option<Url> {
        let (page, liens) = (self.page(), selecteur("a[href]"));
        let mut liens = page.select(&liens).filter_map(|lien| self.adresse.join(lien.attr("href")?).ok());
        liens.find(|lien| lien.as_str().starts_with(debut))
    }

    pub fn titre(&self) -> String {
        let page = self.page();
        let titre = page.select(&selecteur("h1")).next().map(|h1| h1.text().collect::<String>());
        titre.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn annule(form: &Formulaire) -> bool {
    form.action.path().ends_with("/annuler")
}

fn selecteur(css: &str) -> Selector {
    Selector::parse(css).expect("a selector written in this program")
}

/// How many frames of a page are looked at.
const CADRES: usize = 200;
/// How far the attributes of a tag are read, bytes.
const BALISE: usize = 4_096;

/// The first frame of a page whose source begins so. The page is the service's, and may be a bomb: it is searched, never
/// parsed, since a tree of a hundred thousand elements takes minutes.
pub fn cadre(adresse: &Url, corps: &str, debut: &str) -> Option<Url> {
    let balises = corps.match_indices("<iframe").take(CADRES).map(|(place, _)| {
        let suite = corps.as_bytes()[place..].iter().take(BALISE);
        let fin = suite.take_while(|octet| **octet != b'>').count();
        corps.get(place..place + fin).unwrap_or_default()
    });
    let mut sources = balises.filter_map(source).filter_map(|source| adresse.join(&source.replace("&amp;", "&")).ok());
    sources.find(|source| source.as_str().starts_with(debut))
}

/// The attribute `src` of a tag, between quotes.
fn source(balise: &str) -> Option<&str> {
    let (_, suite) = balise.split_once("src=")?;
    let guillemet = suite.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    suite[1..].split(guillemet).next()
}

/// How many forms of a page are looked at, and how much of each is read, bytes.
const FORMULAIRES: usize = 20;
const FORMULAIRE: usize = 8 * 1024;

/// The hidden fields of the form of a page that leads to `action`; nothing where no form does. Each form is cut out before
/// it is parsed, for the same reason.
pub fn caches(adresse: &Url, corps: &str, action: &Url) -> Vec<(String, String)> {
    let morceaux = corps.match_indices("<form").take(FORMULAIRES).map(|(place, _)| {
        let octets = &corps.as_bytes()[place..corps.len().min(place + FORMULAIRE)];
        let suite = String::from_utf8_lossy(octets);
        suite.split("</form").next().unwrap_or_default().to_owned()
    });
    let mut formulaires = morceaux.flat_map(|morceau| Ecran::lire(adresse, &morceau).formulaires());
    formulaires.find(|formulaire| formulaire.action == *action).map_or(Vec::new(), |formulaire| formulaire.champs)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn a_frame_towards_the_provider_is_found_and_a_bomb_costs_nothing() {
        let ici: Url = "https://localhost:3000/connexion".parse().unwrap();
        let page = "<p><iframe class='x' src=\"https://localhost:8641/auth?a=1&amp;b=2\"></iframe>";
        let trouve = cadre(&ici, page, "https://localhost:8641/").unwrap();
        assert_eq!(trouve.query(), Some("a=1&b=2"));
        assert!(cadre(&ici, "<iframe src='/ailleurs'>", "https://localhost:8641/").is_none());
        let depuis = Instant::now();
        assert!(cadre(&ici, &"<div><iframe ".repeat(80_000), "https://localhost:8641/").is_none());
        assert!(depuis.elapsed() < Duration::from_secs(2), "{:?}", depuis.elapsed());
    }

    #[test]
    fn the_hidden_fields_are_those_of_the_form_that_leads_there() {
        let ici: Url = "https://localhost:3000/".parse().unwrap();
        let page = r#"<form action="/a" method="post"><input type="hidden" name="csrf" value="un"></form>
            <form action="/b" method="post"><input type="hidden" name="csrf" value="deux"><input name="nom"></form>"#;
        let lus = |chemin: &str| caches(&ici, page, &ici.join(chemin).unwrap());
        assert_eq!(lus("/a"), [("csrf".to_owned(), "un".to_owned())]);
        assert_eq!(lus("/b").len(), 2);
        assert!(lus("/c").is_empty());
        let depuis = Instant::now();
        assert!(caches(&ici, &"<form><div>".repeat(80_000), &ici).is_empty());
        assert!(depuis.elapsed() < Duration::from_secs(5), "{:?}", depuis.elapsed());
    }
}
