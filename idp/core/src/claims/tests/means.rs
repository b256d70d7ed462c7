use serde_json::json;

use super::*;
use crate::assurance::Assurance;

// requirement: M22
#[tokio::test]
async fn each_means_is_told_as_what_it_is_in_each_profile() {
    let (card, phone) = (json!(["sc", "pin", "mfa"]), json!(["pop", "pin", "mfa"]));
    let told = [
        (Profile::Psc, MoyenKind::Carte, "eidas1", Value::Null),
        (Profile::Psc, MoyenKind::Ecps, "eidas1", Value::Null),
        (Profile::Oidc, MoyenKind::Carte, "eidas3", card.clone()),
        (Profile::Oidc, MoyenKind::Ecps, "eidas2", phone.clone()),
        (Profile::Fapi2, MoyenKind::Carte, "eidas3", card.clone()),
        (Profile::Fapi2, MoyenKind::Ecps, "eidas2", phone.clone()),
        (Profile::FapiCiba, MoyenKind::Carte, "eidas3", card),
        (Profile::FapiCiba, MoyenKind::Ecps, "eidas2", phone),
    ];
    for (profile, kind, acr, amr) in told {
        let mut case = Case::new("openid").await;
        case.client.profile = profile;
        case.grant.authentication.kind = kind;
        case.grant.acr = Assurance::default().of(profile, kind).to_string();
        let id = case.id_token();
        assert_eq!((&id["acr"], &id["amr"]), (&json!(acr), &amr), "{profile:?} {kind:?}");
    }
}
