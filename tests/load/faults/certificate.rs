//! The certificate of one node, in files of its own: the sandbox's, or one that has run out.

use std::path::{Path, PathBuf};

use harness::Sandbox;
use rcgen::{CertificateParams, KeyPair, date_time_ymd};

pub struct Certificate {
    good: [PathBuf; 2],
    laid: [PathBuf; 2],
    expired: [String; 2],
}

impl Certificate {
    pub fn of(sandbox: &Sandbox, folder: &Path, place: usize) -> Self {
        let tls = sandbox.data.join("tls");
        let good = [tls.join("localhost.pem"), tls.join("localhost.cle.pem")];
        let laid = ["pem", "key"].map(|name| folder.join(format!("node-{place}-tls.{name}")));
        let certificate = Self { good, laid, expired: expired() };
        certificate.lay(true);
        certificate
    }

    pub fn chain(&self) -> &Path {
        &self.laid[0]
    }

    pub fn key(&self) -> &Path {
        &self.laid[1]
    }

    /// Where the node reads it.
    pub fn lay(&self, good: bool) {
        for (place, at) in self.laid.iter().enumerate() {
            let pem = match good {
                true => std::fs::read_to_string(&self.good[place]).expect("the certificate of the sandbox"),
                false => self.expired[place].clone(),
            };
            std::fs::write(at, pem).expect("the certificate of a node");
        }
    }
}

fn expired() -> [String; 2] {
    let mut params = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    (params.not_before, params.not_after) = (date_time_ymd(2024, 1, 1), date_time_ymd(2025, 1, 1));
    let key = KeyPair::generate().expect("a key");
    [params.self_signed(&key).expect("a certificate").pem(), key.serialize_pem()]
}
