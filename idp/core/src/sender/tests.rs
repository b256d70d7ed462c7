mod certificate_bound;
mod dpop;
mod resource;
mod told;

use std::sync::Arc;

use ambient::{Ambient, MovableClock, RestKey, Timestamp};
use oidc::{Confirmation, ErrorCode, Parameters};
use serde_json::Value;

use super::{Deps, Presented, Scheme, SenderRefusal, SenderSettings, Senders};
use crate::client::{Client, Profile};
use crate::client_auth::BackChannelCall;
use crate::fakes::{FakeSender, FakeSpent, client};

const TOKEN: &str = "https://idp.test/auth/realms/esante-wallet/protocol/openid-connect/token";
const PAR: &str = "https://idp.test/auth/realms/esante-wallet/protocol/openid-connect/ext/par/request";
const USERINFO: &str = "https://idp.test/auth/realms/esante-wallet/protocol/openid-connect/userinfo";
const ACCESS: &str = "an.access.token";

/// Where a proof is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Token,
    Par,
    Resource,
}

impl Place {
    const ALL: [Self; 3] = [Self::Token, Self::Par, Self::Resource];

    fn method(self) -> &'static str {
        if self == Self::Resource { "GET" } else { "POST" }
    }

    fn url(self) -> &'static str {
        match self {
            Self::Token => TOKEN,
            Self::Par => PAR,
            Self::Resource => USERINFO,
        }
    }
}

struct Bench {
    senders: Senders,
    ambient: Ambient,
    clock: Arc<MovableClock>,
    key: FakeSender,
}

impl Bench {
    fn new() -> Self {
        let (ambient, clock) = Ambient::fixed(Timestamp::from_seconds(1_795_410_132), 1);
        let senders = Senders::new(Deps {
            ambient: ambient.clone(),
            rest: RestKey::from_bytes(&[1; 32]),
            spent: Arc::new(FakeSpent::default()),
            settings: SenderSettings::default(),
        });
        Self { senders, ambient, clock, key: FakeSender::new() }
    }

    /// The claims of a proof that holds there, with an identifier of its own.
    fn claims(&self, place: Place) -> Value {
        let jti = self.ambient.chance.token();
        let mut claims = FakeSender::claims(place.method(), place.url(), self.ambient.now(), &jti);
        if place == Place::Resource {
            claims["ath"] = FakeSender::ath(ACCESS).into();
        }
        claims
    }

    /// The thumbprint that these headers prove there.
    async fn prove_as(&self, client: &Client, place: Place, headers: &[String]) -> Result<String, SenderRefusal> {
        let params = Parameters::default();
        let (method, url) = (place.method(), place.url());
        let call = BackChannelCall { dpop: headers, method, url, ..BackChannelCall::plain(&params, "192.0.2.1") };
        match place {
            Place::Token => match self.senders.prove(client, &call).await? {
                Some(Confirmation::Jkt(jkt)) => Ok(jkt),
                other => panic!("{other:?}"),
            },
            Place::Par => Ok(self.senders.announce(client, &call, None).await?.unwrap()),
            Place::Resource => {
                let bound = Confirmation::Jkt(self.key.jkt());
                let presented =
                    Presented { scheme: Scheme::DPoP, token: ACCESS, dpop: headers, certificate: &[], method, url };
                self.senders.present(client, Some(&bound), &presented).await.map(|()| self.key.jkt())
            }
        }
    }

    async fn prove(&self, place: Place, header: &str) -> Result<String, SenderRefusal> {
        self.prove_as(&client(), place, &[header.to_owned()]).await
    }
}

fn fapi() -> Client {
    Client { profile: Profile::Fapi2, ..client() }
}

fn word(refusal: &SenderRefusal) -> &'static str {
    refusal.public().error.word()
}
