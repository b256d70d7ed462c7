use ecps::Probleme;
use ecps::jws::JwsError;
use ecps::oprf::OprfError;

use crate::code_secret::Faiblesse;
use crate::echange::Injoignable;

/// Why the phone did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// The phone is at another stage.
    #[error("not at this stage")]
    Etape,
    /// This phone carries an e-CPS: it must be removed first.
    #[error("this phone carries an e-CPS")]
    DejaActif,
    #[error("a weak PIN: {0:?}")]
    CodeFaible(Faiblesse),
    /// The wrapped key did not open.
    #[error("wrong PIN, {restants} tries left")]
    CodeInexact { restants: u32 },
    #[error("locked")]
    Verrouille,
    /// No request is waiting, or another one than the one that was shown.
    #[error("nothing to answer")]
    AucuneDemande,
    /// The request asks where the person works, and they have not said.
    #[error("no place was chosen")]
    LieuAbsent,
    /// What was read is not the code of an activation.
    #[error("not the code of an activation")]
    PasUnCode,
    /// Another SIM is in the phone: its e-CPS has ended.
    #[error("another SIM than at the activation")]
    SimChangee,
    #[error("the provider refused: {}", .0.phrase)]
    Provider(Probleme),
    #[error(transparent)]
    Injoignable(#[from] Injoignable),
    /// The answer did not come from the key that was enrolled.
    #[error("the provider's key is not the one that this phone knows")]
    CleSubstituee,
    #[error("unreadable: {0}")]
    Illisible(String),
}

impl Refus {
    /// The stable word: the provider's own, or one of the phone's.
    pub fn code(&self) -> String {
        let mot = match self {
            Self::Etape => "etape",
            Self::DejaActif => "telephone_deja_utilise",
            Self::CodeFaible(_) => "code_secret_faible",
            Self::CodeInexact { .. } => "code_secret_inexact",
            Self::Verrouille => "ecps_verrouillee",
            Self::AucuneDemande => "demande_close",
            Self::LieuAbsent => "lieu_absent",
            Self::PasUnCode => "pas_un_code",
            Self::SimChangee => "sim_changee",
            Self::Provider(probleme) => return mot_de(probleme),
            Self::Injoignable(_) => "service_injoignable",
            Self::CleSubstituee => "cle_substituee",
            Self::Illisible(_) => "reponse_illisible",
        };
        mot.to_owned()
    }

    /// The sentence for the screen.
    pub fn phrase(&self) -> String {
        match self {
            Self::Etape => "Cette étape n'est pas celle où en est le téléphone. Reprenez depuis l'accueil.".to_owned(),
            Self::DejaActif => "Ce téléphone porte déjà une e-CPS. Retirez-la d'abord de ce téléphone.".to_owned(),
            Self::CodeFaible(faiblesse) => faiblesse.phrase().to_owned(),
            Self::CodeInexact { restants: 1 } => "Ce n'est pas le bon code secret. Encore 1 essai.".to_owned(),
            Self::CodeInexact { restants } => format!("Ce n'est pas le bon code secret. Encore {restants} essais."),
            Self::Verrouille => {
                "Votre e-CPS est verrouillée, après trois codes secrets inexacts ou parce que ce téléphone a été copié. Activez-la de nouveau, ou utilisez votre carte.".to_owned()
            }
            Self::AucuneDemande => "Cette demande est fermée. Recommencez depuis la page de connexion.".to_owned(),
            Self::LieuAbsent => {
                "Il manque votre lieu de travail. Dites où vous travaillez en ce moment, puis validez la demande.".to_owned()
            }
            Self::PasUnCode => {
                "Ce n'est pas le code QR d'une activation. Lisez celui que montre votre espace, après votre connexion par carte.".to_owned()
            }
            Self::SimChangee => {
                "La carte SIM de ce téléphone a changé. Votre e-CPS s'est arrêtée\u{a0}: activez-la de nouveau.".to_owned()
            }
            Self::Provider(probleme) => probleme.phrase.clone(),
            Self::Injoignable(_) => "Le service ne répond pas en ce moment. Réessayez dans deux minutes.".to_owned(),
            Self::CleSubstituee => {
                "Le service n'a pas prouvé qui il est. Rien n'a été approuvé. Prévenez votre établissement.".to_owned()
            }
            Self::Illisible(_) => {
                "L'application n'a pas compris la réponse. Mettez-la à jour, puis réessayez.".to_owned()
            }
        }
    }

    pub fn essais_restants(&self) -> Option<u32> {
        match self {
            Self::CodeInexact { restants } => Some(*restants),
            Self::Verrouille => Some(0),
            Self::Provider(probleme) => probleme.essais_restants,
            _ => None,
        }
    }
}

fn mot_de(probleme: &Probleme) -> String {
    let mot = serde_json::to_value(probleme.code).ok();
    mot.and_then(|mot| mot.as_str().map(str::to_owned)).unwrap_or_default()
}

impl From<OprfError> for Refus {
    fn from(error: OprfError) -> Self {
        match error {
            OprfError::Preuve => Self::CleSubstituee,
            OprfError::Illisible => Self::Illisible(error.to_string()),
        }
    }
}

impl From<JwsError> for Refus {
    fn from(error: JwsError) -> Self {
        Self::Illisible(error.to_string())
    }
}
