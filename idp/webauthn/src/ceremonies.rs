use std::time::Duration;

use idp_core::passkey::{Begun, Ceremonies, CeremonyError, Holder, Named, NewCredential, PasskeyId, Used};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;
use webauthn_rs::WebauthnBuilder;
use webauthn_rs::prelude::{
    AttestedPasskeyRegistration, Credential, DiscoverableAuthentication, Passkey, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential,
};

use crate::Models;
use crate::page::Page;
use crate::refusal::refusal;

/// The longest answer of an authenticator: a certificate chain of a few links is far below.
const LONGEST: usize = 32 * 1_024;

/// Why passkeys cannot be offered as the configuration has it.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// WebAuthn §5.1.2: a relying party is named by a domain.
    #[error("{0} names its host by an address: a passkey belongs to a domain name")]
    Host(String),
    #[error("the authority of a maker of authenticators cannot be read: {0}")]
    Authority(String),
    #[error("{0}")]
    Library(String),
}

/// The ceremonies of one origin.
pub struct Webauthn {
    library: webauthn_rs::Webauthn,
    page: Page,
    models: Models,
}

/// What an enrolment rests as.
#[derive(Serialize, Deserialize)]
enum Enrolment {
    Any(PasskeyRegistration),
    Listed(Box<AttestedPasskeyRegistration>),
}

impl Webauthn {
    /// `origin` is that of the pages, port and all; its host is the relying party's identifier, for ever.
    pub fn new(origin: &Url, name: &str, question: Duration, models: Models) -> Result<Self, SetupError> {
        let host = origin.domain().ok_or_else(|| SetupError::Host(origin.to_string()))?;
        let builder = WebauthnBuilder::new(host, origin).map_err(|error| SetupError::Library(format!("{error:?}")))?;
        let library = builder.rp_name(name).timeout(question).build();
        let library = library.map_err(|error| SetupError::Library(format!("{error:?}")))?;
        Ok(Self { library, page: Page::at(origin), models })
    }

    fn enrolled(
        &self,
        state: Enrolment,
        answer: &RegisterPublicKeyCredential,
    ) -> Result<(Passkey, bool), CeremonyError> {
        match state {
            Enrolment::Any(state) => {
                let passkey = self.library.finish_passkey_registration(answer, &state).map_err(refusal)?;
                Ok((passkey, false))
            }
            Enrolment::Listed(state) => {
                let passkey = self.library.finish_attested_passkey_registration(answer, &state).map_err(refusal)?;
                Ok((passkey.into(), true))
            }
        }
    }
}

impl Ceremonies for Webauthn {
    fn vouched_only(&self) -> bool {
        matches!(self.models, Models::Listed(_))
    }

    fn begin_enrolment(&self, holder: &Holder, known: &[&str]) -> Result<Begun, CeremonyError> {
        let known: Vec<Passkey> = known.iter().map(|credential| stored(credential)).collect::<Result<_, _>>()?;
        let known = Some(known.iter().map(|passkey| passkey.cred_id().clone()).collect());
        let (handle, name) = (holder.handle, holder.name.as_str());
        let (options, state) = match &self.models {
            Models::Any => {
                let begun = self.library.start_passkey_registration(handle, name, name, known).map_err(refusal)?;
                (written(&begun.0)?, Enrolment::Any(begun.1))
            }
            Models::Listed(makers) => {
                let makers = makers.clone();
                let begun = self.library.start_attested_passkey_registration(handle, name, name, known, makers, None);
                let begun = begun.map_err(refusal)?;
                (written(&begun.0)?, Enrolment::Listed(Box::new(begun.1)))
            }
        };
        Ok(Begun { options: discoverable(options).to_string(), state: written(&state)?.to_string() })
    }

    fn finish_enrolment(&self, state: &str, answer: &str) -> Result<NewCredential, CeremonyError> {
        let answer: RegisterPublicKeyCredential = read(answer)?;
        self.page.made(answer.response.client_data_json.as_ref())?;
        let discoverable = answer.extensions.cred_props.as_ref().and_then(|props| props.rk) != Some(false);
        let (passkey, attested) = self.enrolled(stored(state)?, &answer)?;
        let id = PasskeyId::of_credential(passkey.cred_id().as_ref());
        let credential = written(&passkey)?.to_string();
        let kept = Credential::from(passkey);
        Ok(NewCredential {
            id,
            credential,
            counter: kept.counter,
            attested,
            synchronised: kept.backup_eligible,
            discoverable,
        })
    }

    fn begin_login(&self) -> Result<Begun, CeremonyError> {
        let (mut options, state) = self.library.start_discoverable_authentication().map_err(refusal)?;
        // the person presses a button: the browser shows its chooser at once
        options.mediation = None;
        Ok(Begun { options: written(&options)?.to_string(), state: written(&state)?.to_string() })
    }

    fn named(&self, answer: &str) -> Result<Named, CeremonyError> {
        let answer: PublicKeyCredential = read(answer)?;
        let handle = answer.get_user_unique_id().and_then(|bytes| Uuid::from_slice(bytes).ok());
        Ok(Named { id: PasskeyId::of_credential(answer.get_credential_id()), handle })
    }

    fn finish_login(&self, state: &str, answer: &str, credential: &str) -> Result<Used, CeremonyError> {
        let answer: PublicKeyCredential = read(answer)?;
        self.page.made(answer.response.client_data_json.as_ref())?;
        let state: DiscoverableAuthentication = stored(state)?;
        let mut passkey: Passkey = stored(credential)?;
        let used = self.library.finish_discoverable_authentication_v2(&answer, state, &passkey).map_err(refusal)?;
        if !used.user_verified() {
            return Err(CeremonyError::Refused("the device did not verify its user".to_owned()));
        }
        passkey.update_credential(&used);
        Ok(Used { counter: used.counter(), credential: written(&passkey)?.to_string() })
    }
}

/// WebAuthn §5.4.4: the device keeps the key where it finds it without being told its name.
fn discoverable(mut options: Value) -> Value {
    if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection").and_then(Value::as_object_mut) {
        selection.insert("residentKey".to_owned(), json!("required"));
        selection.insert("requireResidentKey".to_owned(), json!(true));
    }
    options
}

fn read<T: DeserializeOwned>(answer: &str) -> Result<T, CeremonyError> {
    if answer.len() > LONGEST {
        return Err(CeremonyError::Unreadable("longer than 32 kB".to_owned()));
    }
    serde_json::from_str(answer).map_err(|error| CeremonyError::Unreadable(error.to_string()))
}

fn stored<T: DeserializeOwned>(text: &str) -> Result<T, CeremonyError> {
    serde_json::from_str(text).map_err(|error| CeremonyError::Inconsistent(error.to_string()))
}

fn written(value: &impl Serialize) -> Result<Value, CeremonyError> {
    serde_json::to_value(value).map_err(|error| CeremonyError::Inconsistent(error.to_string()))
}
