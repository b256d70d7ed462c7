use harness::Sandbox;

use crate::party::{Party, RETOUR};
use crate::surfer::{Answer, Surfer};

/// A page for a person, from which nothing leads away and in which nothing of the request is markup.
fn assert_stopped(answer: &Answer, tried: &str) {
    assert_eq!(answer.status, 400, "{tried}");
    assert!(answer.location().is_none(), "{tried} led to {:?}", answer.location());
    assert!(answer.is_html(), "{tried}: {}", answer.header("content-type"));
    assert!(!answer.body.contains("<script>alert"), "{tried}: the request is in the page");
    assert!(!answer.body.contains(&format!("\"{tried}\"")), "{tried}: the page leads there");
}

// requirement: A01 A02
#[tokio::test]
async fn a_redirect_uri_that_is_not_the_registered_one_gets_a_page() {
    let sandbox = Sandbox::shared();
    let (party, surfer) = (Party::essai(sandbox), Surfer::new(sandbox, None));
    let wrong = [
        "https://essai.localhost/retour/",
        "https://essai.localhost/Retour",
        "https://essai.localhost/retour?x=1",
        "https://essai.localhost/retour#x",
        "https://essai.localhost/retour/..",
        "https://essai.localhost/retour/../autre",
        "https://essai.localhost/retour%2f..%2fautre",
        "https://essai.localhost//retour",
        "https://essai.localhost:443/retour",
        "https://essai.localhost:8443/retour",
        "http://essai.localhost/retour",
        "https://essai.localhost.voleur.example/retour",
        "https://essai.localhost@voleur.example/retour",
        "https://voleur.example/?https://essai.localhost/retour",
        "https://voleur.example\\@essai.localhost/retour",
        "https://ESSAI.localhost/retour",
        " https://essai.localhost/retour",
        "https://essai.localhost/retour\r\nLocation: https://voleur.example/",
        "//essai.localhost/retour",
        "/retour",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "\"><script>alert(1)</script>",
        "",
    ];
    for redirect_uri in wrong {
        let demand = party.demand().with("redirect_uri", Some(redirect_uri));
        assert_stopped(&surfer.get(party.address(&demand)).await, redirect_uri);
    }
    let twice = party.demand().and("redirect_uri", "https://voleur.example/");
    assert_stopped(&surfer.get(party.address(&twice)).await, "two addresses");
    assert_stopped(&surfer.get(party.address(&party.demand().with("redirect_uri", None))).await, "no address");
}

// requirement: A02
#[tokio::test]
async fn a_client_that_nobody_knows_gets_a_page() {
    let sandbox = Sandbox::shared();
    let (party, surfer) = (Party::essai(sandbox), Surfer::new(sandbox, None));
    for client_id in [Some("personne"), Some("\"><script>alert(1)</script>"), Some("dui\0"), Some(""), None] {
        let demand = party.demand().with("client_id", client_id);
        assert_stopped(&surfer.get(party.address(&demand)).await, client_id.unwrap_or("no client"));
    }
    let twice = party.demand().and("client_id", "dui");
    assert_stopped(&surfer.get(party.address(&twice)).await, "two clients");
}

/// Sends the request by both methods; both must be sent back to the party with `error`, its `state` and `iss`.
async fn assert_sent_back(party: &Party, demand: crate::party::Demand, error: &str) {
    let surfer = Surfer::new(Sandbox::shared(), None);
    let by_address = surfer.get(party.address(&demand)).await;
    let by_form = surfer.send(surfer.http.post(party.authorization.clone()).form(&demand.pairs)).await;
    for answer in [by_address, surfer.follow(by_form, RETOUR).await] {
        assert!(
            answer.location().is_some_and(|url| url.as_str().starts_with(RETOUR)),
            "{:?}: {}",
            demand.pairs,
            answer.body
        );
        assert_eq!(answer.given("error").as_deref(), Some(error), "{:?}", demand.pairs);
        assert_eq!(answer.given("iss").as_deref(), Some(party.issuer.as_str()), "{:?}", demand.pairs);
        assert_eq!(answer.given("code"), None);
        let states = demand.pairs.iter().filter(|(name, _)| name == "state").count();
        let state = (states == 1).then_some(demand.state.as_str());
        assert_eq!(answer.given("state").as_deref(), state, "{:?}", demand.pairs);
    }
}

// requirement: A03 A06
#[tokio::test]
async fn nothing_but_a_code_travels_by_the_browser() {
    let party = Party::essai(Sandbox::shared());
    for response_type in ["token", "id_token", "code token", "code id_token", "id_token token", "none"] {
        let demand = party.demand().with("response_type", Some(response_type));
        assert_sent_back(&party, demand, "unsupported_response_type").await;
    }
    assert_sent_back(&party, party.demand().with("response_type", None), "invalid_request").await;
}

// requirement: A06
#[tokio::test]
async fn every_answer_says_who_gave_it() {
    let sandbox = Sandbox::shared();
    let party = Party::essai(sandbox);
    assert_sent_back(&party, party.demand().with("prompt", Some("none")), "login_required").await;
    assert_sent_back(&party, party.demand().with("scope", Some("profile")), "invalid_scope").await;
    assert_sent_back(&party, party.demand().with("code_challenge_method", Some("plain")), "invalid_request").await;
    let surfer = Surfer::new(sandbox, Some("medecin"));
    let answer = party.log_in(&surfer, &party.demand()).await;
    assert_eq!(answer.given("iss").as_deref(), Some(party.issuer.as_str()));
    let metadata = surfer.get(format!("{}/.well-known/openid-configuration", party.issuer)).await.json();
    assert_eq!(metadata["authorization_response_iss_parameter_supported"], true);
}

// requirement: A13
#[tokio::test]
async fn a_parameter_that_comes_twice_is_refused() {
    let sandbox = Sandbox::shared();
    let party = Party::essai(sandbox);
    for name in ["scope", "nonce", "state", "code_challenge", "response_type", "prompt", "something"] {
        let demand = party.demand().and(name, "login");
        let demand = if name == "prompt" || name == "something" { demand.and(name, "login") } else { demand };
        assert_sent_back(&party, demand, "invalid_request").await;
    }
    let surfer = Surfer::new(sandbox, Some("medecin"));
    let (code, demand) = party.code(&surfer).await;
    let mut pairs = party.redemption(&code, &demand);
    pairs.push(("code", &code));
    let answer = party.token(&surfer, &pairs).await;
    assert_eq!((answer.status, answer.json()["error"].as_str()), (400, Some("invalid_request")));
}
