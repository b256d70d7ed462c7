use askama::Template;
use idp_core::authorization::Answer;
use pages::{Cadre, Langue, Samples};
use url::Url;

/// Between a wrong request of a little-known service and its address: the person sees where the browser would go, and
/// goes there or not (RFC 9700 §4.11.2, checklist A21).
#[derive(Template)]
#[template(path = "pause.html")]
pub struct PagePause {
    pub cadre: Cadre,
    pub service: String,
    /// Host of the address, as it is typed.
    pub hote: String,
    pub adresse: String,
    /// The word that the service hears, where its answer is not signed.
    pub code: Option<String>,
}

impl PagePause {
    pub fn new(cadre: Cadre, service: String, ready: &Answer) -> Self {
        let host = Url::parse(&ready.redirect_uri).ok().and_then(|url| url.host_str().map(str::to_owned));
        Self {
            cadre,
            service,
            hote: host.unwrap_or_else(|| ready.redirect_uri.clone()),
            adresse: ready.location(),
            code: ready.parameter("error").map(str::to_owned),
        }
    }
}

impl Samples for PagePause {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |service: &str, code: Option<&str>| Self {
            cadre: crate::samples::cadre(langue),
            service: service.into(),
            hote: "tilleuls.example".into(),
            adresse: "https://tilleuls.example/retour?error=invalid_scope".into(),
            code: code.map(str::to_owned),
        };
        vec![("clair", page("Dossier résident", Some("invalid_scope"))), ("signé", page("\"><script>", None))]
    }
}
