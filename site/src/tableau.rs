//! Tables as the house draws them: cards on a narrow screen, with the roles that a screen reader then still hears.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd, html};

use crate::element::{Ancres, echappe, simple};

/// A row that can be found and linked to, because it begins with a code.
pub struct Ligne {
    pub ancre: String,
    pub nom: String,
    pub texte: String,
}

/// Draws the table whose events stand between its two tags, and tells the rows that begin with a code.
pub fn dessine(evenements: &[Event<'_>], ancres: &mut Ancres) -> (String, Vec<Ligne>) {
    let rangees = rangees(evenements);
    let Some((tete, corps)) = rangees.split_first() else { return Default::default() };
    let titres: Vec<String> = tete.iter().map(|case| simple(case)).collect();
    let mut page = String::from(
        "<div class=\"table-frame\"><table role=\"table\" class=\"table table--cards\">\n<thead role=\"rowgroup\"><tr role=\"row\">",
    );
    for case in tete {
        page.push_str(&match dedans(case) {
            // a header without words is none
            vide if vide.is_empty() => "<td role=\"cell\"></td>".to_owned(),
            dit => format!("<th scope=\"col\" role=\"columnheader\">{dit}</th>"),
        });
    }
    page.push_str("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    let mut lignes = Vec::new();
    for cases in corps {
        let code = nom(cases);
        let ancre = code.as_ref().map(|code| ancres.neuve(code));
        let id = ancre.as_ref().map(|ancre| format!(" id=\"{ancre}\"")).unwrap_or_default();
        page.push_str(&format!("<tr role=\"row\"{id}>"));
        for (n, case) in cases.iter().enumerate() {
            let titre = titres.get(n).map(String::as_str).unwrap_or_default();
            page.push_str(&cellule(n, case, titre));
        }
        page.push_str("</tr>\n");
        let autres = cases.iter().map(|case| simple(case)).filter(|dit| code.as_ref() != Some(dit));
        let texte = autres.collect::<Vec<_>>().join(" · ");
        lignes.extend(code.zip(ancre).map(|(nom, ancre)| Ligne { ancre, nom, texte }));
    }
    page.push_str("</tbody></table></div>\n");
    (page, lignes)
}

fn cellule(n: usize, case: &[Event<'_>], titre: &str) -> String {
    let (dit, classe) = (dedans(case), if seul(case) { " class=\"alone\"" } else { "" });
    match n {
        0 => format!("<th scope=\"row\" role=\"rowheader\"{classe}>{dit}</th>"),
        _ => format!("<td role=\"cell\" data-label=\"{}\"{classe}>{dit}</td>", echappe(titre)),
    }
}

/// One link and nothing beside it: a finger must find it.
fn seul(case: &[Event<'_>]) -> bool {
    let fins = case.iter().filter(|event| matches!(event, Event::End(TagEnd::Link))).count();
    let [Event::Start(Tag::Link { .. }), .., Event::End(TagEnd::Link)] = case else { return false };
    fins == 1
}

fn dedans(case: &[Event<'_>]) -> String {
    let mut texte = String::new();
    // an anchor of its own would be a second one of the same name
    let case = case.iter().filter(|event| !matches!(event, Event::InlineHtml(_)));
    html::push_html(&mut texte, case.cloned());
    texte
}

/// The code that stands alone in the first cell of a row, or in the second: what the row is about.
fn nom(cases: &[Vec<Event<'_>>]) -> Option<String> {
    cases.iter().take(2).find_map(|case| {
        let mut dits = case.iter().filter(|event| !matches!(event, Event::InlineHtml(_)));
        match (dits.next(), dits.next()) {
            (Some(Event::Code(code)), None) => Some(CowStr::to_string(code)),
            _ => None,
        }
    })
}

fn rangees<'a>(evenements: &[Event<'a>]) -> Vec<Vec<Vec<Event<'a>>>> {
    let mut rangees: Vec<Vec<Vec<Event<'a>>>> = Vec::new();
    for event in evenements {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rangees.push(Vec::new()),
            Event::Start(Tag::TableCell) => rangees.last_mut().into_iter().for_each(|row| row.push(Vec::new())),
            Event::End(TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell) => {}
            autre => {
                let case = rangees.last_mut().and_then(|row| row.last_mut());
                case.into_iter().for_each(|case| case.push(autre.clone()));
            }
        }
    }
    rangees
}
