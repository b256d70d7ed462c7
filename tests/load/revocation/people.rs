//! Who is there to lose something, as the registry knows them.

use harness::Sandbox;
use sante::Rpps;
use serde_json::Value;

use crate::surfer::{Answer, Surfer};

/// First ten digits of the first of the people whom the sandbox invents by the thousand.
const FIRST: u64 = 9_990_001_000;
/// The establishments of one employer, where one gestionnaire acts.
const TILLEULS: [&str; 3] = ["690990114", "690990122", "380990135"];
/// The profession of those whom a structure registers.
const ROLE: &str = "99";

#[derive(Clone, Default)]
pub struct Person {
    pub identifiant: String,
    pub nom: String,
    pub prenom: String,
    /// Their only one.
    pub situation: Option<String>,
    pub mobile: String,
    pub courriel: String,
    /// Certificates and key, PEM.
    pub card: String,
    /// Of its certificate, hexadecimal.
    pub serial: String,
}

/// Nobody is in two of these.
#[derive(Default)]
pub struct People {
    pub with_cards: Vec<Person>,
    pub with_phones: Vec<Person>,
    pub with_sessions: Vec<Person>,
    pub at_tilleuls: Vec<Person>,
}

impl People {
    /// As many of each kind as there will be acts: people with one place of work. Those of Les Tilleuls are there for a role,
    /// which their gestionnaire ends: what an Order says is not theirs to end.
    pub async fn meet(sandbox: &Sandbox, among: usize, each: usize) -> Self {
        let registry = Registry::open(sandbox);
        let mut people = Self::default();
        for rang in 0..among as u64 {
            let identifiant = format!("8{}", Rpps::with_key(FIRST + rang));
            let Some((person, place)) = registry.person(&identifiant).await else { continue };
            let group = people.group(place.as_deref(), each);
            if let Some(group) = group {
                group.push(registry.reached(person).await);
            }
            if people.whole(each) {
                return people;
            }
        }
        panic!("among {among} people there are not {each} of each kind");
    }

    /// The first that is not full, and takes somebody who works there.
    fn group(&mut self, place: Option<&str>, each: usize) -> Option<&mut Vec<Person>> {
        if place.is_some_and(|place| TILLEULS.contains(&place)) && self.at_tilleuls.len() < each {
            return Some(&mut self.at_tilleuls);
        }
        let others = [&mut self.with_cards, &mut self.with_phones, &mut self.with_sessions];
        others.into_iter().find(|group| group.len() < each)
    }

    fn whole(&self, each: usize) -> bool {
        let groups = [&self.with_cards, &self.with_phones, &self.with_sessions, &self.at_tilleuls];
        groups.iter().all(|group| group.len() == each)
    }

    pub fn card_holders(&mut self) -> impl Iterator<Item = &mut Person> {
        self.with_cards.iter_mut().chain(&mut self.with_sessions).chain(&mut self.at_tilleuls)
    }
}

/// Read with the provider's own key.
pub struct Registry {
    surfer: Surfer,
    url: String,
    key: String,
}

impl Registry {
    pub fn open(sandbox: &Sandbox) -> Self {
        let key = std::fs::read_to_string(sandbox.data.join("cles/registre-api")).expect("the provider's key");
        let url = format!("{}v1/personnes/", sandbox.text("/registre/url"));
        Self { surfer: Surfer::new(sandbox, None), url, key: key.trim().to_owned() }
    }

    pub async fn read(&self, path: &str) -> Answer {
        self.surfer.send(self.surfer.http.get(format!("{}{path}", self.url)).bearer_auth(&self.key)).await
    }

    /// Who has one place of work, without an end; and the FINESS number of it where they are there for a role.
    async fn person(&self, identifiant: &str) -> Option<(Person, Option<String>)> {
        let answer = self.read(identifiant).await;
        if answer.status != 200 {
            return None;
        }
        let known = answer.json();
        let places: Vec<(&Value, &Value)> =
            list(&known["exercices"]).flat_map(|one| list(&one["situations"]).map(move |place| (one, place))).collect();
        let [(exercise, place)] = places[..] else { return None };
        if !place["fin"].is_null() {
            return None;
        }
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let person = Person {
            identifiant: identifiant.to_owned(),
            nom: text(&known["nom"]),
            prenom: text(&known["prenom"]),
            situation: place["id"].as_str().map(str::to_owned),
            ..Person::default()
        };
        let role = exercise["codeProfession"] == ROLE;
        Some((person, role.then(|| text(&place["structure"]["finess"]))))
    }

    async fn reached(&self, person: Person) -> Person {
        let answer = self.read(&format!("{}/correspondance", person.identifiant)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let contact = answer.json();
        let text = |name: &str| contact[name].as_str().unwrap_or_default().to_owned();
        Person { mobile: text("mobile"), courriel: text("courriel"), ..person }
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
