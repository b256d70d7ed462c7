use serde_json::json;

use super::*;

// requirement: O03
#[tokio::test]
async fn a_check_of_two_values_tells_what_came_and_what_would_have_done() {
    let bench = Bench::new();
    let late = bench.ambient.now().seconds() - 61;
    for (name, wrong, code) in [
        ("htm", json!("PUT"), "cle.htm"),
        ("htu", json!("https://evil.example/"), "cle.htu"),
        ("iat", json!(late), "cle.iat"),
        ("ath", json!("another"), "cle.ath"),
    ] {
        let mut claims = bench.claims(Place::Resource);
        let came = wrong.as_str().map_or_else(|| wrong.to_string(), str::to_owned);
        claims[name] = wrong;
        let refusal = bench.prove(Place::Resource, &bench.key.proof(&claims)).await.unwrap_err();
        let compared = refusal.compared().unwrap();
        assert_eq!((refusal.code(), compared.received), (code, came));
        assert!(!compared.expected.is_empty(), "{name}");
    }
}

// requirement: O03 T06
#[tokio::test]
async fn a_nonce_that_is_old_is_told_beside_the_one_to_use() {
    let bench = Bench::new();
    for (sent, received) in [(None, "nothing"), (Some("old"), "old")] {
        let mut claims = bench.claims(Place::Token);
        if let Some(nonce) = sent {
            claims["nonce"] = nonce.into();
        }
        let refusal = bench.prove_as(&fapi(), Place::Token, &[bench.key.proof(&claims)]).await.unwrap_err();
        let compared = refusal.compared().unwrap();
        assert_eq!((Some(compared.expected.as_str()), compared.received.as_str()), (refusal.nonce(), received));
    }
}
