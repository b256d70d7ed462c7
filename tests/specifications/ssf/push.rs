use super::{Hearer, PUSH, SESSION_REVOKED, VERIFICATION};
use crate::world::*;

specification!(
    a_signal_is_pushed_to_the_address_of_the_stream,
    "SSF §6.1.1 MUST: pushing is RFC 8935: one token a POST, of type application/secevent+jwt",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let (hearer, receiver) = (Hearer::new(target).await, target.receiver().await);
        let url = receiver.url("/signaux-verification");
        let stream = hearer.stream(json!({ "method": PUSH, "endpoint_url": url })).await;
        hearer.verify(&stream, "pousse").await.assert_status(204);
        let call = receiver.awaited("/signaux-verification").await;
        assert_eq!(call.headers["content-type"], "application/secevent+jwt");
        let set = target.verify(&call.body).await;
        assert_eq!((set.headers["typ"].as_str(), set.text("aud")), (Some("secevent+jwt"), hearer.client.id.as_str()));
        assert_eq!(set.claims["events"], json!({ VERIFICATION: { "state": "pousse" } }));
    }
);

// requirement: S08
specification!(
    a_logout_is_pushed_once,
    "SSF §6.1.1 MUST NOT: a token that its receiver has taken is not pushed again",
    [ClientCredentials, EndSession],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let (hearer, receiver) = (Hearer::new(target).await, target.receiver().await);
        let url = receiver.url("/signaux-fin");
        hearer.stream(json!({ "method": PUSH, "endpoint_url": url })).await;
        let id = hearer.somebody_comes_and_goes().await;
        let set = target.verify(&receiver.awaited("/signaux-fin").await.body).await;
        assert!(set.claims["events"][SESSION_REVOKED].is_object(), "{}", set.claims);
        assert_eq!(set.claims["sub_id"]["user"]["sub"], id.text("sub"));
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        assert_eq!(receiver.received("/signaux-fin").len(), 1);
    }
);

specification!(
    signals_go_to_https_addresses_alone,
    "SSF §6.1.1 MUST: the address of a push is one of TLS",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        for url in ["http://receiver.example/", "https://user@receiver.example/", "ftp://receiver.example/", "x"] {
            let asked = json!({ "delivery": { "method": PUSH, "endpoint_url": url } });
            let answer = hearer.ask(reqwest::Method::POST, "configuration_endpoint", "", Some(asked)).await;
            assert_eq!(answer.status, 400, "{url}: {}", answer.body);
        }
    }
);
