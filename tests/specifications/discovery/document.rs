use crate::world::*;

specification!(
    the_document_is_where_the_issuer_says,
    "OpenID Connect Discovery §4.1 MUST: the document is at the issuer with /.well-known/openid-configuration, by GET",
    [],
    async |target| {
        let answer = target.get(format!("{}/.well-known/openid-configuration", target.issuer)).await;
        assert_eq!(answer.status, 200);
        assert!(answer.is_json(), "{}", answer.header("content-type"));
        assert_eq!(answer.json(), target.metadata);
    }
);

specification!(
    the_issuer_of_the_document_is_the_one_that_was_asked,
    "OpenID Connect Discovery §4.3 MUST: issuer is identical to the URL that was asked and to iss in ID tokens",
    [],
    async |target| {
        assert_eq!(target.metadata["issuer"], target.issuer);
        let tokens = target.client().await.tokens().await;
        assert_eq!(Read::of(tokens["id_token"].as_str().expect("an ID token")).text("iss"), target.issuer);
    }
);

specification!(
    the_issuer_is_an_https_address_without_query_or_fragment,
    "OpenID Connect Discovery §3 MUST: issuer uses https and has no query or fragment",
    [],
    async |target| {
        let issuer: url::Url = target.issuer.parse().expect("an address");
        assert_eq!(issuer.scheme(), "https");
        assert!(issuer.query().is_none() && issuer.fragment().is_none());
    }
);

specification!(
    what_is_required_is_there,
    "OpenID Connect Discovery §3 MUST: the required members are there, and RS256 is among the ID token algorithms",
    [],
    async |target| {
        for member in ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"] {
            assert!(target.endpoint(member).starts_with("https://"), "{member}");
        }
        for member in ["response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported"] {
            assert!(target.metadata[member].as_array().is_some_and(|list| !list.is_empty()), "{member}");
        }
        assert!(target.offers("scopes_supported", "openid"));
        assert!(target.offers("id_token_signing_alg_values_supported", "RS256"));
    }
);

specification!(
    nothing_is_said_with_an_empty_list,
    "OpenID Connect Discovery §4.2 MUST: members with no values are omitted",
    [],
    async |target| {
        let members = target.metadata.as_object().expect("an object");
        let empty: Vec<_> = members
            .iter()
            .filter(|(_, value)| value.is_null() || value.as_array().is_some_and(Vec::is_empty))
            .collect();
        assert!(empty.is_empty(), "{empty:?}");
    }
);

specification!(
    every_endpoint_that_is_announced_answers,
    "RFC 8414 §2 MUST: the metadata describe the server as it is",
    [],
    async |target| {
        let members = target.metadata.as_object().expect("an object");
        let endpoints = members.iter().filter(|(name, _)| name.ends_with("_endpoint") || *name == "jwks_uri");
        for (name, address) in endpoints {
            let answer = target.send(target.http.post(address.as_str().expect("an address")).body("")).await;
            assert!(answer.status < 500 && (answer.status != 404 || name == "jwks_uri"), "{name}: {}", answer.status);
        }
    }
);

specification!(
    no_endpoint_signs_or_reads_with_none,
    "RFC 8414 §2 MUST NOT: none is not among the algorithms of client authentication",
    [],
    async |target| {
        let members = target.metadata.as_object().expect("an object");
        for (name, values) in members.iter().filter(|(name, _)| name.ends_with("_alg_values_supported")) {
            assert!(!values.as_array().expect("a list").iter().any(|alg| alg == "none"), "{name}: {values}");
        }
    }
);

// requirement: A25
specification!(
    scripts_of_other_origins_may_read_the_document,
    "OpenID Connect Discovery §4.2 SHOULD: Javascript clients can read the document (CORS)",
    [],
    async |target| {
        for address in [format!("{}/.well-known/openid-configuration", target.issuer), target.endpoint("jwks_uri")] {
            let answer = target.send(target.http.get(address).header("origin", "https://client.example")).await;
            let allowed = answer.header("access-control-allow-origin");
            assert!(allowed == "*" || allowed == "https://client.example", "{allowed}");
        }
    }
);

specification!(
    every_address_of_the_document_is_of_tls,
    "OpenID Connect Discovery §3 MUST: the endpoints and the address of the keys use https",
    [],
    async |target| {
        let members = target.metadata.as_object().expect("an object");
        let addresses = members.iter().filter(|(name, _)| name.ends_with("_endpoint") || name.ends_with("_uri"));
        let addresses: Vec<_> = addresses.filter_map(|(name, value)| Some((name, value.as_str()?))).collect();
        assert!(addresses.len() >= 6, "{addresses:?}");
        for (name, address) in addresses {
            assert!(address.starts_with("https://"), "{name}: {address}");
        }
    }
);

// requirement: K01
specification!(
    nothing_symmetric_or_unsigned_proves_a_client,
    "OpenID Connect Discovery §3 MUST NOT: none is not among the algorithms of assertions, which are announced beside private_key_jwt",
    [],
    async |target| {
        assert!(target.offers("token_endpoint_auth_methods_supported", "private_key_jwt"));
        let member = "token_endpoint_auth_signing_alg_values_supported";
        assert!(target.offers(member, "ES256") && !target.offers(member, "none"));
    }
);

specification!(
    what_is_announced_is_answered,
    "OpenID Connect Discovery §3 MUST: an endpoint that the document names exists",
    [],
    async |target| {
        let members = target.metadata.as_object().expect("an object");
        for (name, address) in members.iter().filter(|(name, _)| name.ends_with("_endpoint") || *name == "jwks_uri") {
            let answer = target.get(address.as_str().expect("an address")).await;
            // 405 and 401 are answers of what exists; an endpoint of POST alone may say 404 to a GET
            if answer.status == 404 {
                let posted = target.send(target.http.post(address.as_str().expect("an address"))).await;
                assert_ne!(posted.status, 404, "{name}");
            }
        }
    }
);
