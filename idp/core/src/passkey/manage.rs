//! What a person sees of their own passkeys, and ends.

use sante::IdentifiantNational;

use super::letters;
use super::{Keyring, Passkey, PasskeyId};
use crate::journal::{Acte, event};
use crate::port::PortError;
use crate::stamp::SubjectKind;

impl Keyring {
    /// Those that serve or have reached their end, the oldest first.
    pub async fn of_person(&self, personne: &IdentifiantNational) -> Result<Vec<Passkey>, PortError> {
        self.deps.passkeys.of_person(personne).await
    }

    /// Ends it, and every session that it opened: their tokens are refused from now on, and their services told by the
    /// watch ([`crate::logout::Watch`]). A session is proof enough: ending a means gives nobody anything, and must not wait.
    /// `false`: not one of theirs, or removed before.
    pub async fn remove(&self, personne: &IdentifiantNational, id: &PasskeyId) -> Result<bool, PortError> {
        let deps = &self.deps;
        let theirs = deps.passkeys.of_person(personne).await?;
        let Some(passkey) = theirs.into_iter().find(|passkey| passkey.id == *id) else { return Ok(false) };
        let means = SubjectKind::Moyen.of(passkey.moyen());
        // before, so that a crash in between only signs people out; after, so that nothing that it opened meanwhile survives
        deps.stamps.raise(&means, deps.ambient.now()).await?;
        if !deps.passkeys.remove(personne, id, deps.ambient.now()).await? {
            return Ok(false);
        }
        deps.stamps.raise(&means, deps.ambient.now()).await?;
        self.removed(personne, id, passkey.name.as_str()).await?;
        Ok(true)
    }

    /// Tells that one ended, here or with all the rest of the person.
    pub(crate) async fn removed(
        &self,
        personne: &IdentifiantNational,
        id: &PasskeyId,
        name: &str,
    ) -> Result<(), PortError> {
        let acte =
            Acte::new(event::PASSKEY_REMOVED).with("passkey.id", id.as_str()).with("personne.id", personne.to_string());
        self.deps.journal.record(acte).await?;
        self.tell(personne.clone(), letters::removed(name));
        Ok(())
    }
}
