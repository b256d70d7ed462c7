use futures::future::join_all;
use harness::Sandbox;
use serde_json::Value;

use crate::party::{Party, RETOUR, random};
use crate::surfer::{Answer, Surfer};

async fn here() -> (Party, Surfer) {
    let sandbox = Sandbox::shared();
    (Party::essai(sandbox), Surfer::new(sandbox, Some("medecin")))
}

fn assert_refused(answer: &Answer, status: u16, error: &str) {
    assert_eq!((answer.status, answer.json()["error"].as_str()), (status, Some(error)), "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("content-type").starts_with("application/json"));
}

// requirement: T01
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_redemptions_at_once_one_succeeds_and_its_tokens_die_with_the_others() {
    let (party, surfer) = here().await;
    let (code, demand) = party.code(&surfer).await;
    let pairs = party.redemption(&code, &demand);
    let answers = join_all((0..20).map(|_| party.token(&surfer, &pairs))).await;
    let (given, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!((given.len(), refused.len()), (1, 19));
    for answer in refused {
        assert_refused(answer, 400, "invalid_grant");
    }
    let tokens = given[0].json();
    let text = |name: &str| tokens[name].as_str().expect("a token").to_owned();
    assert_eq!(party.userinfo(&surfer, &text("access_token")).await.status, 401);
    let refresh =
        party.token(&surfer, &[("grant_type", "refresh_token"), ("refresh_token", &text("refresh_token"))]).await;
    assert_refused(&refresh, 400, "invalid_grant");
}

// requirement: T01
#[tokio::test]
async fn a_code_used_again_later_takes_its_tokens_with_it() {
    let (party, surfer) = here().await;
    let (code, demand) = party.code(&surfer).await;
    let pairs = party.redemption(&code, &demand);
    let tokens = party.token(&surfer, &pairs).await.json();
    let access_token = tokens["access_token"].as_str().expect("a token");
    assert_eq!(party.userinfo(&surfer, access_token).await.status, 200);
    assert_refused(&party.token(&surfer, &pairs).await, 400, "invalid_grant");
    assert_eq!(party.userinfo(&surfer, access_token).await.status, 401);
}

// requirement: T03
#[tokio::test]
async fn a_code_without_its_verifier_is_worth_nothing() {
    let (party, surfer) = here().await;
    let wrong = random();
    for verifier in [None, Some(""), Some("trop-court"), Some(wrong.as_str())] {
        let (code, demand) = party.code(&surfer).await;
        let mut pairs = party.redemption(&code, &demand);
        pairs.retain(|(name, _)| *name != "code_verifier");
        pairs.extend(verifier.map(|verifier| ("code_verifier", verifier)));
        let answer = party.token(&surfer, &pairs).await;
        assert_eq!(answer.status, 400, "{verifier:?}: {}", answer.body);
        assert!(matches!(answer.json()["error"].as_str(), Some("invalid_grant" | "invalid_request")), "{verifier:?}");
    }
}

// requirement: T08
#[tokio::test]
async fn an_access_token_in_an_address_is_not_read() {
    let (party, surfer) = here().await;
    let tokens = party.tokens(&surfer).await;
    let access_token = tokens["access_token"].as_str().expect("a token");
    let address = format!("{}?access_token={access_token}", party.endpoint("userinfo"));
    assert_eq!(surfer.get(&address).await.status, 401);
    assert_eq!(surfer.send(surfer.http.post(&address)).await.status, 401);
    let answer = party.userinfo(&surfer, access_token).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["SubjectNameID"], Sandbox::shared().person("medecin")["identifiant"]);
}

// requirement: T10
#[tokio::test]
async fn a_refusal_does_not_say_what_was_nearly_right() {
    let (party, surfer) = here().await;
    let mut said = Vec::new();
    for change in ["unknown code", "other address", "other verifier"] {
        let (code, demand) = party.code(&surfer).await;
        let (unknown, verifier) = (random(), random());
        let mut pairs = party.redemption(&code, &demand);
        match change {
            "unknown code" => pairs[1].1 = &unknown,
            "other address" => pairs[2].1 = "https://essai.localhost/ailleurs",
            _ => pairs[3].1 = &verifier,
        }
        let answer = party.token(&surfer, &pairs).await;
        assert_refused(&answer, 400, "invalid_grant");
        // beside the protocol's own members, the sandbox explains (docs/ecarts.md, T10)
        let mut body = answer.json();
        body.as_object_mut().map(|members| members.remove("caducee"));
        said.push(body);
    }
    assert!(said.windows(2).all(|pair| pair[0] == pair[1]), "{said:#?}");
}

// requirement: T10
#[tokio::test]
async fn a_client_that_does_not_prove_itself_is_challenged() {
    let (party, surfer) = here().await;
    let (code, demand) = party.code(&surfer).await;
    let pairs = party.redemption(&code, &demand);
    let endpoint = party.endpoint("token");
    let wrong_secret = surfer.http.post(&endpoint).basic_auth("essai", Some(random()));
    let wrong_client = surfer.http.post(&endpoint).basic_auth("personne", Some(&party.client_secret));
    let other_method = surfer.http.post(&endpoint);
    let mut in_form = pairs.clone();
    in_form.extend([("client_id", "essai"), ("client_secret", &party.client_secret)]);
    let mut said = Vec::new();
    for request in [wrong_secret.form(&pairs), wrong_client.form(&pairs), other_method.form(&in_form)] {
        let answer = surfer.send(request).await;
        assert_refused(&answer, 401, "invalid_client");
        assert!(answer.header("www-authenticate").starts_with("Basic "));
        let mut answer: Value = serde_json::from_str(&answer.body).expect("JSON");
        // what the sandbox alone tells developers (docs/ecarts.md, T10)
        answer.as_object_mut().expect("an object").remove("caducee").expect("an explanation");
        said.push(answer);
    }
    assert!(said.windows(2).all(|pair| pair[0] == pair[1]), "{said:#?}");
    assert_eq!(party.token(&surfer, &pairs).await.status, 200, "the code is still good for its owner");
}

// requirement: T11
#[tokio::test]
async fn no_other_grant_exists() {
    let (party, surfer) = here().await;
    for grant_type in ["password", "implicit", "urn:ietf:params:oauth:grant-type:jwt-bearer", "Authorization_Code", ""]
    {
        let pairs = [("grant_type", grant_type), ("username", "899900000011"), ("password", "x"), ("scope", "openid")];
        let answer = party.token(&surfer, &pairs).await;
        assert_eq!(answer.status, 400, "{grant_type}: {}", answer.body);
        assert!(
            matches!(answer.json()["error"].as_str(), Some("unsupported_grant_type" | "invalid_request")),
            "{grant_type}"
        );
    }
    let alone = party.token(&surfer, &[("grant_type", "client_credentials"), ("scope", "openid")]).await;
    assert_eq!(alone.status, 400, "{}", alone.body);
    let without = party.token(&surfer, &[("redirect_uri", RETOUR)]).await;
    assert_refused(&without, 400, "invalid_request");
}
