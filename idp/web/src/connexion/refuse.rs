use askama::Template;
use idp_core::client::Client;
use idp_core::interaction::Refusal;
use pages::{Cadre, Csrf, Langue, Samples};

use super::{Adresses, Service};

/// Who proved their identity and may not go on.
#[derive(Template)]
#[template(path = "refuse.html")]
pub struct PageRefuse {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub service: Service,
    pub adresses: Adresses,
    pub titre: String,
    pub phrase: String,
    pub suite: String,
    pub code: &'static str,
    pub reference: String,
}

impl PageRefuse {
    pub fn new(cadre: Cadre, csrf: Csrf, client: &Client, refused: (Refusal, &str), adresses: Adresses) -> Self {
        let (refusal, reference) = refused;
        let key = match refusal {
            Refusal::SansSituation => "sans-situation",
            Refusal::Inconnue => "personne-inconnue",
            Refusal::Desactivee => "personne-desactivee",
            Refusal::AutrePersonne => "autre-personne",
        };
        Self {
            titre: cadre.t(format!("{key}-titre")),
            phrase: cadre.t1(&format!("{key}-phrase"), "service", &client.name),
            suite: cadre.t(format!("{key}-suite")),
            code: refusal.code(),
            reference: reference.to_owned(),
            service: client.into(),
            cadre,
            csrf,
            adresses,
        }
    }
}

impl Samples for PageRefuse {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let client = super::lieu::sample_client();
        let page = |refusal: Refusal| {
            let cadre = crate::samples::cadre(langue);
            Self::new(cadre, crate::samples::csrf(), &client, (refusal, "7K3F-9Q2M-X4TD"), Adresses::sample())
        };
        Refusal::ALL.map(|refusal| (refusal.code(), page(refusal))).into()
    }
}
