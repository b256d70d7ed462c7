use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;
use unic_langid::{LanguageIdentifier, langid};
use url::form_urlencoded;

/// The two languages of the pages. French is the first one and the one that answers when nothing was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Langue {
    #[default]
    Fr,
    En,
}

/// The parameter that asks for a language (OpenID Connect Core 3.1.2.1), on every page of the house.
const PARAMETRE: &str = "ui_locales";

impl Langue {
    pub const TOUTES: [Self; 2] = [Self::Fr, Self::En];

    /// `fr` or `en`, as in the `lang` attribute.
    pub const fn code(self) -> &'static str {
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

    /// The first language we speak in `ui_locales` (space-separated tags), else in `Accept-Language`, else French.
    pub fn choisir(ui_locales: Option<&str>, accept_language: Option<&str>) -> Self {
        let demandee = ui_locales.and_then(|tags| tags.split_whitespace().find_map(Self::of_tag));
        demandee.or_else(|| accept_language.and_then(preferee)).unwrap_or_default()
    }

    /// The same address (path and query) asking for this language: what the header's language link points to.
    pub fn adresse(self, path_and_query: &str) -> String {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        let gardes = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != PARAMETRE);
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(gardes)
            .append_pair(PARAMETRE, self.code())
            .finish();
        format!("{path}?{query}")
    }

    pub(crate) const fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Fr => langid!("fr"),
            Self::En => langid!("en"),
        }
    }

    fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::TOUTES.into_iter().find(|langue| langue.code().eq_ignore_ascii_case(primary))
    }
}

/// The heaviest language we speak in an `Accept-Language` value (RFC 9110, 12.5.4); the first one among equals.
fn preferee(header: &str) -> Option<Langue> {
    let mut best: Option<(f32, Langue)> = None;
    for range in header.split(',') {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(|q| q.trim().parse().ok()).unwrap_or(0.0);
        if let Some(langue) = Langue::of_tag(tag.trim())
            && weight > best.map_or(0.0, |(heaviest, _)| heaviest)
        {
            best = Some((weight, langue));
        }
    }
    best.map(|(_, langue)| langue)
}

impl<S: Sync> FromRequestParts<S> for Langue {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == PARAMETRE).map(|(_, tags)| tags);
        let header = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Ok(Self::choisir(asked.as_deref(), header))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameter_wins_over_the_header_and_french_over_nothing() {
        assert_eq!(Langue::choisir(Some("de en-GB fr"), Some("fr")), Langue::En);
        assert_eq!(Langue::choisir(Some("de"), Some("de, en;q=0.8, fr;q=0.9")), Langue::Fr);
        assert_eq!(Langue::choisir(None, Some("en;q=0, *")), Langue::Fr);
        assert_eq!(Langue::choisir(None, None), Langue::Fr);
    }

    #[test]
    fn the_language_link_keeps_the_rest_of_the_address() {
        assert_eq!(Langue::En.adresse("/auth?state=a%26b&ui_locales=fr"), "/auth?state=a%26b&ui_locales=en");
        assert_eq!(Langue::Fr.adresse("/aide"), "/aide?ui_locales=fr");
    }
}
