use idp_core::passkey::CeremonyError;
use webauthn_rs::prelude::WebauthnError;

/// What the library found, in the four words that the core knows. Its own words go into the log.
pub fn refusal(error: WebauthnError) -> CeremonyError {
    use WebauthnError as E;
    let cause = format!("{error:?}");
    match error {
        E::CredentialPossibleCompromise => CeremonyError::Counter,
        E::ParseBase64Failure(_) | E::ParseCBORFailure(_) | E::ParseJSONFailure(_) | E::ParseNOMFailure => {
            CeremonyError::Unreadable(cause)
        }
        E::CredentialMayNotBeHardwareBound | E::MissingAttestationCaList => CeremonyError::Attestation(cause),
        _ if cause.starts_with("Attestation") => CeremonyError::Attestation(cause),
        _ => CeremonyError::Refused(cause),
    }
}
