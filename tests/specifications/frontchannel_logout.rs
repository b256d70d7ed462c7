//! OpenID Connect Front-Channel Logout 1.0.

use crate::world::*;

// requirement: S04 S12
specification!(
    the_page_after_a_logout_loads_the_address_of_the_client_with_iss_and_sid,
    "Front-Channel Logout §3 MUST: the OP renders an iframe of frontchannel_logout_uri, with iss and sid where they are required",
    [FrontChannelLogout],
    alone("oidc-provider has no front-channel logout"),
    async |target| {
        let receiver = target.receiver().await;
        let uri = receiver.url("/frontchannel?x=1");
        let client = target
            .client_with(json!({
                "redirect_uris": [receiver.url("/retour")],
                "frontchannel_logout_uri": uri,
                "frontchannel_logout_session_required": true,
            }))
            .await;
        let browser = target.logged_in().await;
        let request = client.request();
        let callback = client.authorize_in(&browser, &request).await;
        let tokens = client.redeem(&callback, &request).await.ok();
        let hint = tokens["id_token"].as_str().expect("an ID token");
        let sid = target.verify(hint).await.claims["sid"].as_str().expect("a sid").to_owned();
        let end = format!("{}?id_token_hint={hint}", target.endpoint("end_session_endpoint"));
        let page = browser.see(end, "https://nowhere.example/").await.page();
        let frame = page.body.split("<iframe").nth(1).expect("a frame").split('>').next().expect("its tag");
        let iss: String = url::form_urlencoded::byte_serialize(target.issuer.as_bytes()).collect();
        let wanted = format!("{uri}&iss={iss}&sid={sid}").replace('&', "&#38;");
        assert!(frame.contains(&wanted), "{frame}");
        let policy = page.header("content-security-policy");
        let origin = target.receiver().await.url("");
        assert!(policy.contains(&format!("frame-src {origin}")), "{policy}");
    }
);
