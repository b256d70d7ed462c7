//! The limit: what a TLS endpoint on the same core can do that signs once with ES256 and does nothing else.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::Args;
use serde_json::json;
use service::Shutdown;
use service::listen::{Limits, serve};
use service::tls::{Acceptor, Identity};

use super::ours::Ours;
use super::process::{Server, served};
use super::side::Side;

/// The endpoint itself, for `compare`.
#[derive(Args)]
pub struct Limit {
    #[arg(long)]
    certificate: PathBuf,
    #[arg(long)]
    key: PathBuf,
}

impl Limit {
    pub fn run(&self) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(self.serve());
    }

    async fn serve(&self) {
        rustls::crypto::aws_lc_rs::default_provider().install_default().expect("one provider of cryptography");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("https://localhost:{}", listener.local_addr().expect("its address").port());
        let metadata = json!({ "token_endpoint": format!("{origin}/token") }).to_string();
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(async move || metadata))
            .route("/token", post(sign))
            .with_state(Arc::new(key));
        let identity = Identity::from_files(&self.certificate, &self.key).expect("a certificate and its key");
        let acceptor = Acceptor::web(&identity).expect("an acceptor");
        println!("{origin}");
        std::io::stdout().flush().expect("somebody reads");
        serve(listener, acceptor, router, Limits::default(), Shutdown::on_signals()).await;
    }
}

async fn sign(State(key): State<Arc<EcdsaKeyPair>>) -> String {
    let signature = key.sign(&SystemRandom::new(), &[7; 800]).expect("a signature");
    json!({ "id_token": URL_SAFE_NO_PAD.encode(signature), "token_type": "Bearer" }).to_string()
}

/// This program again, on the serving core.
pub async fn start(ours: &Ours) -> Side {
    let this = std::env::current_exe().expect("this program");
    let mut command = served(this.to_str().expect("a readable path"));
    command
        .arg("limit")
        .arg("--certificate")
        .arg(ours.path("/tls/certificate"))
        .arg("--key")
        .arg(ours.path("/tls/key"));
    let (server, line) = Server::start(&mut command);
    let mut side = Side::new("limit", line.trim(), &ours.authority()).await;
    side.running.push(server);
    side
}
