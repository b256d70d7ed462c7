//! All pages, in both languages, with the sheet and the scripts that they need.

use std::collections::BTreeMap;

use askama::Template;

use crate::inclure::{montre, segments};
use crate::plan::{Fiche, Langue, PLAN, Rubrique};
use crate::rendu::{Rendu, depuis, rendre};
use crate::{Site, SiteError, index, sources};

const FEUILLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../kit/pages/assets/caducee.css"));
const LOGO: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../kit/pages/assets/logo.svg"));
/// What the pages of a guide have and no other page of the house: it follows the house's sheet in one file.
const PROSE: &str = include_str!("../assets/prose.css");
const RECHERCHE: &str = include_str!("../assets/guide.js");

/// A page of the table of contents, as a link.
struct Lien {
    titre: String,
    aide: String,
    href: String,
    courant: bool,
}

struct Groupe {
    titre: &'static str,
    liens: Vec<Lien>,
}

#[derive(Template)]
#[template(path = "page.html")]
struct Gabarit<'a> {
    langue: Langue,
    accueil: bool,
    rendu: &'a Rendu,
    groupes: Vec<Groupe>,
    autre: String,
    avant: Option<Lien>,
    apres: Option<Lien>,
}

impl Gabarit<'_> {
    fn dit(&self, fr: &'static str, en: &'static str) -> &'static str {
        self.langue.choisit(fr, en)
    }

    /// The parts that the reader may jump to.
    fn parties(&self) -> impl Iterator<Item = &crate::rendu::Partie> {
        self.rendu.parties.iter().filter(|partie| partie.niveau == 2)
    }

    fn sommaire(&self) -> bool {
        !self.accueil && self.parties().count() > 1
    }
}

#[derive(Template)]
#[template(path = "racine.html")]
struct Racine;

/// One page before it is drawn.
pub struct Feuille {
    pub fiche: &'static Fiche,
    pub rendu: Rendu,
}

/// The pages of one language, in their order.
pub fn feuilles(langue: Langue) -> Result<Vec<Feuille>, SiteError> {
    PLAN.iter().map(|fiche| feuille(fiche, langue)).collect()
}

fn feuille(fiche: &'static Fiche, langue: Langue) -> Result<Feuille, SiteError> {
    let vers = |origine: &str, cible: &str| adresse(origine, cible, langue);
    let rendu = rendre(&segments(fiche, langue)?, langue, &vers)?;
    if rendu.titre.is_empty() || rendu.chapeau.is_empty() {
        return Err(SiteError::SansTitre { page: fiche.source(langue) });
    }
    Ok(Feuille { fiche, rendu })
}

/// Every file of the site.
pub fn construire() -> Result<Site, SiteError> {
    let mut fichiers = BTreeMap::new();
    for langue in Langue::TOUTES {
        let feuilles = feuilles(langue)?;
        for (n, feuille) in feuilles.iter().enumerate() {
            let page = page(&feuilles, n, langue)?;
            fichiers.insert(format!("{}/{}.html", langue.mot(), feuille.fiche.adresse(langue)), page.into_bytes());
        }
        let lus: Vec<_> = feuilles.iter().map(|feuille| (feuille.fiche.adresse(langue), &feuille.rendu)).collect();
        fichiers.insert(format!("assets/index-{}.js", langue.mot()), index::script(langue, &lus)?.into_bytes());
    }
    let racine = Racine.render().map_err(|error| SiteError::Page(error, "index.html".to_owned()))?;
    fichiers.insert("index.html".to_owned(), racine.into_bytes());
    fichiers.insert("assets/caducee.css".to_owned(), format!("{FEUILLE}\n{PROSE}").into_bytes());
    fichiers.insert("assets/guide.js".to_owned(), RECHERCHE.as_bytes().to_vec());
    fichiers.insert("assets/logo.svg".to_owned(), LOGO.to_vec());
    Ok(Site { fichiers })
}

fn page(feuilles: &[Feuille], n: usize, langue: Langue) -> Result<String, SiteError> {
    let Feuille { fiche, rendu } = &feuilles[n];
    let lien = |feuille: &Feuille| lien(feuille, langue, feuille.fiche.fr == fiche.fr);
    let groupes = Rubrique::TOUTES.map(|rubrique| Groupe {
        titre: rubrique.titre(langue),
        liens: feuilles.iter().filter(|feuille| feuille.fiche.rubrique == rubrique).map(lien).collect(),
    });
    let gabarit = Gabarit {
        langue,
        accueil: n == 0,
        rendu,
        groupes: groupes.into(),
        autre: format!("../{}/{}.html", langue.autre().mot(), fiche.adresse(langue.autre())),
        avant: n.checked_sub(1).and_then(|n| feuilles.get(n)).map(lien),
        apres: feuilles.get(n + 1).map(lien),
    };
    gabarit.render().map_err(|error| SiteError::Page(error, fiche.source(langue)))
}

fn lien(feuille: &Feuille, langue: Langue, courant: bool) -> Lien {
    let accueil = std::ptr::eq(feuille.fiche, &PLAN[0]);
    Lien {
        titre: if accueil { langue.choisit("Accueil", "Home").to_owned() } else { feuille.rendu.titre.clone() },
        aide: phrase(&feuille.rendu.chapeau).to_owned(),
        href: format!("{}.html", feuille.fiche.adresse(langue)),
        courant,
    }
}

/// The first sentence.
fn phrase(texte: &str) -> &str {
    texte.find(". ").map_or(texte, |fin| &texte[..=fin])
}

/// Where a link of a source leads in the site: addresses of the network and parts of the same page as they stand, pages by their
/// address, and nothing where the site does not show that file.
fn adresse(origine: &str, cible: &str, langue: Langue) -> Result<Option<String>, SiteError> {
    if cible.starts_with('#') || cible.contains("://") {
        return Ok(Some(cible.to_owned()));
    }
    let (chemin, partie) = cible.split_once('#').map_or((cible, None), |(chemin, partie)| (chemin, Some(partie)));
    let chemin = depuis(origine, chemin);
    let page = PLAN.iter().find(|fiche| fiche.source(langue) == chemin);
    let page = page.or_else(|| PLAN.iter().find(|fiche| montre(fiche, langue).contains(&chemin)));
    match page {
        Some(fiche) => {
            let partie = partie.map(|partie| format!("#{partie}")).unwrap_or_default();
            Ok(Some(format!("{}.html{partie}", fiche.adresse(langue))))
        }
        None if chemin.starts_with("docs/site/") || sources::lire(&chemin).is_some() => {
            Err(SiteError::Lien { page: origine.to_owned(), cible: cible.to_owned() })
        }
        None => Ok(None),
    }
}
