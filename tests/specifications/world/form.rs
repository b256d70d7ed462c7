//! Forms of a page, as a browser without scripts sees them.

use scraper::{ElementRef, Html, Selector};
use url::Url;

use super::Answer;

pub struct Form {
    pub action: Url,
    pub post: bool,
    /// Hidden and typed fields; of radio buttons the first; the button that stands first, which the return key presses.
    pub fields: Vec<(String, String)>,
}

impl Form {
    pub fn all(page: &Answer) -> Vec<Self> {
        let document = Html::parse_document(&page.body);
        document
            .select(&selector("form"))
            .map(|form| Self {
                action: page.url.join(form.attr("action").unwrap_or_default()).expect("an address"),
                post: form.attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
                fields: fields(form),
            })
            .collect()
    }
}

fn fields(form: ElementRef<'_>) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for input in form.select(&selector("input[name]")) {
        let kind = input.attr("type").unwrap_or("text");
        let name = input.attr("name").unwrap_or_default();
        let repeated = kind == "radio" && fields.iter().any(|(found, _)| found == name);
        if !repeated && !matches!(kind, "checkbox" | "submit") {
            fields.push((name.to_owned(), input.attr("value").unwrap_or_default().to_owned()));
        }
    }
    let pressed = form.select(&selector("button:not([type]), button[type=submit]")).next();
    if let Some((button, name)) = pressed.and_then(|button| Some((button, button.attr("name")?))) {
        fields.push((name.to_owned(), button.attr("value").unwrap_or_default().to_owned()));
    }
    fields
}

/// The first link to an address that begins with `start`.
pub fn link(page: &Answer, start: &str) -> Option<Url> {
    let document = Html::parse_document(&page.body);
    let links = selector("a[href]");
    let mut links = document.select(&links).filter_map(|link| page.url.join(link.attr("href")?).ok());
    links.find(|link| link.as_str().starts_with(start))
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a selector written in this program")
}
