use std::sync::Mutex;

use ambient::Timestamp;
use async_trait::async_trait;
use idp_core::passkey::{
    Added, Begun, Ceremonies, CeremonyError, Holder, Named, NewCredential, Passkey, PasskeyId, Passkeys, Used,
};
use idp_core::port::PortError;
use sante::IdentifiantNational;
use serde_json::{Value, json};
use uuid::Uuid;

#[derive(Default)]
pub struct FakePasskeys(Mutex<Vec<Passkey>>);

#[async_trait]
impl Passkeys for FakePasskeys {
    async fn add(&self, passkey: &Passkey, most: u32) -> Result<Added, PortError> {
        let mut all = self.0.lock().unwrap();
        if all.iter().filter(|one| one.personne == passkey.personne && one.removed_at.is_none()).count()
            >= most as usize
        {
            return Ok(Added::TooMany);
        }
        if all.iter().any(|one| one.id == passkey.id) {
            return Ok(Added::Known);
        }
        all.push(passkey.clone());
        Ok(Added::Yes)
    }

    async fn passkey(&self, id: &PasskeyId) -> Result<Option<Passkey>, PortError> {
        Ok(self.0.lock().unwrap().iter().find(|one| one.id == *id).cloned())
    }

    async fn of_person(&self, personne: &IdentifiantNational) -> Result<Vec<Passkey>, PortError> {
        let all = self.0.lock().unwrap();
        Ok(all.iter().filter(|one| one.personne == *personne && one.removed_at.is_none()).cloned().collect())
    }

    async fn used(&self, id: &PasskeyId, used: &Used, at: Timestamp) -> Result<bool, PortError> {
        let mut all = self.0.lock().unwrap();
        let grows = |one: &Passkey| one.counter < used.counter || (one.counter == 0 && used.counter == 0);
        let found = all.iter_mut().find(|one| one.id == *id && one.removed_at.is_none() && grows(one));
        Ok(found.map(|one| (one.counter, one.used_at) = (used.counter, Some(at))).is_some())
    }

    async fn remove(&self, personne: &IdentifiantNational, id: &PasskeyId, at: Timestamp) -> Result<bool, PortError> {
        let mut all = self.0.lock().unwrap();
        let found = all.iter_mut().find(|one| one.id == *id && one.personne == *personne && one.removed_at.is_none());
        Ok(found.map(|one| one.removed_at = Some(at)).is_some())
    }
}

/// Ceremonies that check one thing, the question: what the library checks is tested where the library is. An answer is
/// `{"question": …, "id": …, "handle": …, "counter": …}`.
#[derive(Default)]
pub struct FakeCeremonies {
    asked: Mutex<u32>,
    pub vouched_only: Mutex<bool>,
}

impl FakeCeremonies {
    /// The answer of a device that does what it should.
    pub fn answer(options: &str, id: &str, handle: &str, counter: u32) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        let handle = options["handle"].as_str().unwrap_or(handle);
        json!({ "question": options["question"], "id": id, "handle": handle, "counter": counter }).to_string()
    }

    fn begin(&self, handle: Option<Uuid>) -> Begun {
        let mut asked = self.asked.lock().unwrap();
        *asked += 1;
        let options = json!({ "question": *asked, "handle": handle }).to_string();
        Begun { options, state: asked.to_string() }
    }

    fn read(state: Option<&str>, answer: &str) -> Result<Value, CeremonyError> {
        let answer: Value =
            serde_json::from_str(answer).map_err(|error| CeremonyError::Unreadable(error.to_string()))?;
        match state.is_none_or(|state| answer["question"].as_u64() == state.parse().ok()) {
            true => Ok(answer),
            false => Err(CeremonyError::Refused("another question".to_owned())),
        }
    }
}

impl Ceremonies for FakeCeremonies {
    fn vouched_only(&self) -> bool {
        *self.vouched_only.lock().unwrap()
    }

    fn begin_enrolment(&self, holder: &Holder, _known: &[&str]) -> Result<Begun, CeremonyError> {
        Ok(self.begin(Some(holder.handle)))
    }

    fn finish_enrolment(&self, state: &str, answer: &str) -> Result<NewCredential, CeremonyError> {
        let answer = Self::read(Some(state), answer)?;
        Ok(NewCredential {
            id: PasskeyId::of_credential(answer["id"].to_string().as_bytes()),
            credential: answer["counter"].to_string(),
            counter: answer["counter"].as_u64().unwrap_or_default() as u32,
            attested: self.vouched_only(),
            synchronised: false,
            discoverable: answer["discoverable"] != false,
        })
    }

    fn begin_login(&self) -> Result<Begun, CeremonyError> {
        Ok(self.begin(None))
    }

    fn named(&self, answer: &str) -> Result<Named, CeremonyError> {
        let answer = Self::read(None, answer)?;
        let handle = answer["handle"].as_str().and_then(|handle| handle.parse().ok());
        Ok(Named { id: PasskeyId::of_credential(answer["id"].to_string().as_bytes()), handle })
    }

    fn finish_login(&self, state: &str, answer: &str, credential: &str) -> Result<Used, CeremonyError> {
        let answer = Self::read(Some(state), answer)?;
        let counter = answer["counter"].as_u64().unwrap_or_default() as u32;
        let before: u32 = credential.parse().unwrap();
        match counter > before || (counter == 0 && before == 0) {
            true => Ok(Used { counter, credential: counter.to_string() }),
            false => Err(CeremonyError::Counter),
        }
    }
}
