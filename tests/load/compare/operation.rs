//! What is measured, and how one of it is done.

use std::borrow::Cow;

use axum::http::header::LOCATION;
use clap::ValueEnum;
use serde::Deserialize;

use super::side::{REDIRECT_URI, Side, VERIFIER};
use super::wire::{Answered, Asked, Wire};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Operation {
    /// Authorization in a session, code, tokens, userinfo.
    Flow,
    ClientCredentials,
    Refresh,
    Introspection,
    Userinfo,
    /// The request that asks a phone: what a person does then is not measured.
    Ciba,
    #[value(skip)]
    RefreshRs256,
    /// The limit: a request, and nothing that is done for it.
    #[value(skip)]
    Empty,
    /// The limit: the same over a connection of its own.
    #[value(skip)]
    Handshake,
}

impl Operation {
    pub const COMPARED: [Self; 6] =
        [Self::Flow, Self::ClientCredentials, Self::Refresh, Self::Introspection, Self::Userinfo, Self::Ciba];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::ClientCredentials => "client_credentials",
            Self::Refresh => "refresh",
            Self::Introspection => "introspection",
            Self::Userinfo => "userinfo",
            Self::Ciba => "ciba",
            Self::RefreshRs256 => "refresh_rs256",
            Self::Empty => "empty",
            Self::Handshake => "handshake",
        }
    }

    /// HTTP requests of one.
    pub const fn requests(self) -> f64 {
        match self {
            Self::Flow => 3.0,
            _ => 1.0,
        }
    }

    /// ES256 signatures in the answers of one: ID tokens, and the `at+jwt` of a service.
    pub const fn signatures(self) -> f64 {
        match self {
            Self::Flow | Self::ClientCredentials | Self::Refresh => 1.0,
            _ => 0.0,
        }
    }

    /// Whether a record of one is on the disk before its answer leaves, a session apart.
    pub const fn writes(self) -> bool {
        matches!(self, Self::ClientCredentials | Self::Refresh | Self::Ciba)
    }

    /// One, from its first byte to its last; `None` when anything was not as it should be.
    pub async fn once(self, side: &Side, wire: &mut Wire) -> Option<()> {
        let asked = match self {
            Self::Flow => return flow(side, wire).await,
            Self::ClientCredentials => {
                let pairs =
                    [("grant_type", "client_credentials"), ("resource", side.resource()), ("scope", side.scope())];
                side.token(&side.service, &pairs)
            }
            Self::Refresh => side.token(&side.person, &refresh(&side.tokens.refresh)),
            Self::RefreshRs256 => side.token(&side.rsa, &refresh(&side.tokens.refresh_rs256)),
            Self::Introspection => {
                side.call("introspection_endpoint", &side.person, &[("token", side.tokens.access.as_str())])
            }
            Self::Userinfo => userinfo(side, &side.tokens.access),
            Self::Ciba => ciba(side),
            Self::Empty => empty(side),
            Self::Handshake => return good(&mut side.stranger(), empty(side)).await.map(drop),
        };
        good(wire, asked).await.map(drop)
    }
}

fn empty(side: &Side) -> Asked {
    side.call("token_endpoint", &side.person, &[])
}

fn refresh(token: &str) -> [(&'static str, &str); 2] {
    [("grant_type", "refresh_token"), ("refresh_token", token)]
}

#[derive(Deserialize)]
struct Tokens<'a> {
    #[serde(borrow)]
    access_token: Cow<'a, str>,
}

async fn flow(side: &Side, wire: &mut Wire) -> Option<()> {
    let code = code(side, wire).await?;
    let pairs = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", REDIRECT_URI),
        ("code_verifier", VERIFIER),
    ];
    let answer = good(wire, side.token(&side.person, &pairs)).await?;
    let tokens: Tokens<'_> = serde_json::from_slice(&answer.body).ok()?;
    good(wire, userinfo(side, &tokens.access_token)).await.map(drop)
}

/// The code of an authorization in the session that was opened before.
pub async fn code(side: &Side, wire: &mut Wire) -> Option<String> {
    let answer = wire.send(Asked::get(side.authorization.as_str()).cookies(&side.cookies)).await?;
    let location = answer.headers.get(LOCATION)?.to_str().ok()?;
    let (_, query) = location.split_once('?')?;
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == "code").map(|(_, code)| code.into_owned())
}

fn userinfo(side: &Side, access_token: &str) -> Asked {
    Asked::get(side.endpoint("userinfo_endpoint")).bearer(access_token)
}

/// Of a number that nobody has: no phone rings, and the answer is like any other.
fn ciba(side: &Side) -> Asked {
    let (asker, hint) = side.next_request();
    side.call(
        "backchannel_authentication_endpoint",
        asker,
        &[("scope", "openid"), ("login_hint", hint.as_str()), ("binding_message", "42")],
    )
}

async fn good(wire: &mut Wire, asked: Asked) -> Option<Answered> {
    wire.send(asked).await.filter(|answer| answer.status.is_success())
}
