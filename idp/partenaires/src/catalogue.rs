//! Scopes and claims with an example for each kind of person: made by the code that makes tokens, so that what is read here is
//! what comes.

mod personnes;

use ambient::{Seconds, Timestamp};
use annuaire::Personne;
use idp_core::claims::subject::SubjectForm;
use idp_core::claims::{About, Claims, scope};
use idp_core::client::{Client, Profile};
use idp_core::grant::{Emission, Grant, Terms};
use idp_core::moyen::{Authentication, MoyenKind};
use idp_core::port::PortError;
use serde::Serialize;
use serde_json::{Map, Value};

/// One kind of person, as one client is told them.
#[derive(Clone, Debug, PartialEq)]
pub struct Exemple {
    /// `cps`, `ecps`, `plusieurs`, `cpe`, `psi`.
    pub qui: &'static str,
    pub id_token: Value,
    pub access_token: Value,
    pub userinfo: Value,
}

/// One scope word, and the members of userinfo that it brings beside those of `openid`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mot {
    pub mot: &'static str,
    /// The client may ask for it now.
    pub inscrit: bool,
    pub claims: Vec<String>,
}

/// Makes both.
#[derive(Clone)]
pub struct Catalogue {
    pub claims: Claims,
}

/// How long the grant of an example lasts; nothing of it is shown.
const SESSION: Seconds = Seconds::hours(4);

/// Who, by which means, with which situation.
struct Cas {
    qui: &'static str,
    personne: Personne,
    moyen: MoyenKind,
    situation: Option<&'static str>,
    psi: bool,
}

fn cas() -> [Cas; 5] {
    let un =
        |qui, moyen| Cas { qui, personne: personnes::infirmiere(), moyen, situation: Some("situation-1"), psi: false };
    [
        un("cps", MoyenKind::Carte),
        un("ecps", MoyenKind::Ecps),
        Cas {
            qui: "plusieurs",
            personne: personnes::deux_lieux(),
            moyen: MoyenKind::Ecps,
            situation: Some("situation-2"),
            psi: false,
        },
        Cas { qui: "cpe", personne: personnes::porteur(), moyen: MoyenKind::Carte, situation: None, psi: false },
        Cas { psi: true, ..un("psi", MoyenKind::Ecps) },
    ]
}

impl Catalogue {
    /// What this client is told of each kind of person, with all that it registered. The announced subject is shown where the
    /// profile has it.
    pub fn exemples(&self, client: &Client, now: Timestamp) -> Result<Vec<Exemple>, PortError> {
        let psc = client.profile == Profile::Psc;
        cas().into_iter().filter(|cas| psc || !cas.psi).map(|cas| self.exemple(client, &cas, now)).collect()
    }

    /// In the order of the metadata; `openid` is what the others are compared with.
    pub fn mots(&self, client: &Client, now: Timestamp) -> Result<Vec<Mot>, PortError> {
        let foreign = |word: &str| client.profile == Profile::Psc && scope::NEVER_IN_PSC.contains(&word);
        let base = self.userinfo_of(client, &[], now)?;
        let mut mots = Vec::new();
        for mot in scope::ALL.iter().copied().filter(|word| !foreign(word)) {
            let told = self.userinfo_of(client, &[mot], now)?;
            let keys = told.keys().filter(|key| mot == oidc::Scope::OPENID || !base.contains_key(*key));
            let inscrit = client.scopes.iter().any(|word| word == mot);
            mots.push(Mot { mot, inscrit, claims: keys.cloned().collect() });
        }
        Ok(mots)
    }

    fn userinfo_of(&self, client: &Client, words: &[&str], now: Timestamp) -> Result<Map<String, Value>, PortError> {
        let [cas, ..] = cas();
        let granted = [&[oidc::Scope::OPENID], words].concat();
        let grant = grant(client, &cas, &granted, now);
        self.claims.told(&About { client, grant: &grant, personne: &cas.personne, now }, None)
    }

    fn exemple(&self, client: &Client, cas: &Cas, now: Timestamp) -> Result<Exemple, PortError> {
        let mut client = client.clone();
        if cas.psi {
            client.subject.psc = Some(SubjectForm::Psi);
        }
        let mut words: Vec<&str> = client.scopes.iter().map(String::as_str).collect();
        if client.profile == Profile::Psc {
            words.extend(scope::IMPLICIT_IN_PSC.iter().filter(|word| !client.scopes.iter().any(|own| own == *word)));
        }
        let grant = grant(&client, cas, &words, now);
        let about = About { client: &client, grant: &grant, personne: &cas.personne, now };
        let emission = emission(&client, &grant, now, self.claims.lifetimes.token);
        Ok(Exemple {
            qui: cas.qui,
            id_token: value(&self.claims.id_token(&about, "exemple".to_owned(), "exemple", None)?)?,
            access_token: value(&self.claims.access_token(&about, &emission)?)?,
            userinfo: Value::Object(self.claims.told(&about, None)?),
        })
    }
}

fn grant(client: &Client, cas: &Cas, words: &[&str], now: Timestamp) -> Grant {
    Grant {
        id: "exemple".into(),
        session: "exemple".into(),
        client: client.id.clone(),
        authentication: Authentication {
            personne: cas.personne.identifiant.clone(),
            kind: cas.moyen,
            moyen: "exemple".to_owned(),
            at: now,
            plafond: None,
        },
        situation: cas.situation.map(Into::into),
        scope: words.iter().map(|word| (*word).to_owned()).collect(),
        nonce: Some("exemple".to_owned()),
        acr: oidc::Acr::Eidas1.word().to_owned(),
        opened_at: now,
        ends_at: now.plus(SESSION),
        resources: Vec::new(),
        claims: oidc::ClaimsParameter::default(),
        card_present: false,
    }
}

fn emission(client: &Client, grant: &Grant, now: Timestamp, life: Seconds) -> Emission {
    Emission {
        origin: "exemple".to_owned(),
        grant: grant.id.clone(),
        token: "exemple".to_owned(),
        at: now,
        expires_at: now.plus(life),
        terms: Terms {
            client: client.id.clone(),
            scope: grant.scope.clone(),
            resource: None,
            confirmation: None,
            actors: Vec::new(),
        },
    }
}

fn value(claims: &impl Serialize) -> Result<Value, PortError> {
    serde_json::to_value(claims).map_err(|error| PortError::inconsistent("catalogue", "an example", error))
}

#[cfg(test)]
mod tests;
