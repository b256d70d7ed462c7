//! Resource indicators: RFC 8707.

use super::*;

const DMP: &str = "https://dmp.example/api";
const MSS: &str = "https://mss.example/api";

async fn house_of_resources() -> FakeIssuer {
    let house = house().await;
    house.change_client("dui", |client| client.tokens.resources = vec![DMP.into(), MSS.into()]).await;
    house.change_client("dmp", |client| client.tokens.serves = vec![DMP.into()]).await;
    house
}

async fn redeemed(house: &FakeIssuer, query: &str, more: &str) -> Result<TokenResponse, TokenRefusal> {
    let session = house.sign_in(ALBA).await;
    let code = house.code(&format!("{QUERY}{query}"), &session, Some("sit-1")).await;
    house.token(&format!("{}{more}", redemption(&code))).await
}

#[tokio::test]
async fn a_token_names_the_one_resource_that_it_is_for() {
    let house = house_of_resources().await;
    let asked = format!("&resource={DMP}&resource={MSS}");
    let tokens = redeemed(&house, &asked, &format!("&resource={MSS}")).await.ok().unwrap();
    assert_eq!(verified(&house, &tokens.access_token).await["aud"], MSS);
    let tokens = redeemed(&house, &asked, "").await.ok().unwrap();
    assert_eq!(verified(&house, &tokens.access_token).await["aud"], DMP, "the first that was asked for");
    let again = house.token(&format!("{}&resource={MSS}", refresh(tokens.refresh_token.as_deref().unwrap()))).await;
    assert_eq!(verified(&house, &again.ok().unwrap().access_token).await["aud"], MSS);
    let late = redeemed(&house, "", &format!("&resource={DMP}")).await.ok().unwrap();
    assert_eq!(verified(&house, &late.access_token).await["aud"], DMP);
}

#[tokio::test]
async fn a_resource_beyond_the_authorization_or_the_registration_is_refused() {
    let house = house_of_resources().await;
    let target =
        async |query: &str, more: &str| redeemed(&house, query, more).await.err().map(|refusal| refusal.public().error);
    let asked = format!("&resource={DMP}");
    assert_eq!(target(&asked, &format!("&resource={MSS}")).await, Some(ErrorCode::InvalidTarget));
    assert_eq!(target("", "&resource=https://other.example").await, Some(ErrorCode::InvalidTarget));
    assert_eq!(target(&asked, &format!("&resource={DMP}&resource={MSS}")).await, Some(ErrorCode::InvalidTarget));
}

// requirement: C12
#[tokio::test]
async fn a_resource_that_is_taken_from_a_client_is_no_longer_in_its_tokens() {
    let house = house_of_resources().await;
    let tokens = redeemed(&house, &format!("&resource={DMP}"), "").await.ok().unwrap();
    house.change_client("dui", |client| client.tokens.resources.clear()).await;
    let form = refresh(tokens.refresh_token.as_deref().unwrap());
    assert_eq!(error(&house, &form).await, ErrorCode::InvalidTarget);
}

// requirement: T09
#[tokio::test]
async fn a_token_for_a_resource_does_not_open_userinfo_and_the_issuer_s_name_does() {
    let house = house_of_resources().await;
    let asked = format!("&resource={DMP}");
    let tokens = redeemed(&house, &asked, "").await.ok().unwrap();
    assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
    let ours = redeemed(&house, &asked, &format!("&resource={ISSUER}")).await.ok().unwrap();
    assert!(house.userinfo.answer(&ours.access_token).await.is_ok());
}

// requirement: T13 T09
#[tokio::test]
async fn a_resource_server_hears_about_the_tokens_that_are_for_it_and_no_other() {
    let house = house_of_resources().await;
    let for_dmp = redeemed(&house, &format!("&resource={DMP}"), "").await.ok().unwrap();
    let for_mss = redeemed(&house, &format!("&resource={MSS}"), "").await.ok().unwrap();
    let told = introspected(&house, "dmp", &for_dmp.access_token).await;
    assert_eq!((&told["active"], &told["aud"], &told["client_id"]), (&true.into(), &DMP.into(), &"dui".into()));
    assert_eq!(introspected(&house, "dmp", &for_mss.access_token).await["active"], false);
    let refresh = for_dmp.refresh_token.as_deref().unwrap();
    assert_eq!(introspected(&house, "dmp", refresh).await["active"], false, "a refresh token is for its client alone");
}
