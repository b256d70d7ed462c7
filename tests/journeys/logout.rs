//! One session at the provider, several services: whoever leaves at one has left at the registry's portal too.

use std::time::Duration;

use harness::Sandbox;

use crate::party::Party;
use crate::registration::Portal;

const PATIENCE: usize = 200;

async fn signed_in(portal: &Portal<'_>) -> bool {
    let desk = portal.surfer.get(portal.at("bureau")).await;
    assert!(matches!(desk.status, 200 | 303), "{} {}", desk.status, desk.body);
    desk.status == 200
}

// requirement: S04 S12
#[tokio::test]
async fn a_logout_at_another_service_ends_the_session_at_the_portal() {
    let sandbox = Sandbox::shared();
    let (desk, colleague) =
        (Portal::with_card(sandbox, "gestionnaire").await, Portal::with_card(sandbox, "gestionnaire-2").await);
    let elsewhere = Portal::with_card(sandbox, "gestionnaire").await;
    let service = Party::essai(sandbox);
    let tokens = service.tokens(&desk.surfer).await;
    assert!(signed_in(&desk).await && signed_in(&elsewhere).await && signed_in(&colleague).await);
    let hint = tokens["id_token"].as_str().expect("an ID token");
    let end = format!("{}?id_token_hint={hint}", service.endpoint("logout"));
    let out = desk.follow(desk.surfer.get(end).await).await;
    assert_eq!(out.status, 200, "{} {}", out.url, out.body);
    let mut left = false;
    for _ in 0..PATIENCE {
        left = !signed_in(&desk).await;
        if left {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(left, "the provider tells the portal: {}", sandbox.log());
    assert!(signed_in(&elsewhere).await, "the same person in another browser has a session of their own");
    assert!(signed_in(&colleague).await);
    let again = desk.get("connexion").await;
    assert!(again.forms().iter().any(|form| form.fields.iter().any(|(name, _)| name == "numero")), "{}", again.body);
}
