//! Whoever knows a number, and has two nodes and forty networks to try it from (M19, docs/decisions/0029).

use std::net::{IpAddr, Ipv4Addr};

use crate::browser::PIN;
use crate::nodes::{FIRST, SECOND, shared};
use crate::party::{Party, RETOUR};
use crate::surfer::{Answer, Surfer};

use super::by_phone::ServiceByPhone;

/// What one service that a person has never approved may ask them in ten minutes, where everybody is invented.
const UNAPPROVED: usize = 100;

/// What a person may be asked for from browsers that they have not used, in ten minutes.
const STRANGERS: usize = 30;

fn waits(page: &Answer) -> bool {
    page.body.contains("class=\"digits\"")
}

// requirement: M09 M19 O08
#[tokio::test]
async fn strangers_fill_one_count_on_two_nodes_and_their_victim_signs_in_on_both() {
    let nodes = shared();
    let sandbox = &nodes.sandbox;
    let party = Party::essai(sandbox);
    nodes.activate("medecin");
    let hugo = sandbox.person("medecin");
    let of = |key: &str| hugo[key].as_str().expect("a text");
    let desk = Surfer::new(sandbox, None);
    party.code_by_phone(&desk, (sandbox, of("identifiant")), [of("prenom"), PIN]).await;

    let mut passed = [0, 0];
    for n in 0..40_u8 {
        let node = usize::from(n % 2);
        let from = IpAddr::V4(Ipv4Addr::new(127, 0, 9, n + 1));
        let stranger = Surfer::new(sandbox, None).at(sandbox, [FIRST, SECOND][node], Some(from));
        let page = party.ask_phone(&stranger, &party.demand(), of("identifiant")).await;
        assert!(waits(&page) || page.body.contains("Trop de demandes"), "{} {}", page.status, page.body);
        passed[node] += usize::from(waits(&page));
    }
    assert_eq!(passed[0] + passed[1], STRANGERS - 1, "the person's own first sign-in was one: {passed:?}");
    assert!(passed[0].abs_diff(passed[1]) <= 1, "one count, wherever they knock: {passed:?}");

    for node in [FIRST, SECOND] {
        let known = desk.at(sandbox, node, None);
        let again = party.demand().with("prompt", Some("login"));
        let waiting = party.ask_phone(&known, &again, of("identifiant")).await;
        assert!(waits(&waiting), "a browser that its owner has used: {} {}", waiting.status, waiting.body);
        let back = party.approved(&known, &waiting, (sandbox, [of("prenom"), PIN])).await;
        assert!(back.given("code").is_some(), "{} {}", back.url, back.body);

        let unknown = Surfer::new(sandbox, None).at(sandbox, node, None);
        let page = unknown.follow(unknown.get(party.address(&party.demand())).await, RETOUR).await;
        let question = page.forms().into_iter().find(|form| form.action.path().ends_with("/cle")).expect("a passkey");
        let csrf = question.fields.iter().filter(|(name, _)| name == "csrf");
        let asked = unknown.http.post(format!("{}/question", question.action)).form(&csrf.collect::<Vec<_>>());
        let asked = unknown.send(asked.header("origin", question.action.origin().ascii_serialization())).await;
        assert_eq!(asked.status, 200, "a passkey: {}", asked.body);
    }
    let card = Surfer::new(sandbox, Some("medecin"));
    party.tokens(&card).await;
}

// requirement: M19 O08
#[tokio::test]
async fn wrong_codes_of_a_workstation_are_one_count_on_two_nodes_and_not_that_of_a_known_browser() {
    let nodes = shared();
    let sandbox = &nodes.sandbox;
    let party = Party::essai(sandbox);
    let desk = Surfer::new(sandbox, Some("medecin"));
    party.tokens(&desk).await;
    let network = Some(IpAddr::V4(Ipv4Addr::new(127, 0, 10, 1)));
    let wrong = party.authorization.join("/appareil?code=BBBB-BBBB").expect("an address");
    let mut answers = Vec::new();
    for n in 0..24 {
        let stranger = Surfer::new(sandbox, None).at(sandbox, [FIRST, SECOND][n % 2], network);
        answers.push(stranger.get(&wrong).await.status);
    }
    let (told, stopped) = answers.split_at(20);
    assert!(told.iter().all(|status| *status < 429) && stopped.iter().all(|status| *status == 429), "{answers:?}");
    let known = desk.at(sandbox, SECOND, network).get(&wrong).await;
    assert_eq!(known.status, told[0], "from that network, in a browser in which somebody has signed in");
}

// requirement: M09 M19
#[tokio::test]
async fn what_a_service_asks_of_a_phone_is_one_count_on_two_nodes() {
    let nodes = shared();
    let sandbox = &nodes.sandbox;
    let asked = sandbox.card("directrice")["identifiant"].as_str().expect("its number");
    let storming = ServiceByPhone::registered(sandbox).await;
    let doors = [FIRST, SECOND].map(|node| Surfer::new(sandbox, None).at(sandbox, node, None));
    let mut rung = [0, 0];
    for n in 0..UNAPPROVED + 8 {
        let node = n % 2;
        let answer = storming.ask(&doors[node], asked).await;
        let refused = answer.status == 429 && answer.json()["error"] == "temporarily_unavailable";
        assert!(answer.status == 200 || refused, "{} {}", answer.status, answer.body);
        rung[node] += usize::from(answer.status == 200);
    }
    assert_eq!(rung[0] + rung[1], UNAPPROVED, "{rung:?}");
    assert!(rung[0].abs_diff(rung[1]) <= 1, "one count, whichever node is asked: {rung:?}");

    let somebody_else = sandbox.card("medecin")["identifiant"].as_str().expect("its number");
    assert_eq!(storming.ask(&doors[1], somebody_else).await.status, 200, "the count is of the two");
}
