use super::{enter, leave, logged_out, logout_token, told_at};
use crate::world::*;

// requirement: S04 S06
specification!(
    each_client_of_the_session_is_told_with_a_token_of_its_own,
    "Back-Channel Logout §2.5 MUST: every client that the session logged in is told; jti is of one token",
    [BackChannelLogout],
    differs("the page of oidc-provider has two buttons, and closes the session of one client without them"),
    async |target| {
        let (one, other) = ("/backchannel-one", "/backchannel-other");
        let (first, second) = (told_at(target, one, json!({})).await, told_at(target, other, json!({})).await);
        let browser = target.logged_in().await;
        let tokens = enter(&first, &browser).await;
        enter(&second, &browser).await;
        leave(target, &browser, &tokens).await;
        let said = target.verify(&logout_token(target, one).await.1).await;
        let elsewhere = target.verify(&logout_token(target, other).await.1).await;
        assert_eq!((&said.claims["aud"], &elsewhere.claims["aud"]), (&json!(first.id), &json!(second.id)));
        assert_ne!(said.claims["jti"], elsewhere.claims["jti"]);
    }
);

// requirement: S04
specification!(
    a_client_of_another_session_is_not_told,
    "Back-Channel Logout §2.5 MUST NOT: a session that goes on is not reported as over",
    [BackChannelLogout],
    async |target| {
        let (ends, stays) = ("/backchannel-ends", "/backchannel-stays");
        let (first, second) = (told_at(target, ends, json!({})).await, told_at(target, stays, json!({})).await);
        let (browser, other) = (target.logged_in().await, target.logged_in().await);
        let tokens = enter(&first, &browser).await;
        enter(&second, &other).await;
        leave(target, &browser, &tokens).await;
        logout_token(target, ends).await;
        assert!(target.receiver().await.received(stays).is_empty());
    }
);

// requirement: S06
specification!(
    a_client_that_fails_is_told_again_with_a_token_that_is_still_good,
    "Back-Channel Logout §2.8 SHOULD: a notice whose answer was 5xx is sent again, and its token has not expired",
    [BackChannelLogout],
    alone("oidc-provider tells a client once"),
    async |target| {
        let path = "/backchannel-again";
        let receiver = target.receiver().await;
        receiver.fail(path, 503, 1);
        logged_out(target, path).await;
        logout_token(target, path).await;
        let again = receiver.awaited_nth(path, 1).await;
        let token = again.body.split_once("logout_token=").expect("a logout_token").1.to_owned();
        let said = target.verify(&token).await;
        assert!(said.time("exp") > now(), "{}", said.claims);
    }
);

// requirement: S06
specification!(
    a_client_that_took_the_token_or_refused_it_is_not_told_again,
    "Back-Channel Logout §2.8 SHOULD NOT: a notice that was answered is not sent again, whether by 200 or by 400",
    [BackChannelLogout],
    async |target| {
        let (taken, refused) = ("/backchannel-taken", "/backchannel-refused");
        let receiver = target.receiver().await;
        receiver.fail(refused, 400, 9);
        logged_out(target, taken).await;
        logged_out(target, refused).await;
        logout_token(target, taken).await;
        logout_token(target, refused).await;
        tokio::time::sleep(std::time::Duration::from_secs(4)).await;
        assert_eq!((receiver.received(taken).len(), receiver.received(refused).len()), (1, 1));
    }
);

// requirement: S06
specification!(
    a_logout_that_a_client_does_not_hear_is_one_all_the_same,
    "Back-Channel Logout §2.7 MUST: the session is over whatever the clients answer",
    [BackChannelLogout],
    differs("the page of oidc-provider has two buttons, and closes the session of one client without them"),
    async |target| {
        let path = "/backchannel-deaf";
        target.receiver().await.fail(path, 500, 99);
        let client = told_at(target, path, json!({})).await;
        let browser = target.logged_in().await;
        let tokens = enter(&client, &browser).await;
        leave(target, &browser, &tokens).await;
        let silent = client.authorize_in(&browser, &client.request().with("prompt", "none")).await;
        silent.assert_error("login_required");
    }
);

// requirement: S03
specification!(
    what_was_given_for_the_session_ends_with_it,
    "Back-Channel Logout §2.7 SHOULD: refresh tokens that were issued without offline_access are revoked at the logout",
    [BackChannelLogout],
    alone("oidc-provider gives a refresh token for offline_access alone here"),
    async |target| {
        let client = told_at(target, "/backchannel-refresh", json!({})).await;
        let browser = target.logged_in().await;
        let tokens = enter(&client, &browser).await;
        let refresh = tokens["refresh_token"].as_str().expect("a refresh token").to_owned();
        leave(target, &browser, &tokens).await;
        client.refresh(&refresh).await.assert_refused(400, "invalid_grant");
        let access = tokens["access_token"].as_str().expect("an access token");
        client.userinfo(access).await.assert_challenged(401, "Bearer", "invalid_token");
    }
);
