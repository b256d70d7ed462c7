use crate::world::callback::Mode;
use crate::world::*;

specification!(
    a_code_comes_in_the_query_unless_asked_otherwise,
    "Multiple Response Types §2 MUST: the default response mode of code is query",
    [],
    async |target| {
        let client = target.client().await;
        assert_eq!(client.authorize(&client.request()).await.mode, Mode::Query);
        assert_eq!(client.authorize(&client.request().with("response_mode", "query")).await.mode, Mode::Query);
    }
);

specification!(
    a_code_comes_in_the_fragment_when_asked,
    "Multiple Response Types §2.1 MUST: with response_mode=fragment parameters are in the fragment",
    [],
    async |target| {
        let client = target.client().await;
        let callback = client.authorize(&client.request().with("response_mode", "fragment")).await;
        callback.code();
        assert_eq!(callback.mode, Mode::Fragment);
    }
);

specification!(
    an_error_comes_as_the_code_would_have,
    "Multiple Response Types §2.1 MUST: response_mode holds for errors as well",
    [FormPost],
    async |target| {
        let client = target.client().await;
        for (mode, expected) in [("fragment", Mode::Fragment), ("form_post", Mode::FormPost), ("query", Mode::Query)] {
            let request = client.request().with("response_mode", mode).with("prompt", "none login");
            let callback = client.authorize(&request).await;
            callback.assert_error("invalid_request");
            assert_eq!((callback.mode, callback.get("state")), (expected, Some(request.get("state"))));
        }
    }
);

specification!(
    a_mode_that_nobody_knows_is_refused,
    "Multiple Response Types §2.1 MUST: an unsupported response_mode is an error",
    [],
    async |target| {
        let client = target.client().await;
        let request = client.request().with("response_mode", "pigeon");
        let outcome = target.session().await.see(client.address(&request), client.redirect_uri()).await;
        match outcome {
            Outcome::Callback(callback) => {
                let error = callback.get("error").unwrap_or_default();
                assert!(["invalid_request", "unsupported_response_mode"].contains(&error), "{:?}", callback.params);
            }
            Outcome::Page(page) => assert!((400..500).contains(&page.status), "{}", page.status),
        }
    }
);
