//! The passkey: asked for without a name, taken.

use super::{Browser, Interaction, InteractionId, LoginError, Logins, Stage, Stepped};
use crate::authorization::AuthorizationRequest;
use crate::moyen::MoyenKind;
use crate::presence::Seen;

impl Logins {
    /// The question for the browser's authenticator, for this interaction alone: `navigator.credentials.get`.
    pub async fn ask_passkey(&self, id: &InteractionId, browser: &Browser) -> Result<String, LoginError> {
        let seen = self.seen(id, browser).await?;
        waits_for_a_passkey(&seen.value)?;
        self.gates().passkey(id).await?;
        Ok(self.0.keyring.login_start(id).await?)
    }

    /// The authenticator's answer. What it signed names this host and the question of this interaction, so an answer that
    /// was got by another page or for another browser proves nothing here.
    pub async fn with_passkey(
        &self,
        id: &InteractionId,
        answer: &str,
        browser: &Browser,
    ) -> Result<Stepped, LoginError> {
        let seen = self.seen(id, browser).await?;
        let request = waits_for_a_passkey(&seen.value)?;
        let proof = match self.0.keyring.login_finish(id, answer).await {
            Ok(proof) => proof,
            Err(refusal) => {
                let refusal = LoginError::from(refusal);
                if let LoginError::Passkey(why) = &refusal {
                    self.failed(&seen.value, MoyenKind::Passkey, why.code()).await?;
                }
                return Err(refusal);
            }
        };
        super::phone::offers(request, proof.kind)?;
        // worth less than its kind: the page would ask again without a word
        if request.acr_floor.is_some_and(|floor| proof.at_most(floor) < floor) {
            return Err(LoginError::MoyenInsuffisant);
        }
        self.silence_phone(&seen).await?;
        self.authenticated(seen, proof, browser).await
    }

    /// A demand that still waits on a phone is no longer needed.
    async fn silence_phone(&self, seen: &Seen<Interaction>) -> Result<(), LoginError> {
        match &seen.value.stage {
            Stage::Ecps { asked, .. } => Ok(self.0.telephone.annuler(&asked.demande).await?),
            _ => Ok(()),
        }
    }
}

/// The request of an interaction that takes a passkey and has not been answered by another means.
fn waits_for_a_passkey(interaction: &Interaction) -> Result<&AuthorizationRequest, LoginError> {
    let (Stage::Parked { request } | Stage::Ecps { request, .. }) = &interaction.stage else {
        return Err(LoginError::Overtaken);
    };
    match request.moyens.iter().any(|kind| kind.is_passkey()) {
        true => Ok(request),
        false => Err(LoginError::MoyenInsuffisant),
    }
}
