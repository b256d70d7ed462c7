//! What a person does on a page, read from its text without a parser of HTML: thousands are read a second on cores that the
//! server needs.

use url::Url;

use crate::surfer::Answer;

/// One form, with what a browser would send of it as it stands.
pub struct Form {
    pub action: Url,
    pub fields: Vec<(String, String)>,
    /// What can be ticked and is not: name and value.
    pub choices: Vec<(String, String)>,
}

impl Form {
    /// With this field filled in, whatever stood in it.
    pub fn filled(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().chain(&self.choices).any(|(known, _)| known == name)
    }

    /// What this name may be given: the ticked one first.
    pub fn choice(&self, name: &str) -> Option<String> {
        let mut all = self.fields.iter().chain(&self.choices).filter(|(known, _)| known == name);
        all.next().map(|(_, value)| value.clone())
    }
}

pub fn forms(page: &Answer) -> Vec<Form> {
    let inside = page.body.split("<form ").skip(1);
    inside.filter_map(|text| form(&page.url, text.split("</form>").next()?)).collect()
}

pub fn form_with(page: &Answer, field: &str) -> Option<Form> {
    forms(page).into_iter().find(|form| form.has(field))
}

fn form(at: &Url, text: &str) -> Option<Form> {
    let action = at.join(&attribute(text.split('>').next()?, "action")?).ok()?;
    let (mut fields, mut choices) = (Vec::new(), Vec::new());
    for tag in text.split("<input ").skip(1).filter_map(|rest| rest.split('>').next()) {
        let Some(name) = attribute(tag, "name") else { continue };
        let pair = (name, attribute(tag, "value").unwrap_or_default());
        let to_tick = matches!(attribute(tag, "type").as_deref(), Some("radio" | "checkbox"));
        let ticked = tag.split_ascii_whitespace().any(|word| word == "checked");
        if to_tick && !ticked { choices.push(pair) } else { fields.push(pair) }
    }
    Some(Form { action, fields, choices })
}

/// The first link to an address that begins with `start`.
pub fn link(page: &Answer, start: &str) -> Option<Url> {
    let links = page.body.split("<a ").skip(1).filter_map(|rest| attribute(rest.split('>').next()?, "href"));
    links.filter_map(|to| page.url.join(&to).ok()).find(|to| to.as_str().starts_with(start))
}

/// The digits that a waiting page shows.
pub fn digits(page: &Answer) -> String {
    let each = page.body.split("class=\"digits__one\"").skip(1);
    each.filter_map(|rest| rest.split_once('>')?.1.chars().next()).collect()
}

/// An attribute in double quotes.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let found = tag.match_indices(name).find(|(at, _)| {
        let before = tag[..*at].chars().next_back().is_none_or(char::is_whitespace);
        before && tag[at + name.len()..].starts_with("=\"")
    })?;
    let value = tag[found.0 + name.len() + 2..].split('"').next()?;
    Some(plain(value))
}

/// As templates escape.
fn plain(text: &str) -> String {
    let escapes = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&"), ("&amp;", "&")];
    escapes.iter().fold(text.to_owned(), |text, (escape, letter)| text.replace(escape, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Answer {
        let url = "https://localhost:1/connexion/a".parse().unwrap();
        Answer { url, status: 200, headers: axum::http::HeaderMap::new(), body: body.to_owned() }
    }

    #[test]
    fn a_form_is_sent_as_it_stands_and_a_place_is_chosen() {
        let page = page(
            "<form class=\"card\" method=\"post\" action=\"/connexion/a/lieu?x=1&#38;y=2\">\
             <input type=\"radio\" name=\"situation\" value=\"1\" required>\
             <input type=\"radio\" name=\"situation\" value=\"2\" checked required>\
             <input type=\"hidden\" name=\"csrf\" value=\"a&#34;b\"></form><input name=\"other\">",
        );
        let form = form_with(&page, "situation").unwrap();
        assert_eq!(form.action.as_str(), "https://localhost:1/connexion/a/lieu?x=1&y=2");
        assert_eq!(form.choice("situation").unwrap(), "2");
        assert_eq!(form.filled("situation", "1").fields.len(), 2);
        assert!(form_with(&page, "other").is_none());
    }

    #[test]
    fn digits_and_links_are_found() {
        let page = page(
            "<span class=\"digits__one\" aria-hidden=\"true\">4</span><span class=\"digits__one\">7</span>\
             <a class=\"way\" href=\"https://localhost:3/carte/x\">",
        );
        assert_eq!(digits(&page), "47");
        assert_eq!(link(&page, "https://localhost:3/").unwrap().path(), "/carte/x");
    }
}
