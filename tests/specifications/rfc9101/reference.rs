use crate::world::*;

const OBJECT: &str = "application/oauth-authz-req+jwt";
/// §7: the address gives nothing that may be read; what it gives is no request object.
const UNFETCHED: &str = "invalid_request_uri";
const UNREAD: &str = "invalid_request_object";

fn by_reference(client: &Client, request: &Request, uri: &str) -> Request {
    let pairs = vec![("client_id".to_owned(), client.id.clone()), ("request_uri".to_owned(), uri.to_owned())];
    Request { pairs, verifier: request.verifier.clone() }
}

/// At the client with this word, where a whole request stands beside the reference; alone, by a page.
async fn refused(client: &Client, uri: &str, word: &str) {
    client.authorize(&client.request().with("request_uri", uri)).await.assert_error(word);
    let alone = by_reference(client, &client.request(), uri);
    let browser = client.target.session().await;
    browser.go(client.address(&alone), client.redirect_uri()).await.page().assert_status(400);
}

// requirement: A12
specification!(
    a_registered_address_gives_the_object,
    "RFC 9101 §5.2 MUST: the object is fetched from request_uri",
    [JarByReference],
    alone("oidc-provider reads no request object by reference"),
    async |target| {
        let receiver = target.receiver().await;
        let uri = receiver.url("/objet-donne");
        let client = target.client_with(json!({ "request_uris": [uri] })).await;
        let request = client.request();
        receiver.serve("/objet-donne", OBJECT, client.object(&request).text());
        let callback = client.authorize(&by_reference(&client, &request, &uri)).await;
        assert_eq!(callback.get("state"), Some(request.get("state")));
        assert_eq!(receiver.received("/objet-donne").len(), 1);
    }
);

// requirement: A12
specification!(
    an_address_that_is_not_registered_is_never_asked,
    "RFC 9101 §10.4 SHOULD: the server calls no address that the client did not register",
    [JarByReference],
    alone("oidc-provider reads no request object by reference"),
    async |target| {
        let receiver = target.receiver().await;
        let registered = receiver.url("/objet-inscrit");
        let client = target.client_with(json!({ "request_uris": [registered] })).await;
        for path in ["/objet-autre", "/objet-inscrit?x", "/OBJET-INSCRIT", "/objet-inscrit/"] {
            receiver.serve(path, OBJECT, client.object(&client.request()).text());
            refused(&client, &receiver.url(path), UNFETCHED).await;
            assert!(receiver.received(path).is_empty(), "{path}");
        }
        refused(&client, "http://169.254.169.254/latest/meta-data", UNFETCHED).await;
        refused(&client, "file:///etc/passwd", UNFETCHED).await;
    }
);

// requirement: A12
specification!(
    what_an_address_gives_is_an_object_or_nothing,
    "RFC 9101 §6.2 MUST: what the address gives is validated as an object by value is",
    [JarByReference],
    alone("oidc-provider reads no request object by reference"),
    async |target| {
        let receiver = target.receiver().await;
        let uri = receiver.url("/objet-mauvais");
        let client = target.client_with(json!({ "request_uris": [uri] })).await;
        let object = client.object(&client.request());
        for (kind, body, word) in [
            (OBJECT, object.clone().spoiled().text(), UNREAD),
            (OBJECT, object.clone().unsigned(), UNREAD),
            (OBJECT, "x".repeat(200_000), UNFETCHED),
            (OBJECT, String::new(), UNREAD),
            ("text/html", object.text(), UNFETCHED),
        ] {
            receiver.serve("/objet-mauvais", kind, body);
            refused(&client, &uri, word).await;
        }
    }
);

// requirement: A12
specification!(
    an_object_comes_by_value_or_by_reference,
    "RFC 9101 §5 MUST NOT: request and request_uri are not used together",
    [JarByReference],
    alone("oidc-provider reads no request object by reference"),
    async |target| {
        let receiver = target.receiver().await;
        let uri = receiver.url("/objet-en-double");
        let client = target.client_with(json!({ "request_uris": [uri] })).await;
        let request = client.request();
        let object = client.object(&request).text();
        receiver.serve("/objet-en-double", OBJECT, object.clone());
        let both = client.by_value(&request, &object).with("request_uri", &uri);
        let browser = client.target.session().await;
        browser.go(client.address(&both), client.redirect_uri()).await.page().assert_status(400);
        assert!(receiver.received("/objet-en-double").is_empty(), "nothing is fetched for what is refused");
    }
);
