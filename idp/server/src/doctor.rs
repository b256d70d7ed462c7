//! `idp-server doctor`: what is wrong with a deployment, what each finding means and what to do about it. Nothing is migrated,
//! signed, sent or recorded.

mod case;
mod engines;
mod held;
mod mute;
mod others;
mod own;

use ambient::Ambient;
use diagnosis::{CONFIGURATION, Check, Diagnosis, Said, examine};
use service::config::ConfigError;

use crate::config::Config;
use case::Case;

/// In the order in which each stands on those before it.
const CHECKS: &[Check<Case>] = &[
    Check {
        name: CONFIGURATION,
        means: "",
        look: |_| Box::pin(async { Said::ok("the file reads, and its keys agree") }),
    },
    Check {
        name: "secrets",
        means: "A secret that others on this machine may read is no secret; one that cannot be read keeps the provider from starting.",
        look: |case| Box::pin(async move { own::secrets(case) }),
    },
    Check {
        name: "certificates",
        means: "Browsers, cards and clients refuse a listener whose chain, name or dates do not hold.",
        look: |case| Box::pin(async move { own::certificates(case) }),
    },
    Check {
        name: "hosts",
        means: "People and clients come by these names, and each node calls itself by none other.",
        look: |case| Box::pin(own::hosts(case)),
    },
    Check {
        name: "proxy",
        means: "Whoever is believed to be the reverse proxy may pretend to any card and to any address.",
        look: |case| Box::pin(async move { own::proxy(case) }),
    },
    Check {
        name: "sql",
        means: "Nothing is issued, refused or recorded without it: the node answers 503 on /sante/ready.",
        look: |case| Box::pin(async move { engines::sql(case) }),
    },
    Check {
        name: "migrations",
        means: "The tables are not those of this version of the program.",
        look: |case| Box::pin(async move { engines::migrations(case) }),
    },
    Check {
        name: "clock",
        means: "Codes, tickets and tokens that cross from one clock to another are refused (docs/nodes.md).",
        look: |case| Box::pin(async move { engines::clock(case) }),
    },
    Check {
        name: "redis",
        means: "Logins under way and sessions live there; a server that evicts keys ends them at random.",
        look: |case| Box::pin(engines::redis(case)),
    },
    Check {
        name: "signing-keys",
        means: "Without a key that signs nobody is given a token; without its follower, soon.",
        look: |case| Box::pin(held::signing_keys(case)),
    },
    Check {
        name: "revocations",
        means: "Cards of an authority whose lists have ended are refused.",
        look: |case| Box::pin(held::revocations(case)),
    },
    Check {
        name: "outbox",
        means: "Clients have not been told that sessions ended.",
        look: |case| Box::pin(held::outbox(case)),
    },
    Check {
        name: "nodes",
        means: "A node that served a day ago fell silent without being stopped, or two versions serve together.",
        look: |case| Box::pin(held::nodes(case)),
    },
    Check {
        name: "registry",
        means: "Nobody signs in and nothing is refreshed while the registry is out of reach.",
        look: |case| Box::pin(others::registry(case)),
    },
    Check {
        name: "mail",
        means: "Nobody activates an e-CPS, and nobody is warned of an act on their account.",
        look: |case| Box::pin(others::mail(case)),
    },
    Check {
        name: "gateways",
        means: "SMS codes do not leave, or phones are not woken: an e-CPS is not activated, or its app must be opened by hand.",
        look: |case| Box::pin(others::gateways(case)),
    },
];

/// Looks at the deployment that this configuration describes, from this machine.
pub async fn doctor(read: Result<Config, ConfigError>, ambient: &Ambient) -> Diagnosis {
    match read {
        Ok(config) => examine(&Case::open(config, ambient.clone()).await, CHECKS).await,
        Err(error) => Diagnosis::unread(&error),
    }
}

#[cfg(test)]
mod tests;
