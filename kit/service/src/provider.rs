/// Makes aws-lc-rs the cryptography of every TLS connection of this process. Called first thing in `main` and in test
/// set-up; a second call changes nothing.
///
/// jsonwebtoken has a provider of its own, installed where tokens are made.
pub fn install() {
    if rustls::crypto::aws_lc_rs::default_provider().install_default().is_err() {
        tracing::debug!("the TLS provider was already installed");
    }
}
