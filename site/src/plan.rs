//! The pages, in the order in which they are read, each in both languages.

/// French comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Langue {
    Fr,
    En,
}

impl Langue {
    pub const TOUTES: [Self; 2] = [Self::Fr, Self::En];

    /// As in `lang` and in addresses.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    pub const fn autre(self) -> Self {
        match self {
            Self::Fr => Self::En,
            Self::En => Self::Fr,
        }
    }

    /// One of two texts.
    pub const fn choisit<T: Copy>(self, fr: T, en: T) -> T {
        match self {
            Self::Fr => fr,
            Self::En => en,
        }
    }
}

/// A part of the table of contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rubrique {
    Commencer,
    Recettes,
    Outils,
    Catalogues,
}

impl Rubrique {
    pub const TOUTES: [Self; 4] = [Self::Commencer, Self::Recettes, Self::Outils, Self::Catalogues];

    pub const fn titre(self, langue: Langue) -> &'static str {
        match self {
            Self::Commencer => langue.choisit("Commencer", "Start here"),
            Self::Recettes => langue.choisit("Recettes", "Recipes"),
            Self::Outils => langue.choisit("Outils", "Tools"),
            Self::Catalogues => langue.choisit("Catalogues", "Catalogues"),
        }
    }
}

/// Where the text of a page comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origine {
    /// `docs/site/LANGUE/ADRESSE.md`.
    Texte,
    /// The page of `exemples/DOSSIER`, which tells both languages.
    Recette(&'static str),
}

/// One page: its address in each language, without the ending.
#[derive(Clone, Copy, Debug)]
pub struct Fiche {
    pub rubrique: Rubrique,
    pub origine: Origine,
    pub fr: &'static str,
    pub en: &'static str,
}

impl Fiche {
    pub const fn adresse(&self, langue: Langue) -> &'static str {
        langue.choisit(self.fr, self.en)
    }

    /// The file that it is made of, from the root of the repository.
    pub fn source(&self, langue: Langue) -> String {
        match self.origine {
            Origine::Texte => format!("docs/site/{}/{}.md", langue.mot(), self.adresse(langue)),
            Origine::Recette(dossier) => format!("exemples/{dossier}/README.md"),
        }
    }
}

const fn texte(rubrique: Rubrique, fr: &'static str, en: &'static str) -> Fiche {
    Fiche { rubrique, origine: Origine::Texte, fr, en }
}

const fn recette(dossier: &'static str) -> Fiche {
    Fiche { rubrique: Rubrique::Recettes, origine: Origine::Recette(dossier), fr: dossier, en: dossier }
}

/// The first is the home page.
pub const PLAN: &[Fiche] = &[
    texte(Rubrique::Commencer, "index", "index"),
    texte(Rubrique::Commencer, "premiere-connexion", "first-login"),
    texte(Rubrique::Commencer, "venir-du-bac-a-sable-reel", "from-the-real-sandbox"),
    texte(Rubrique::Commencer, "obligation-2026", "duty-2026"),
    texte(Rubrique::Recettes, "recettes", "recipes"),
    recette("rust"),
    recette("node"),
    recette("python-django"),
    recette("python-fastapi"),
    recette("spa"),
    recette("apache"),
    recette("lemonldap"),
    recette("keycloak"),
    recette("spring-security"),
    texte(Rubrique::Outils, "espace-partenaires", "partner-space"),
    texte(Rubrique::Outils, "banc", "bench"),
    texte(Rubrique::Catalogues, "demander-et-lire", "ask-and-read"),
    texte(Rubrique::Catalogues, "portees-et-champs", "scopes-and-claims"),
    texte(Rubrique::Catalogues, "erreurs", "errors"),
    texte(Rubrique::Catalogues, "scenarios", "scenarios"),
    texte(Rubrique::Catalogues, "adresses", "routes"),
    texte(Rubrique::Catalogues, "evenements", "events"),
    texte(Rubrique::Catalogues, "specifications", "specifications"),
];
