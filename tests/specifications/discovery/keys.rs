use crate::world::*;

specification!(
    published_keys_are_public,
    "OpenID Connect Discovery §3 MUST NOT: the JWK set holds no private or symmetric key",
    [],
    async |target| {
        let keys = target.keys().await;
        assert!(!keys.is_empty());
        for key in keys {
            for member in ["d", "p", "q", "dp", "dq", "qi", "k"] {
                assert!(key[member].is_null(), "{member} is published");
            }
            assert_ne!(key["kty"], "oct");
        }
    }
);

specification!(
    published_keys_have_each_a_name_and_a_use,
    "OpenID Connect Discovery §3 MUST: keys have use, and a kid that no other has",
    [],
    async |target| {
        let keys = target.keys().await;
        let mut names: Vec<_> = keys.iter().map(|key| key["kid"].as_str().expect("a kid").to_owned()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), keys.len());
        assert!(keys.iter().all(|key| key["use"] == "sig" || key["use"] == "enc"));
    }
);

specification!(
    there_is_a_key_for_every_algorithm_that_is_announced,
    "OpenID Connect Discovery §3 MUST: the keys that sign are published",
    [],
    async |target| {
        let keys = target.keys().await;
        let algs = target.metadata["id_token_signing_alg_values_supported"].as_array().expect("a list").clone();
        for alg in algs {
            let kind = match alg.as_str().expect("a word") {
                "ES256" => "EC",
                "EdDSA" => "OKP",
                _ => "RSA",
            };
            let fits = |key: &Value| key["kty"] == kind && (key["alg"].is_null() || key["alg"] == alg);
            assert!(keys.iter().any(fits), "no key for {alg}");
        }
    }
);
