//! Two proofs at a time: what proved a client before it changed its secret, its keys or its certificate serves on until a date,
//! so that no login fails while its servers are told the new one (checklist C11).

use ambient::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Client, ClientAuth, ClientKeys, TlsSubject};

/// What goes, and when it ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    pub proof: FormerProof,
    /// The first instant at which it proves nothing.
    pub until: Timestamp,
}

/// Of the same method as the registration's own: a change of method is no rotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormerProof {
    /// In the form in which it rests.
    Secret(String),
    Keys(ClientKeys),
    Certificate(TlsSubject),
}

impl Client {
    /// The registration as it was before the change, while that still proves it.
    pub fn before_rotation(&self, now: Timestamp) -> Option<Self> {
        let outgoing = self.outgoing.as_ref().filter(|outgoing| now < outgoing.until)?;
        let mut former = Self { outgoing: None, ..self.clone() };
        match (&outgoing.proof, &mut former.auth) {
            (
                FormerProof::Secret(old),
                ClientAuth::ClientSecretBasic { secret } | ClientAuth::ClientSecretPost { secret },
            ) => *secret = old.clone(),
            (FormerProof::Certificate(old), ClientAuth::TlsClientAuth { subject }) => *subject = old.clone(),
            (FormerProof::Keys(old), _) => former.keys = old.clone(),
            _ => return None,
        }
        Some(former)
    }
}

#[cfg(test)]
mod tests {
    use ambient::Seconds;

    use super::*;
    use crate::fakes::{FakeIssuer, client};

    #[test]
    fn a_former_secret_proves_until_its_date_and_no_other_method() {
        let until = FakeIssuer::START.plus(Seconds(60));
        let outgoing = Some(Outgoing { proof: FormerProof::Secret("old".into()), until });
        let rotating = Client { outgoing: outgoing.clone(), ..client() };
        let former = rotating.before_rotation(FakeIssuer::START).unwrap();
        assert_eq!(former.auth, ClientAuth::ClientSecretPost { secret: "old".into() });
        assert_eq!(rotating.before_rotation(until), None);
        let moved = Client { auth: ClientAuth::PrivateKeyJwt, outgoing, ..client() };
        assert_eq!(moved.before_rotation(FakeIssuer::START), None, "a secret proves nothing beside a key");
    }
}
