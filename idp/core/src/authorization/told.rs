use super::{AuthorizationRefusal, Deps, PageRefusal};
use crate::client::ClientId;
use crate::journal::{Acte, Bounded, event};
use crate::port::PortError;

/// Tells a refusal to the journal before it is answered. Anybody can send a request in the name of any client, so each
/// client and each error has a bounded place there; what names no client of ours shares one, and is not repeated.
pub async fn tell(deps: &Deps, refusal: &AuthorizationRefusal) -> Result<(), PortError> {
    let (client, error, page) = match refusal {
        AuthorizationRefusal::Page(PageRefusal::Unavailable(_)) => return Ok(()),
        AuthorizationRefusal::Page(page) => (named(page), page.code(), true),
        AuthorizationRefusal::Redirect(redirect) => (Some(&redirect.client), redirect.error.word(), false),
    };
    let acte = Acte::new(event::AUTHORIZATION_REFUSED).with("error", error).with("page", page);
    let (about, acte) = match client {
        Some(client) => (format!("{client}:{error}"), acte.with("client.id", client.as_str())),
        None => (error.to_owned(), acte),
    };
    let now = deps.ambient.now();
    Bounded { journal: &*deps.journal, compteurs: &*deps.compteurs, now }.record(&about, acte).await
}

/// The client that is registered under the identifier that was sent.
fn named(refusal: &PageRefusal) -> Option<&ClientId> {
    match refusal {
        PageRefusal::ClientMissing | PageRefusal::ClientUnknown | PageRefusal::Unavailable(_) => None,
        PageRefusal::ClientDisabled(client)
        | PageRefusal::RedirectUriMissing(client)
        | PageRefusal::RedirectUriUnknown(client)
        | PageRefusal::RequestObject(client, _)
        | PageRefusal::RequestUri(client, _) => Some(client),
    }
}

#[cfg(test)]
mod tests {
    use crate::fakes::{FakeIssuer, RETURN, client};
    use crate::journal::event::AUTHORIZATION_REFUSED;

    async fn refused(query: &str) -> FakeIssuer {
        let house = FakeIssuer::new().await;
        house.register(client()).await;
        house.check(query).await.unwrap_err();
        assert_eq!(house.journal.events(), [AUTHORIZATION_REFUSED], "{query}");
        house
    }

    // requirement: O02
    #[tokio::test]
    async fn a_refusal_that_is_sent_back_is_told_with_its_client_and_its_error() {
        let house = refused(&format!("client_id=dui&redirect_uri={RETURN}&response_type=token")).await;
        let told = |name| house.journal.field(AUTHORIZATION_REFUSED, name);
        assert_eq!(told("client.id").as_deref(), Some("dui"));
        assert_eq!(told("error").as_deref(), Some("unsupported_response_type"));
        assert_eq!(told("page").as_deref(), Some("false"));
    }

    // requirement: O02
    #[tokio::test]
    async fn a_refusal_by_a_page_is_told_without_what_was_sent() {
        let house = refused("client_id=dui&redirect_uri=https://evil.example").await;
        let told = |name| house.journal.field(AUTHORIZATION_REFUSED, name);
        assert_eq!(told("client.id").as_deref(), Some("dui"));
        assert_eq!(told("error").as_deref(), Some("autorisation.adresse-de-retour-inconnue"));
        assert_eq!(told("page").as_deref(), Some("true"));
        let house = refused("client_id=forged%0Aline").await;
        assert_eq!(house.journal.field(AUTHORIZATION_REFUSED, "client.id"), None);
    }

    // requirement: O04
    #[tokio::test]
    async fn unknown_clients_share_one_bounded_place_in_the_journal() {
        let house = FakeIssuer::new().await;
        for n in 0..100 {
            house.check(&format!("client_id=nobody-{n}")).await.unwrap_err();
        }
        assert_eq!(house.journal.events().len(), 20);
        assert_eq!(house.journal.field(AUTHORIZATION_REFUSED, "suppressed").as_deref(), Some("true"));
    }
}
