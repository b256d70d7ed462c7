use crate::world::callback::Mode;
use crate::world::*;

const MODES: [(&str, Mode); 4] = [
    ("jwt", Mode::Query),
    ("query.jwt", Mode::Query),
    ("fragment.jwt", Mode::Fragment),
    ("form_post.jwt", Mode::FormPost),
];

// requirement: A06
specification!(
    each_mode_carries_one_signed_response,
    "JARM §2.3 MUST: the answer is one parameter, response, in the place that the mode names",
    [Jarm],
    async |target| {
        let client = target.client().await;
        for (mode, place) in MODES {
            let request = client.request().with("response_mode", mode);
            let callback = client.authorize(&request).await;
            assert_eq!(callback.mode, place, "{mode}");
            assert_eq!(callback.params.len(), 1, "{mode}: {:?}", callback.params);
            let claims = callback.jarm(target).await;
            assert_eq!(claims.text("state"), request.get("state"));
            let code = claims.text("code").to_owned();
            let params = vec![("code".to_owned(), code)];
            client.redeem(&Callback { params, ..callback }, &request).await.ok();
        }
    }
);

// requirement: A06
specification!(
    a_response_says_from_whom_for_whom_and_until_when,
    "JARM §2.1 MUST: iss, aud and exp are in the JWT; a lifetime of ten minutes at most is recommended",
    [Jarm],
    async |target| {
        let client = target.client().await;
        let claims = client.authorize(&client.request().with("response_mode", "jwt")).await.jarm(target).await;
        assert_eq!(claims.text("iss"), target.issuer);
        assert_eq!(claims.claims["aud"], client.id.as_str());
        assert!((1..=600).contains(&(claims.time("exp") - now())), "{}", claims.claims);
    }
);

// requirement: A06
specification!(an_error_is_signed_too, "JARM §2.1 MUST: error responses are JWTs as well", [Jarm], async |target| {
    let client = target.client().await;
    for (mode, place) in MODES {
        let request = client.request().with("response_mode", mode).with("prompt", "none login");
        let callback = client.authorize(&request).await;
        assert_eq!(callback.mode, place, "{mode}");
        let claims = callback.jarm(target).await;
        assert_eq!((claims.text("error"), claims.text("state")), ("invalid_request", request.get("state")));
        assert_eq!((claims.text("iss"), callback.get("error")), (target.issuer.as_str(), None));
    }
});

specification!(
    a_response_is_signed_as_the_client_registered,
    "JARM §3 MUST: authorization_signed_response_alg is the algorithm of the JWT",
    [Jarm],
    async |target| {
        for alg in ["ES256", "PS256"] {
            if !target.offers("authorization_signing_alg_values_supported", alg) {
                continue;
            }
            let client = target.client_with(json!({ "authorization_signed_response_alg": alg })).await;
            let claims = client.authorize(&client.request().with("response_mode", "jwt")).await.jarm(target).await;
            assert_eq!(claims.headers["alg"], alg);
        }
    }
);

specification!(
    without_a_registered_algorithm_a_response_is_signed_with_rs256,
    "JARM §3 MUST: authorization_signed_response_alg defaults to RS256",
    [Jarm],
    async |target| {
        let client = target.client().await;
        let claims = client.authorize(&client.request().with("response_mode", "jwt")).await.jarm(target).await;
        assert_eq!(claims.headers["alg"], "RS256");
    }
);

// requirement: K01
specification!(
    a_response_is_never_unsigned,
    "JARM §3 MUST NOT: the algorithm none is not allowed, nor announced",
    [Jarm, Registration],
    async |target| {
        assert!(!target.offers("authorization_signing_alg_values_supported", "none"));
        let metadata = json!({
            "redirect_uris": ["https://client.example/cb"], "authorization_signed_response_alg": "none",
        });
        target.register(&metadata).await.assert_refused(400, "invalid_client_metadata");
    }
);

specification!(
    an_encryption_of_the_response_says_its_algorithm,
    "JARM §3 MUST: authorization_encrypted_response_enc comes with authorization_encrypted_response_alg",
    [Jarm, Registration],
    async |target| {
        let metadata = json!({
            "redirect_uris": ["https://client.example/cb"], "authorization_encrypted_response_enc": "A256GCM",
        });
        target.register(&metadata).await.assert_refused(400, "invalid_client_metadata");
    }
);

// requirement: A06
specification!(
    nothing_stands_beside_the_signed_response,
    "JARM §2.3 MUST NOT: parameters are in the JWT and not beside it, in errors neither",
    [Jarm],
    async |target| {
        let client = target.client().await;
        for prompt in ["", "none login"] {
            let request = client.request().with("response_mode", "query.jwt").with("prompt", prompt);
            let callback = client.authorize(&request).await;
            let names: Vec<_> = callback.params.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, ["response"], "{prompt}");
        }
    }
);
