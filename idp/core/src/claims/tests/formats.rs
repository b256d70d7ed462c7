use oidc::Confirmation;

use super::*;
use crate::claims::scope;
use crate::client::AccessTokenFormat;

#[tokio::test]
async fn what_a_token_is_bound_to_and_who_acts_stand_in_both_formats() {
    let mut case = Case::new(PSC).await;
    for format in [AccessTokenFormat::Psc, AccessTokenFormat::AtJwt] {
        case.client.tokens.format = format;
        let mut emission = case.emission();
        emission.terms.resource = Some("https://dmp.example".into());
        emission.terms.confirmation = Some(Confirmation::X5tS256("digest".into()));
        emission.terms.actors = vec!["labo".into(), "dmp".into()];
        let claims = value(&case.house.claims.access_token(&case.about(), &emission).unwrap());
        assert_eq!(claims["aud"], "https://dmp.example");
        assert_eq!(claims["cnf"], parsed(r#"{"x5t#S256": "digest"}"#));
        let act = r#"{"sub": "client:labo", "client_id": "labo", "act": {"sub": "client:dmp", "client_id": "dmp"}}"#;
        assert_eq!(claims["act"], parsed(act));
    }
}

// requirement: T17
#[tokio::test]
async fn a_token_for_the_registry_tells_the_number_and_no_name() {
    let mut case = Case::new("openid registre").await;
    case.client.profile = Profile::Oidc;
    case.client.subject.kind = Some(SubjectType::Pairwise);
    case.client.tokens.format = AccessTokenFormat::AtJwt;
    let token = case.access_token();
    assert_eq!(token["SubjectNameID"], DOCTOR);
    assert!(!token.to_string().contains("FICTIF"), "{token}");
    case.grant.scope.retain(|word| word != scope::REGISTRE);
    assert_eq!(case.access_token().get("SubjectNameID"), None);
}
