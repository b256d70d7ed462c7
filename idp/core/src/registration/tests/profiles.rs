//! Each profile's contradictions, one at a time.

use serde_json::{Value, json};

use super::declared;

/// A key that nobody checks: the checks read its shape.
fn keys() -> Value {
    json!({"keys": [{"kty": "EC", "crv": "P-256", "x": "a", "y": "b"}]})
}

/// A FAPI 2.0 client that holds.
fn fapi(d: &mut Value, profile: &str) {
    d["profile"] = json!(profile);
    d["auth"] = json!("private_key_jwt");
    d.as_object_mut().unwrap().remove("secret");
    d["jwks"] = keys();
    d["dpop_bound_access_tokens"] = json!(true);
    d["scopes"] = json!(["openid"]);
    if profile == "fapi-ciba" {
        d["grant_types"] = json!(["urn:openid:params:grant-type:ciba"]);
        d["backchannel_token_delivery_mode"] = json!("poll");
    }
}

fn objected(profile: &str, change: impl FnOnce(&mut Value)) -> Vec<&'static str> {
    let whole = |d: &mut Value| {
        fapi(d, profile);
        change(d);
    };
    declared(whole).objections().into_iter().map(|objection| objection.key).collect()
}

const FAPI: [&str; 3] = ["fapi2", "fapi2-message-signing", "fapi-ciba"];

#[test]
fn a_client_of_each_fapi_profile_that_says_all_it_must_holds() {
    for profile in FAPI {
        assert_eq!(objected(profile, |_| {}), [""; 0], "{profile}");
    }
}

// requirement: C01
// FAPI 2.0 Security Profile §5.3.2.1-6
#[test]
fn a_secret_is_not_of_a_fapi_profile() {
    for profile in FAPI {
        let with_secret = |d: &mut Value| {
            d["auth"] = json!("client_secret_basic");
            d["secret"] = json!("0123456789abcdef0123456789abcdef");
        };
        assert_eq!(objected(profile, with_secret), ["auth"], "{profile}");
    }
}

// requirement: A09
// FAPI 2.0 Security Profile §5.3.2.2-2
#[test]
fn a_fapi_2_client_asks_nobody_by_a_device_which_pushes_no_request() {
    let device = |d: &mut Value| {
        d["grant_types"] = json!(["authorization_code", "urn:ietf:params:oauth:grant-type:device_code"]);
    };
    for profile in ["fapi2", "fapi2-message-signing"] {
        assert_eq!(objected(profile, device), ["grant_types"], "{profile}");
    }
}

// requirement: T05
// FAPI 2.0 Security Profile §5.3.2.1-4
#[test]
fn a_fapi_client_names_what_binds_its_tokens() {
    for profile in FAPI {
        assert_eq!(
            objected(profile, |d| d["dpop_bound_access_tokens"] = json!(false)),
            ["dpop_bound_access_tokens"],
            "{profile}"
        );
        let certificate = |d: &mut Value| {
            d["dpop_bound_access_tokens"] = json!(false);
            d["tls_client_certificate_bound_access_tokens"] = json!(true);
        };
        assert_eq!(objected(profile, certificate), [""; 0], "{profile}");
        assert_eq!(
            objected(profile, |d| d["tls_client_certificate_bound_access_tokens"] = json!(true)),
            ["dpop_bound_access_tokens"],
            "bound to two things: {profile}"
        );
    }
}

// FAPI 2.0 Security Profile §5.4.1
#[test]
fn rs256_is_not_of_a_fapi_profile() {
    for profile in FAPI {
        for key in [
            "id_token_alg",
            "token_endpoint_auth_signing_alg",
            "request_object_signing_alg",
            "userinfo_signed_response_alg",
        ] {
            assert_eq!(objected(profile, |d| d[key] = json!("RS256")), [key], "{profile} {key}");
            assert_eq!(objected(profile, |d| d[key] = json!("PS256")), [""; 0], "{profile} {key}");
        }
    }
}

#[test]
fn what_a_fapi_profile_demands_cannot_be_declared_away() {
    for (profile, key) in [
        ("fapi2", "require_pushed_authorization_requests"),
        ("fapi2", "pkce_required"),
        ("fapi2-message-signing", "require_pushed_authorization_requests"),
        ("fapi2-message-signing", "require_signed_request_object"),
    ] {
        assert_eq!(objected(profile, |d| d[key] = json!(false)), [key], "{profile} {key}");
    }
    assert_eq!(
        objected("fapi-ciba", |d| d["grant_types"] = json!(["authorization_code"])),
        ["backchannel_token_delivery_mode", "grant_types"]
    );
}

#[test]
fn a_fapi_client_gets_what_its_profile_demands_without_a_word() {
    let rest = ambient::RestKey::from_bytes(&[1; 32]);
    let client = declared(|d| fapi(d, "fapi2-message-signing")).register(&rest).unwrap();
    assert!(client.requests.pushed_only && client.requests.signed_only && client.pkce_required);
    assert_eq!(client.id_token_alg, jose::JwsAlg::PS256);
    let plain = declared(|d| fapi(d, "fapi2")).register(&rest).unwrap();
    assert!(plain.requests.pushed_only && !plain.requests.signed_only);
}

// CIBA Core 1.0 §4, FAPI-CIBA §5.2.2
#[test]
fn ciba_is_told_by_poll_or_ping_and_never_by_push() {
    let mode = "backchannel_token_delivery_mode";
    let endpoint = "backchannel_client_notification_endpoint";
    assert_eq!(objected("fapi-ciba", |d| d[mode] = json!("push")), [mode]);
    assert_eq!(objected("fapi-ciba", |d| d[mode] = json!("ping")), [endpoint]);
    assert_eq!(objected("fapi-ciba", |d| d[endpoint] = json!("https://tilleuls.example/ping")), [endpoint]);
    let ping = |uri: &'static str| {
        objected("fapi-ciba", move |d| {
            d[mode] = json!("ping");
            d[endpoint] = json!(uri);
        })
    };
    assert_eq!(ping("https://tilleuls.example/ping"), [""; 0]);
    assert_eq!(ping("http://tilleuls.example/ping"), [endpoint]);
    assert_eq!(
        objected("fapi-ciba", |d| d["backchannel_user_code_parameter"] = json!(true)),
        ["backchannel_user_code_parameter"]
    );
}

#[test]
fn psc_names_people_as_pro_sante_connect_does() {
    assert_eq!(declared(|d| d["subject_type"] = json!("pairwise")).objections()[0].key, "subject_type",);
}

#[test]
fn a_file_names_profile_and_method() {
    let objected = |key: &str| {
        let declaration = declared(|d| drop(d.as_object_mut().unwrap().remove(key)));
        declaration.objections().into_iter().map(|objection| objection.key).collect::<Vec<_>>()
    };
    assert_eq!(objected("profile"), ["profile"]);
    assert_eq!(objected("auth"), ["auth"]);
}
