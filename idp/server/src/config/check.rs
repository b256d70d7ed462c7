use service::config::{Check, Contradiction};
use service::telemetry::Traces;
use url::{Host, Url};

use idp_outbound::Chiffrement;

use super::{Config, Mode};

impl Check for Config {
    fn check(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut refuse = |wrong: bool, key: &str, reason: &str, remedy: &str| {
            if wrong {
                found.push(Contradiction::new(key, reason, remedy));
            }
        };
        let hosts = &self.hosts;
        for (key, url) in [
            ("hosts.issuer", &hosts.issuer),
            ("hosts.authorization", &hosts.authorization),
            ("hosts.carte", &hosts.carte),
        ] {
            refuse(url.scheme() != "https", key, "not https", "write https://");
            refuse(url.query().is_some() || url.fragment().is_some(), key, "has a query or a fragment", "remove it");
        }
        refuse(
            hosts.issuer.path() == "/",
            "hosts.issuer",
            "has no realm path",
            "end it with /auth/realms/esante-wallet",
        );
        refuse(
            !is_origin(&hosts.authorization),
            "hosts.authorization",
            "is not an origin",
            "write scheme, host and port, without path",
        );
        refuse(
            !self.pages_have_a_name(),
            "hosts.authorization",
            "names its host by an address: browsers keep passkeys for names alone",
            "write the name of the host",
        );
        refuse(
            !is_origin(&hosts.carte),
            "hosts.carte",
            "is not an origin",
            "write scheme, host and port, without path",
        );
        refuse(
            hosts.carte.origin() == hosts.authorization.origin() || hosts.carte.origin() == hosts.issuer.origin(),
            "hosts.carte",
            "is the address of another host: its listener alone asks for a certificate",
            "give the card host a name or a port of its own",
        );
        refuse(
            self.listen.web.is_empty(),
            "listen.web",
            "no address",
            "write one at least, for example \"0.0.0.0:443\"",
        );
        refuse(
            self.listen.web.contains(&self.listen.carte),
            "listen.carte",
            "is one of listen.web: one listener cannot both ask and not ask for a certificate",
            "choose another port",
        );
        refuse(
            self.store.sql.is_some() == self.store.sql_file.is_some(),
            "store.sql",
            "exactly one of sql and sql_file names the database",
            "keep sql for SQLite, sql_file for PostgreSQL",
        );
        refuse(
            self.store.sql.as_ref().is_some_and(|sql| !sql.starts_with("sqlite:")),
            "store.sql",
            "only SQLite may stand here: another address holds a password",
            "put the address into a file and name it in sql_file",
        );
        refuse(
            self.messages.smtp.user.is_some() != self.messages.smtp.password_file.is_some(),
            "messages.smtp.user",
            "a user and a password go together",
            "write both user and password_file, or neither",
        );
        let lifetimes = &self.lifetimes;
        refuse(!(1..=60).contains(&lifetimes.code.0), "lifetimes.code", "not between 1 and 60 s", "60 s at most");
        refuse(
            !(5..=600).contains(&lifetimes.pushed.0),
            "lifetimes.pushed",
            "not between 5 and 600 s",
            "60 s is usual",
        );
        let ciba = &self.ciba;
        refuse(!(10..=600).contains(&ciba.life.0), "ciba.life", "not between 10 and 600 s", "120 s is usual");
        refuse(
            ciba.longest < ciba.life || ciba.longest.0 > 600,
            "ciba.longest",
            "below ciba.life, or over 600 s",
            "300 s is usual",
        );
        let intervals = [ciba.interval.0, ciba.interval_psc.0];
        refuse(
            !intervals.iter().all(|one| (1..=60).contains(one)),
            "ciba.interval",
            "not between 1 and 60 s",
            "5 s is usual",
        );
        refuse(self.pushed.a_client == 0, "pushed.a_client", "nobody could push a request", "6000 is usual");
        refuse(lifetimes.token >= lifetimes.refresh, "lifetimes.refresh", "not longer than a token", "30 min is usual");
        found.extend(self.production());
        found.extend(self.surroundings());
        found.extend(self.machines());
        found.extend(self.revocation());
        found.extend(self.behind());
        found.extend(self.calls());
        found.extend(self.turning());
        found.extend(self.partenaires_contradictions());
        found.extend(self.exploitation_contradictions());
        found.extend(self.traces.iter().flat_map(Traces::contradictions));
        found
    }
}

impl Config {
    /// What only the sandbox, or only a rehearsal, may have.
    fn production(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut refuse = |wrong: bool, key: &str, reason: &str, remedy: &str| {
            if wrong {
                found.push(Contradiction::new(key, reason, remedy));
            }
        };
        let sandbox = self.mode == Mode::Sandbox;
        refuse(
            !sandbox && self.store.redis_file.is_none(),
            "store.redis_file",
            "short-lived state in process belongs to the sandbox: a second node would not see it",
            "name a file that holds the address of Redis or Valkey",
        );
        refuse(
            !sandbox && self.store.sql.is_some(),
            "store.sql",
            "SQLite belongs to the sandbox",
            "name a file that holds the address of PostgreSQL in sql_file",
        );
        refuse(
            !sandbox && self.registration.standing_token_file.is_some(),
            "registration.standing_token_file",
            "a token that registers for ever belongs to the sandbox",
            "make tokens with idp-server initial-access-token, each for so many clients and so long",
        );
        refuse(
            !sandbox && self.messages.smtp.encryption == Chiffrement::Clair,
            "messages.smtp.encryption",
            "mail without TLS belongs to the sandbox",
            "write \"tls\" or \"starttls\"",
        );
        found
    }

    /// Whom the provider speaks to, under which names, and which cards it believes.
    fn surroundings(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut refuse = |wrong: bool, key: &str, reason: &str, remedy: &str| {
            if wrong {
                found.push(Contradiction::new(key, reason, remedy));
            }
        };
        let production = self.mode == Mode::Production;
        let (hosts, messages) = (&self.hosts, &self.messages);
        let outbound = [
            ("registry.url", &self.registry.url),
            ("messages.sms.url", &messages.sms.url),
            ("messages.push.url", &messages.push.url),
        ];
        for (key, url) in outbound {
            let clear = self.mode != Mode::Sandbox && url.scheme() != "https";
            refuse(clear, key, "not https: a key or the name of a phone would travel in clear", "write https://");
        }
        let own = [
            ("hosts.issuer", &hosts.issuer),
            ("hosts.authorization", &hosts.authorization),
            ("hosts.carte", &hosts.carte),
        ];
        let espace = self.partenaires.as_ref().map(|espace| ("partenaires.url", &espace.url));
        for (key, url) in own.into_iter().chain(espace) {
            let remedy = "write the public name, or mode = \"rehearsal\"";
            refuse(production && is_local(url), key, "this machine itself is not a production host", remedy);
        }
        refuse(
            production && self.cards.policies.is_empty(),
            "cards.policies",
            "any certificate of these issuers would sign in, those of test cards included",
            "list the policies of authentication certificates, or mode = \"rehearsal\"",
        );
        found
    }
}

/// `localhost`, a name under it, or a loopback or unspecified address.
pub(super) fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback() || address.is_unspecified(),
        Some(Host::Ipv6(address)) => address.is_loopback() || address.is_unspecified(),
        None => true,
    }
}

pub(super) fn is_origin(url: &Url) -> bool {
    url.path() == "/" && url.query().is_none() && url.fragment().is_none()
}
