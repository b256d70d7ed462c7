//! A card is opposed at its authority while somebody works with it: everything that rests on it ends within a second, and the
//! operator sees how old the data are.

use std::time::{Duration, Instant};

use harness::{Sandbox, node, succeed};
use serde_json::json;

use crate::browser::{browser_home, screens};
use crate::certificats::button;
use crate::party::{Party, RETOUR};
use crate::puce::holder;
use crate::registration::Portal;
use crate::surfer::{Answer, Surfer};

/// A gestionnaire, who has a card of the sandbox already.
const MALIK: &str = "3690990015/CPET0002";
/// The button of the list for the card that the portal orders here.
const FAIRE_OPPOSITION: &str = "Faire opposition sur la carte\u{a0}: Malik FICTIF-ROCHE, CPE";

struct Scene {
    sandbox: Sandbox,
    party: Party,
}

impl Scene {
    fn new() -> Self {
        let sandbox = Sandbox::start();
        let party = Party::essai(&sandbox);
        Self { sandbox, party }
    }

    async fn igc(&self, path: &str, body: serde_json::Value) -> Answer {
        let surfer = Surfer::new(&self.sandbox, None);
        let url = format!("{}{path}", self.sandbox.text("/igc"));
        surfer.send(surfer.http.post(url).json(&body)).await
    }

    async fn operator(&self, path: &str) -> String {
        let surfer = Surfer::new(&self.sandbox, None);
        let page = surfer.get(format!("https://localhost:{}/sante/{path}", self.sandbox.ports + 9)).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.body
    }

    async fn introspected(&self, surfer: &Surfer, token: &str) -> bool {
        let request = surfer.http.post(format!("{}/introspect", self.party.endpoint("token")));
        let request = request.basic_auth(&self.party.client_id, Some(&self.party.client_secret));
        surfer.send(request.form(&[("token", token)])).await.json()["active"] == true
    }

    /// The représentante légale orders a card for Malik; its order, once it is in the post.
    async fn ordered(&self, claire: &Portal<'_>) -> String {
        let order = [("structure_carte", "690990015"), ("modele", "CPE"), ("porteur", MALIK)];
        let done = claire.send("bureau/cartes/commander", "cle", &order).await;
        assert!(done.body.contains("Carte commandée"), "{} {}", done.status, done.body);
        for _ in 0..300 {
            let list = claire.get("bureau/cartes").await;
            if list.body.contains("En route") && list.body.contains(FAIRE_OPPOSITION) {
                let form = button(&list, FAIRE_OPPOSITION);
                let order = form.fields.iter().find(|(name, _)| name == "carte").expect("which card");
                return order.1.clone();
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("no card was made: {}", self.sandbox.log());
    }

    async fn until(&self, what: &str, so: impl AsyncFn() -> bool) -> Duration {
        let began = Instant::now();
        while !so().await {
            assert!(began.elapsed() < Duration::from_secs(10), "{what}: {}", self.sandbox.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        began.elapsed()
    }
}

// requirement: X03 X11
#[tokio::test]
async fn an_opposition_ends_what_rests_on_the_card_within_a_second() {
    let scene = Scene::new();
    let doctor = Surfer::new(&scene.sandbox, Some("medecin"));
    let tokens = scene.party.tokens(&doctor).await;
    let access = tokens["access_token"].as_str().expect("an access token");
    assert_eq!(scene.party.userinfo(&doctor, access).await.status, 200);
    assert!(scene.introspected(&doctor, access).await);
    // The lists of machines may still be on their way when those of cards have served.
    scene.until("not up to date", async || scene.operator("revocations").await.contains("Tout est à jour")).await;

    let opposed = succeed(&mut scene.sandbox.command(&["opposer", "medecin"]));
    assert!(opposed.contains(scene.sandbox.card("medecin")["serie"].as_str().expect("its serial number")), "{opposed}");
    let took =
        scene.until("userinfo goes on", async || scene.party.userinfo(&doctor, access).await.status == 401).await;
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert!(!scene.introspected(&doctor, access).await);
    let refresh =
        [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"].as_str().unwrap_or_default())];
    let refused = scene.party.token(&doctor, &refresh).await;
    assert_eq!((refused.status, &refused.json()["error"]), (400, &json!("invalid_grant")), "{}", refused.body);

    let demand = scene.party.demand();
    let page = doctor.follow(doctor.get(scene.party.address(&demand)).await, RETOUR).await;
    assert!(page.location().is_none(), "the session is over: the login page again");
    let again = doctor.follow(doctor.get(page.link(&scene.party.carte)).await, RETOUR).await;
    assert_eq!(again.status, 403);
    assert!(again.body.contains("Cette carte ne peut plus servir"), "{}", again.body);
}

// requirement: X03 X11 MIE-10
#[tokio::test]
async fn a_card_that_the_portal_ordered_signs_in_until_the_portal_opposes_it_and_a_second_later_no_more() {
    let scene = Scene::new();
    let claire = Portal::with_card(&scene.sandbox, "directrice").await;
    let order = scene.ordered(&claire).await;
    let malik = holder(&scene.sandbox, &order).await;
    let tokens = scene.party.tokens(&malik).await;
    let access = tokens["access_token"].as_str().expect("an access token");
    let known = scene.party.userinfo(&malik, access).await;
    assert_eq!((known.status, &known.json()["SubjectNameID"]), (200, &json!(MALIK)), "{}", known.body);
    scene.until("not up to date", async || scene.operator("revocations").await.contains("Tout est à jour")).await;

    let opening = button(&claire.get("bureau/cartes").await, FAIRE_OPPOSITION);
    let form = claire.follow(claire.surfer.submit(&opening, &[]).await).await.form_with("carte");
    let done = claire.follow(claire.surfer.submit(&form, &[("raison", "perdue")]).await).await;
    assert!(done.body.contains("Opposition faite"), "{} {}", done.status, done.body);
    let took = scene.until("userinfo goes on", async || scene.party.userinfo(&malik, access).await.status == 401).await;
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert!(!scene.introspected(&malik, access).await);

    let page = malik.follow(malik.get(scene.party.address(&scene.party.demand())).await, RETOUR).await;
    assert!(page.location().is_none(), "the session is over: the login page again");
    let again = malik.follow(malik.get(page.link(&scene.party.carte)).await, RETOUR).await;
    assert_eq!(again.status, 403);
    assert!(again.body.contains("Cette carte ne peut plus servir"), "{}", again.body);
    // the card that he had before is another one
    scene.party.tokens(&Surfer::new(&scene.sandbox, Some("gestionnaire"))).await;
}

// requirement: X03
#[tokio::test]
async fn an_operator_sees_that_the_lists_are_forged_and_the_last_good_ones_stay() {
    let scene = Scene::new();
    for guichet in ["crl", "delta", "ocsp"] {
        let told = scene.igc("pannes", json!({ "guichet": guichet, "panne": "autre-signataire" })).await;
        assert_eq!(told.status, 204, "{}", told.body);
    }
    scene.until("nobody tells", async || scene.operator("revocations").await.contains("revocation.signataire")).await;
    scene.until("no alarm", async || scene.sandbox.log().contains("revocation.source")).await;
    let measures = scene.operator("mesures").await;
    assert!(measures.contains("caducee_revocation_fresh{authority=\"TEST FORT PERSONNES\"} 1"), "{measures}");
    assert!(
        measures.contains("caducee_revocation_list_age_seconds{authority=\"TEST FORT PERSONNES\",kind=\"complete\"}")
    );
    let doctor = Surfer::new(&scene.sandbox, Some("medecin"));
    scene.party.tokens(&doctor).await;
}

// requirement: X03
#[tokio::test]
async fn an_operator_is_told_that_the_lists_of_cards_and_of_machines_have_ended() {
    let scene = Scene::new();
    scene.until("not up to date", async || scene.operator("revocations").await.contains("Tout est à jour")).await;
    let already = scene.sandbox.log().lines().count();
    let told = |authority: &str| {
        let log = scene.sandbox.log();
        log.lines().skip(already).any(|line| line.contains("revocation.stale") && line.contains(authority))
    };
    for guichet in ["crl", "delta"] {
        let mute = scene.igc("pannes", json!({ "guichet": guichet, "panne": "muette" })).await;
        assert_eq!(mute.status, 204, "{}", mute.body);
    }
    assert!(!told("TEST FORT PERSONNES") && !told("TEST ORGANISATIONS"), "of now");
    let surfer = Surfer::new(&scene.sandbox, None);
    let page = surfer.get(format!("{}delais", scene.sandbox.text("/accueil"))).await;
    let clock = page.forms().into_iter().find(|form| form.action.path() == "/horloge").expect("a clock");
    surfer.submit(&clock, &[("pas", "jour")]).await;
    for authority in ["TEST FORT PERSONNES", "TEST ORGANISATIONS"] {
        scene.until(authority, async || told(authority)).await;
    }
    let measures = scene.operator("mesures").await;
    assert!(measures.contains("caducee_revocation_fresh{authority=\"TEST ORGANISATIONS\"} 0"), "{measures}");
}

// requirement: X03
#[test]
fn an_operator_reads_on_any_screen_what_is_late_and_what_lies() {
    let sandbox = Sandbox::start();
    let home = browser_home(&sandbox, None);
    let page = format!("https://localhost:{}/sante/revocations", sandbox.ports + 9);
    let options = json!({
        "manifest": sandbox.manifest, "home": home.path(), "screens": screens("revocations"), "page": page,
    });
    succeed(&mut node(&sandbox, "journeys/revocations.mjs", &options));
}
