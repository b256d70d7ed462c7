use super::{BackChannelCall, ClientAuthRefusal, Deps};
use crate::client::ClientId;
use crate::journal::{Acte, Bounded, event};

/// Why a call is in nobody's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stranger<'a> {
    /// No credentials, two methods at once, or none that can be read.
    Unreadable,
    /// The body names another client than the credentials.
    Mismatch,
    Unknown,
    Disabled(&'a ClientId),
}

impl Stranger<'_> {
    const fn word(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Mismatch => "mismatch",
            Self::Unknown => "unknown",
            Self::Disabled(_) => "disabled",
        }
    }
}

/// Tells the journal, and gives the refusal back. What was sent is not repeated: it may be anything, a secret included.
pub async fn tell(
    deps: &Deps,
    stranger: Stranger<'_>,
    call: &BackChannelCall<'_>,
    refusal: ClientAuthRefusal,
) -> ClientAuthRefusal {
    let reason = stranger.word();
    let acte = Acte::new(event::CLIENT_REFUSED).with("reason", reason).with("source", call.source);
    let (about, acte) = match stranger {
        Stranger::Disabled(client) => (format!("{client}:{reason}"), acte.with("client.id", client.as_str())),
        _ => (reason.to_owned(), acte),
    };
    let bounded = Bounded { journal: &*deps.journal, compteurs: &*deps.compteurs, now: deps.ambient.now() };
    bounded.record(&about, acte).await.map_or_else(ClientAuthRefusal::from, |()| refusal)
}

#[cfg(test)]
mod tests {
    use oidc::Parameters;

    use super::*;
    use crate::client::Client;
    use crate::fakes::{FakeIssuer, client};

    /// The reason that the journal tells after this call, and the client that it names.
    async fn told(authorization: Option<&str>, form: &[(&str, &str)]) -> (String, Option<String>) {
        let house = FakeIssuer::new().await;
        let closed = Client { id: "closed".into(), disabled_at: Some(house.ambient.now()), ..client() };
        house.register(closed).await;
        let params: Parameters = form.iter().copied().collect();
        let call = BackChannelCall { authorization, ..BackChannelCall::plain(&params, "192.0.2.1") };
        house.client_auth.authenticate(&call).await.unwrap_err();
        assert_eq!(house.journal.events(), [event::CLIENT_REFUSED]);
        let field = |name| house.journal.field(event::CLIENT_REFUSED, name);
        assert_eq!(field("source").as_deref(), Some("192.0.2.1"));
        (field("reason").unwrap(), field("client.id"))
    }

    // requirement: O02
    #[tokio::test]
    async fn a_call_in_nobody_s_name_is_told_and_what_it_sent_is_not() {
        let secret = ("client_secret", "x");
        let reason = |word: &str| (word.to_owned(), None);
        assert_eq!(told(None, &[("client_id", "nobody"), secret]).await, reason("unknown"));
        assert_eq!(told(None, &[]).await, reason("unreadable"));
        assert_eq!(told(Some("Basic ***"), &[]).await, reason("unreadable"));
        assert_eq!(told(None, &[("client_id", "a"), ("client_id", "b")]).await, reason("unreadable"));
        assert_eq!(told(Some("Basic YTpi"), &[("client_id", "b")]).await, reason("mismatch"));
        let disabled = told(None, &[("client_id", "closed"), secret]).await;
        assert_eq!(disabled, ("disabled".to_owned(), Some("closed".to_owned())));
    }
}
