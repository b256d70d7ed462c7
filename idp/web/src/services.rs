//! Third-party initiated login: OpenID Connect Core 1.0 §4. The services that let a login begin from here, each with a
//! link to its own `initiate_login_uri`. Names nobody: the service asks who it is by a login of its own.

use askama::Template;
use axum::response::{IntoResponse, Response};
use idp_core::client::Client;
use pages::{Cadre, Langue, Page, Samples};
use url::Url;

use crate::deconnexion::unavailable;
use crate::visite::Visite;

#[derive(Template)]
#[template(path = "services.html")]
pub struct PageServices {
    pub cadre: Cadre,
    pub services: Vec<Porte>,
}

/// One service, and where its login begins.
pub struct Porte {
    pub nom: String,
    pub ou: String,
    pub adresse: String,
}

pub async fn get(visite: Visite) -> Response {
    let langue = visite.langue(&[]);
    match visite.state.0.clients.all().await {
        Ok(clients) => {
            let issuer = &visite.state.0.settings.hosts.issuer;
            let mut services: Vec<Porte> =
                clients.iter().filter_map(|client| Porte::of(client, issuer, langue)).collect();
            services.sort_by_key(|service| service.nom.to_lowercase());
            let cadre = visite.cadre(langue).a_l_adresse(&visite.path_and_query);
            Page::ok(PageServices { cadre, services }).into_response()
        }
        Err(error) => unavailable(&visite, langue, error),
    }
}

impl Porte {
    /// Of a client that somebody vouches for: this page must not lend the house's name to a stranger's link.
    fn of(client: &Client, issuer: &str, langue: Langue) -> Option<Self> {
        if client.disabled_at.is_some() || !client.is_vouched_for() {
            return None;
        }
        let mut adresse = Url::parse(client.shown.initiate_login_uri.as_ref()?).ok()?;
        adresse.query_pairs_mut().append_pair("iss", issuer);
        if let Some(target) = &client.shown.client_uri {
            adresse.query_pairs_mut().append_pair("target_link_uri", target);
        }
        let nom = client.name_in(langue.code()).to_owned();
        Some(Self { nom, ou: client.place.clone(), adresse: adresse.into() })
    }
}

impl Samples for PageServices {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let cadre = || crate::samples::cadre(langue);
        let porte = |nom: &str, ou: &str| Porte {
            nom: nom.into(),
            ou: ou.into(),
            adresse: "https://tilleuls.example/entrer?iss=https%3A%2F%2Fidp.example".into(),
        };
        let services = vec![
            porte("Dossier résident", "EHPAD FICTIF LES TILLEULS, tilleuls.example"),
            porte("<i>Un nom</i> & \"guillemets\"", "MAS FICTIVE DU VERCORS, vercors.example"),
        ];
        vec![
            ("deux services", Self { cadre: cadre(), services }),
            ("aucun service", Self { cadre: cadre(), services: vec![] }),
        ]
    }
}
