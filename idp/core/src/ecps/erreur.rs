use ecps::oprf::OprfError;
use ecps::{CodeProbleme, Probleme};

use super::scellement::ScellementError;
use crate::annuaire::AnnuaireError;
use crate::port::PortError;

/// Why a phone was refused. Every variant has its stable code, its sentence, its private cause (`Display`) and its remedy.
#[derive(Debug, thiserror::Error)]
pub enum EcpsError {
    #[error("what was typed is not a national identifier")]
    IdentifiantIllisible,
    #[error("too many activations for this number or from this network")]
    TropDActivations,
    #[error("one of the two codes is wrong, {restants} tries left")]
    CodesInexacts { restants: u32 },
    #[error("three wrong pairs of codes: the activation is over")]
    ActivationClose,
    #[error("the activation expired, was used, or never was")]
    ActivationExpiree,
    #[error("the code of the screen was read before, has expired, or never was")]
    CodeCartePerime,
    #[error("the ticket was used, has expired, or never was")]
    TicketPerime,
    #[error("too many evaluations under one ticket")]
    TropDEvaluations,
    #[error("the transport key of this phone was enrolled before")]
    TelephoneDejaUtilise,
    #[error("attestation `{0}` is not accepted by the settings")]
    AttestationRefusee(&'static str),
    #[error("a message that cannot be read: {0}")]
    MessageIllisible(String),
    #[error("a signed message is not acceptable: {0}")]
    SignatureRefusee(&'static str),
    #[error("the e-CPS is locked")]
    Verrouillee,
    #[error("another phone took the e-CPS over")]
    Remplacee,
    #[error("the e-CPS was revoked")]
    Revoquee,
    #[error("the e-CPS has reached its end")]
    Expiree,
    #[error("the request was answered, has expired or was replaced")]
    DemandeClose,
    #[error("what was signed is not what was sent")]
    AffichageDifferent,
    #[error("not the number of the login screen, {restants} tries left")]
    NombreInexact { restants: u32 },
    #[error("three wrong numbers ended the request")]
    NombreEpuise,
    #[error("the approval does not name one of the places that were shown")]
    LieuAbsent,
    #[error(transparent)]
    Port(#[from] PortError),
    #[error("the registry does not answer: {0}")]
    Annuaire(AnnuaireError),
    #[error(transparent)]
    Scellement(#[from] ScellementError),
}

impl From<OprfError> for EcpsError {
    fn from(error: OprfError) -> Self {
        Self::MessageIllisible(error.to_string())
    }
}

impl EcpsError {
    pub fn code(&self) -> CodeProbleme {
        match self {
            Self::IdentifiantIllisible => CodeProbleme::IdentifiantIllisible,
            Self::TropDActivations => CodeProbleme::TropDActivations,
            Self::CodesInexacts { .. } => CodeProbleme::CodesInexacts,
            Self::ActivationClose => CodeProbleme::ActivationClose,
            Self::ActivationExpiree => CodeProbleme::ActivationExpiree,
            Self::CodeCartePerime => CodeProbleme::CodeCartePerime,
            Self::TicketPerime => CodeProbleme::TicketPerime,
            Self::TropDEvaluations => CodeProbleme::TropDEvaluations,
            Self::TelephoneDejaUtilise => CodeProbleme::TelephoneDejaUtilise,
            Self::AttestationRefusee(_) => CodeProbleme::AttestationRefusee,
            Self::MessageIllisible(_) => CodeProbleme::MessageIllisible,
            Self::SignatureRefusee(_) => CodeProbleme::SignatureRefusee,
            Self::Verrouillee => CodeProbleme::EcpsVerrouillee,
            Self::Remplacee => CodeProbleme::EcpsRemplacee,
            Self::Revoquee => CodeProbleme::EcpsRevoquee,
            Self::Expiree => CodeProbleme::EcpsExpiree,
            Self::DemandeClose => CodeProbleme::DemandeClose,
            Self::AffichageDifferent => CodeProbleme::AffichageDifferent,
            Self::NombreInexact { .. } => CodeProbleme::NombreInexact,
            Self::NombreEpuise => CodeProbleme::NombreEpuise,
            Self::LieuAbsent => CodeProbleme::LieuAbsent,
            Self::Port(_) | Self::Annuaire(_) | Self::Scellement(_) => CodeProbleme::ServiceIndisponible,
        }
    }

    /// What the phone shows: what happened, then what to do.
    pub fn phrase(&self) -> &'static str {
        match self {
            Self::IdentifiantIllisible => {
                "Ce numéro n'a pas la bonne forme. Tapez les 11 chiffres de votre numéro RPPS."
            }
            Self::TropDActivations => {
                "Trop d'activations ont été commencées. Attendez une heure, ou connectez-vous avec votre carte."
            }
            Self::CodesInexacts { .. } => {
                "Ce ne sont pas les bons codes. Relisez le SMS et le message électronique les plus récents."
            }
            Self::ActivationClose => {
                "Trois essais n'ont pas abouti. Recommencez l'activation\u{a0}: vous recevrez deux nouveaux codes."
            }
            Self::ActivationExpiree => {
                "Ces codes ne servent plus\u{a0}: dix minutes ont passé, ou ils ont déjà servi. Recommencez l'activation."
            }
            Self::CodeCartePerime => {
                "Ce code QR ne sert plus\u{a0}: il vit 90 secondes et sert une fois. Demandez-en un autre dans votre espace."
            }
            Self::TicketPerime => {
                "Cette activation s'est arrêtée. Recommencez-la, avec deux nouveaux codes ou avec votre carte."
            }
            Self::TropDEvaluations => "Le code secret a été changé trop de fois. Recommencez l'activation.",
            Self::TelephoneDejaUtilise => "Ce téléphone porte déjà une e-CPS. Retirez-la d'abord de ce téléphone.",
            Self::AttestationRefusee(_) => {
                "Ce type de téléphone n'est pas accepté ici. Utilisez un autre téléphone, ou votre carte."
            }
            Self::MessageIllisible(_) => {
                "L'application a envoyé un message que nous ne lisons pas. Mettez-la à jour, puis réessayez."
            }
            Self::SignatureRefusee(_) => "Ce téléphone n'a pas été reconnu. Vérifiez son heure, puis réessayez.",
            Self::Verrouillee => {
                "Votre e-CPS est verrouillée, après trois codes secrets inexacts ou parce que ce téléphone a été copié. Activez-la de nouveau, ou utilisez votre carte."
            }
            Self::Remplacee => {
                "Votre e-CPS est maintenant sur un autre téléphone. Si ce n'est pas vous, activez-la de nouveau ici."
            }
            Self::Revoquee => "Cette e-CPS ne peut plus servir. Activez-la de nouveau, ou utilisez votre carte.",
            Self::Expiree => "Votre e-CPS a atteint ses trois ans. Activez-la de nouveau.",
            Self::DemandeClose => "Cette demande est fermée. Recommencez depuis la page de connexion.",
            Self::AffichageDifferent => {
                "La demande a changé en chemin. Rien n'a été approuvé. Recommencez depuis la page de connexion."
            }
            Self::NombreInexact { .. } => "Ce n'est pas le numéro affiché sur l'écran de connexion. Relisez-le.",
            Self::NombreEpuise => {
                "Trois numéros n'étaient pas les bons\u{a0}: la demande est fermée. Recommencez depuis la page de connexion."
            }
            Self::LieuAbsent => {
                "Il manque votre lieu de travail. Dites où vous travaillez en ce moment, puis validez la demande."
            }
            Self::Port(_) | Self::Annuaire(_) | Self::Scellement(_) => {
                "Le service ne répond pas en ce moment. Réessayez dans deux minutes."
            }
        }
    }

    /// What the team that runs or integrates can do.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::AttestationRefusee(_) => {
                "allow this attestation in the settings; `simulated` is for the sandbox and rehearsals only"
            }
            Self::MessageIllisible(_) => "compare the message with docs/ecps-protocol.md",
            Self::SignatureRefusee(_) => {
                "check `aud`, `iat` (60 s), a fresh `jti` and the key that signs (docs/ecps-protocol.md)"
            }
            Self::Port(_) | Self::Annuaire(_) => "look at the health of the stores and of the registry",
            Self::Scellement(_) => "check that every node has the same wrapping key and that no backup mixed two",
            _ => "nothing: the person acts",
        }
    }

    pub fn probleme(&self) -> Probleme {
        let essais_restants = match self {
            Self::CodesInexacts { restants } | Self::NombreInexact { restants } => Some(*restants),
            Self::ActivationClose | Self::NombreEpuise | Self::Verrouillee => Some(0),
            _ => None,
        };
        let suite = match essais_restants {
            Some(1) => " Encore 1 essai.".to_owned(),
            Some(reste @ 2..) => format!(" Encore {reste} essais."),
            _ => String::new(),
        };
        Probleme { code: self.code(), phrase: format!("{}{suite}", self.phrase()), essais_restants }
    }
}

impl EcpsError {
    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::IdentifiantIllisible,
            Self::TropDActivations,
            Self::CodesInexacts { restants: 2 },
            Self::ActivationClose,
            Self::ActivationExpiree,
            Self::CodeCartePerime,
            Self::TicketPerime,
            Self::TropDEvaluations,
            Self::TelephoneDejaUtilise,
            Self::AttestationRefusee("simulated"),
            Self::MessageIllisible("line 1, column 2".to_owned()),
            Self::SignatureRefusee("time"),
            Self::Verrouillee,
            Self::Remplacee,
            Self::Revoquee,
            Self::Expiree,
            Self::DemandeClose,
            Self::AffichageDifferent,
            Self::NombreInexact { restants: 2 },
            Self::NombreEpuise,
            Self::LieuAbsent,
            Self::Port(PortError::unavailable("presence", "no answer")),
        ]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_refusal_has_its_own_word_and_a_sentence_that_blames_nobody() {
        let erreurs = EcpsError::catalogue();
        let mots: HashSet<CodeProbleme> = erreurs.iter().map(EcpsError::code).collect();
        assert_eq!(mots.len(), erreurs.len());
        for erreur in erreurs {
            let phrase = erreur.probleme().phrase.to_lowercase();
            for mot in ["erreur", "invalide", "veuillez", "vous devez", "!"] {
                assert!(!phrase.contains(mot), "{phrase}");
            }
            assert!(phrase.ends_with('.') && !erreur.remede().is_empty());
        }
    }
}
