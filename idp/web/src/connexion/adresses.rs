use idp_core::authorization::AuthorizationRequest;
use idp_core::moyen::MoyenKind;

use crate::routes;
use crate::visite::Visite;

/// Where the forms and links of one interaction lead.
#[derive(Clone, Debug)]
pub struct Adresses {
    pub numero: String,
    pub etat: String,
    pub suite: String,
    pub autre_moyen: String,
    pub lieu: String,
    pub autre_personne: String,
    pub annuler: String,
    /// Where the answer of a passkey goes; `None` when the request takes none.
    pub cle: Option<String>,
    pub cle_question: String,
    /// On the card host; `None` when the request does not take a card.
    pub carte: Option<String>,
}

impl Adresses {
    pub fn new(visite: &Visite, interaction: &str, request: &AuthorizationRequest) -> Self {
        let host = &visite.state.0.settings.carte;
        let carte = request.moyens.contains(&MoyenKind::Carte);
        let cle = request.moyens.iter().any(|kind| kind.is_passkey());
        let of = Self::of(|route| visite.adresse(&routes::pour(route, interaction)), carte.then_some(host.as_str()));
        Self { cle: of.cle.filter(|_| cle), ..of }
    }

    pub fn sample() -> Self {
        Self::of(|route| routes::pour(route, "exemple"), Some("https://carte.example"))
    }

    fn of(at: impl Fn(&str) -> String, carte: Option<&str>) -> Self {
        Self {
            numero: at(routes::NUMERO),
            etat: at(routes::ETAT),
            suite: at(routes::SUITE),
            autre_moyen: at(routes::AUTRE_MOYEN),
            lieu: at(routes::LIEU),
            autre_personne: at(routes::AUTRE_PERSONNE),
            annuler: at(routes::ANNULER),
            cle: Some(at(routes::CLE)),
            cle_question: at(routes::CLE_QUESTION),
            carte: carte.map(|host| format!("{host}{}", at(routes::CARTE))),
        }
    }
}
