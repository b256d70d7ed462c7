//! From Markdown to the middle of a page, noting on the way what the search, the tests and the other pages ask about.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::SiteError;
use crate::blocs::Bloc;
use crate::element::{self, Ancres, simple};
use crate::inclure::Segment;
use crate::plan::Langue;
use crate::tableau::{self, Ligne};
use crate::typographie::insecables;

/// A part of a page: a title, and what is read under it.
pub struct Partie {
    pub titre: String,
    pub ancre: String,
    pub niveau: u8,
    pub texte: String,
    pub lignes: Vec<Ligne>,
}

#[derive(Default)]
pub struct Rendu {
    pub titre: String,
    /// The first paragraph, without and with its marks.
    pub chapeau: String,
    pub chapeau_html: String,
    pub html: String,
    pub parties: Vec<Partie>,
    pub blocs: Vec<Bloc>,
}

/// Gives the address of what a link names, from the page under way; or nothing, where it is no page of the site.
pub type Vers<'a> = &'a dyn Fn(&str, &str) -> Result<Option<String>, SiteError>;

pub fn rendre(segments: &[Segment], langue: Langue, vers: Vers<'_>) -> Result<Rendu, SiteError> {
    let mut plume = Plume { rendu: Rendu::default(), ancres: Ancres::default(), langue };
    for segment in segments {
        let options = Options::ENABLE_TABLES | Options::ENABLE_GFM;
        let francais = segment.langue.unwrap_or(langue) == Langue::Fr;
        let evenements = lies(Parser::new_ext(&segment.texte, options), segment, vers)?;
        let evenements = if francais { insecables(evenements) } else { evenements };
        let autre = segment.langue.filter(|autre| *autre != langue);
        if let Some(autre) = autre {
            plume.rendu.html.push_str(&format!("<div class=\"prose\" lang=\"{}\">\n", autre.mot()));
        }
        plume.segment(&evenements, segment);
        if autre.is_some() {
            plume.rendu.html.push_str("</div>\n");
        }
    }
    Ok(plume.rendu)
}

/// The same events with the addresses of the site. What is no page of it is named beside its words. Marks of HTML are read as
/// words, but for the anchors of the catalogues.
fn lies<'a>(parser: Parser<'a>, segment: &Segment, vers: Vers<'_>) -> Result<Vec<Event<'a>>, SiteError> {
    let mut lus = Vec::new();
    let mut nomme: Option<Option<String>> = None;
    for event in parser {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => match vers(&segment.origine, &dest_url)? {
                Some(adresse) => {
                    nomme = Some(None);
                    lus.push(Event::Start(Tag::Link { link_type, dest_url: adresse.into(), title, id }));
                }
                None => nomme = Some(Some(dest_url.to_string())),
            },
            Event::End(TagEnd::Link) => match nomme.take().flatten() {
                None => lus.push(Event::End(TagEnd::Link)),
                Some(cible) => lus.extend([
                    Event::Text(" (".into()),
                    Event::Code(depuis(&segment.origine, &cible).into()),
                    Event::Text(")".into()),
                ]),
            },
            Event::InlineHtml(marque) | Event::Html(marque) => {
                let ancre = marque.starts_with("<a id=\"") || &*marque == "</a>";
                lus.push(if ancre { Event::InlineHtml(marque) } else { Event::Text(marque) });
            }
            autre => lus.push(autre),
        }
    }
    Ok(lus)
}

/// The path of a link, from the root of the repository.
pub fn depuis(origine: &str, cible: &str) -> String {
    let mut dossiers: Vec<&str> = origine.split('/').collect();
    dossiers.pop();
    for mot in cible.split('/') {
        match mot {
            ".." => drop(dossiers.pop()),
            "." | "" => {}
            mot => dossiers.push(mot),
        }
    }
    dossiers.join("/")
}

struct Plume {
    rendu: Rendu,
    ancres: Ancres,
    langue: Langue,
}

impl Plume {
    fn segment(&mut self, evenements: &[Event<'_>], segment: &Segment) {
        let (mut attente, mut n) = (Vec::new(), 0);
        while n < evenements.len() {
            let fin = match &evenements[n] {
                Event::Start(Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_)) => fin(evenements, n),
                Event::Start(Tag::Paragraph) if self.rendu.chapeau.is_empty() && !self.rendu.titre.is_empty() => {
                    fin(evenements, n)
                }
                _ => {
                    self.simple(&evenements[n], &mut attente);
                    n += 1;
                    continue;
                }
            };
            html::push_html(&mut self.rendu.html, attente.drain(..));
            self.element(&evenements[n], &evenements[n + 1..fin], segment);
            n = fin + 1;
        }
        html::push_html(&mut self.rendu.html, attente.drain(..));
    }

    /// What Markdown's own drawing serves for.
    fn simple<'a>(&mut self, event: &Event<'a>, attente: &mut Vec<Event<'a>>) {
        if let Some(partie) = self.rendu.parties.last_mut() {
            match event {
                Event::Text(mots) | Event::Code(mots) => partie.texte.push_str(mots),
                Event::SoftBreak | Event::HardBreak | Event::End(_) if !partie.texte.ends_with(' ') => {
                    partie.texte.push(' ');
                }
                _ => {}
            }
        }
        match event {
            Event::Start(Tag::BlockQuote(Some(genre))) => {
                let (classe, icone) = element::bandeau(*genre);
                let debut = format!("<div class=\"{classe}\">{icone}<div class=\"banner__body\">\n");
                attente.push(Event::Html(debut.into()));
            }
            Event::End(TagEnd::BlockQuote(Some(_))) => attente.push(Event::Html("</div></div>\n".into())),
            autre => attente.push(autre.clone()),
        }
    }

    fn element(&mut self, debut: &Event<'_>, dedans: &[Event<'_>], segment: &Segment) {
        match debut {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => self.rendu.titre = simple(dedans),
            Event::Start(Tag::Heading { level, .. }) => self.titre(*level as u8, dedans),
            Event::Start(Tag::CodeBlock(genre)) => {
                let info = match genre {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                let mut bloc = Bloc::lu(&info, &mots(dedans), &segment.origine);
                bloc.terminal = segment.terminal.as_ref().and_then(|n| n.parse().ok()).or(bloc.terminal);
                self.rendu.blocs.push(bloc.clone());
                let code = element::code(&bloc, self.rendu.blocs.len(), self.langue);
                self.rendu.html.push_str(&code);
            }
            Event::Start(Tag::Table(_)) => {
                let (table, lignes) = tableau::dessine(dedans, &mut self.ancres);
                self.rendu.html.push_str(&table);
                if let Some(partie) = self.rendu.parties.last_mut() {
                    if lignes.is_empty() {
                        partie.texte.push_str(&simple(dedans));
                    }
                    partie.lignes.extend(lignes);
                }
            }
            _ => {
                self.rendu.chapeau = simple(dedans);
                html::push_html(&mut self.rendu.chapeau_html, dedans.iter().cloned());
            }
        }
    }

    fn titre(&mut self, niveau: u8, dedans: &[Event<'_>]) {
        let titre = simple(dedans);
        let ancre = self.ancres.neuve(&titre);
        let mut texte = String::new();
        html::push_html(&mut texte, dedans.iter().cloned());
        self.rendu.html.push_str(&format!("<h{niveau} id=\"{ancre}\">{texte}</h{niveau}>\n"));
        self.rendu.parties.push(Partie { titre, ancre, niveau, texte: String::new(), lignes: Vec::new() });
    }
}

/// Where what begins at `debut` ends.
fn fin(evenements: &[Event<'_>], debut: usize) -> usize {
    let mut profondeur = 0_usize;
    for (n, event) in evenements.iter().enumerate().skip(debut) {
        match event {
            Event::Start(_) => profondeur += 1,
            Event::End(_) => profondeur -= 1,
            _ => {}
        }
        if profondeur == 0 {
            return n;
        }
    }
    evenements.len() - 1
}

fn mots(dedans: &[Event<'_>]) -> String {
    let textes =
        dedans.iter().filter_map(|event| if let Event::Text(mots) = event { Some(CowStr::as_ref(mots)) } else { None });
    textes.collect()
}
