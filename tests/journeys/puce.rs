//! Cards that somebody orders of the simulated authority, and browsers that hold them: its counter lends the chip, which no real
//! authority does.

use harness::Sandbox;
use serde_json::{Value, json};

use crate::party::{Party, RETOUR};
use crate::surfer::Surfer;

/// The key of the counter at which the registry orders.
fn key(sandbox: &Sandbox) -> String {
    let key = std::fs::read_to_string(sandbox.data.join("cles/igc-guichet")).expect("the counter's key");
    key.trim().to_owned()
}

/// A browser that holds the card of this order.
pub async fn holder(sandbox: &Sandbox, order: &str) -> Surfer {
    let surfer = Surfer::new(sandbox, None);
    let url = format!("{}cartes/{order}/puce-simulee", sandbox.text("/igc"));
    assert_eq!(surfer.get(&url).await.status, 401, "nobody has a card without the key of the counter");
    let chip = surfer.send(surfer.http.get(&url).bearer_auth(key(sandbox))).await;
    assert_eq!(chip.status, 200, "no chip of {order}");
    let chip = chip.json();
    assert_eq!(chip["simulee"], true);
    let pem = chip["pem"].as_str().expect("a certificate and its key").to_owned();
    Surfer::of(sandbox, Some(pem.as_bytes()), None)
}

/// Made without any registry: what the authority is told stands on it.
async fn made(sandbox: &Sandbox, order: &str, card: &Value) -> Surfer {
    let surfer = Surfer::new(sandbox, None);
    let url = format!("{}cartes/{order}", sandbox.text("/igc"));
    let made = surfer.send(surfer.http.put(url).bearer_auth(key(sandbox)).json(card)).await;
    assert_eq!(made.status, 200, "{}", made.body);
    holder(sandbox, order).await
}

// requirement: USE-10
#[tokio::test]
async fn a_good_card_of_somebody_whom_the_registry_does_not_know_signs_nobody_in() {
    let sandbox = Sandbox::start();
    let party = Party::essai(&sandbox);
    let card = |identifiant: &str| {
        json!({
            "modele": "CPS", "identifiant": identifiant, "nom": "FICTIF-NULLEPART", "prenom": "Ulysse",
            "profession": { "code": 10, "libelle": "Médecin" },
        })
    };
    let stranger = made(&sandbox, "inconnu", &card("899900099997")).await;
    let page = stranger.follow(stranger.get(party.address(&party.demand())).await, RETOUR).await;
    let refused = stranger.follow(stranger.get(page.link(&party.carte)).await, RETOUR).await;
    assert!((400..500).contains(&refused.status), "{} {}", refused.status, refused.url);
    assert!(refused.location().is_none() && refused.given("code").is_none(), "nothing for the service");
    assert!(refused.body.contains("Le répertoire ne connaît pas le porteur de cette carte"), "{}", refused.body);

    // the same card in the name of somebody who is there
    let known = sandbox.card("medecin")["identifiant"].as_str().expect("their number").to_owned();
    let doctor = made(&sandbox, "connu", &card(&known)).await;
    let tokens = party.tokens(&doctor).await;
    let access = tokens["access_token"].as_str().expect("an access token");
    assert_eq!(party.userinfo(&doctor, access).await.json()["SubjectNameID"], json!(known));
}
