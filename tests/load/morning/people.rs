//! Who signs in: people of the registry with a card or with an e-CPS of their own, each at home somewhere.

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};

use ambient::Ambient;
use async_trait::async_trait;
use ecps::Attestation;
use mobile_device::{Contexte, Cout, Injoignable, Provider, ReponseBrute, Telephone};
use rustls::ClientConfig;
use sante::Rpps;
use url::Url;

use super::wire::Caller;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Card,
    Phone,
}

pub struct Person {
    pub identifiant: String,
    pub home: Ipv4Addr,
    pub means: Means,
}

pub enum Means {
    Card(Arc<ClientConfig>),
    Phone(Box<Phone>),
}

impl Person {
    pub fn card(&self) -> Option<&Arc<ClientConfig>> {
        match &self.means {
            Means::Card(card) => Some(card),
            Means::Phone(_) => None,
        }
    }

    pub fn kind(&self) -> Kind {
        if self.card().is_some() { Kind::Card } else { Kind::Phone }
    }
}

/// Those of one registry: as many as it holds, numbered without a gap.
#[derive(Clone, Copy)]
pub struct Population {
    /// First ten digits of the first number.
    pub first: u64,
    pub people: u64,
}

impl Population {
    /// So many of them, far apart; numbers of telephones repeat after ten thousand people, and not among these.
    pub fn some(self, wanted: u64) -> impl Iterator<Item = String> {
        let mut step = (self.people / wanted.max(1)).max(1);
        while step > 1 && (step.is_multiple_of(2) || step.is_multiple_of(5)) {
            step -= 1;
        }
        let people = self.people;
        (0..wanted).map(move |n| format!("8{}", Rpps::with_key(self.first + n * step % people)))
    }
}

/// An address of this machine for each of them: a nation does not sign in from one house.
pub fn home(rank: usize) -> Ipv4Addr {
    let [.., high, middle, low] = (rank + 1).to_be_bytes();
    Ipv4Addr::new(127, 64 + high % 64, middle, low)
}

/// Those who are not signing in just now.
#[derive(Default)]
pub struct Pool {
    cards: Mutex<VecDeque<Person>>,
    phones: Mutex<VecDeque<Person>>,
}

impl Pool {
    pub fn take(&self, kind: Kind) -> Option<Person> {
        self.queue(kind).lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    pub fn give(&self, person: Person) {
        self.queue(person.kind()).lock().unwrap_or_else(PoisonError::into_inner).push_back(person);
    }

    pub fn len(&self, kind: Kind) -> usize {
        self.queue(kind).lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    const fn queue(&self, kind: Kind) -> &Mutex<VecDeque<Person>> {
        match kind {
            Kind::Card => &self.cards,
            Kind::Phone => &self.phones,
        }
    }
}

/// A phone with an e-CPS. The blind evaluation and both signatures are live; its Argon2id costs 64 KiB and one pass, as in
/// tests: what a real one spends on itself is not the server's.
pub struct Phone {
    telephone: Telephone,
    ambient: Ambient,
}

/// The way of a phone to the authorization host.
pub struct Way {
    caller: tokio::sync::Mutex<Caller>,
    host: Url,
}

impl Way {
    pub fn new(caller: Caller, host: Url) -> Self {
        Self { caller: tokio::sync::Mutex::new(caller), host }
    }
}

#[async_trait]
impl Provider for Way {
    async fn poster(&self, chemin: &str, corps: String) -> Result<ReponseBrute, Injoignable> {
        let url = self.host.join(chemin).map_err(|error| Injoignable(error.to_string()))?;
        let answer = self.caller.lock().await.json(url, corps).await.map_err(Injoignable)?;
        Ok(ReponseBrute { statut: answer.status, corps: answer.body })
    }
}

const PIN: &str = "482913";

impl Phone {
    /// As soon as an activation is asked for, two codes are on their way.
    pub async fn ask(way: &Way, identifiant: &str) -> Result<Self, String> {
        let mut phone = Self { telephone: Telephone::neuf("matin"), ambient: Ambient::system() };
        let Self { telephone, ambient } = &mut phone;
        let asked = telephone.activer(&context(ambient, way), identifiant).await;
        asked.map_err(|refusal| format!("activation: {refusal}"))?;
        Ok(phone)
    }

    pub async fn confirm(&mut self, way: &Way, [sms, courriel]: [&str; 2]) -> Result<(), String> {
        let Self { telephone, ambient } = self;
        let ctx = context(ambient, way);
        telephone.confirmer(&ctx, sms, courriel).await.map_err(|refusal| format!("codes: {refusal}"))?;
        telephone.choisir_code(&ctx, PIN).await.map_err(|refusal| format!("enrolment: {refusal}"))
    }

    /// Reads what waits, and approves it with the digits of the screen that asked.
    pub async fn approve(&mut self, way: &Way, digits: &str) -> Result<(), String> {
        let Self { telephone, ambient } = self;
        let ctx = context(ambient, way);
        let shown = telephone.regarder(&ctx).await.map_err(|refusal| format!("phone: {refusal}"))?;
        let shown = shown.ok_or("phone: nothing waits")?.affichage;
        if let Some(place) = shown.lieux.first() {
            telephone.choisir_lieu(&shown.demande, &place.situation).map_err(|refusal| format!("phone: {refusal}"))?;
        }
        let approved = telephone.approuver(&ctx, &shown.demande, digits, PIN).await;
        approved.map_err(|refusal| format!("approval: {refusal}"))
    }
}

fn context<'a>(ambient: &'a Ambient, way: &'a Way) -> Contexte<'a> {
    Contexte { ambient, provider: way, cout: Cout::ESSAIS_SEULEMENT, attestation: Attestation::Simulated }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn nobody_is_met_twice_and_each_is_at_home_somewhere_else() {
        for (people, wanted) in [(1_990, 200), (2_000_000, 2_400)] {
            let all: HashSet<String> = Population { first: 9_990_000_000, people }.some(wanted).collect();
            assert_eq!(all.len() as u64, wanted);
        }
        let homes: HashSet<Ipv4Addr> = (0..70_000).map(home).collect();
        assert_eq!(homes.len(), 70_000);
    }
}
