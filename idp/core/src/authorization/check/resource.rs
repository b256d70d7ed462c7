//! RFC 8707 §2 `resource`: absolute URIs without fragment, each registered for the client.

use oidc::ErrorCode;
use url::Url;

use super::{Asked, Fault};

const MOST: usize = 8;

pub fn check(asked: Asked<'_>) -> Result<Vec<String>, Fault> {
    let resources: Vec<String> = asked.params.all("resource").map(str::to_owned).collect();
    if resources.len() > MOST {
        return Err(target("resource came more than 8 times"));
    }
    let absolute = |text: &String| Url::parse(text).is_ok_and(|url| url.fragment().is_none());
    if !resources.iter().all(absolute) {
        return Err(target("resource is an absolute URI without fragment"));
    }
    match resources.iter().all(|one| asked.client.tokens.resources.contains(one)) {
        true => Ok(resources),
        false => Err(target("resource is not registered for this client")
            .between(asked.client.tokens.resources.join(" "), resources.join(" "))),
    }
}

const fn target(why: &'static str) -> Fault {
    Fault::new(ErrorCode::InvalidTarget, why)
}
