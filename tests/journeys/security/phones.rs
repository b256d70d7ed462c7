//! A phone's file that was copied, and what was seen on its way, tried over HTTPS at two nodes.

use std::net::IpAddr;
use std::sync::Mutex;
use std::time::Duration;

use ambient::Ambient;
use async_trait::async_trait;
use ecps::{Attestation, chemin};
use mobile_device::{Contexte, Cout, Injoignable, Provider, Refus, ReponseBrute, Telephone};
use mobile_sim_server::FournisseurHttp;
use reqwest::header::CONTENT_TYPE;

use crate::browser::PIN;
use crate::nodes::{FIRST, SECOND, shared};
use crate::party::Party;
use crate::security::loot;
use crate::surfer::{Answer, Surfer};

/// The way to one node, and everything that was seen on it.
struct Wire {
    way: FournisseurHttp,
    seen: Mutex<Vec<(String, String)>>,
}

#[async_trait]
impl Provider for Wire {
    async fn poster(&self, chemin: &str, corps: String) -> Result<ReponseBrute, Injoignable> {
        self.seen.lock().expect("one writer").push((chemin.to_owned(), corps.clone()));
        self.way.poster(chemin, corps).await
    }
}

/// A phone out of its file, at the node that stands on this address.
struct Pocket {
    telephone: Telephone,
    ambient: Ambient,
    wire: Wire,
    surfer: Surfer,
}

impl Pocket {
    fn of(owner: &str, node: IpAddr) -> Self {
        let sandbox = &shared().sandbox;
        let surfer = Surfer::new(sandbox, None).at(sandbox, node, None);
        let host = sandbox.text("/authorization").parse().expect("an address");
        let wire = Wire { way: FournisseurHttp::new(surfer.http.clone(), host), seen: Mutex::default() };
        let telephone = serde_json::from_value(loot::phone(sandbox, owner)).expect("the phone's file");
        Self { telephone, ambient: Ambient::system(), wire, surfer }
    }

    /// The request that waits is approved with this PIN: what the provider said.
    async fn approve(&mut self, waiting: &Answer, pin: &str) -> Result<(), Refus> {
        let (ambient, attestation) = (&self.ambient, Attestation::Simulated);
        let ctx = Contexte { ambient, provider: &self.wire, cout: Cout::TELEPHONE, attestation };
        let shown = self.telephone.regarder(&ctx).await?.ok_or(Refus::AucuneDemande)?;
        self.telephone.approuver(&ctx, &shown.affichage.demande, &waiting.digits(), pin).await
    }

    /// The last message that went to this path, once more, at the node on this address.
    async fn again(&self, path: &str, node: IpAddr) -> Answer {
        let sandbox = &shared().sandbox;
        let seen = self.wire.seen.lock().expect("one reader").iter().rev().find(|(to, _)| to == path).cloned();
        let (_, body) = seen.expect("a message");
        let url = format!("{}{path}", sandbox.text("/authorization").trim_end_matches('/'));
        let elsewhere = self.surfer.at(sandbox, node, None);
        elsewhere.send(elsewhere.http.post(url).header(CONTENT_TYPE, "application/json").body(body)).await
    }
}

/// The person, with an e-CPS that was activated a moment ago.
fn activated(qui: &str) -> (String, String) {
    shared().activate(qui);
    let person = shared().sandbox.person(qui);
    let of = |key: &str| person[key].as_str().expect("a text").to_owned();
    (of("identifiant"), of("prenom"))
}

// requirement: M11
#[tokio::test]
async fn a_copied_phone_betrays_itself_at_another_node_and_neither_copy_serves() {
    let (number, owner) = activated("directrice");
    let party = Party::essai(&shared().sandbox);
    let [mut thief, mut original] = [FIRST, SECOND].map(|node| Pocket::of(&owner, node));
    let waiting = party.ask_phone(&thief.surfer, &party.demand(), &number).await;
    thief.approve(&waiting, "591624").await.expect_err("another PIN, tried in silence");
    let back = party.ask_phone(&original.surfer, &party.demand(), &number).await;
    let refused = original.approve(&back, PIN).await.expect_err("the rank was used by the other copy");
    assert_eq!(refused.code(), "ecps_verrouillee");
    let refused = thief.approve(&waiting, PIN).await.expect_err("nobody knows which of them is the owner's");
    assert_eq!(refused.code(), "ecps_verrouillee");
    told_of_a_copy().await;
}

/// The mail leaves after the answer.
async fn told_of_a_copy() {
    let sandbox = &shared().sandbox;
    let surfer = Surfer::new(sandbox, None);
    for _ in 0..100 {
        let inbox = surfer.get(format!("{}api/messages", sandbox.text("/messagerie"))).await;
        if inbox.body.contains("copié") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the person is not told that their phone was copied");
}

// requirement: M13
#[tokio::test]
async fn what_a_phone_sent_is_worth_nothing_a_second_time_at_either_node() {
    let (number, owner) = activated("coordinatrice");
    let party = Party::essai(&shared().sandbox);
    let mut phone = Pocket::of(&owner, FIRST);
    let desk = Surfer::new(&shared().sandbox, None);
    let waiting = party.ask_phone(&desk, &party.demand(), &number).await;
    phone.approve(&waiting, PIN).await.expect("an approval");
    for path in [chemin::EVALUATION, chemin::REPONSE, chemin::DEMANDE] {
        for node in [FIRST, SECOND] {
            let again = phone.again(path, node).await;
            assert!(again.status >= 400 && again.body.contains("signature_refusee"), "{path}: {}", again.body);
        }
    }
    // the same words, for a request that waits now
    let other = Surfer::new(&shared().sandbox, None);
    let second = party.ask_phone(&other, &party.demand(), &number).await;
    assert!(phone.again(chemin::REPONSE, SECOND).await.status >= 400);
    let state = other.follow(other.get(&second.url).await, crate::party::RETOUR).await;
    assert!(state.body.contains("class=\"digits\""), "it still waits: {}", state.body);
}
