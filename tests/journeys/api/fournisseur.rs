//! The API of a running sandbox, with tokens of its own provider: a card opens it, for what its holder may do.

use harness::Sandbox;
use serde_json::{Value, json};

use crate::party::{Party, RETOUR};
use crate::surfer::{Answer, Surfer};

const EHPAD: &str = "690990114";
const SEULE: &str = "openid registre";
/// With that of contact data.
const TOUTES: &str = "openid registre registre.coordonnees";

/// A program of a structure, that acts for whoever signs in.
struct Logiciel<'a> {
    sandbox: &'a Sandbox,
    party: Party,
    /// What tokens for the registry are asked for (RFC 8707).
    ressource: String,
}

impl<'a> Logiciel<'a> {
    /// Registers itself (RFC 7591).
    async fn enregistrer(sandbox: &'a Sandbox, surfer: &Surfer) -> Self {
        let ressource = format!("{}api/v1", sandbox.text("/portail"));
        let asked = json!({
            "client_name": "Logiciel de gestion",
            "redirect_uris": [RETOUR],
            "token_endpoint_auth_method": "client_secret_basic",
            "scope": TOUTES,
            "caducee_sans_situation": "accepte",
            "caducee_access_token_format": "at_jwt",
            "caducee_resources": [ressource, "https://dmp.example"],
        });
        let request = surfer.http.post(sandbox.text("/registration/endpoint"));
        let token = sandbox.text("/registration/initial_access_token");
        let answer = surfer.send(request.bearer_auth(token).json(&asked)).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let registered = answer.json();
        let text = |name: &str| registered[name].as_str().unwrap_or_default().to_owned();
        let (client_id, client_secret) = (text("client_id"), text("client_secret"));
        let party = Party { client_id, client_secret, ..Party::essai(sandbox) };
        Self { sandbox, party, ressource }
    }

    /// Whoever holds the card of this browser signs in; the token is for this resource.
    async fn token(&self, surfer: &Surfer, (scope, resource): (&str, &str)) -> String {
        let demand = self.party.demand().with("scope", Some(scope)).with("resource", Some(resource));
        let code = self.party.log_in(surfer, &demand).await.given("code").expect("a code");
        let answer = self.party.token(surfer, &self.party.redemption(&code, &demand)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()["access_token"].as_str().expect("a token").to_owned()
    }

    async fn get(&self, surfer: &Surfer, path: &str, token: &str) -> Answer {
        let address = format!("{}{path}", self.ressource);
        surfer.send(surfer.http.get(address).bearer_auth(token)).await
    }
}

// requirement: GES-08 GES-13 GES-14 R14
#[tokio::test(flavor = "multi_thread")]
async fn a_card_opens_the_api_for_the_establishments_of_its_holder() {
    let sandbox = tokio::task::block_in_place(Sandbox::shared);
    let anybody = Surfer::new(sandbox, None);
    let logiciel = Logiciel::enregistrer(sandbox, &anybody).await;
    let document = anybody.get(format!("{}/openapi.json", logiciel.ressource)).await;
    assert_eq!((document.status, document.json()["openapi"].as_str()), (200, Some("3.1.0")));

    let gestionnaire = Surfer::new(logiciel.sandbox, Some("gestionnaire"));
    let token = logiciel.token(&gestionnaire, (SEULE, &logiciel.ressource)).await;
    let places = logiciel.get(&anybody, "/etablissements", &token).await;
    assert_eq!(places.status, 200, "{}", places.body);
    let numbers: Vec<_> = places.json().as_array().expect("a list").iter().map(|one| one["finess"].clone()).collect();
    assert!(numbers.contains(&Value::from(EHPAD)), "{numbers:?}");
    let people = logiciel.get(&anybody, &format!("/etablissements/{EHPAD}/effectif"), &token).await;
    assert!(people.json()["nombre"].as_u64() > Some(0), "{}", people.body);

    let elsewhere = logiciel.token(&gestionnaire, (SEULE, "https://dmp.example")).await;
    let refused = logiciel.get(&anybody, "/etablissements", &elsewhere).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (401, Some("jeton_autre_ressource")));

    let doctor = Surfer::new(logiciel.sandbox, Some("medecin"));
    let token = logiciel.token(&doctor, (SEULE, &logiciel.ressource)).await;
    let refused = logiciel.get(&anybody, "/etablissements", &token).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (403, Some("agent_sans_habilitation")));

    // nothing is sent to change: the first token is refused before that is looked at, the second one is not
    let contact = format!("{}/moi/coordonnees", logiciel.ressource);
    let refused = anybody.send(anybody.http.put(&contact).bearer_auth(&token).json(&json!({}))).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (403, Some("jeton_sans_coordonnees")));
    let token = logiciel.token(&doctor, (TOUTES, &logiciel.ressource)).await;
    let read = anybody.send(anybody.http.put(&contact).bearer_auth(&token).json(&json!({}))).await;
    assert_eq!(read.status, 400, "{}", read.body);
}
