use super::{BYE, alive, end, logged_in};
use crate::world::*;

// requirement: S04 S05
specification!(
    a_hint_of_the_session_closes_it,
    "RP-Initiated Logout §2 MUST: the OP supports the logout endpoint by GET, and the session of the hint is over",
    [EndSession],
    differs("oidc-provider asks the person even with a good hint"),
    async |target| {
        let (client, browser, hint) = logged_in(target).await;
        end(target, &browser, &[("id_token_hint", &hint)]).await.page();
        assert!(!alive(&client, &browser).await);
    }
);

// requirement: S05
specification!(
    without_a_hint_the_person_is_asked,
    "RP-Initiated Logout §6 SHOULD: without a hint the OP asks before it closes the session",
    [EndSession],
    async |target| {
        let (client, browser, _) = logged_in(target).await;
        let page = end(target, &browser, &[]).await.page();
        assert_eq!(page.status, 200);
        assert!(alive(&client, &browser).await, "nothing happened yet");
    }
);

// requirement: S05
specification!(
    a_hint_that_is_not_of_the_provider_is_refused,
    "RP-Initiated Logout §4 MUST: an id_token_hint that the OP did not issue is an error, and no redirection follows",
    [EndSession],
    async |target| {
        let (client, browser, hint) = logged_in(target).await;
        let mut parts = hint.split('.');
        let (_, claims) = (parts.next(), parts.next().expect("claims"));
        let unsigned = format!("eyJhbGciOiJub25lIn0.{claims}.");
        for bad in ["bad", unsigned.as_str()] {
            let outcome = end(target, &browser, &[("id_token_hint", bad), ("post_logout_redirect_uri", BYE)]).await;
            assert_eq!(outcome.page().status, 400, "{bad}");
        }
        assert!(alive(&client, &browser).await);
    }
);

// requirement: S05
specification!(
    client_id_agrees_with_the_hint,
    "RP-Initiated Logout §2 MUST: client_id, when it comes with a hint, is the client of the hint",
    [EndSession],
    async |target| {
        let (_, browser, hint) = logged_in(target).await;
        let other = target.client().await;
        let pairs = [("id_token_hint", hint.as_str()), ("client_id", other.id.as_str())];
        assert_eq!(end(target, &browser, &pairs).await.page().status, 400);
    }
);

// requirement: S05
specification!(
    a_logout_by_form_is_one_like_by_address,
    "RP-Initiated Logout §2 MUST: the logout endpoint supports POST, with the parameters in the form",
    [EndSession],
    differs("oidc-provider asks the person even with a good hint"),
    async |target| {
        let (client, browser, hint) = logged_in(target).await;
        let address = target.endpoint("end_session_endpoint");
        let form = browser.http.post(address).header("accept", "text/html").form(&[("id_token_hint", &hint)]);
        let page = browser.follow(Answer::of(form).await, BYE).await.page();
        assert_eq!(page.status, 200);
        assert!(!alive(&client, &browser).await);
    }
);

// requirement: S05
specification!(
    a_parameter_comes_once,
    "RP-Initiated Logout §2 MUST: a request that cannot be read is refused, and the session goes on",
    [EndSession],
    async |target| {
        let (client, browser, hint) = logged_in(target).await;
        let pairs = [("id_token_hint", hint.as_str()), ("id_token_hint", hint.as_str())];
        assert_eq!(end(target, &browser, &pairs).await.page().status, 400);
        assert!(alive(&client, &browser).await);
    }
);

// requirement: S05
specification!(
    what_only_dresses_the_page_changes_nothing_else,
    "RP-Initiated Logout §2 MAY: logout_hint and ui_locales are taken, and what nobody knows is ignored",
    [EndSession],
    async |target| {
        let (client, browser, _) = logged_in(target).await;
        let pairs = [("logout_hint", "nobody"), ("ui_locales", "en fr"), ("nonsense", "x")];
        assert_eq!(end(target, &browser, &pairs).await.page().status, 200);
        assert!(alive(&client, &browser).await, "the person is asked first");
    }
);
