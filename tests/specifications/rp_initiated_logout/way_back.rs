use super::{BYE, end, logged_in};
use crate::world::*;

// requirement: S05
specification!(
    the_way_back_carries_the_state,
    "RP-Initiated Logout §3 MUST: after the logout the browser is sent to the registered address, with the state that came",
    [EndSession],
    differs("oidc-provider asks the person even with a good hint"),
    async |target| {
        let (_, browser, hint) = logged_in(target).await;
        let pairs = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", BYE), ("state", "a b&c")];
        let callback = end(target, &browser, &pairs).await.callback();
        assert_eq!(callback.get("state"), Some("a b&c"));
    }
);

// requirement: S05
specification!(
    a_way_back_that_is_not_registered_is_not_taken,
    "RP-Initiated Logout §3 MUST NOT: no redirection to an address that is not registered, or only with a query added",
    [EndSession],
    async |target| {
        let (_, browser, hint) = logged_in(target).await;
        for bad in ["https://client.example/elsewhere", "https://client.example/bye?x=1", "https://evil.example/bye"] {
            let pairs = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", bad)];
            assert_eq!(end(target, &browser, &pairs).await.page().status, 400, "{bad}");
        }
    }
);

// requirement: S05
specification!(
    a_way_back_without_a_client_is_not_taken,
    "RP-Initiated Logout §3 MUST NOT: without id_token_hint and client_id there is nobody who registered the address",
    [EndSession],
    async |target| {
        let (_, browser, _) = logged_in(target).await;
        let pairs = [("post_logout_redirect_uri", BYE), ("state", "s")];
        end(target, &browser, &pairs).await.page();
    }
);

// requirement: S05
specification!(
    a_way_back_without_state_has_none,
    "RP-Initiated Logout §3 MUST: state is passed back if it was in the request, and not otherwise",
    [EndSession],
    differs("oidc-provider asks the person even with a good hint"),
    async |target| {
        let (_, browser, hint) = logged_in(target).await;
        let pairs = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", BYE)];
        let callback = end(target, &browser, &pairs).await.callback();
        assert_eq!((callback.to.as_str(), callback.get("state")), (BYE, None));
    }
);

// requirement: S05
specification!(
    a_way_back_of_another_client_is_not_taken,
    "RP-Initiated Logout §3 MUST: post_logout_redirect_uri was registered by the client of the hint",
    [EndSession],
    async |target| {
        let (_, browser, hint) = logged_in(target).await;
        let theirs = "https://autre.example/bye";
        target.client_with(json!({ "post_logout_redirect_uris": [theirs] })).await;
        let pairs = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", theirs)];
        assert_eq!(end(target, &browser, &pairs).await.page().status, 400);
    }
);
