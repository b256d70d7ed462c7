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

// requirement: S04 S12
specification!(
    every_client_of_the_session_has_its_frame_and_no_other,
    "Front-Channel Logout §3 MUST: the page has a frame for each client that the session logged in",
    [FrontChannelLogout],
    alone("oidc-provider has no front-channel logout"),
    async |target| {
        let receiver = target.receiver().await;
        let framed = async |path: &str| {
            let metadata = json!({
                "redirect_uris": [receiver.url("/retour")], "frontchannel_logout_uri": receiver.url(path),
            });
            target.client_with(metadata).await
        };
        let (one, two, elsewhere) = (framed("/fc-one").await, framed("/fc-two").await, framed("/fc-away").await);
        let (browser, other) = (target.logged_in().await, target.logged_in().await);
        let request = one.request();
        let callback = one.authorize_in(&browser, &request).await;
        let tokens = one.redeem(&callback, &request).await.ok();
        for (client, browser) in [(&two, &browser), (&elsewhere, &other)] {
            let request = client.request();
            let callback = client.authorize_in(browser, &request).await;
            client.redeem(&callback, &request).await.ok();
        }
        let hint = tokens["id_token"].as_str().expect("an ID token");
        let end = format!("{}?id_token_hint={hint}", target.endpoint("end_session_endpoint"));
        let page = browser.see(end, "https://nowhere.example/").await.page();
        assert_eq!(page.body.matches("<iframe").count(), 2, "{}", page.body);
        for path in ["/fc-one", "/fc-two"] {
            assert!(page.body.contains(&receiver.url(path)), "{path}");
        }
        assert!(!page.body.contains(&receiver.url("/fc-away")), "another session goes on");
    }
);

// requirement: S12
specification!(
    an_address_that_is_framed_is_of_the_client,
    "Front-Channel Logout §2 MUST: domain, port and scheme of frontchannel_logout_uri are those of a redirect URI",
    [FrontChannelLogout, Registration],
    alone("oidc-provider has no front-channel logout"),
    async |target| {
        let metadata =
            |uri: &str| json!({ "redirect_uris": ["https://client.example/cb"], "frontchannel_logout_uri": uri });
        for wrong in [
            "https://autre.example/logout",
            "https://client.example:8443/logout",
            "http://client.example/logout",
            "https://client.example/logout#x",
        ] {
            target.register(&metadata(wrong)).await.assert_refused(400, "invalid_client_metadata");
        }
        target.register(&metadata("https://client.example/logout?x=1")).await.assert_status(201);
    }
);

specification!(
    discovery_says_that_frames_are_loaded_and_with_a_session,
    "Front-Channel Logout §3 MUST: frontchannel_logout_supported, and frontchannel_logout_session_supported where iss and sid can be passed",
    [FrontChannelLogout],
    alone("oidc-provider has no front-channel logout"),
    async |target| {
        for name in ["frontchannel_logout_supported", "frontchannel_logout_session_supported"] {
            assert_eq!(target.metadata[name], true, "{name}");
        }
    }
);
