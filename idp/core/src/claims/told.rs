//! Claims that a client asks for one by one (OpenID Connect Core 1.0 §5.5), and the standard claims of §5.1 that Pro Santé
//! Connect does not have.

use annuaire::{Correspondance, Structure};
use oidc::claims_parameter::Requested;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{About, Claims, scope};
use crate::grant::Grant;
use crate::port::PortError;

const EMAIL: [&str; 2] = ["email", "email_verified"];
const PHONE: [&str; 2] = ["phone_number", "phone_number_verified"];

impl Claims {
    /// UserInfo as it is told: what the scope yields, the contact data and the address of work where the realm tells them,
    /// and what the `claims` parameter named, as far as some scope of the client yields it.
    pub fn told(&self, about: &About<'_>, contact: Option<&Correspondance>) -> Result<Map<String, Value>, PortError> {
        let mut told = self.yielded(about, contact)?;
        self.add_requested(&mut told, about, contact, &about.grant.claims.userinfo)?;
        Ok(told)
    }

    /// Adds what was asked for by name and is not there. Whether it was essential makes no difference: a person who does
    /// not have the claim still signs in (§5.5.1).
    pub(super) fn add_requested(
        &self,
        told: &mut Map<String, Value>,
        about: &About<'_>,
        contact: Option<&Correspondance>,
        requested: &Requested,
    ) -> Result<(), PortError> {
        let missing: Vec<&str> = requested.names().filter(|name| !told.contains_key(*name)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let widest = Grant { scope: about.client.scopes.clone(), ..about.grant.clone() };
        let mut possible = self.yielded(&About { grant: &widest, ..*about }, contact)?;
        for name in missing {
            if let Some(value) = possible.remove(name) {
                told.insert(name.to_owned(), value);
            }
        }
        Ok(())
    }

    /// Whether contact data would be told at userinfo: nobody asks the registry for them otherwise.
    pub fn tells_contact(&self, about: &About<'_>) -> bool {
        let yields = about.has_any(&[scope::EMAIL, scope::PHONE]);
        self.may_tell_contact(about) && (yields || names_contact(about, &about.grant.claims.userinfo))
    }

    /// The same in the ID token, where only the `claims` parameter brings them (§5.4: userinfo has the rest).
    pub fn tells_contact_in_id_token(&self, about: &About<'_>) -> bool {
        self.may_tell_contact(about) && names_contact(about, &about.grant.claims.id_token)
    }

    fn may_tell_contact(&self, about: &About<'_>) -> bool {
        self.settings.contact && !about.psc()
    }

    fn yielded(&self, about: &About<'_>, contact: Option<&Correspondance>) -> Result<Map<String, Value>, PortError> {
        let mut told = members(&self.userinfo(about))?;
        if !self.may_tell_contact(about) {
            return Ok(told);
        }
        if let Some(email) = contact.and_then(|contact| contact.courriel.as_ref()).filter(|_| about.has(scope::EMAIL)) {
            // the registry vouches for the address; nobody here saw its owner read a message today
            told.insert("email".to_owned(), json!(email));
            told.insert("email_verified".to_owned(), json!(false));
        }
        if let Some(mobile) = contact.and_then(|contact| contact.mobile.as_ref()).filter(|_| about.has(scope::PHONE)) {
            told.insert("phone_number".to_owned(), json!(mobile));
            told.insert("phone_number_verified".to_owned(), json!(false));
        }
        let place = about.active().and_then(|active| active.situation.structure.as_ref());
        if let Some(place) = place.filter(|_| about.has(scope::ADDRESS)) {
            told.insert("address".to_owned(), address(place));
        }
        Ok(told)
    }
}

/// One by one, of a client that registered the scope.
fn names_contact(about: &About<'_>, requested: &Requested) -> bool {
    let registered = |word: &str| about.client.scopes.iter().any(|known| known == word);
    let named = |names: [&str; 2]| names.iter().any(|name| requested.has(name));
    (registered(scope::EMAIL) && named(EMAIL)) || (registered(scope::PHONE) && named(PHONE))
}

/// §5.1.1, of the place where the person works now: the registry has no other.
fn address(place: &Structure) -> Value {
    let street = [&place.numero_voie, &place.indice_repetition_voie, &place.code_type_voie, &place.libelle_voie];
    let street = joined(&street.map(String::as_str), " ");
    let locality = place.bureau_cedex.trim_start_matches(|c: char| c.is_ascii_digit()).trim();
    let formatted = joined(&[&place.raison_sociale, &street, &place.bureau_cedex], "\n");
    let all = [
        ("formatted", formatted.as_str()),
        ("street_address", street.as_str()),
        ("locality", locality),
        ("postal_code", place.code_postal.as_str()),
        ("country", place.code_pays.as_str()),
    ];
    let said = all.into_iter().filter(|(_, text)| !text.is_empty());
    Value::Object(said.map(|(name, text)| (name.to_owned(), text.into())).collect())
}

fn joined(parts: &[&str], between: &str) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(between)
}

pub(super) fn members(claims: &impl Serialize) -> Result<Map<String, Value>, PortError> {
    match serde_json::to_value(claims) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(PortError::inconsistent("claims", "members", "claims are an object")),
        Err(error) => Err(PortError::inconsistent("claims", "members", error)),
    }
}
