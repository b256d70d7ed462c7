//! The limit: a TLS endpoint by the libraries of the product (`service`, axum) whose handler does nothing.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

use axum::Router;
use axum::routing::{get, post};
use clap::Args;
use serde_json::json;
use service::Shutdown;
use service::listen::{Limits, serve};
use service::tls::{Acceptor, Identity};

use super::ours::Ours;
use super::process::Server;
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
        tokio::runtime::Runtime::new().expect("a runtime").block_on(self.serve());
    }

    async fn serve(&self) {
        rustls::crypto::aws_lc_rs::default_provider().install_default().expect("one provider of cryptography");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("https://localhost:{}", listener.local_addr().expect("its address").port());
        let metadata = json!({ "token_endpoint": format!("{origin}/token") }).to_string();
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(async move || metadata))
            .route("/token", post(async || ()));
        let identity = Identity::from_files(&self.certificate, &self.key).expect("a certificate and its key");
        let acceptor = Acceptor::web(&identity).expect("an acceptor");
        println!("{origin}");
        std::io::stdout().flush().expect("somebody reads");
        serve(listener, acceptor, router, Limits::default(), Shutdown::on_signals()).await;
    }
}

/// This program again.
pub async fn start(ours: &Ours) -> Side {
    let this = std::env::current_exe().expect("this program");
    let mut command = Command::new(this);
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
