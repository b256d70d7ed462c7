//! The login pages. One address shows the stage that the interaction is in; each act posts to an address of its own and
//! answers 303 (checklist A15).

mod actes;
mod adresses;
mod avance;
mod cle;
mod entree;
mod etape;
mod formulaire;
mod lieu;
mod refuse;
mod telephone;

pub use actes::{annuler, autre_moyen, autre_personne, carte_lue, etat, lieu, numero, suite};
pub use adresses::Adresses;
pub use avance::avance;
pub use cle::{cle, cle_question};
pub use entree::PageConnexion;
pub use etape::get;
pub use formulaire::Formulaire;
pub use lieu::PageLieu;
pub use refuse::PageRefuse;
pub use telephone::{PageIssue, PageTelephone};

use idp_core::claims::scope;
use idp_core::client::Client;

/// Who asks, beside every sign-in, wait and approval.
#[derive(Clone, Debug)]
pub struct Service {
    pub nom: String,
    /// Place and address.
    pub ou: String,
    /// What it does with what it is told, and its terms (OpenID Connect Registration 1.0 §2): https, checked when it
    /// registered. Its logo is not fetched: no service learns who is at the door before the person signs in.
    /// Whether its registration lets it ask for e-mail, telephone or address.
    pub coordonnees: bool,
    pub politique: Option<String>,
    pub conditions: Option<String>,
}

impl From<&Client> for Service {
    fn from(client: &Client) -> Self {
        Self {
            nom: client.name.clone(),
            ou: client.place.clone(),
            coordonnees: client.scopes.iter().any(|word| scope::CONTACT.contains(&word.as_str())),
            politique: client.shown.policy_uri.clone(),
            conditions: client.shown.tos_uri.clone(),
        }
    }
}
