use ambient::ExposeSecret;
use askama::Template;
use idp_core::authorization::AuthorizationRequest;
use idp_core::client::Client;
use idp_core::moyen::MoyenKind;
use pages::{Cadre, Csrf, Langue, Samples};

use super::{Adresses, Service};
use crate::temoins::Temoin;
use crate::visite::Visite;

/// Sign in: by phone, by card.
#[derive(Template)]
#[template(path = "connexion.html")]
pub struct PageConnexion {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub service: Service,
    pub adresses: Adresses,
    pub telephone: bool,
    /// What the field holds: typed before, remembered, or hinted by the client.
    pub numero: String,
    pub retenir: bool,
    pub erreur: Option<String>,
}

/// What was typed, and what was wrong with it.
pub struct Saisie<'a> {
    pub numero: &'a str,
    pub retenir: bool,
    pub erreur: String,
}

impl PageConnexion {
    pub fn new(
        visite: &Visite,
        cadre: Cadre,
        request: &AuthorizationRequest,
        client: &Client,
        adresses: Adresses,
    ) -> Self {
        let remembered = visite.temoins().read(&visite.jar, Temoin::Numero);
        let remembered = remembered.map(|numero| numero.expose_secret().to_owned());
        Self {
            cadre,
            csrf: visite.csrf(Temoin::Interaction),
            service: client.into(),
            adresses,
            telephone: request.moyens.contains(&MoyenKind::Ecps),
            retenir: remembered.is_some(),
            numero: request.login_hint.clone().or(remembered).unwrap_or_default(),
            erreur: None,
        }
    }

    pub fn avec(mut self, saisie: Saisie<'_>) -> Self {
        self.numero = saisie.numero.to_owned();
        self.retenir = saisie.retenir;
        self.erreur = Some(saisie.erreur);
        self
    }
}

impl Samples for PageConnexion {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let sample = || Self {
            cadre: crate::samples::cadre(langue),
            csrf: crate::samples::csrf(),
            service: crate::samples::service(),
            adresses: Adresses::sample(),
            telephone: true,
            numero: String::new(),
            retenir: false,
            erreur: None,
        };
        let remembered = Self { numero: "99900000011".into(), retenir: true, ..sample() };
        let phone_only = Self { adresses: Adresses { carte: None, ..Adresses::sample() }, ..sample() };
        let unreadable = sample();
        let erreur = unreadable.cadre.t("connexion-numero-illisible");
        let unreadable = unreadable.avec(Saisie { numero: "12 34 <b>", retenir: false, erreur });
        vec![
            ("entrée", sample()),
            ("numéro retenu", remembered),
            ("carte ou clé", Self { telephone: false, ..sample() }),
            (
                "carte seule",
                Self { telephone: false, adresses: Adresses { cle: None, ..Adresses::sample() }, ..sample() },
            ),
            ("téléphone seul", phone_only),
            ("numéro illisible", unreadable),
        ]
    }
}
