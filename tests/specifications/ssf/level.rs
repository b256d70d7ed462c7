use super::{ASSURANCE_LEVEL_CHANGE, Hearer, POLL};
use crate::world::*;

/// The person types their number instead of showing their card, and the number of the page on their phone.
async fn by_phone(browser: &Browser, client: &Client, request: &Request) -> Callback {
    let target = client.target;
    let phone = target.phone().await;
    let page = browser.see(client.address(request), client.redirect_uri()).await.page();
    let asks = |form: &Form| form.fields.iter().any(|(name, _)| name == "numero");
    let mut form = Form::all(&page).into_iter().find(asks).expect("a form for the number");
    form.fields.retain(|(name, _)| name != "numero");
    form.fields.push(("numero".to_owned(), target.parts.person.clone()));
    let waiting = browser.follow(browser.submit(&form).await, client.redirect_uri()).await.page();
    let digits = waiting.body.split("digits__one").skip(1).filter_map(|rest| rest.split(['>', '<']).nth(1));
    phone.approve("", &digits.collect::<String>()).await;
    browser.go(&waiting.url, client.redirect_uri()).await.callback()
}

// requirement: S08
specification!(
    a_stronger_proof_in_a_session_is_told_as_a_level_that_changed,
    "SSF §11.1 MUST: CAEP §3.4: assurance-level-change has namespace, previous and current level, and the direction",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        let stream = hearer.stream_of(json!({ "method": POLL }), ASSURANCE_LEVEL_CHANGE).await;
        let (client, browser) = (&hearer.client, target.browser());
        let request = client.request();
        let callback = by_phone(&browser, client, &request).await;
        let tokens = client.redeem(&callback, &request).await.ok();
        let id = Read::of(tokens["id_token"].as_str().expect("an ID token"));
        assert!(hearer.poll(&stream, &[]).await.is_empty(), "a first proof changes no level");
        let stronger = client.request().with("acr_values", "eidas3");
        let callback = client.authorize_in(&browser, &stronger).await;
        let after = client.redeem(&callback, &stronger).await.ok();
        let after = Read::of(after["id_token"].as_str().expect("an ID token"));
        assert_eq!((id.text("acr"), after.text("acr")), ("eidas2", "eidas3"));
        let (_, set) = hearer.awaited(&stream).await;
        let event = &set.claims["events"][ASSURANCE_LEVEL_CHANGE];
        assert_eq!((&event["previous_level"], &event["current_level"]), (&json!("eidas2"), &json!("eidas3")));
        assert_eq!(event["change_direction"], "increase", "{}", set.claims);
        assert!(event["namespace"].is_string() && event["event_timestamp"].is_i64(), "{}", set.claims);
        let user = json!({ "format": "iss_sub", "iss": target.issuer, "sub": id.text("sub") });
        assert_eq!(set.claims["sub_id"], user);
    }
);
