use ambient::Seconds;
use serde_json::json;

use super::*;

// requirement: T06
#[tokio::test]
async fn a_proof_that_holds_names_its_key_everywhere() {
    let bench = Bench::new();
    for place in Place::ALL {
        let proof = bench.key.proof(&bench.claims(place));
        assert_eq!(bench.prove(place, &proof).await.unwrap(), bench.key.jkt(), "{place:?}");
    }
}

/// One check of RFC 9449 §4.3 broken, everything else as it should be.
type Broken = (&'static str, fn(&mut Value, &mut Value));

fn broken() -> Vec<Broken> {
    vec![
        ("typ is missing", |header, _| drop(header.as_object_mut().unwrap().remove("typ"))),
        ("typ is that of another JWT", |header, _| header["typ"] = "JWT".into()),
        ("typ is another kind of proof", |header, _| header["typ"] = "at+jwt".into()),
        ("alg is none", |header, _| header["alg"] = "none".into()),
        ("alg is symmetric", |header, _| header["alg"] = "HS256".into()),
        ("alg is RS256", |header, _| header["alg"] = "RS256".into()),
        ("alg is ES384", |header, _| header["alg"] = "ES384".into()),
        ("alg is for another type of key", |header, _| header["alg"] = "PS256".into()),
        ("alg is missing", |header, _| drop(header.as_object_mut().unwrap().remove("alg"))),
        ("jwk is missing", |header, _| drop(header.as_object_mut().unwrap().remove("jwk"))),
        ("jwk is private", |header, _| header["jwk"]["d"] = "AQ".into()),
        ("jwk is symmetric", |header, _| header["jwk"] = json!({ "kty": "oct", "k": "AQ" })),
        ("jwk is not that of the signature", |header, _| header["jwk"] = FakeSender::new().jwk()),
        ("jwk is a list", |header, _| header["jwk"] = json!([header["jwk"]])),
        ("the header names another key", |header, _| header["jku"] = "https://evil.example/keys".into()),
        ("the header asks for an extension", |header, _| header["crit"] = json!(["b64"])),
        ("htm is missing", |_, claims| drop(claims.as_object_mut().unwrap().remove("htm"))),
        ("htm is another method", |_, claims| claims["htm"] = "PUT".into()),
        ("htm in small letters", |_, claims| claims["htm"] = claims["htm"].as_str().unwrap().to_lowercase().into()),
        ("htu is missing", |_, claims| drop(claims.as_object_mut().unwrap().remove("htu"))),
        ("htu is another host", |_, claims| claims["htu"] = swapped(claims, "idp.test", "rs.test")),
        ("htu is another path", |_, claims| claims["htu"] = swapped(claims, "openid-connect", "other")),
        ("htu is another scheme", |_, claims| claims["htu"] = swapped(claims, "https", "http")),
        ("htu is a list", |_, claims| claims["htu"] = json!([claims["htu"]])),
        ("iat is missing", |_, claims| drop(claims.as_object_mut().unwrap().remove("iat"))),
        ("iat is text", |_, claims| claims["iat"] = claims["iat"].to_string().into()),
        ("iat is 61 s ago", |_, claims| claims["iat"] = (claims["iat"].as_i64().unwrap() - 61).into()),
        ("iat is 11 s ahead", |_, claims| claims["iat"] = (claims["iat"].as_i64().unwrap() + 11).into()),
        ("jti is missing", |_, claims| drop(claims.as_object_mut().unwrap().remove("jti"))),
        ("jti is empty", |_, claims| claims["jti"] = "".into()),
        ("jti is endless", |_, claims| claims["jti"] = "j".repeat(257).into()),
        ("jti is a number", |_, claims| claims["jti"] = 1.into()),
    ]
}

fn swapped(claims: &Value, from: &str, to: &str) -> Value {
    claims["htu"].as_str().unwrap().replace(from, to).into()
}

// requirement: T06
#[tokio::test]
async fn each_check_of_a_proof_alone_refuses_it_at_every_place() {
    let bench = Bench::new();
    for place in Place::ALL {
        for (name, break_it) in broken() {
            let (mut header, mut claims) = (bench.key.header(), bench.claims(place));
            break_it(&mut header, &mut claims);
            let refusal = bench.prove(place, &bench.key.sign(&header, &claims)).await.unwrap_err();
            assert_eq!(word(&refusal), "invalid_dpop_proof", "{place:?}: {name}: {refusal}");
        }
    }
}

// requirement: T06
#[tokio::test]
async fn one_header_with_one_proof() {
    let bench = Bench::new();
    for place in Place::ALL {
        let [first, second] = [(); 2].map(|()| bench.key.proof(&bench.claims(place)));
        let both = bench.prove_as(&client(), place, &[first.clone(), second.clone()]).await.unwrap_err();
        assert_eq!(word(&both), "invalid_dpop_proof", "{place:?}");
        for header in [format!("{first}, {second}"), format!("{first}="), first[1..].to_owned(), String::new()] {
            assert_eq!(word(&bench.prove(place, &header).await.unwrap_err()), "invalid_dpop_proof", "{header}");
        }
        let long = json!({ "x": "y".repeat(9_000) });
        assert!(bench.prove(place, &bench.key.proof(&long)).await.is_err());
        assert!(bench.prove(place, &first).await.is_ok(), "{place:?}");
    }
}

// requirement: T06
#[tokio::test]
async fn a_proof_with_a_changed_signature_is_refused() {
    let bench = Bench::new();
    for place in Place::ALL {
        let proof = bench.key.proof(&bench.claims(place));
        let (signed, signature) = proof.rsplit_once('.').unwrap();
        let other = bench.key.proof(&bench.claims(place));
        let foreign = other.rsplit_once('.').unwrap().1;
        assert!(bench.prove(place, &format!("{signed}.{foreign}")).await.is_err());
        assert!(bench.prove(place, &format!("{signed}.")).await.is_err());
        assert!(bench.prove(place, &format!("{signed}.{signature}")).await.is_ok());
    }
}

// requirement: T06
#[tokio::test]
async fn a_proof_serves_once_and_its_identifier_too() {
    let bench = Bench::new();
    for place in Place::ALL {
        let claims = bench.claims(place);
        assert!(bench.prove(place, &bench.key.proof(&claims)).await.is_ok());
        let again = bench.prove(place, &bench.key.proof(&claims)).await.unwrap_err();
        assert_eq!(word(&again), "invalid_dpop_proof", "{place:?}");
    }
    let mut claims = bench.claims(Place::Token);
    assert!(bench.prove(Place::Token, &bench.key.proof(&claims)).await.is_ok());
    claims["iat"] = (claims["iat"].as_i64().unwrap() - 1).into();
    assert!(bench.prove(Place::Token, &bench.key.proof(&claims)).await.is_err(), "the jti was used");
}

// requirement: T06 K04
#[tokio::test]
async fn clocks_may_differ_a_little() {
    let bench = Bench::new();
    for place in Place::ALL {
        for (offset, accepted) in
            [(-61, false), (-60, true), (-10, true), (0, true), (10, true), (11, false), (61, false)]
        {
            let mut claims = bench.claims(place);
            claims["iat"] = (bench.ambient.now().seconds() + offset).into();
            let answer = bench.prove(place, &bench.key.proof(&claims)).await;
            assert_eq!(answer.is_ok(), accepted, "{place:?} {offset}");
        }
    }
    let mut claims = bench.claims(Place::Token);
    claims["iat"] = json!(bench.ambient.now().seconds() as f64 + 0.5);
    assert!(bench.prove(Place::Token, &bench.key.proof(&claims)).await.is_ok(), "RFC 7519 §2: not only whole seconds");
}

// spec: RFC 9449 §4.3 MUST
// requirement: T06 K04
#[tokio::test]
async fn a_nonce_dates_the_proof_of_a_late_clock_and_never_of_one_ahead() {
    let bench = Bench::new();
    for place in Place::ALL {
        let dated = |offset: i64| {
            let mut claims = bench.claims(place);
            claims["nonce"] = bench.senders.nonce().into();
            claims["iat"] = (bench.ambient.now().seconds() + offset).into();
            [bench.key.proof(&claims)]
        };
        assert!(bench.prove_as(&fapi(), place, &dated(3_600)).await.is_err(), "{place:?}");
        let late = dated(-3_600);
        assert!(bench.prove_as(&fapi(), place, &late).await.is_ok(), "{place:?}");
        bench.clock.advance(Seconds(240));
        assert!(bench.prove_as(&fapi(), place, &late).await.is_err(), "{place:?}: once, for as long as its nonce");
    }
}

// requirement: T06
#[tokio::test]
async fn a_nonce_is_ours_and_fapi_clients_always_carry_one() {
    let bench = Bench::new();
    for place in Place::ALL {
        let without = bench.prove_as(&fapi(), place, &[bench.key.proof(&bench.claims(place))]).await.unwrap_err();
        assert_eq!(word(&without), "use_dpop_nonce", "{place:?}");
        let nonce = without.nonce().unwrap().to_owned();
        assert_eq!(nonce, bench.senders.nonce());
        let carrying = |value: Value| {
            let mut claims = bench.claims(place);
            claims["nonce"] = value;
            [bench.key.proof(&claims)]
        };
        assert!(bench.prove_as(&fapi(), place, &carrying(nonce.clone().into())).await.is_ok());
        for foreign in [json!("of another server"), json!(""), json!(1), Value::Null] {
            for client in [fapi(), client()] {
                let refusal = bench.prove_as(&client, place, &carrying(foreign.clone())).await.unwrap_err();
                assert_eq!(word(&refusal), "use_dpop_nonce", "{place:?} {foreign}");
            }
        }
        bench.clock.advance(Seconds::minutes(10));
        assert!(bench.prove_as(&fapi(), place, &carrying(nonce.into())).await.is_err(), "too old");
    }
}

// requirement: T06
#[tokio::test]
async fn a_proof_refused_for_its_nonce_may_come_again_with_its_identifier() {
    let bench = Bench::new();
    let mut claims = bench.claims(Place::Token);
    assert!(bench.prove_as(&fapi(), Place::Token, &[bench.key.proof(&claims)]).await.is_err());
    claims["nonce"] = bench.senders.nonce().into();
    assert!(bench.prove_as(&fapi(), Place::Token, &[bench.key.proof(&claims)]).await.is_ok());
}

// requirement: T06
#[tokio::test]
async fn a_nonce_is_asked_of_everybody_where_the_operator_says_so() {
    let bench = Bench::new();
    let mut deps = bench.senders.0.clone();
    deps.settings.nonce_always = true;
    let bench = Bench { senders: Senders::new(deps), ..bench };
    let refusal = bench.prove(Place::Token, &bench.key.proof(&bench.claims(Place::Token))).await.unwrap_err();
    assert_eq!(refusal.public().error, ErrorCode::UseDpopNonce);
}

// requirement: T05
#[tokio::test]
async fn a_client_whose_tokens_are_bound_gets_none_without_a_proof() {
    let bench = Bench::new();
    let mut bound = client();
    bound.tokens.dpop_bound = true;
    for client in [bound, fapi()] {
        let refusal = bench.prove_as(&client, Place::Token, &[]).await.unwrap_err();
        assert_eq!(word(&refusal), "invalid_dpop_proof");
    }
    let params = Parameters::default();
    let plain = BackChannelCall::plain(&params, "192.0.2.1");
    assert_eq!(bench.senders.prove(&client(), &plain).await.unwrap(), None);
}

#[tokio::test]
async fn a_pushed_request_binds_its_code_by_a_proof_or_a_thumbprint_that_agree() {
    let bench = Bench::new();
    let params = Parameters::default();
    let plain = BackChannelCall::plain(&params, "192.0.2.1");
    assert_eq!(bench.senders.announce(&client(), &plain, None).await.unwrap(), None);
    assert_eq!(bench.senders.announce(&client(), &plain, Some("jkt")).await.unwrap().as_deref(), Some("jkt"));
    for (asked, accepted) in [(bench.key.jkt(), true), (FakeSender::new().jkt(), false)] {
        let headers = [bench.key.proof(&bench.claims(Place::Par))];
        let call = BackChannelCall { dpop: &headers, url: PAR, ..plain };
        let answer = bench.senders.announce(&client(), &call, Some(&asked)).await;
        assert_eq!(answer.is_ok(), accepted);
    }
}
