use crate::world::*;

specification!(
    discovery_says_that_clients_are_told_and_with_a_session,
    "Back-Channel Logout §2.1 SHOULD: backchannel_logout_supported and backchannel_logout_session_supported are true",
    [BackChannelLogout],
    async |target| {
        for name in ["backchannel_logout_supported", "backchannel_logout_session_supported"] {
            assert_eq!(target.metadata[name], true, "{name}");
        }
    }
);

// requirement: S06
specification!(
    an_address_that_is_told_is_absolute_and_has_no_fragment,
    "Back-Channel Logout §2.2 MUST NOT: backchannel_logout_uri is an absolute URI and includes no fragment",
    [BackChannelLogout, Registration],
    differs("oidc-provider takes an address with a fragment"),
    async |target| {
        for wrong in ["/logout", "https://client.example/logout#here", "not an address"] {
            let metadata = json!({ "redirect_uris": ["https://client.example/cb"], "backchannel_logout_uri": wrong });
            target.register(&metadata).await.assert_refused(400, "invalid_client_metadata");
        }
    }
);
