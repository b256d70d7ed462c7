use crate::world::*;

const SELF_SIGNED: &str = "self_signed_tls_client_auth";

async fn registered(target: &'static Target, certificate: &Certificate) -> Client {
    let keys = json!({ "keys": [certificate.jwk()] });
    let client = target.client_with(json!({ "token_endpoint_auth_method": SELF_SIGNED, "jwks": keys })).await;
    client.with_certificate(certificate)
}

// requirement: C05
specification!(
    a_registered_certificate_authenticates_its_client,
    "RFC 8705 §2.2 MUST: a client authenticates by a certificate of its JWK set over mutual TLS",
    [Mtls],
    async |target| {
        let client = registered(target, &Certificate::self_signed("machine")).await;
        let (callback, request) = client.code().await;
        client.redeem(&callback, &request).await.ok();
    }
);

// requirement: C05
specification!(
    a_certificate_that_is_not_registered_authenticates_nobody,
    "RFC 8705 §2.2 MUST: the certificate matches one that the client registered",
    [Mtls],
    async |target| {
        let client = registered(target, &Certificate::self_signed("machine")).await;
        let namesake = Certificate::self_signed("machine");
        let (callback, request) = client.code().await;
        let call = client.call("token_endpoint").pairs(&client.redemption(&callback, &request));
        call.over(&namesake).send().await.assert_refused(401, "invalid_client");
        client.redeem(&callback, &request).await.ok();
    }
);

// requirement: C07
specification!(
    without_a_certificate_the_client_is_not_authenticated,
    "RFC 8705 §2 MUST: the client is authenticated during the TLS handshake",
    [Mtls],
    async |target| {
        let client = registered(target, &Certificate::self_signed("machine")).await;
        let call = client.call("token_endpoint").without_certificate();
        let pairs = [("grant_type", "authorization_code"), ("code", "none"), ("redirect_uri", client.redirect_uri())];
        call.pairs(&pairs).send().await.assert_refused(401, "invalid_client");
    }
);

// requirement: C06 X07
specification!(
    a_certificate_in_a_header_is_no_certificate,
    "RFC 8705 §2 MUST: possession of the key is proven in the handshake, not told in a header",
    [Mtls],
    async |target| {
        let certificate = Certificate::self_signed("machine");
        let client = registered(target, &certificate).await;
        let der = certificate.jwk()["x5c"][0].as_str().expect("a certificate").to_owned();
        let pem = format!("-----BEGIN CERTIFICATE----- {der} -----END CERTIFICATE-----");
        let mut call = client.call("token_endpoint").without_certificate();
        for name in ["client-cert", "x-client-cert", "x-ssl-cert", "ssl-client-cert", "x-forwarded-client-cert"] {
            call = call.header(name, if name == "client-cert" { format!(":{der}:") } else { pem.clone() });
        }
        let pairs = [("grant_type", "authorization_code"), ("code", "none"), ("redirect_uri", client.redirect_uri())];
        call.pairs(&pairs).send().await.assert_refused(401, "invalid_client");
    }
);

// requirement: C03 C05
specification!(
    the_client_id_names_the_client,
    "RFC 8705 §2 MUST: every request of mutual-TLS authentication has client_id",
    [Mtls],
    async |target| {
        let client = registered(target, &Certificate::self_signed("machine")).await;
        let pairs = [("grant_type", "authorization_code"), ("code", "none"), ("redirect_uri", client.redirect_uri())];
        let answer = client.call("token_endpoint").stranger().pairs(&pairs).send().await;
        assert!(matches!(answer.status, 400 | 401), "{}", answer.body);
        assert!(["invalid_client", "invalid_request"].iter().any(|error| answer.json()["error"] == *error));
    }
);

// requirement: C05 X02
specification!(
    a_certificate_of_an_unknown_authority_is_refused,
    "RFC 8705 §2.1 MUST: the certificate chain of tls_client_auth is validated",
    [Mtls],
    alone("the authority of the run is the control's own"),
    async |target| {
        let subject = json!({ "token_endpoint_auth_method": "tls_client_auth", "tls_client_auth_subject_dn": "CN=machine", "jwks": null });
        let client = target.client_with(subject).await;
        let pairs = [("grant_type", "authorization_code"), ("code", "none"), ("redirect_uri", client.redirect_uri())];
        for certificate in [Certificate::issued("machine", Vec::new()), Certificate::self_signed("machine")] {
            let call = client.call("token_endpoint").over(&certificate).pairs(&pairs);
            call.send().await.assert_refused(401, "invalid_client");
        }
    }
);

/// The machine of the sandbox, under the authority that the sandbox trusts for machines, and its five names.
fn machine() -> (Certificate, [(&'static str, &'static str); 5]) {
    let sandbox = tokio::task::block_in_place(harness::Sandbox::shared);
    let certificate = Certificate::read(sandbox.text("/mtls/certificate"), sandbox.text("/mtls/key"));
    let names = [
        (
            "tls_client_auth_subject_dn",
            "CN=essai.caducee.example,OU=1690990015,O=ASSOCIATION FICTIVE LES TILLEULS,ST=Rhône (69),C=FR",
        ),
        ("tls_client_auth_san_dns", "essai.caducee.example"),
        ("tls_client_auth_san_uri", "https://essai.caducee.example/machine"),
        ("tls_client_auth_san_ip", "127.0.0.1"),
        ("tls_client_auth_san_email", "machine@essai.caducee.example"),
    ];
    (certificate, names)
}

// requirement: C05
specification!(
    each_of_five_names_recognises_a_machine_under_its_authority,
    "RFC 8705 §2.1.2 MUST: the certificate has the subject or alternative name of the registration",
    [Mtls],
    alone("the machine of the sandbox is of no authority of the control's"),
    async |target| {
        let (certificate, names) = machine();
        for (member, name) in names {
            for (registered, accepted) in
                [(name.to_owned(), true), (name.replace("1", "2").replace("essai", "autre"), false)]
            {
                let method =
                    json!({ "token_endpoint_auth_method": "tls_client_auth", member: registered, "jwks": null });
                let client = target.client_with(method).await.with_certificate(&certificate);
                let answer = client.introspect("a token").await;
                assert_eq!(answer.status, if accepted { 200 } else { 401 }, "{member}: {registered}: {}", answer.body);
            }
        }
    }
);

// requirement: C05 X02
specification!(
    the_same_name_from_another_authority_is_refused,
    "RFC 8705 §2.1 MUST: the certificate chain leads to an authority that is trusted for clients",
    [Mtls],
    alone("the machine of the sandbox is of no authority of the control's"),
    async |target| {
        let (own, _) = machine();
        let method = json!({ "token_endpoint_auth_method": "tls_client_auth", "tls_client_auth_san_dns": "essai.caducee.example", "jwks": null });
        let client = target.client_with(method).await;
        client.call("introspection_endpoint").over(&own).pair("token", "x").send().await.ok();
        let name = rcgen::SanType::DnsName("essai.caducee.example".try_into().expect("a DNS name"));
        let other = Certificate::issued("essai.caducee.example", vec![name]);
        let refused = client.call("introspection_endpoint").over(&other).pair("token", "x").send().await;
        refused.assert_refused(401, "invalid_client");
    }
);
