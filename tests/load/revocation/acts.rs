//! The four kinds of acts. What comes before each act is not measured.

use std::time::Duration;

use serde_json::json;

use super::agent::Agent;
use super::people::Person;
use super::phone::{Phone, address};
use super::scene::Scene;
use super::watch;
use crate::surfer::Surfer;

/// One kind, and to whom it happens.
#[derive(Clone, Copy)]
pub struct Lane<'a> {
    scene: &'a Scene,
    kind: &'static str,
    people: &'a [Person],
}

impl<'a> Lane<'a> {
    pub fn new(scene: &'a Scene, kind: &'static str, people: &'a [Person]) -> Self {
        Self { scene, kind, people }
    }

    /// A browser of somebody who shows their own card.
    fn with_card(&self, person: &Person) -> Surfer {
        Surfer::of(&self.scene.sandbox, Some(person.card.as_bytes()), None)
    }

    fn progress(&self, took: &[Duration]) {
        if took.len().is_multiple_of(50) {
            super::say(&format!("{}: {} of {}", self.kind, took.len(), self.people.len()));
        }
    }
}

/// A card is declared lost at its authority.
pub async fn oppositions(lane: Lane<'_>) -> Vec<Duration> {
    let (scene, mut took) = (lane.scene, Vec::new());
    for person in lane.people {
        let granted = scene.granted(&lane.with_card(person), person).await;
        let act = async {
            let door = scene.server.http.post(format!("{}oppositions", scene.sandbox.text("/igc")));
            let opposed = scene.server.send(door.json(&json!({ "carte": person.serial }))).await;
            assert_eq!(opposed.status, 200, "{}", opposed.body);
        };
        took.push(watch::last(scene, &granted, act).await);
        lane.progress(&took);
    }
    took
}

/// The third wrong PIN locks an e-CPS.
pub async fn locks(lane: Lane<'_>) -> Vec<Duration> {
    let (scene, mut took) = (lane.scene, Vec::new());
    for (rank, person) in lane.people.iter().enumerate() {
        let from = address(rank);
        let mut phone = Phone::activate(scene, person, from).await;
        let own = Surfer::of(&scene.sandbox, None, Some(from));
        phone.sign_in(&own, &scene.parties[0], person).await;
        let granted = scene.granted(&own, person).await;
        let other = Surfer::of(&scene.sandbox, None, Some(from));
        let waiting = phone.nearly_lock(&other, &scene.parties[0], person).await;
        took.push(watch::last(scene, &granted, phone.lock(&waiting)).await);
        lane.progress(&took);
    }
    took
}

/// A gestionnaire ends the place of work for which somebody signed in.
pub async fn ends(lane: Lane<'_>) -> Vec<Duration> {
    let (scene, mut took) = (lane.scene, Vec::new());
    let mut agent = Agent::open(scene).await;
    for person in lane.people {
        let read = agent.read(person).await;
        let granted = scene.granted(&lane.with_card(person), person).await;
        took.push(watch::last(scene, &granted, agent.end(&read)).await);
        lane.progress(&took);
    }
    took
}

/// The server of a service closes the session of its user.
pub async fn closings(lane: Lane<'_>) -> Vec<Duration> {
    let (scene, mut took) = (lane.scene, Vec::new());
    for person in lane.people {
        let granted = scene.granted(&lane.with_card(person), person).await;
        let act = async {
            let party = &scene.parties[0];
            let request = scene.server.http.post(party.endpoint("logout"));
            let closed = scene.server.send(request.form(&[("id_token_hint", granted.text(0, "id_token"))])).await;
            assert_eq!(closed.status, 200, "{}", closed.body);
        };
        took.push(watch::last(scene, &granted, act).await);
        lane.progress(&took);
    }
    took
}
