//! What a page takes from another file when the site is made, so that nothing is said twice:
//! `{{inclure docs/errors.md}}` (from its first part on), `{{inclure docs/banc.md#Les verdicts}}` (one part, without its title),
//! `{{inclure exemples/README.md#Enregistrer | run=4 | blocs}}` (its blocks alone, for this terminal), `{{inclure docs/banc.md#x | lang=fr}}`, and inside a block
//! of code `{{code docs/site/code/service.mjs}}`.

use crate::SiteError;
use crate::plan::{Fiche, Langue, Origine};
use crate::sources;

/// A run of Markdown with the file that it stands in: links are read from there.
#[derive(Debug)]
pub struct Segment {
    pub origine: String,
    pub texte: String,
    /// When it is not that of the page.
    pub langue: Option<Langue>,
    /// The terminal of its commands, where the page gives one.
    pub terminal: Option<String>,
}

impl Segment {
    fn de(origine: &str, texte: String) -> Self {
        Self { origine: origine.to_owned(), texte, langue: None, terminal: None }
    }
}

/// The text of a page, with all that it includes.
pub fn segments(fiche: &Fiche, langue: Langue) -> Result<Vec<Segment>, SiteError> {
    let source = fiche.source(langue);
    let texte = lire(&source, &source)?;
    if let Origine::Recette(_) = fiche.origine {
        return Ok(vec![Segment::de(&source, recette(texte, langue))]);
    }
    let mut segments = vec![Segment::de(&source, String::new())];
    for ligne in texte.lines() {
        if let Some(dit) = directive(ligne, "code") {
            ajouter(&mut segments, lire(&source, dit)?);
        } else if let Some(dit) = directive(ligne, "inclure") {
            segments.push(inclus(&source, dit)?);
            segments.push(Segment::de(&source, String::new()));
        } else {
            ajouter(&mut segments, &format!("{ligne}\n"));
        }
    }
    Ok(segments)
}

/// The files that a page shows, itself first.
pub fn montre(fiche: &Fiche, langue: Langue) -> Vec<String> {
    let source = fiche.source(langue);
    let texte = sources::lire(&source).unwrap_or_default();
    let inclus = texte.lines().filter_map(|ligne| directive(ligne, "inclure"));
    let chemins: Vec<String> =
        inclus.map(|dit| dit.split(['#', '|']).next().unwrap_or(dit).trim().to_owned()).collect();
    [vec![source], chemins].concat()
}

fn ajouter(segments: &mut [Segment], texte: &str) {
    if let Some(dernier) = segments.last_mut() {
        dernier.texte.push_str(texte);
    }
}

fn lire(page: &str, chemin: &str) -> Result<&'static str, SiteError> {
    let absent = || SiteError::Absent { page: page.to_owned(), chemin: chemin.to_owned() };
    sources::lire(chemin).ok_or_else(absent)
}

fn directive<'a>(ligne: &'a str, verbe: &str) -> Option<&'a str> {
    ligne.strip_prefix("{{")?.strip_suffix("}}")?.strip_prefix(verbe)?.strip_prefix(' ')
}

fn inclus(page: &str, dit: &str) -> Result<Segment, SiteError> {
    let mut mots = dit.split('|').map(str::trim);
    let cible = mots.next().unwrap_or_default();
    let (chemin, titre) = cible.split_once('#').map_or((cible, None), |(chemin, titre)| (chemin, Some(titre)));
    let texte = lire(page, chemin)?;
    let manque =
        |titre: &str| SiteError::Partie { page: page.to_owned(), chemin: chemin.to_owned(), partie: titre.to_owned() };
    let texte = match titre {
        Some(titre) => partie(texte, titre).ok_or_else(|| manque(titre))?,
        None => suite(texte).to_owned(),
    };
    let mut segment = Segment::de(chemin, texte);
    for mot in mots {
        match mot.split_once('=') {
            Some(("lang", "fr")) => segment.langue = Some(Langue::Fr),
            Some(("lang", "en")) => segment.langue = Some(Langue::En),
            Some(("run", terminal)) => segment.terminal = Some(terminal.to_owned()),
            None if mot == "blocs" => segment.texte = blocs(&segment.texte),
            _ => return Err(manque(mot)),
        }
    }
    Ok(segment)
}

/// A generated page from its first part on: the page that includes it has a title and a first paragraph of its own.
fn suite(texte: &str) -> &str {
    texte.find("\n## ").map_or(texte, |debut| &texte[debut + 1..])
}

/// What stands under a title, up to the next one of its rank.
fn partie(texte: &str, titre: &str) -> Option<String> {
    let (mut dedans, mut bloc, mut trouve) = (None, false, String::new());
    for ligne in texte.lines() {
        bloc ^= ligne.starts_with("```");
        let rang = if bloc { 0 } else { ligne.chars().take_while(|c| *c == '#').count() };
        match dedans {
            None if rang > 0 && ligne[rang..].trim() == titre => dedans = Some(rang),
            Some(sien) if rang > 0 && rang <= sien => break,
            Some(_) => {
                trouve.push_str(ligne);
                trouve.push('\n');
            }
            None => {}
        }
    }
    dedans.map(|_| trouve)
}

const ANGLAIS: &str = "## In English";

/// The page of an example in one language: the French one as it stands; in English, its own words, then the blocks.
fn recette(texte: &str, langue: Langue) -> String {
    let (francais, anglais) = texte.split_once(ANGLAIS).unwrap_or((texte, ""));
    if langue == Langue::Fr {
        return francais.to_owned();
    }
    let titre = francais
        .lines()
        .next()
        .unwrap_or_default()
        .replace(", avec le connecteur de l'ANS", ", with the connector of ANS");
    let titre = titre.replace("Application du navigateur", "Browser application");
    format!("{titre}\n\n{}\n\n{}", anglais.trim(), blocs(francais))
}

/// The blocks of a French page under English titles.
fn blocs(texte: &str) -> String {
    let (mut bloc, mut vu) = (false, String::new());
    for ligne in texte.lines() {
        let retrait = ligne.starts_with("    ");
        match ligne {
            _ if ligne.starts_with("```") => {
                bloc = !bloc;
                vu.push_str(&format!("{}{ligne}\n", if bloc { "\n" } else { "" }));
            }
            _ if bloc || retrait => vu.push_str(&format!("{ligne}\n")),
            "## Installer" => vu.push_str("\n## Install\n\n"),
            "## Lancer" => vu.push_str("\n## Run\n\n"),
            _ => {}
        }
    }
    vu
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_ends_where_one_of_its_rank_begins_and_blocks_hold_no_titles() {
        let texte = "# T\n\n## Un\n\na\n\n```bash\n# no title\n```\n\n### Dans\n\nb\n\n## Deux\n\nc\n";
        assert_eq!(partie(texte, "Un").unwrap(), "\na\n\n```bash\n# no title\n```\n\n### Dans\n\nb\n\n");
        assert_eq!(partie(texte, "Trois"), None);
        assert!(suite(texte).starts_with("## Un"));
    }

    #[test]
    fn an_example_is_told_in_english_with_the_same_commands() {
        let texte =
            "# Node\n\nEn bref.\n\n## Installer\n\n```bash\nnpm ci\n```\n\nSuite.\n\n## In English\n\nIn short.\n";
        assert_eq!(recette(texte, Langue::En), "# Node\n\nIn short.\n\n\n## Install\n\n\n```bash\nnpm ci\n```\n");
        assert!(!recette(texte, Langue::Fr).contains("In short"));
    }
}
