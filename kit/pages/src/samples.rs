//! Every page shows itself in every state, in both languages: each context gives samples, and a test of its crate renders
//! them all.
//!
//! ```text
//! #[test]
//! fn every_page_renders_in_both_languages() {
//!     pages::samples::check::<PageConnexion>().unwrap();
//! }
//! ```

use askama::Template;

use crate::Langue;

/// A page context that can show itself.
pub trait Samples: Template + Sized {
    /// Each state the page can be in, with a name for the reader of a failed test; every text in `langue`.
    fn samples(langue: Langue) -> Vec<(&'static str, Self)>;
}

/// What is wrong with a rendered sample.
#[derive(Debug, thiserror::Error)]
#[error("{page} / {sample} ({langue}): {faults:?}")]
pub struct SampleFault {
    page: &'static str,
    sample: &'static str,
    langue: &'static str,
    faults: Vec<String>,
}

/// Renders every sample of `T` in both languages and reads the HTML; answers how many pages it saw.
pub fn check<T: Samples>() -> Result<usize, SampleFault> {
    let mut seen = 0;
    for langue in Langue::TOUTES {
        for (sample, contexte) in T::samples(langue) {
            let faults = match contexte.render() {
                Ok(html) => faults(&html, langue),
                Err(error) => vec![error.to_string()],
            };
            if !faults.is_empty() {
                let page = std::any::type_name::<T>();
                return Err(SampleFault { page, sample, langue: langue.code(), faults });
            }
            seen += 1;
        }
    }
    if seen == 0 {
        let faults = vec!["no sample".to_owned()];
        return Err(SampleFault { page: std::any::type_name::<T>(), sample: "", langue: "", faults });
    }
    Ok(seen)
}

/// What the rules of the house find in a page: an inline script or style, a foreign origin, a form without its token, a
/// missing text, no title. Public for pages that a test fetches over the network.
pub fn faults(html: &str, langue: Langue) -> Vec<String> {
    let mut faults: Vec<String> = tags(html).flat_map(faults_of_tag).collect();
    let mut want = |good: bool, fault: &str| {
        if !good {
            faults.push(fault.to_owned());
        }
    };
    want(html.contains(&format!(r#"<html lang="{}">"#, langue.code())), "the language is not said");
    want(html.matches("<h1").count() == 1, "a page has one h1");
    want(!html.contains("<title> —"), "no title");
    want(html.contains(r#"id="contenu""#), "no main content to skip to");
    for form in html.split("<form").skip(1) {
        let form = form.split("</form>").next().unwrap_or(form);
        // A form that leaves the house (form_post to a client) must not carry the token along.
        let here = |tag: &str| tag.contains(r#"method="post""#) && !tag.contains(r#"action="https://"#);
        let posts = form.split('>').next().is_some_and(here);
        want(!posts || form.contains(r#"name="csrf""#), "a form that posts has no csrf token");
    }
    faults.extend(
        html.split('⟦').skip(1).map(|rest| format!("missing text: {:.60}", rest.split('⟧').next().unwrap_or(rest))),
    );
    faults
}

/// The inside of each tag, `a href="…"`; the templates never write `>` inside an attribute, askama escapes it in values.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag))
}

fn faults_of_tag(tag: &str) -> Vec<String> {
    let name = tag.split_whitespace().next().unwrap_or_default();
    let mut faults = Vec::new();
    if name == "style" || (name == "script" && !tag.contains(r#"src="/assets/"#)) {
        faults.push(format!("inline or foreign {name}"));
    }
    for (attribute, value) in attributes(tag) {
        let loads = attribute == "src" || (attribute == "href" && matches!(name, "link" | "use" | "image"));
        let local = (value.starts_with('/') && !value.starts_with("//")) || value.starts_with("data:image/");
        // a frame of a client's own logout page, which the policy of the page names, without rights over it
        let framed = name == "iframe" && value.starts_with("https://") && tag.contains(r#"sandbox="#);
        if loads && !local && !framed {
            faults.push(format!("<{name}> loads {value}"));
        }
        if attribute == "style" || attribute.starts_with("on") || value.starts_with("javascript:") {
            faults.push(format!("<{name}> has an inline {attribute}"));
        }
    }
    faults
}

fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut pieces = tag.split('"');
    std::iter::from_fn(move || Some((pieces.next()?, pieces.next()?))).filter_map(|(before, value)| {
        let name = before.trim_end().strip_suffix('=')?.split_whitespace().last()?;
        Some((name, value))
    })
}
