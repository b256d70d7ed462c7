use crate::world::*;

const HERE: &str = "https://client.example/retour";
const THERE: &str = "https://autre.example/retour";

// requirement: C10
specification!(
    several_hosts_need_a_sector,
    "OpenID Connect Core §8.1 MUST: pairwise subjects for several hosts need a sector_identifier_uri",
    [Registration, Pairwise],
    async |target| {
        let metadata = json!({ "redirect_uris": [HERE, THERE], "subject_type": "pairwise" });
        target.register(&metadata).await.assert_refused(400, "invalid_client_metadata");
    }
);

// requirement: C10
specification!(
    a_sector_lists_every_redirect_uri,
    "OpenID Connect Registration §5 MUST: the redirect URIs are among those of the sector's document",
    [Registration, Pairwise],
    async |target| {
        let receiver = target.receiver().await;
        receiver.serve("/secteur-entier", "application/json", json!([HERE, THERE]).to_string());
        receiver.serve("/secteur-partiel", "application/json", json!([HERE]).to_string());
        let metadata = |path: &str| {
            json!({
                "redirect_uris": [HERE, THERE], "subject_type": "pairwise",
                "sector_identifier_uri": receiver.url(path),
            })
        };
        target.register(&metadata("/secteur-partiel")).await.assert_refused(400, "invalid_client_metadata");
        let told = target.register(&metadata("/secteur-entier")).await.ok();
        assert_eq!(told["sector_identifier_uri"], receiver.url("/secteur-entier"));
    }
);
