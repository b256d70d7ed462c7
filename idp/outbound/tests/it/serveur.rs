use axum::Router;
use url::Url;

/// Serves `router` on the loopback interface for the life of the test.
pub async fn servir(router: Router) -> Url {
    let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://127.0.0.1:{port}").parse().unwrap()
}
