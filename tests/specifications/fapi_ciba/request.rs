use crate::world::*;

const ENDPOINT: &str = "backchannel_authentication_endpoint";
const SOMEBODY: &str = "899900099998";

/// A client of the profile that polls, with this algorithm for its requests.
async fn client(target: &'static Target) -> Client {
    let grants = ["authorization_code", "refresh_token", "urn:openid:params:grant-type:ciba"];
    let metadata = json!({
        "grant_types": grants, "backchannel_token_delivery_mode": "poll", "caducee_profile": "fapi-ciba",
        "backchannel_authentication_request_signing_alg": "ES256", "dpop_bound_access_tokens": true,
        "require_pushed_authorization_requests": true,
    });
    target.client_with(metadata).await
}

/// The signed request with nothing wrong (CIBA Core §7.1.1).
fn object(client: &Client) -> Jwt {
    Jwt::new(&client.key)
        .claim("iss", client.id.as_str())
        .claim("aud", client.target.issuer.as_str())
        .claim("jti", random())
        .claim("iat", now())
        .claim("nbf", now())
        .claim("exp", now() + 300)
        .claim("scope", "openid")
        .claim("login_hint", SOMEBODY)
        .claim("binding_message", "42")
}

async fn ask(client: &Client, object: &str) -> Answer {
    client.call(ENDPOINT).pair("request", object).send().await
}

// requirement: M01
specification!(
    a_signed_request_is_taken,
    "FAPI-CIBA §5.2.2 MUST: signed authentication requests are supported",
    [Ciba],
    async |target| {
        let client = client(target).await;
        let answer = ask(&client, &object(&client).text()).await.ok();
        assert!(answer["auth_req_id"].is_string(), "{answer}");
    }
);

// requirement: M01
specification!(
    a_request_is_signed,
    "FAPI-CIBA §5.2.2 MUST: authentication requests are signed",
    [Ciba],
    async |target| {
        let client = client(target).await;
        let pairs = [("scope", "openid"), ("login_hint", SOMEBODY), ("binding_message", "42")];
        client.call(ENDPOINT).pairs(&pairs).send().await.assert_refused(400, "invalid_request");
        for forged in [
            object(&client).spoiled().text(),
            object(&client).unsigned(),
            object(&client).signed_by(&Key::es256()).text(),
        ] {
            let answer = ask(&client, &forged).await;
            answer.assert_refused_as(400, &["invalid_request", "invalid_request_object"]);
        }
    }
);

specification!(
    a_signed_request_has_its_claims,
    "CIBA §7.1.1 MUST: aud, iss, exp, iat, nbf and jti are in a signed request",
    [Ciba],
    async |target| {
        let client = client(target).await;
        for claim in ["aud", "iss", "exp", "iat", "nbf", "jti"] {
            let answer = ask(&client, &object(&client).without(claim).text()).await;
            assert_eq!(answer.status, 400, "{claim}: {}", answer.body);
        }
    }
);

specification!(
    a_signed_request_is_of_this_client_for_this_server_and_of_now,
    "CIBA §7.1.1 MUST: iss is the client_id, aud the issuer, and the request has not expired",
    [Ciba],
    async |target| {
        let client = client(target).await;
        let wrong = [
            object(&client).claim("iss", "autre"),
            object(&client).claim("aud", "https://ailleurs.example"),
            object(&client).claim("exp", now() - 120).claim("nbf", now() - 300).claim("iat", now() - 300),
            object(&client).claim("nbf", now() + 300).claim("exp", now() + 600),
        ];
        for wrong in wrong {
            assert_eq!(ask(&client, &wrong.text()).await.status, 400);
        }
    }
);

specification!(
    a_signed_request_holds_everything,
    "CIBA §7.1.1 MUST: parameters are not also sent outside of the signed request",
    [Ciba],
    differs("oidc-provider takes what is signed and ignores the rest"),
    async |target| {
        let client = client(target).await;
        let call = client.call(ENDPOINT).pair("request", object(&client).text()).pair("scope", "openid profile");
        let answer = call.pair("login_hint", "899900099997").send().await;
        assert_eq!(answer.status, 400, "{}", answer.body);
    }
);
