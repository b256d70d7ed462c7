//! What a search asks, read before anything is looked for: bounded, every parameter known, every modifier understood.

use std::collections::BTreeSet;

use super::date::{self, Intervalle};
use super::refus::Refus;
use super::ressource::Genre;

/// Parameters of a question, values of a parameter, letters of a value.
const PARAMETRES: usize = 30;
const VALEURS: usize = 50;
const LETTRES: usize = 200;
/// Resources of a page, when nothing is said and at most.
const COMPTE: usize = 50;
const COMPTE_MAX: usize = 100;

/// How a parameter is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forme {
    Token,
    Chaine,
    Date,
    Reference,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modificateur {
    Contains,
    Exact,
}

/// One criterion: one of its values is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parametre {
    pub nom: &'static str,
    pub modificateur: Option<Modificateur>,
    pub valeurs: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demande {
    /// All of them hold.
    pub parametres: Vec<Parametre>,
    pub dates: Vec<Vec<Intervalle>>,
    pub compte: usize,
    /// Sealed, as a link carried it.
    pub page: Option<String>,
    /// `PractitionerRole:practitioner`…
    pub inclure: BTreeSet<&'static str>,
    /// The question without its page, for links.
    pub paires: Vec<(String, String)>,
}

impl Demande {
    /// As an address or a form writes it.
    pub fn lue(genre: Genre, question: &str) -> Result<Self, Refus> {
        let paires: Vec<(String, String)> = url::form_urlencoded::parse(question.as_bytes())
            .filter(|(nom, valeur)| !nom.is_empty() || !valeur.is_empty())
            .take(PARAMETRES + 1)
            .map(|(nom, valeur)| (nom.into_owned(), valeur.into_owned()))
            .collect();
        if paires.len() > PARAMETRES {
            return Err(Refus::TropDeParametres);
        }
        let mut demande = Self { compte: COMPTE, ..Self::default() };
        for (nom, valeur) in paires {
            // what was no UTF-8 was read as this letter
            if nom.contains('\u{FFFD}') || valeur.contains('\u{FFFD}') {
                return Err(Refus::Encodage);
            }
            demande.prendre(genre, (&nom, &valeur))?;
            if nom != "_page" {
                demande.paires.push((nom, valeur));
            }
        }
        Ok(demande)
    }

    fn prendre(&mut self, genre: Genre, (nom, valeur): (&str, &str)) -> Result<(), Refus> {
        match nom {
            "_count" => self.compte = compte(valeur)?,
            "_page" => self.page = Some(valeur.to_owned()),
            "_format" => {
                let json = valeur.contains("json");
                return if json { Ok(()) } else { Err(Refus::Format) };
            }
            "_since" => self.dates.push(dates("_since", &format!("ge{valeur}"))?),
            "_include" | "_revinclude" => self.inclure(genre, (nom, valeur))?,
            _ => self.critere(genre, (nom, valeur))?,
        }
        Ok(())
    }

    fn inclure(&mut self, genre: Genre, (nom, valeur): (&str, &str)) -> Result<(), Refus> {
        let connues: Vec<_> = genre.inclusions().iter().filter(|(sens, _)| *sens == nom).collect();
        let voulues: Vec<_> = connues.iter().filter(|(_, connue)| valeur == "*" || *connue == valeur).collect();
        if voulues.is_empty() {
            return Err(Refus::Valeur { nom: nom.to_owned(), raison: "cette inclusion n’existe pas ici" });
        }
        self.inclure.extend(voulues.into_iter().map(|(_, connue)| *connue));
        Ok(())
    }

    fn critere(&mut self, genre: Genre, (nom, valeur): (&str, &str)) -> Result<(), Refus> {
        let (base, suite) = nom.split_once(':').map_or((nom, None), |(base, suite)| (base, Some(suite)));
        if nom.contains('.') || base == "_has" {
            return Err(Refus::Chaine { nom: court(nom) });
        }
        let Some((connu, forme)) = genre.parametres().iter().find(|(connu, _)| *connu == base) else {
            let connus: Vec<_> = genre.parametres().iter().map(|(connu, _)| *connu).collect();
            return Err(Refus::ParametreInconnu { nom: court(base), connus: connus.join(", ") });
        };
        let modificateur = match (suite, forme) {
            (None, _) => None,
            (Some("contains"), Forme::Chaine) => Some(Modificateur::Contains),
            (Some("exact"), Forme::Chaine) => Some(Modificateur::Exact),
            _ => return Err(Refus::Modificateur { nom: court(nom) }),
        };
        if *forme == Forme::Date {
            self.dates.push(dates(connu, valeur)?);
            return Ok(());
        }
        let valeurs = valeurs(connu, valeur)?;
        self.parametres.push(Parametre { nom: connu, modificateur, valeurs });
        Ok(())
    }

    pub fn parametre(&self, nom: &str) -> impl Iterator<Item = &Parametre> {
        self.parametres.iter().filter(move |parametre| parametre.nom == nom)
    }
}

fn compte(valeur: &str) -> Result<usize, Refus> {
    let chiffres = !valeur.is_empty() && valeur.len() <= 20 && valeur.bytes().all(|octet| octet.is_ascii_digit());
    match valeur.trim_start_matches('0') {
        _ if !chiffres => Err(Refus::valeur("_count", "un nombre entier est attendu")),
        "" => Err(Refus::valeur("_count", "au moins 1")),
        // a page may hold fewer than are asked for
        utiles => Ok(utiles.parse().unwrap_or(COMPTE_MAX).min(COMPTE_MAX)),
    }
}

fn dates(nom: &str, valeur: &str) -> Result<Vec<Intervalle>, Refus> {
    let lues = valeurs(nom, valeur)?.iter().map(|texte| date::lire(texte)).collect::<Option<Vec<_>>>();
    lues.ok_or_else(|| Refus::valeur(nom, "une date est attendue, seule ou après eq, ge, gt, le ou lt"))
}

/// One of several, apart by commas; `\,` is a comma of a value.
fn valeurs(nom: &str, texte: &str) -> Result<Vec<String>, Refus> {
    let mut lues = vec![String::new()];
    let mut lettres = texte.chars();
    while let Some(lettre) = lettres.next() {
        match lettre {
            '\\' => lues.last_mut().map(|derniere| derniere.extend(lettres.next())).unwrap_or_default(),
            ',' => lues.push(String::new()),
            _ if lettre.is_control() => return Err(Refus::valeur(nom, "elle a un caractère de contrôle")),
            _ => lues.last_mut().map(|derniere| derniere.push(lettre)).unwrap_or_default(),
        }
        if lues.len() > VALEURS {
            return Err(Refus::TropDeValeurs { nom: nom.to_owned() });
        }
    }
    if lues.iter().any(|valeur| valeur.chars().count() > LETTRES) {
        return Err(Refus::valeur(nom, "elle est trop longue"));
    }
    if lues.iter().any(|valeur| valeur.trim().is_empty()) {
        return Err(Refus::valeur(nom, "elle est vide"));
    }
    Ok(lues)
}

/// What is said back of a name that somebody made up.
fn court(nom: &str) -> String {
    nom.chars().filter(|lettre| !lettre.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refus(question: &str) -> String {
        format!("{:?}", Demande::lue(Genre::Practitioner, question).unwrap_err())
    }

    #[test]
    fn a_question_is_read_with_its_values_modifiers_and_page() {
        let question =
            "family:contains=mar%2Ctel,du%5C,pont&_count=7&_lastUpdated=ge2026-01-01&_page=abc&_revinclude=*";
        let lue = Demande::lue(Genre::Practitioner, question).unwrap();
        assert_eq!(lue.parametres[0].valeurs, ["mar", "tel", "du,pont"]);
        assert_eq!(lue.parametres[0].modificateur, Some(Modificateur::Contains));
        assert_eq!((lue.compte, lue.dates.len(), lue.page.as_deref()), (7, 1, Some("abc")));
        assert!(lue.inclure.contains("PractitionerRole:practitioner"));
        assert!(lue.paires.iter().all(|(nom, _)| nom != "_page"));
    }

    #[test]
    fn a_huge_page_is_a_page_of_a_hundred() {
        for compte in ["101", "4294967296", "99999999999999999999"] {
            assert_eq!(Demande::lue(Genre::Practitioner, &format!("_count={compte}")).unwrap().compte, COMPTE_MAX);
        }
        for compte in ["", "-1", "0", "1e3", "١٢", "111111111111111111111111"] {
            assert!(refus(&format!("_count={compte}")).contains("_count"), "{compte}");
        }
    }

    #[test]
    fn hostile_questions_are_refused_before_anything_is_looked_for() {
        assert!(refus("family:not=x").starts_with("Modificateur"));
        assert!(refus("identifier:contains=8").starts_with("Modificateur"));
        assert!(refus("family:exact:exact=x").starts_with("Modificateur"));
        assert!(refus("organization.name=x").starts_with("Chaine"));
        assert!(refus("_has:PractitionerRole:practitioner:role=x").starts_with("Chaine"));
        assert!(refus("birthdate=1980").starts_with("ParametreInconnu"));
        assert!(refus("_sort=family").starts_with("ParametreInconnu"));
        assert!(refus(&vec!["a=b"; 31].join("&")).starts_with("TropDeParametres"));
        assert!(refus(&format!("_id={}", vec!["8"; 51].join(","))).starts_with("TropDeValeurs"));
        assert!(refus(&format!("family={}", "a".repeat(201))).contains("longue"));
        assert!(refus("family=").contains("vide"));
        assert!(refus("family=a%00b").contains("contr"));
        assert!(refus("family=%FF%FE").starts_with("Encodage"));
        assert!(refus("_lastUpdated=ne2026").contains("date"));
        assert!(refus("_include=Practitioner:*").contains("inclusion"));
        assert!(refus("_revinclude:iterate=*").starts_with("Parametre"));
        assert!(refus("_format=xml").starts_with("Format"));
    }

    #[test]
    fn quotes_and_comments_of_sql_are_letters_like_others() {
        let lue = Demande::lue(Genre::Practitioner, "family=%27%3B+DROP+TABLE+personne--").unwrap();
        assert_eq!(lue.parametres[0].valeurs, ["'; DROP TABLE personne--"]);
    }
}
