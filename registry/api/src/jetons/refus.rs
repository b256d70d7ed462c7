use http::StatusCode;

/// Why a token does not open the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusJeton {
    #[error("not a readable JWT")]
    Illisible,
    #[error("the typ of an access token is at+jwt")]
    AutreGenre,
    #[error("no published key of the provider signed it")]
    Signature,
    #[error("another issuer")]
    AutreEmetteur,
    #[error("the audience is another resource")]
    AutreRessource,
    #[error("expired or not valid yet")]
    HorsDuTemps,
    /// RFC 9449, RFC 8705
    #[error("bound to a key, which is not verified here")]
    Lie,
    #[error("the scope registre is missing")]
    SansPortee,
    #[error("the scope registre.coordonnees is missing")]
    SansCoordonnees,
    #[error("the token names no person of the registry")]
    SansPersonne,
    /// RFC 9470
    #[error("the person did not show two factors")]
    SansNiveau,
    #[error("the person showed their factors too long ago")]
    Ancienne,
}

impl RefusJeton {
    pub const TOUS: [Self; 12] = [
        Self::Illisible,
        Self::AutreGenre,
        Self::Signature,
        Self::AutreEmetteur,
        Self::AutreRessource,
        Self::HorsDuTemps,
        Self::Lie,
        Self::SansPortee,
        Self::SansCoordonnees,
        Self::SansPersonne,
        Self::SansNiveau,
        Self::Ancienne,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Illisible => "jeton_illisible",
            Self::AutreGenre => "jeton_autre_genre",
            Self::Signature => "jeton_signature",
            Self::AutreEmetteur => "jeton_autre_emetteur",
            Self::AutreRessource => "jeton_autre_ressource",
            Self::HorsDuTemps => "jeton_hors_du_temps",
            Self::Lie => "jeton_lie",
            Self::SansPortee => "jeton_sans_portee",
            Self::SansCoordonnees => "jeton_sans_coordonnees",
            Self::SansPersonne => "jeton_sans_personne",
            Self::SansNiveau => "jeton_sans_niveau",
            Self::Ancienne => "jeton_preuve_ancienne",
        }
    }

    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Illisible => {
                "Ce jeton ne se lit pas. Envoyez le jeton d'accès tel que le fournisseur d'identité l'a donné."
            }
            Self::AutreGenre => {
                "Ce n'est pas un jeton d'accès au format RFC 9068. Demandez ce format dans l'enregistrement du client, puis envoyez le jeton d'accès."
            }
            Self::Signature => {
                "Aucune clé publiée du fournisseur d'identité n'a signé ce jeton. Demandez-en un au fournisseur de ce registre."
            }
            Self::AutreEmetteur => {
                "Ce jeton vient d'un autre fournisseur d'identité. Demandez-en un au fournisseur de ce registre."
            }
            Self::AutreRessource => {
                "Ce jeton est destiné à un autre service. Demandez-le avec le paramètre resource de ce registre."
            }
            Self::HorsDuTemps => "Ce jeton n'est plus ou pas encore valable. Renouvelez-le et recommencez.",
            Self::Lie => {
                "Ce jeton est lié à une clé que cette API ne vérifie pas. Demandez un jeton qui n'est lié à aucune clé."
            }
            Self::SansPortee => {
                "Ce jeton n'ouvre pas le registre. Demandez-le avec la portée « registre », que le client doit avoir enregistrée."
            }
            Self::SansCoordonnees => {
                "Ce jeton ne change pas de coordonnées. Demandez-le avec les portées « registre » et « registre.coordonnees », que le client doit avoir enregistrées."
            }
            Self::SansPersonne => {
                "Ce jeton ne nomme personne. Demandez-en un au nom d'un gestionnaire, par une connexion."
            }
            Self::SansNiveau => {
                "Cette personne n'a pas montré deux facteurs. Reconnectez-la avec sa carte ou son e-CPS, au niveau de l'en-tête WWW-Authenticate (acr_values)."
            }
            Self::Ancienne => {
                "Cette connexion date de plus de quatre heures. Reconnectez la personne, avec le max_age de l'en-tête WWW-Authenticate."
            }
        }
    }

    /// RFC 6750 §3.1, RFC 9470 §3.
    pub const fn erreur(self) -> &'static str {
        match self {
            Self::SansPortee | Self::SansCoordonnees | Self::SansPersonne => "insufficient_scope",
            Self::SansNiveau | Self::Ancienne => "insufficient_user_authentication",
            _ => "invalid_token",
        }
    }

    pub const fn statut(self) -> StatusCode {
        match self {
            Self::SansPortee | Self::SansCoordonnees | Self::SansPersonne => StatusCode::FORBIDDEN,
            _ => StatusCode::UNAUTHORIZED,
        }
    }
}
