use crate::world::*;

/// A page, from which nothing leads to the address that was asked.
fn assert_stopped(page: &Answer, asked: &str) {
    assert!((400..500).contains(&page.status), "{asked}: {}", page.status);
    assert!(page.location().is_none(), "{asked} led to {:?}", page.location());
    assert!(asked.is_empty() || !page.body.contains(&format!("href=\"{asked}")), "{asked}: the page leads there");
}

// requirement: A01 A02
specification!(
    an_address_that_is_not_registered_gets_a_page,
    "RFC 6749 §3.1.2.4 MUST NOT: the user agent is not sent to an invalid redirection URI",
    [],
    async |target| {
        let client = target.client().await;
        let browser = target.session().await;
        let registered = client.redirect_uri();
        let wrong = [
            format!("{registered}/"),
            format!("{registered}?x=1"),
            registered.replace("https", "http"),
            registered.replace("/retour", "/Retour"),
            registered.replace("/retour", "/autre/../retour"),
            registered.replace("client.example", "client.example:8443"),
            registered.replace("client.example", "client.example.voleur.example"),
            registered.replace("https://", "https://voleur.example@"),
            "https://voleur.example/retour".to_owned(),
        ];
        for address in wrong {
            let request = client.request().with("redirect_uri", &address);
            assert_stopped(&browser.see(client.address(&request), "nowhere").await.page(), &address);
        }
    }
);

specification!(
    an_address_with_a_fragment_is_not_registered,
    "RFC 6749 §3.1.2 MUST NOT: the redirection URI does not include a fragment",
    [Registration],
    async |target| {
        let asked =
            json!({ "redirect_uris": ["https://client.example/retour#ici"], "grant_types": ["authorization_code"] });
        target.register(&asked).await.assert_refused(400, "invalid_redirect_uri");
    }
);

// requirement: A02
specification!(
    a_client_that_nobody_knows_gets_a_page,
    "RFC 6749 §4.1.2.1 MUST NOT: with an invalid client identifier the user agent is not redirected",
    [],
    async |target| {
        let client = target.client().await;
        let browser = target.session().await;
        for client_id in ["personne", "\"><script>", ""] {
            let request = client.request().with("client_id", client_id);
            let page = browser.see(client.address(&request), client.redirect_uri()).await.page();
            assert_stopped(&page, "");
            assert!(!page.body.contains("<script>"));
        }
        let twice = client.request().and("client_id", "personne");
        assert_stopped(&browser.see(client.address(&twice), client.redirect_uri()).await.page(), "");
    }
);

specification!(
    two_addresses_get_a_page,
    "RFC 6749 §3.1 MUST NOT: redirect_uri is not included more than once, and no address of such a request is trusted",
    [],
    async |target| {
        let client = target.client().await;
        let request = client.request().and("redirect_uri", "https://voleur.example/");
        let page = target.session().await.see(client.address(&request), "https://").await;
        assert_stopped(&page.page(), "https://voleur.example/");
    }
);

specification!(
    a_query_of_the_registered_address_is_kept,
    "RFC 6749 §3.1.2 MUST: a query component of the redirection URI is retained when parameters are added",
    [],
    async |target| {
        let address = "https://client.example/retour?service=paie&lieu=lyon";
        let client = target.client_with(json!({ "redirect_uris": [address] })).await;
        let callback = client.authorize(&client.request()).await;
        callback.code();
        assert_eq!((callback.get("service"), callback.get("lieu")), (Some("paie"), Some("lyon")));
    }
);

specification!(
    among_several_addresses_the_one_that_was_asked_is_used,
    "RFC 6749 §3.1.2.3 MUST: with several registered redirection URIs the request includes one, and it is compared",
    [],
    async |target| {
        let addresses = ["https://client.example/retour", "https://client.example/autre-retour"];
        let client = target.client_with(json!({ "redirect_uris": addresses })).await;
        let browser = target.session().await;
        for address in addresses {
            let request = client.request().with("redirect_uri", address);
            let callback = browser.go(client.address(&request), "https://client.example/").await.callback();
            assert_eq!(callback.to, address);
        }
        let without = client.request().without("redirect_uri");
        assert_stopped(&browser.see(client.address(&without), "https://client.example/").await.page(), "");
    }
);
