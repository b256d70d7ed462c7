//! What services do with the codes that people bring, and what must hold of it: a code is spent once, by whomever; a family of
//! refresh tokens ends with the reuse of one that was replaced; what was taken back stays so; who registered is known.

use std::time::Instant;

use serde_json::{Value, json};

use super::balancer::{Caller, Silence};
use super::ledger::{Registered, Revoked};
use super::met::Met;
use super::people::{Brought, Crowd};
use crate::party::RETOUR;
use crate::surfer::Answer;

impl Crowd {
    /// Both nodes are given the same code at once: one may take it.
    pub async fn race(&self, service: &Caller, brought: &Brought) -> Result<(), Met> {
        let pairs = self.party.redemption(&brought.code, &brought.demand);
        let both = tokio::join!(self.token(service, Some(0), &pairs), self.token(service, Some(1), &pairs));
        let taken = [&both.0, &both.1].into_iter().filter(|one| granted(one)).count();
        self.tried_again(taken > 1, "a code, by both nodes");
        match (taken, both) {
            (0, (Ok(answer), _) | (_, Ok(answer))) => Err(Met::refusal("token", &answer)),
            (0, (Err(silence), _)) => Err(Met::service("token", silence)),
            _ => {
                self.spent(&brought.code, &brought.demand);
                Ok(())
            }
        }
    }

    /// Refreshed; then the code once more, and the link to the card that led to it: neither gives anything. The refresh token of a
    /// client with a secret lives on by its use (FAPI 2.0 §5.3.2.1), so that it says nothing here.
    pub async fn replay(&self, browser: &Caller, service: &Caller, brought: &Brought) -> Result<(), Met> {
        let tokens = self.redeem(service, brought).await?;
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", text(&tokens, "refresh_token"))];
        let answer = self.token(service, None, &pairs).await.map_err(|silence| Met::service("refresh", silence))?;
        self.tokens("refresh", &answer)?;
        let again = self.token(service, None, &self.party.redemption(&brought.code, &brought.demand)).await;
        self.tried_again(granted(&again), "a code, later");
        let back = self.follow(browser, brought.card.clone(), "card, again").await;
        self.tried_again(back.is_ok_and(|back| back.given("code").is_some()), "a card's answer, by the same link");
        Ok(())
    }

    /// A client without a secret: both nodes replace the same refresh token at once (a lost answer may be asked for again); once
    /// what replaced it was used, its reuse is refused and ends the family.
    pub async fn family(&self, browser: &Caller, service: &Caller) -> Result<(), Met> {
        let public = match self.public.get() {
            Some(public) => public.clone(),
            None => {
                let public = self.registered(service, json!({ "token_endpoint_auth_method": "none" })).await?;
                self.public.get_or_init(|| public).clone()
            }
        };
        let demand = self.party.demand().with("client_id", Some(&public));
        let demand = demand.with("scope", Some("openid")).with("acr_values", None);
        let brought = self.brought(browser, demand).await?;
        let pairs = self.party.redemption(&brought.code, &brought.demand);
        let answer = self.unkeyed(service, None, (&public, &pairs)).await;
        let first = self.tokens("token", &answer.map_err(|silence| Met::service("token", silence))?)?;
        let first = text(&first, "refresh_token");
        let both = tokio::join!(
            self.replaced(service, Some(0), (&public, first)),
            self.replaced(service, Some(1), (&public, first))
        );
        let second = match both {
            (Ok(answer), _) | (_, Ok(answer)) => self.tokens("refresh", &answer)?,
            (Err(silence), _) => return Err(Met::service("refresh", silence)),
        };
        let answer = self.replaced(service, None, (&public, text(&second, "refresh_token"))).await;
        let third = self.tokens("refresh", &answer.map_err(|silence| Met::service("refresh", silence))?)?;
        let again = self.replaced(service, None, (&public, first)).await;
        self.tried_again(granted(&again), "a refresh token, after the one that replaced it");
        if again.is_ok_and(|answer| answer.status == 400) {
            let last = self.replaced(service, None, (&public, text(&third, "refresh_token"))).await;
            self.tried_again(granted(&last), "a refresh token of a family that had ended");
        }
        Ok(())
    }

    pub async fn take_back(&self, service: &Caller, brought: &Brought) -> Result<(), Met> {
        let tokens = self.redeem(service, brought).await?;
        let (refresh, access) = (text(&tokens, "refresh_token").to_owned(), text(&tokens, "access_token").to_owned());
        let revoked = self.post(service, None, ("revoke", &[("token", &refresh)])).await;
        let answer = revoked.map_err(|silence| Met::service("revoke", silence))?;
        if answer.status != 200 {
            return Err(Met::refusal("revoke", &answer));
        }
        let revoked = Revoked { refresh, access, at: Instant::now() };
        self.judge(service, &revoked).await;
        self.ledger.write(|entries| entries.revoked.push(revoked));
        Ok(())
    }

    pub async fn register(&self, service: &Caller, brought: &Brought) -> Result<(), Met> {
        self.redeem(service, brought).await?;
        self.registered(service, json!({})).await.map(drop)
    }

    /// Its `client_id`.
    async fn registered(&self, service: &Caller, more: Value) -> Result<String, Met> {
        let mut asked = json!({
            "client_name": "Essai des pannes",
            "redirect_uris": [RETOUR],
            "grant_types": ["authorization_code", "refresh_token"],
        });
        asked.as_object_mut().into_iter().for_each(|asked| asked.extend(more.as_object().cloned().unwrap_or_default()));
        let [endpoint, initial] = &self.registration;
        let answer = service.ask(|http| http.post(endpoint).bearer_auth(initial).json(&asked)).await;
        let answer = answer.map_err(|silence| Met::service("registration", silence))?;
        if answer.status != 201 {
            return Err(Met::refusal("registration", &answer));
        }
        let told = answer.json();
        let of = |name: &str| text(&told, name).to_owned();
        let registered = Registered {
            client_id: of("client_id"),
            address: of("registration_client_uri"),
            token: of("registration_access_token"),
        };
        let client_id = registered.client_id.clone();
        self.ledger.write(|entries| entries.registered.push(registered));
        Ok(client_id)
    }

    async fn replaced(
        &self,
        service: &Caller,
        node: Option<usize>,
        (public, token): (&str, &str),
    ) -> Result<Answer, Silence> {
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.unkeyed(service, node, (public, &pairs)).await
    }

    /// At the token endpoint, by a client that has no secret.
    async fn unkeyed(
        &self,
        service: &Caller,
        node: Option<usize>,
        (public, pairs): (&str, &[(&str, &str)]),
    ) -> Result<Answer, Silence> {
        let pairs = [pairs, &[("client_id", public)]].concat();
        let request = |http: &reqwest::Client| http.post(self.party.endpoint("token")).form(&pairs);
        match node {
            Some(node) => service.ask_at(node, request).await,
            None => service.ask(request).await,
        }
    }

    /// Something that was spent came again.
    fn tried_again(&self, accepted: bool, what: &str) {
        self.ledger.write(|entries| {
            entries.replays += 1;
            if accepted {
                entries.spent_twice.push(what.to_owned());
            }
        });
    }
}

fn granted(answer: &Result<Answer, Silence>) -> bool {
    answer.as_ref().is_ok_and(|answer| answer.status == 200)
}

pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}
