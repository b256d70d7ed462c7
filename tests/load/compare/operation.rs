//! What is measured, and how one of it is done.

use clap::ValueEnum;
use reqwest::header::{COOKIE, LOCATION};
use reqwest::{RequestBuilder, Response};

use super::side::{REDIRECT_URI, Side, VERIFIER};

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
    /// The limit: one signature, nothing else.
    #[value(skip)]
    Bare,
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
            Self::Bare => "bare",
        }
    }

    /// Of the ratio.
    pub const fn target(self) -> f64 {
        match self {
            Self::Flow => 4.0,
            _ => 1.0,
        }
    }

    /// HTTP requests of one.
    pub const fn requests(self) -> f64 {
        match self {
            Self::Flow => 3.0,
            _ => 1.0,
        }
    }

    /// One, from its first byte to its last; `None` when anything was not as it should be.
    pub async fn once(self, side: &Side) -> Option<()> {
        match self {
            Self::Flow => flow(side).await,
            Self::ClientCredentials => {
                let pairs =
                    [("grant_type", "client_credentials"), ("resource", side.resource()), ("scope", side.scope())];
                done(side.token(&side.service, &pairs)).await
            }
            Self::Refresh => done(side.token(&side.person, &refresh(&side.tokens.refresh))).await,
            Self::RefreshRs256 => done(side.token(&side.rsa, &refresh(&side.tokens.refresh_rs256))).await,
            Self::Introspection => {
                let call = side.call("introspection_endpoint", &side.person);
                done(call.form(&[("token", side.tokens.access.as_str())])).await
            }
            Self::Userinfo => done(userinfo(side, &side.tokens.access)).await,
            Self::Ciba => done(ciba(side)).await,
            Self::Bare => done(side.http.post(side.endpoint("token_endpoint"))).await,
        }
    }
}

fn refresh(token: &str) -> [(&'static str, &str); 2] {
    [("grant_type", "refresh_token"), ("refresh_token", token)]
}

async fn flow(side: &Side) -> Option<()> {
    let code = code(side).await?;
    let pairs = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", REDIRECT_URI),
        ("code_verifier", VERIFIER),
    ];
    let tokens = good(side.token(&side.person, &pairs)).await?;
    let tokens: serde_json::Value = tokens.json().await.ok()?;
    done(userinfo(side, tokens["access_token"].as_str()?)).await
}

/// The code of an authorization in the session that was opened before.
pub async fn code(side: &Side) -> Option<String> {
    let answer = side.http.get(side.authorization.clone()).header(COOKIE, &side.cookies).send().await.ok()?;
    let location: url::Url = answer.headers().get(LOCATION)?.to_str().ok()?.parse().ok()?;
    location.query_pairs().find(|(name, _)| name == "code").map(|(_, code)| code.into_owned())
}

fn userinfo(side: &Side, access_token: &str) -> RequestBuilder {
    side.http.get(side.endpoint("userinfo_endpoint")).bearer_auth(access_token)
}

/// Of a number that nobody has: no phone rings, and the answer is like any other.
fn ciba(side: &Side) -> RequestBuilder {
    let (asker, hint) = side.next_request();
    side.call("backchannel_authentication_endpoint", asker).form(&[
        ("scope", "openid"),
        ("login_hint", hint.as_str()),
        ("binding_message", "42"),
    ])
}

async fn good(request: RequestBuilder) -> Option<Response> {
    let answer = request.send().await.ok()?;
    answer.status().is_success().then_some(answer)
}

async fn done(request: RequestBuilder) -> Option<()> {
    good(request).await?.bytes().await.ok().map(drop)
}
