//! Whom the provider speaks to.

use std::error::Error as _;

use annuaire::Numero;
use diagnosis::Said;
use idp_core::annuaire::{Annuaire as _, AnnuaireError};
use idp_core::cursor::Cursor as _;
use url::Url;

use super::case::Case;
use crate::messages::Carriers;
use crate::registry;

const NO_CLIENT: &str = "name in ca_file a PEM file that this process may read";

pub async fn registry(case: &Case) -> Said {
    let http = match &case.http {
        Ok(http) => http.clone(),
        Err(error) => return Said::wrong(error.clone(), NO_CLIENT),
    };
    let source = match registry::source(&case.config.registry, case.guard, http) {
        Ok(source) => source,
        Err(error) => return Said::wrong(error.to_string(), "do what the message says"),
    };
    let position = match &case.sql {
        Some(sql) => sql.position().await.unwrap_or(Numero(0)),
        None => Numero(0),
    };
    match source.evenements(position, 0).await {
        Ok(told) => match told.dernier.0 - position.0 {
            0.. if case.sql.is_none() => Said::ok("it answers with our key"),
            behind @ 0..=LITTLE => Said::ok(format!("it answers with our key; {behind} events are not yet read")),
            behind if behind < 0 => Said::wrong(
                format!("its log is {} events shorter than what we read", -behind),
                "it was restored from an older copy, or it is another registry: nothing of it is read until they agree",
            ),
            behind => Said::warning(
                format!("{behind} events are not yet read"),
                "a node that runs reads them; until then people and situations that ended may still be accepted",
            ),
        },
        Err(error) => unanswered(&error),
    }
}

/// Events of a few seconds of a busy morning.
const LITTLE: i64 = 1_000;

fn unanswered(error: &AnnuaireError) -> Said {
    let text = error.to_string();
    let remedy = if text.contains("it answered 401") || text.contains("it answered 403") {
        "put into registry.key_file what `registry-server cle --droits lecture,correspondance,evenements,activation` printed"
    } else {
        "check registry.url, that the registry runs, ca_file, and the network in between"
    };
    Said::wrong(text, remedy)
}

pub async fn mail(case: &Case) -> Said {
    let http = match &case.http {
        Ok(http) => http,
        Err(error) => return Said::wrong(error.clone(), NO_CLIENT),
    };
    let carriers = match Carriers::new(&case.config.messages, case.guard, http) {
        Ok(carriers) => carriers,
        Err(error) => return Said::wrong(error.to_string(), "correct [messages] as the message says"),
    };
    let smtp = &case.config.messages.smtp;
    match carriers.messages.joignable().await {
        Ok(()) => Said::ok(format!("{}:{} speaks with us", smtp.host, smtp.port)),
        Err(error) => Said::wrong(
            format!("{}:{}: {error}", smtp.host, smtp.port),
            "check host, port and encryption (465 tls, 587 starttls), user and password_file, and ca_file where its authority is your own",
        ),
    }
}

pub async fn gateways(case: &Case) -> Said {
    let http = match &case.http {
        Ok(http) => http,
        Err(error) => return Said::wrong(error.clone(), NO_CLIENT),
    };
    let messages = &case.config.messages;
    let mut parts = Vec::new();
    for (key, url) in [("messages.sms.url", &messages.sms.url), ("messages.push.url", &messages.push.url)] {
        parts.push(door(http, key, url).await);
    }
    Said::of(parts, "SMS and push answer")
}

/// Any answer of HTTP is one, a refusal too: nothing is sent, and the key stays here.
async fn door(http: &reqwest::Client, key: &str, url: &Url) -> Said {
    let mut origin = url.clone();
    origin.set_path("/");
    origin.set_query(None);
    match http.head(origin).send().await {
        Ok(_) => Said::ok(key),
        Err(error) => {
            let error = error.without_url();
            let mut text = error.to_string();
            let mut cause = error.source();
            while let Some(further) = cause {
                text = format!("{text}: {further}");
                cause = further.source();
            }
            Said::wrong(
                format!("{key}: {text}"),
                "check the address, that the gateway runs, ca_file, and the network in between",
            )
        }
    }
}
