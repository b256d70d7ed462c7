//! The person's own space (docs/decisions/0026): which means they have, where they are signed in, what they granted, what
//! happened; and the end of any of it, or of all of it at once.

mod cles;
mod error;
mod essai;
mod fins;
mod histoire;
mod port;
#[cfg(test)]
mod tests;
mod vue;

pub use error::EspaceError;
pub use essai::{Essai, Essais};
pub use fins::Fermeture;
pub use histoire::Feuille;
pub use port::{CleDAcces, CleFinie, ClesDAcces, Fait, Fins, Histoire, MoyensFinis, Octrois, Periode, SansCles};
pub use vue::{CarteVue, ServiceVu, Vue};

use std::sync::Arc;

use ambient::Ambient;

use crate::annuaire::Annuaire;
use crate::client::{
    AnswerRules, Client, ClientAuth, ClientKeys, Clients, LogoutRules, Origin, Profile, RequestRules, SansSituation,
    Shown, SubjectRules, TokenRules,
};
use crate::ecps::Vies;
use crate::journal::Journal;
use crate::key::SigningAlg;
use crate::logout::SessionEnds;
use crate::session::Sessions;
use crate::stamp::Stamps;

/// The name under which the space signs people in. No registration has it: clients' names have no colon.
pub const CLIENT: &str = "caducee:espace";

/// The space as the login page and the phone show it. It holds nothing and gets no code.
pub fn client() -> Client {
    Client {
        id: CLIENT.into(),
        name: "Votre espace Caducée".to_owned(),
        place: "Vos moyens de connexion, vos sessions et vos services".to_owned(),
        profile: Profile::Oidc,
        auth: ClientAuth::None,
        redirect_uris: Vec::new(),
        post_logout_redirect_uris: Vec::new(),
        scopes: Vec::new(),
        id_token_alg: SigningAlg::ES256,
        pkce_required: true,
        may_introspect: false,
        may_hint_situation: false,
        structure: None,
        sans_situation: SansSituation::Accepte,
        disabled_at: None,
        grants: Vec::new(),
        keys: ClientKeys::None,
        assertion_alg: None,
        requests: RequestRules::default(),
        answers: AnswerRules::default(),
        tokens: TokenRules::default(),
        logout: LogoutRules::default(),
        ciba: None,
        subject: SubjectRules::default(),
        shown: Shown::default(),
        legal_person: None,
        origin: Origin::Declared,
        outgoing: None,
    }
}

/// What [`Espace`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub ambient: Ambient,
    pub sessions: Sessions,
    pub ends: SessionEnds,
    pub stamps: Arc<dyn Stamps>,
    pub octrois: Arc<dyn Octrois>,
    pub fins: Arc<dyn Fins>,
    pub histoire: Arc<dyn Histoire>,
    pub cles: Arc<dyn ClesDAcces>,
    pub vies: Arc<Vies>,
    pub annuaire: Arc<dyn Annuaire>,
    pub clients: Arc<dyn Clients>,
    pub journal: Arc<dyn Journal>,
}

/// The space of whoever holds a session.
#[derive(Clone)]
pub struct Espace(Deps);

impl Espace {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }
}
