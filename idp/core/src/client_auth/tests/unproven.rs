use super::*;

/// The code that a developer reads, and what came.
fn told(answer: Result<Client, ClientAuthRefusal>) -> (&'static str, Option<String>) {
    let refusal = answer.err().unwrap();
    assert_eq!(refusal.public().description, "client authentication failed", "in production they all read the same");
    (refusal.code(), refusal.compared().map(|compared| compared.received))
}

// requirement: O03
#[tokio::test]
async fn each_check_of_an_assertion_has_its_code_and_says_what_came() {
    let keyed = Keyed::new().await;
    let now = keyed.house.ambient.now().seconds();
    for (place, (name, value, code)) in [
        ("iss", json!("other"), "client.assertion-iss"),
        ("aud", json!(["https://evil.example"]), "client.assertion-aud"),
        ("exp", json!(now - 61), "client.assertion-exp"),
        ("iat", json!(now + 61), "client.assertion-iat"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut claims = keyed.claims(&format!("told-{place}"));
        let received = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        claims[name] = value;
        assert_eq!(told(keyed.present(&header(), &claims).await), (code, Some(received)));
    }
    let unknown = Header { kid: Some("k2".into()), ..header() };
    assert_eq!(told(keyed.present(&unknown, &keyed.claims("key")).await), ("client.assertion-cle", None));
    keyed.present(&header(), &keyed.claims("once")).await.unwrap();
    assert_eq!(told(keyed.present(&header(), &keyed.claims("once")).await), ("client.assertion-rejouee", None));
}

// requirement: O03
#[tokio::test]
async fn an_algorithm_that_is_not_the_registered_one_is_named() {
    let keyed = Keyed::new().await;
    keyed.house.change_client("keyed", |client| client.assertion_alg = Some(jose::JwsAlg::PS256)).await;
    let received = Some("ES256".to_owned());
    assert_eq!(told(keyed.present(&header(), &keyed.claims("alg")).await), ("client.assertion-alg", received));
}

// requirement: O03
#[tokio::test]
async fn another_method_than_the_registered_one_is_named_and_no_secret_is_told() {
    let house = house().await;
    let other = call(&house, None, &[("client_id", "basic"), ("client_secret", SECRET)]).await;
    assert_eq!(told(other), ("client.autre-procede", Some("client_secret_post".to_owned())));
    let wrong = call(&house, Some(&basic("basic", "wrong-s3cret")), &[]).await.err().unwrap();
    assert!(!format!("{wrong:?}").contains("wrong-s3cret"));
    assert_eq!(told(Err(wrong)), ("client.secret", None));
}
