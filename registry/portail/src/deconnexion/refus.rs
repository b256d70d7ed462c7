use http::StatusCode;
use jose::jws::JwsError;
use registry_core::port::PortError;

use crate::refus::Refus;

/// Why a logout token ends nothing (OpenID Connect Back-Channel Logout 1.0 §2.6 and §2.8). The text goes back to the provider.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusLogout {
    #[error("the body is not a form with one logout_token")]
    Forme,
    #[error("the logout token is not a readable JWT")]
    Illisible,
    #[error("the algorithm is not one of the ID tokens of this provider")]
    Algorithme,
    #[error("the typ of a logout token is logout+jwt")]
    Genre,
    #[error("no published key of the provider signed it")]
    Signature,
    #[error("iss is another issuer")]
    Emetteur,
    #[error("aud is not this client alone")]
    Audience,
    #[error("iat or exp is missing, in the future or over")]
    Temps,
    #[error("events does not hold the event of a logout")]
    Evenement,
    #[error("a logout token has no nonce")]
    Nonce,
    #[error("jti is missing")]
    SansJti,
    #[error("neither sub nor sid names anything")]
    Personne,
    #[error("this jti was received before")]
    DejaRecu,
    /// The keys or the database: nothing is known of the token, and it may be sent again.
    #[error("it cannot be told now: {0}")]
    Indisponible(String),
}

impl RefusLogout {
    pub fn de(cause: &JwsError) -> Self {
        match cause {
            JwsError::Alg => Self::Algorithme,
            JwsError::UnknownKey | JwsError::UnfitKey | JwsError::ForeignKey(_) | JwsError::Signature => {
                Self::Signature
            }
            _ => Self::Illisible,
        }
    }

    /// One of each.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Forme,
            Self::Illisible,
            Self::Algorithme,
            Self::Genre,
            Self::Signature,
            Self::Emetteur,
            Self::Audience,
            Self::Temps,
            Self::Evenement,
            Self::Nonce,
            Self::SansJti,
            Self::Personne,
            Self::DejaRecu,
            Self::Indisponible(String::new()),
        ]
    }

    pub const fn code(&self) -> &'static str {
        match self {
            Self::Forme => "portail.logout_forme",
            Self::Illisible => "portail.logout_illisible",
            Self::Algorithme => "portail.logout_alg",
            Self::Genre => "portail.logout_typ",
            Self::Signature => "portail.logout_signature",
            Self::Emetteur => "portail.logout_iss",
            Self::Audience => "portail.logout_aud",
            Self::Temps => "portail.logout_temps",
            Self::Evenement => "portail.logout_events",
            Self::Nonce => "portail.logout_nonce",
            Self::SansJti => "portail.logout_sans_jti",
            Self::Personne => "portail.logout_sub_sid",
            Self::DejaRecu => "portail.logout_jti",
            Self::Indisponible(_) => "portail.logout_indisponible",
        }
    }

    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Forme => "Le corps n’est pas un formulaire avec un seul logout_token. Rien n’a été fermé.",
            Self::Illisible => "Ce jeton de déconnexion ne se lit pas. Rien n’a été fermé.",
            Self::Algorithme => "L’algorithme n’est pas de ceux des jetons d’identité. Rien n’a été fermé.",
            Self::Genre => "Ce n’est pas un jeton de déconnexion. Rien n’a été fermé.",
            Self::Signature => "Aucune clé publiée du fournisseur n’a signé ce jeton. Rien n’a été fermé.",
            Self::Emetteur => "Ce jeton vient d’un autre fournisseur. Rien n’a été fermé.",
            Self::Audience => "Ce jeton est destiné à un autre service. Rien n’a été fermé.",
            Self::Temps => "Ce jeton n’est plus ou pas encore valable. Rien n’a été fermé.",
            Self::Evenement => "Ce jeton n’annonce pas une déconnexion. Rien n’a été fermé.",
            Self::Nonce => "Un jeton de déconnexion ne porte pas de nonce. Rien n’a été fermé.",
            Self::SansJti => "Ce jeton n’a pas d’identifiant. Rien n’a été fermé.",
            Self::Personne => "Ce jeton ne nomme ni personne ni session. Rien n’a été fermé.",
            Self::DejaRecu => "Ce jeton est déjà venu. Ce qu’il demandait a été fait la première fois.",
            Self::Indisponible(_) => "Le portail ne peut pas vérifier ce jeton maintenant. Renvoyez-le.",
        }
    }

    /// What the team that runs the portal does about it.
    pub const fn remede(&self) -> &'static str {
        match self {
            Self::Forme | Self::Illisible => {
                "see who calls this address: the provider sends a form with one signed token"
            }
            Self::Algorithme => {
                "compare id_token_signing_alg_values_supported of the provider with the alg of its tokens"
            }
            Self::Genre | Self::Evenement | Self::Nonce | Self::SansJti | Self::Personne => {
                "see what sent it: tokens of this provider hold by construction"
            }
            Self::Signature => {
                "see who calls this address, and whether the key set of the provider names its signing key"
            }
            Self::Emetteur => "compare the issuer of the configuration with the one that the provider says",
            Self::Audience => "compare client_id with the client whose backchannel_logout_uri leads here",
            Self::Temps => "compare the clocks of the two machines",
            Self::DejaRecu => "nothing: an answer was lost on its way, or somebody replays a token",
            Self::Indisponible(_) => {
                "the log has the cause: reach the provider and the database from the portal's machine"
            }
        }
    }

    /// §2.8: 400. What cannot be decided now is no answer in that sense: the provider sends it again.
    pub const fn statut(&self) -> StatusCode {
        match self {
            Self::Indisponible(_) => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    /// RFC 6749 §5.2.
    pub const fn erreur(&self) -> &'static str {
        match self {
            Self::Indisponible(_) => "temporarily_unavailable",
            _ => "invalid_request",
        }
    }

    /// What the provider is told: never the cause of what is out of reach here.
    pub fn dit(&self) -> String {
        match self {
            Self::Indisponible(_) => "the portal cannot tell now".to_owned(),
            refus => refus.to_string(),
        }
    }
}

impl From<Refus> for RefusLogout {
    fn from(refus: Refus) -> Self {
        Self::Indisponible(refus.to_string())
    }
}

impl From<PortError> for RefusLogout {
    fn from(cause: PortError) -> Self {
        Self::Indisponible(cause.to_string())
    }
}
