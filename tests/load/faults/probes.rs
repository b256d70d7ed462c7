//! What must be refused at every moment, asked for all the time: what was revoked, a wrong secret, a token that is none.

use std::sync::Arc;
use std::time::Duration;

use super::balancer::{Caller, Silence};
use super::ledger::Revoked;
use super::people::Crowd;
use crate::surfer::Answer;

impl Crowd {
    /// Held against both nodes: what was taken back, refreshed, shown and introspected.
    pub async fn judge(&self, service: &Caller, revoked: &Revoked) {
        for node in 0..2 {
            let refresh = [("grant_type", "refresh_token"), ("refresh_token", revoked.refresh.as_str())];
            let refreshed = self.token(service, Some(node), &refresh).await;
            let asked = |http: &reqwest::Client| http.get(self.party.endpoint("userinfo")).bearer_auth(&revoked.access);
            let told = service.ask_at(node, asked).await;
            let introspected =
                self.post(service, Some(node), ("token/introspect", &[("token", &revoked.access)])).await;
            let active =
                introspected.is_ok_and(|answer| answer.status == 200 && answer.body.contains("\"active\":true"));
            let granted = |answer: Result<Answer, Silence>| answer.is_ok_and(|answer| answer.status == 200);
            let doors = [("refresh", granted(refreshed)), ("userinfo", granted(told)), ("introspection", active)];
            for (door, _) in doors.into_iter().filter(|(_, open)| *open) {
                let text = format!("{door} at node {node}, {:?} after it was revoked", revoked.at.elapsed());
                self.ledger.write(|entries| entries.failed_open.push(text));
            }
            self.ledger.write(|entries| entries.probes += 3);
        }
    }

    /// For ever: what was revoked, a wrong secret and a token that is none, at either node.
    pub async fn probe(self: Arc<Self>) {
        let service = self.balancer.caller(false);
        for chance in (0_usize..).step_by(7) {
            if let Some(revoked) = self.ledger.some_revoked(chance) {
                self.judge(&service, &revoked).await;
            }
            let node = chance % 2;
            let pairs = [("grant_type", "client_credentials")];
            let wrong = |http: &reqwest::Client| {
                http.post(self.party.endpoint("token"))
                    .basic_auth(&self.party.client_id, Some("no secret"))
                    .form(&pairs)
            };
            let none = |http: &reqwest::Client| http.get(self.party.endpoint("userinfo")).bearer_auth("no.token.atall");
            // a wrong secret is counted against its client: seldom
            let guessed = if chance % 280 == 0 { service.ask_at(node, wrong).await.ok() } else { None };
            let shown = service.ask_at(node, none).await.ok();
            for (what, answer) in [("a wrong secret", guessed), ("no token", shown)] {
                if answer.is_some_and(|answer| answer.status == 200) {
                    self.ledger.write(|entries| entries.failed_open.push(format!("{what} at node {node}")));
                }
            }
            tokio::time::sleep(Duration::from_millis(400)).await;
        }
    }
}
