use crate::world::*;

const OBJECT: &str = "application/oauth-authz-req+jwt";

fn by_reference(client: &Client, request: &Request, uri: &str) -> Request {
    let pairs = vec![("client_id".to_owned(), client.id.clone()), ("request_uri".to_owned(), uri.to_owned())];
    Request { pairs, verifier: request.verifier.clone() }
}

async fn refused(client: &Client, uri: &str) {
    let request = by_reference(client, &client.request(), uri);
    let outcome = client.target.session().await.go(client.address(&request), client.redirect_uri()).await;
    if let Outcome::Callback(callback) = outcome {
        assert_eq!(callback.get("code"), None, "{uri}");
    }
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
            refused(&client, &receiver.url(path)).await;
            assert!(receiver.received(path).is_empty(), "{path}");
        }
        refused(&client, "http://169.254.169.254/latest/meta-data").await;
        refused(&client, "file:///etc/passwd").await;
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
        for (kind, body) in [
            (OBJECT, object.clone().spoiled().text()),
            (OBJECT, object.clone().unsigned()),
            (OBJECT, "x".repeat(200_000)),
            (OBJECT, String::new()),
            ("text/html", object.text()),
        ] {
            receiver.serve("/objet-mauvais", kind, body);
            refused(&client, &uri).await;
        }
    }
);
