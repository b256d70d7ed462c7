//! The service alone, beside any provider. Environment: ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN, PORT, CA_FILE, TLS_CERT, TLS_KEY;
//! FAITS (the file that keeps consents and accesses) and ESSAI=1 (the hook of the bench, for tests alone) if wanted.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // the first provider of cryptography is the only one
    let _deja = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let config = config()?;
    let router = dmp::services(config)?.web;
    let tls = RustlsConfig::from_pem_file(dite("TLS_CERT")?, dite("TLS_KEY")?).await?;
    let adresse = SocketAddr::from((Ipv4Addr::LOCALHOST, dite("PORT")?.parse()?));
    axum_server::bind_rustls(adresse, tls).serve(router.into_make_service()).await?;
    Ok(())
}

fn config() -> Result<dmp::Config, Box<dyn std::error::Error>> {
    let origine = dite("ORIGIN")?;
    Ok(dmp::Config {
        issuer: dite("ISSUER")?,
        client_id: dite("CLIENT_ID")?,
        client_secret: dite("CLIENT_SECRET")?,
        redirect_uri: format!("{origine}/retour"),
        base_url: format!("{origine}/"),
        // programs need a TLS that asks for a certificate: the sandbox gives them one
        api_url: format!("{origine}/"),
        ca_pem: Some(std::fs::read_to_string(dite("CA_FILE")?)?),
        scopes: vec!["scope_all".to_owned(), "situation".to_owned()],
        matrice: None,
        faits: dite("FAITS").ok().map(Into::into),
        espace_patient_simule: false,
        essai: dite("ESSAI").is_ok_and(|essai| essai == "1"),
        horloge: Arc::new(|| jsonwebtoken::get_current_timestamp().try_into().unwrap_or(i64::MAX)),
    })
}

#[expect(clippy::disallowed_methods, reason = "whoever copies this folder has no kit that reads the configuration")]
fn dite(nom: &str) -> Result<String, String> {
    std::env::var(nom).map_err(|_| format!("{nom} is missing in the environment"))
}
