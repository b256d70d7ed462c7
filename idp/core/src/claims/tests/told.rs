//! Claims that were asked for by name, and those of OpenID Connect Core 1.0 §5.1.

use annuaire::Correspondance;
use oidc::ClaimsParameter;

use super::*;

async fn standard(scope: &str) -> Case {
    let mut case = Case::new(scope).await;
    case.client.profile = Profile::Oidc;
    case.client.scopes = ["openid", "profile", "email", "phone", "address", "rpps"].map(str::to_owned).to_vec();
    case
}

impl Case {
    fn told(&self) -> Value {
        let contact = Correspondance {
            mobile: Some("+33639980001".into()),
            courriel: Some("alba@exemple.test".into()),
            activation_des: None,
        };
        Value::Object(self.house.claims.told(&self.about(), Some(&contact)).unwrap())
    }

    fn ask(&mut self, claims: &str) {
        self.grant.claims = ClaimsParameter::parse(claims).unwrap();
    }
}

// requirement: T16
#[tokio::test]
async fn each_standard_scope_yields_its_claims_and_no_other() {
    assert_eq!(keys(&standard("openid").await.told()), ["sub"]);
    assert_eq!(keys(&standard("openid email").await.told()), ["email", "email_verified", "sub"]);
    assert_eq!(keys(&standard("openid phone").await.told()), ["phone_number", "phone_number_verified", "sub"]);
    let told = standard("openid address").await.told();
    assert_eq!(keys(&told), ["address", "sub"]);
    assert_eq!(told["address"]["formatted"], "CABINET EXEMPLE\n1 R DES TESTS\n75009 PARIS");
    assert_eq!((&told["address"]["locality"], &told["address"]["postal_code"]), (&"PARIS".into(), &"75009".into()));
}

// requirement: T16
#[tokio::test]
async fn contact_data_are_told_where_the_realm_says_so_and_never_under_psc() {
    let mut case = standard("openid email phone address").await;
    case.house.claims.settings.contact = false;
    assert_eq!(keys(&case.told()), ["sub"]);
    assert!(!case.house.claims.tells_contact(&case.about()));
    case.house.claims.settings.contact = true;
    assert!(case.house.claims.tells_contact(&case.about()));
    case.client.profile = Profile::Psc;
    assert!(!case.house.claims.tells_contact(&case.about()));
    let told = case.told();
    assert!(["email", "phone_number", "address"].iter().all(|name| told.get(name).is_none()));
}

#[tokio::test]
async fn a_claim_that_was_asked_for_by_name_comes_where_it_was_asked_for() {
    let mut case = standard("openid").await;
    case.ask(r#"{"userinfo": {"given_name": null, "email": {"essential": true}}, "id_token": {"family_name": null}}"#);
    assert_eq!(keys(&case.told()), ["email", "given_name", "sub"]);
    assert!(case.house.claims.tells_contact(&case.about()));
    assert!(!case.house.claims.tells_contact_in_id_token(&case.about()));
    let id_token = case.id_token();
    assert_eq!(id_token["family_name"], "FICTIF");
    assert!(id_token.get("given_name").is_none());
}

#[tokio::test]
async fn a_claim_that_no_scope_of_the_client_yields_or_nobody_has_is_not_told() {
    let mut case = standard("openid").await;
    case.client.scopes = vec!["openid".into(), "profile".into()];
    case.ask(r#"{"userinfo": {"SubjectNameID": {"essential": true}, "email": null, "birthdate": null, "name": null}}"#);
    assert_eq!(keys(&case.told()), ["name", "sub"]);
    assert!(!case.house.claims.tells_contact(&case.about()));
}
