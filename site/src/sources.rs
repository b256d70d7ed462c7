//! What the site is made of, by its path from the root of the repository. The program carries it all.

macro_rules! sources {
    ($($chemin:literal),* $(,)?) => {
        &[$(($chemin, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../", $chemin)))),*]
    };
}

const SOURCES: &[(&str, &str)] = sources![
    "docs/site/code/service.mjs",
    "docs/site/fr/index.md",
    "docs/site/fr/premiere-connexion.md",
    "docs/site/fr/venir-du-bac-a-sable-reel.md",
    "docs/site/fr/obligation-2026.md",
    "docs/site/fr/recettes.md",
    "docs/site/fr/espace-partenaires.md",
    "docs/site/fr/banc.md",
    "docs/site/fr/demander-et-lire.md",
    "docs/site/fr/portees-et-champs.md",
    "docs/site/fr/erreurs.md",
    "docs/site/fr/scenarios.md",
    "docs/site/fr/adresses.md",
    "docs/site/fr/evenements.md",
    "docs/site/fr/specifications.md",
    "docs/site/en/index.md",
    "docs/site/en/first-login.md",
    "docs/site/en/from-the-real-sandbox.md",
    "docs/site/en/duty-2026.md",
    "docs/site/en/recipes.md",
    "docs/site/en/partner-space.md",
    "docs/site/en/bench.md",
    "docs/site/en/ask-and-read.md",
    "docs/site/en/scopes-and-claims.md",
    "docs/site/en/errors.md",
    "docs/site/en/scenarios.md",
    "docs/site/en/routes.md",
    "docs/site/en/events.md",
    "docs/site/en/specifications.md",
    "docs/banc.md",
    "docs/errors.md",
    "docs/events.md",
    "docs/integration.md",
    "docs/partenaires.md",
    "docs/routes.md",
    "docs/scenarios.md",
    "docs/scopes.md",
    "docs/specifications.md",
    "exemples/README.md",
    "exemples/apache/README.md",
    "exemples/keycloak/README.md",
    "exemples/lemonldap/README.md",
    "exemples/node/README.md",
    "exemples/python-django/README.md",
    "exemples/python-fastapi/README.md",
    "exemples/rust/README.md",
    "exemples/spa/README.md",
    "exemples/spring-security/README.md",
];

pub fn lire(chemin: &str) -> Option<&'static str> {
    SOURCES.iter().find(|(connu, _)| *connu == chemin).map(|(_, texte)| *texte)
}

/// All of them.
pub fn chemins() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|(chemin, _)| *chemin)
}
