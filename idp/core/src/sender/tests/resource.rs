use super::*;

fn presented<'a>(scheme: Scheme, dpop: &'a [String], certificate: &'a [Vec<u8>]) -> Presented<'a> {
    Presented { scheme, token: ACCESS, dpop, certificate, method: "GET", url: USERINFO }
}

// requirement: T06
#[tokio::test]
async fn a_proof_at_a_resource_is_for_the_token_beside_it() {
    let bench = Bench::new();
    for ath in [None, Some(""), Some("another"), Some(FakeSender::ath("another.access.token").as_str())] {
        let mut claims = bench.claims(Place::Resource);
        claims["ath"] = ath.into();
        let refusal = bench.prove(Place::Resource, &bench.key.proof(&claims)).await.unwrap_err();
        assert_eq!(word(&refusal), "invalid_dpop_proof", "{ath:?}");
    }
}

// requirement: T05 T06
#[tokio::test]
async fn a_bound_token_serves_the_holder_of_its_key_and_never_as_a_bearer() {
    let bench = Bench::new();
    let bound = Confirmation::Jkt(bench.key.jkt());
    let proof = || [bench.key.proof(&bench.claims(Place::Resource))];
    let by_key = proof();
    assert!(bench.senders.present(&client(), Some(&bound), &presented(Scheme::DPoP, &by_key, &[])).await.is_ok());

    let stranger = [FakeSender::new().proof(&bench.claims(Place::Resource))];
    let by_stranger = bench.senders.present(&client(), Some(&bound), &presented(Scheme::DPoP, &stranger, &[])).await;
    assert_eq!(word(&by_stranger.unwrap_err()), "invalid_token");

    let downgraded = proof();
    for headers in [&downgraded[..], &[]] {
        let refusal = bench.senders.present(&client(), Some(&bound), &presented(Scheme::Bearer, headers, &[])).await;
        assert_eq!(word(&refusal.unwrap_err()), "invalid_token");
    }
    let without = bench.senders.present(&client(), Some(&bound), &presented(Scheme::DPoP, &[], &[])).await;
    assert_eq!(word(&without.unwrap_err()), "invalid_dpop_proof");
}

#[tokio::test]
async fn a_token_that_is_bound_to_nothing_is_a_bearer_token() {
    let bench = Bench::new();
    let proof = [bench.key.proof(&bench.claims(Place::Resource))];
    let as_dpop = bench.senders.present(&client(), None, &presented(Scheme::DPoP, &proof, &[])).await;
    assert_eq!(word(&as_dpop.unwrap_err()), "invalid_token");
    assert!(bench.senders.present(&client(), None, &presented(Scheme::Bearer, &[], &[])).await.is_ok());
}

// requirement: T07
#[tokio::test]
async fn a_token_bound_to_a_certificate_comes_over_a_connection_with_it() {
    let bench = Bench::new();
    let (own, other) = ([b"own".to_vec(), b"authority".to_vec()], [b"other".to_vec(), b"own".to_vec()]);
    for form in [crate::client::CnfForm::Rfc8705, crate::client::CnfForm::AnsHex] {
        let bound = Confirmation::X5tS256(crate::sender::thumbprint(b"own", form));
        let shown = |scheme, certificate| presented(scheme, &[], certificate);
        assert!(bench.senders.present(&client(), Some(&bound), &shown(Scheme::Bearer, &own)).await.is_ok());
        for wrong in [shown(Scheme::Bearer, &other), shown(Scheme::Bearer, &[]), shown(Scheme::DPoP, &own)] {
            let refusal = bench.senders.present(&client(), Some(&bound), &wrong).await.unwrap_err();
            assert_eq!(word(&refusal), "invalid_token");
        }
    }
}
