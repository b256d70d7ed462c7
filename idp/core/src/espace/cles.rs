//! The passkeys of the space are those of the keyring.

use async_trait::async_trait;
use sante::IdentifiantNational;

use super::port::{CleDAcces, CleFinie, ClesDAcces};
use crate::passkey::{Keyring, PasskeyId};
use crate::port::PortError;

#[async_trait]
impl ClesDAcces for Keyring {
    async fn de(&self, personne: &IdentifiantNational) -> Result<Vec<CleDAcces>, PortError> {
        let cle = |passkey: crate::passkey::Passkey| CleDAcces {
            id: passkey.id.to_string(),
            nom: passkey.name.as_str().to_owned(),
            par: passkey.given_by,
            ajoutee_le: passkey.added_at,
            vue_le: passkey.used_at,
        };
        Ok(self.of_person(personne).await?.into_iter().map(cle).collect())
    }

    async fn retirer(&self, personne: &IdentifiantNational, id: &str) -> Result<bool, PortError> {
        self.remove(personne, &PasskeyId::from(id)).await
    }

    async fn retiree(&self, personne: &IdentifiantNational, cle: &CleFinie) -> Result<(), PortError> {
        self.removed(personne, &PasskeyId::from(cle.id.as_str()), &cle.nom).await
    }
}
