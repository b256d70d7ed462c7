use crate::world::*;

async fn subject(client: &Client) -> String {
    let tokens = client.tokens().await;
    Read::of(tokens["id_token"].as_str().expect("an ID token")).text("sub").to_owned()
}

specification!(
    a_person_keeps_one_public_subject,
    "OpenID Connect Core §8 MUST: public subjects are the same for all clients",
    [],
    async |target| {
        let public = json!({ "subject_type": "public" });
        let (one, other) = (target.client_with(public.clone()).await, target.client_with(public).await);
        let first = subject(&one).await;
        assert_eq!(first, subject(&one).await);
        assert_eq!(first, subject(&other).await);
    }
);

specification!(
    a_pairwise_subject_is_of_one_sector,
    "OpenID Connect Core §8.1 MUST: pairwise subjects differ between sectors, are the same in one, and cannot be turned back",
    [Pairwise],
    async |target| {
        let of =
            |host: &str| json!({ "subject_type": "pairwise", "redirect_uris": [format!("https://{host}/retour")] });
        let here = target.client_with(of("ici.example")).await;
        let beside = target.client_with(of("ici.example")).await;
        let elsewhere = target.client_with(of("ailleurs.example")).await;
        let first = subject(&here).await;
        assert_eq!(first, subject(&here).await);
        assert_eq!(first, subject(&beside).await);
        assert_ne!(first, subject(&elsewhere).await);
        let public = target.client_with(json!({ "subject_type": "public" })).await;
        assert_ne!(first, subject(&public).await);
    }
);

specification!(
    several_hosts_need_a_sector,
    "OpenID Connect Core §8.1 MUST: with several hosts among the redirect URIs a pairwise client registers a sector_identifier_uri",
    [Pairwise],
    async |target| {
        let asked = json!({
            "subject_type": "pairwise", "token_endpoint_auth_method": "client_secret_basic",
            "redirect_uris": ["https://ici.example/retour", "https://ailleurs.example/retour"],
        });
        target.register(&asked).await.assert_refused(400, "invalid_client_metadata");
    }
);
