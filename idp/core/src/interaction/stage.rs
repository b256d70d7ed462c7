use ambient::{Resting, Timestamp};
use sante::{IdentifiantNational, SituationId};
use serde::{Deserialize, Serialize};

use super::InteractionId;
use crate::authorization::AuthorizationRequest;
use crate::moyen::Authentication;
use crate::session::SessionId;

/// A login under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interaction {
    pub id: InteractionId,
    /// The resting form of the cookie of the browser that began it.
    pub browser: Resting,
    pub opened_at: Timestamp,
    pub stage: Stage,
}

/// How far it is. Each stage holds only what is true in it; a transition consumes the old one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "kebab-case")]
pub enum Stage {
    /// The request waits for somebody.
    Parked { request: Box<AuthorizationRequest> },
    /// A phone was asked.
    Ecps { request: Box<AuthorizationRequest>, asked: Asked },
    /// Somebody proved who they are; the registry has not confirmed them yet, so there is no session.
    Authenticated { request: Box<AuthorizationRequest>, proof: Authentication },
    /// The session is open; the person says where they work.
    SituationChoice { request: Box<AuthorizationRequest>, session: SessionId, preselected: Option<SituationId> },
    /// The person is who they say, and may not go on; all that is left is to go back to the service.
    Refused { request: Box<AuthorizationRequest>, refusal: Refusal },
    /// A code was given. Nothing of the request remains but whom it was for.
    Done { client: crate::client::ClientId },
}

/// What the waiting page shows of the demand on the phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub demande: ecps::DemandeId,
    /// As it was typed, read as an identifier: nobody has proven it.
    pub identifiant: IdentifiantNational,
    /// The two digits to carry to the phone.
    pub nombre: String,
    pub expire_le: Timestamp,
}

/// Why somebody who proved their identity does not get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// No current situation, and the client wants one.
    SansSituation,
    /// The registry no longer knows this identifier.
    Inconnue,
    Desactivee,
    /// The client named somebody else (`id_token_hint`, `claims.sub`).
    AutrePersonne,
}

impl Refusal {
    pub const ALL: [Self; 4] = [Self::SansSituation, Self::Inconnue, Self::Desactivee, Self::AutrePersonne];

    /// Stable, for the catalogue and for support.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SansSituation => "connexion.sans-situation",
            Self::Inconnue => "connexion.personne-inconnue",
            Self::Desactivee => "connexion.personne-desactivee",
            Self::AutrePersonne => "connexion.autre-personne",
        }
    }
}

impl Stage {
    /// The request that is being answered; `None` once it was.
    pub fn request(&self) -> Option<&AuthorizationRequest> {
        match self {
            Self::Parked { request }
            | Self::Ecps { request, .. }
            | Self::Authenticated { request, .. }
            | Self::SituationChoice { request, .. }
            | Self::Refused { request, .. } => Some(request),
            Self::Done { .. } => None,
        }
    }

    pub fn client(&self) -> &crate::client::ClientId {
        match self {
            Self::Done { client } => client,
            Self::Parked { request }
            | Self::Ecps { request, .. }
            | Self::Authenticated { request, .. }
            | Self::SituationChoice { request, .. }
            | Self::Refused { request, .. } => &request.client,
        }
    }
}
