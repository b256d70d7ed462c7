use askama::Template;
use idp_core::authorization::Answer;
use pages::{Cadre, Langue, Samples};
use url::Url;

/// Between a request of a little-known service that comes to nothing and its address: the person sees where the browser
/// would go, and goes there or not (RFC 9700 §4.11.2, checklist A21).
#[derive(Template)]
#[template(path = "pause.html")]
pub struct PagePause {
    pub cadre: Cadre,
    pub titre: String,
    pub phrase: String,
    pub service: String,
    /// Host of the address, as it is typed.
    pub hote: String,
    pub adresse: String,
    /// The word that the service hears, where its answer is not signed.
    pub code: Option<String>,
}

impl PagePause {
    pub fn new(cadre: Cadre, service: String, ready: &Answer) -> Self {
        let hote = host(&ready.redirect_uri);
        let code = ready.parameter("error").map(str::to_owned);
        Self { hote, adresse: ready.location(), code, ..Self::of("pause", cadre, service) }
    }

    /// A logout where nobody is signed in.
    pub fn depart(cadre: Cadre, service: String, adresse: &str) -> Self {
        Self { hote: host(adresse), adresse: adresse.to_owned(), ..Self::of("pause-depart", cadre, service) }
    }

    fn of(motif: &str, cadre: Cadre, service: String) -> Self {
        let titre = cadre.t(format!("{motif}-titre"));
        let phrase = cadre.t1(&format!("{motif}-phrase"), "service", &service);
        Self { cadre, titre, phrase, service, hote: String::new(), adresse: String::new(), code: None }
    }
}

fn host(address: &str) -> String {
    let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| address.to_owned())
}

impl Samples for PagePause {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |service: &str, code: Option<&str>| Self {
            hote: "tilleuls.example".into(),
            adresse: "https://tilleuls.example/retour?error=invalid_scope".into(),
            code: code.map(str::to_owned),
            ..Self::of("pause", crate::samples::cadre(langue), service.into())
        };
        let back = "https://tilleuls.example/au-revoir";
        let depart = Self::depart(crate::samples::cadre(langue), "Dossier résident".into(), back);
        vec![
            ("clair", page("Dossier résident", Some("invalid_scope"))),
            ("signé", page("\"><script>", None)),
            ("départ", depart),
        ]
    }
}
