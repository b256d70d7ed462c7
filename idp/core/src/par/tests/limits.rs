use super::*;

// requirement: O04
#[tokio::test]
async fn a_public_client_pushes_within_limits() {
    let house = house().await;
    let public = Client { id: "public".into(), auth: ClientAuth::None, profile: Profile::Oidc, ..client() };
    house.register(public).await;
    let form = format!("{}{PKCE}", FORM.replace("client_id=dui&client_secret=s3cret", "client_id=public"));
    for _ in 0..PUBLIC.tries {
        house.push(&form).await.unwrap();
    }
    assert!(matches!(house.push(&form).await, Err(ParRefusal::Throttled)));
    let without = form.replace(PKCE, "");
    assert!(house.push(&without).await.is_err());
}

// requirement: O04
#[tokio::test]
async fn a_client_that_proves_itself_does_not_fill_the_store_either() {
    let house = house().await;
    house.register(Client { id: "other".into(), ..proven(&house, Profile::Psc) }).await;
    let settings = PushSettings { a_client: 4, long: 2 };
    let par = PushedRequests::new(Deps { settings, ..house.par.0.clone() });
    let push = async |form: &str| {
        let params = Parameters::parse(form.as_bytes());
        par.push(&BackChannelCall::plain(&params, "192.0.2.1")).await
    };
    let claims = format!(r#"{{"userinfo":{{"{}":null}}}}"#, "a".repeat(5_000));
    let long = format!("{FORM}&claims={claims}");
    for _ in 0..2 {
        push(&long).await.unwrap();
    }
    assert!(matches!(push(&long).await, Err(ParRefusal::Throttled)), "long ones first");
    assert!(push(&FORM.replace("scope=openid", "scope=x")).await.is_err(), "what is not kept is not counted");
    for _ in 0..2 {
        push(FORM).await.unwrap();
    }
    assert!(matches!(push(FORM).await, Err(ParRefusal::Throttled)));
    assert!(push(&FORM.replace("client_id=dui", "client_id=other")).await.is_ok(), "nobody else is kept out");
    house.clock.advance(Seconds::minutes(10));
    assert!(push(FORM).await.is_ok());
}
