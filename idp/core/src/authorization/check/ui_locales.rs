//! OpenID Connect Core 1.0 §3.1.2.1 `ui_locales`: a wish; unknown languages are no error.

use oidc::Parameters;

const MOST: usize = 8;

pub fn check(params: &Parameters) -> Vec<String> {
    let locales = params.get("ui_locales").unwrap_or_default();
    let language = |tag: &&str| tag.len() <= 35 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    locales.split_ascii_whitespace().filter(language).take(MOST).map(str::to_owned).collect()
}
