#![allow(dead_code, clippy::unwrap_used)]
#[path = "../tests/it/decor.rs"]
mod decor;
#[path = "../tests/it/emetteur.rs"]
mod emetteur;

#[tokio::main]
async fn main() {
    let decor = decor::Decor::nouveau().await;
    let claims = decor.emetteur.claims(decor::DIRECTRICE, decor::MAINTENANT, &[("exp", (decor::MAINTENANT + 86_400).into())]);
    std::fs::write("/tmp/st-token", decor.emetteur.signer(&claims)).unwrap();
    std::fs::write("/tmp/st-openapi.json", registry_api::document()).unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:18099").await.unwrap();
    axum::serve(listener, decor.routeur.clone()).await.unwrap();
}
