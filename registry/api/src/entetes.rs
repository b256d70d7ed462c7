//! Two headers that an act may need: its key, and the version that its caller saw.

use axum::extract::FromRequestParts;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::request::Parts;
use registry_core::idempotence::CleIdempotence;
use utoipa::IntoParams;

use crate::refus::{RefusApi, RefusRequete};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// draft-ietf-httpapi-idempotency-key-header §2.1: a quoted string; the quotes may be left out, as many clients do.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
pub struct Cle {
    /// New for each act, 16 to 64 visible characters, a UUID for instance. The same key with the same body answers what
    /// it answered the first time.
    #[param(
        rename = "Idempotency-Key",
        value_type = String,
        pattern = r#"^([!#-\[\]-~]{16,64}|"[!#-\[\]-~]{16,64}")$"#
    )]
    pub cle: CleIdempotence,
}

/// RFC 9110 §13.1.1: what is to be changed is still as the caller saw it. One version, in quotes.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
pub struct SiInchangee {
    /// The `ETag` of what was read, with its quotes.
    #[param(rename = "If-Match", value_type = String, pattern = r#"^"[0-9a-f]{1,64}"$"#)]
    pub version: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Cle {
    type Rejection = RefusApi;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, RefusApi> {
        let texte = seul(parts, &IDEMPOTENCY_KEY).ok_or(RefusRequete::CleMalFormee)?.ok_or(RefusRequete::CleAbsente)?;
        let lue = CleIdempotence::lue(entre_guillemets(texte).unwrap_or(texte));
        let lue = lue.filter(|cle| !cle.as_str().contains(['"', '\\'])).ok_or(RefusRequete::CleMalFormee)?;
        Ok(Self { cle: lue })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SiInchangee {
    type Rejection = RefusApi;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, RefusApi> {
        let texte = seul(parts, &header::IF_MATCH).ok_or(RefusRequete::VersionMalFormee)?;
        let version = entre_guillemets(texte.ok_or(RefusRequete::VersionAbsente)?);
        let lisible = |version: &&str| {
            (1..=64).contains(&version.len()) && version.bytes().all(|octet| matches!(octet, b'0'..=b'9' | b'a'..=b'f'))
        };
        let version = version.filter(lisible).ok_or(RefusRequete::VersionMalFormee)?;
        Ok(Self { version: version.to_owned() })
    }
}

/// The header's value; the outer `None`: sent twice, or not in ASCII.
fn seul<'a>(parts: &'a Parts, nom: &HeaderName) -> Option<Option<&'a str>> {
    let mut valeurs = parts.headers.get_all(nom).iter();
    let Some(valeur) = valeurs.next() else { return Some(None) };
    match (valeurs.next(), valeur.to_str()) {
        (None, Ok(texte)) => Some(Some(texte.trim())),
        _ => None,
    }
}

/// What was read has this version.
pub fn etag(version: &str) -> HeaderMap {
    let valeur = HeaderValue::try_from(format!("\"{version}\"")).ok();
    valeur.map(|valeur| (header::ETAG, valeur)).into_iter().collect()
}

fn entre_guillemets(texte: &str) -> Option<&str> {
    texte.strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn parts(nom: &'static str, valeurs: &[&str]) -> Parts {
        let demande = valeurs.iter().fold(Request::builder(), |demande, valeur| demande.header(nom, *valeur));
        demande.body(()).unwrap().into_parts().0
    }

    async fn cle(valeurs: &[&str]) -> Result<String, &'static str> {
        let lue = Cle::from_request_parts(&mut parts("Idempotency-Key", valeurs), &()).await;
        lue.map(|lue| lue.cle.as_str().to_owned()).map_err(|refus| refus.code())
    }

    #[tokio::test]
    async fn a_key_is_the_same_with_and_without_its_quotes() {
        let attendue = Ok("8e03978e-40d5-43dd".to_owned());
        assert_eq!(cle(&["8e03978e-40d5-43dd"]).await, attendue);
        assert_eq!(cle(&["\"8e03978e-40d5-43dd\""]).await, attendue);
    }

    #[tokio::test]
    async fn a_key_is_one_and_well_formed() {
        assert_eq!(cle(&[]).await, Err("cle_idempotence_absente"));
        let longue = "a".repeat(65);
        for valeurs in [
            &["courte"][..],
            &[longue.as_str()],
            &["\"8e03978e-40d5-43dd"],
            &["8e03978e 40d5-43dd"],
            &["8e03978e-40d5-43dd", "8e03978e-40d5-43dd"],
        ] {
            assert_eq!(cle(valeurs).await, Err("cle_idempotence_mal_formee"), "{valeurs:?}");
        }
    }

    #[tokio::test]
    async fn a_version_is_one_and_stands_in_quotes() {
        let lire = async |valeurs: &[&str]| {
            let lue = SiInchangee::from_request_parts(&mut parts("If-Match", valeurs), &()).await;
            lue.map(|lue| lue.version).map_err(|refus| refus.code())
        };
        assert_eq!(lire(&["\"3\""]).await.as_deref(), Ok("3"));
        assert_eq!(lire(&[]).await, Err("version_absente"));
        for valeurs in [&["*"][..], &["3"], &["W/\"3\""], &["\"3\", \"4\""], &["\"3\"", "\"4\""], &["\"\""]] {
            assert_eq!(lire(valeurs).await, Err("version_mal_formee"), "{valeurs:?}");
        }
    }
}
