//! The two demonstration services, which know of this process what its `sandbox.json` tells anybody.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use service::listen::{Limits, serve};
use service::tls::{Acceptor, Identity, Oldest};
use service::{Peer, layers};

use super::chantier::{Chantier, ecouter};
use crate::erreur::BacError;
use crate::fournisseur::{self, Secrets};
use crate::ports::{loopback, origin};

impl Chantier {
    pub async fn dui(&mut self, secrets: &Secrets) -> Result<(), BacError> {
        let base = origin(self.ports.dui());
        let config = dui::Config {
            issuer: fournisseur::issuer(self.ports).to_string(),
            client_id: "dui".to_owned(),
            client_secret: secrets.dui.clone(),
            redirect_uri: format!("{base}retour"),
            base_url: base.to_string(),
            ca_pem: Some(self.autorite_pem()?),
            scopes: vec!["scope_all".to_owned(), "situation".to_owned()],
            dmp_url: Some(origin(self.ports.dmp()).to_string()),
            essai: false,
            horloge: self.horloge(),
        };
        let router = dui::router(config).await?;
        self.ouvrir(self.ports.dui(), router).await
    }

    /// Its pages, and its door for programs, which asks for a certificate.
    pub async fn dmp(&mut self, secrets: &Secrets) -> Result<(), BacError> {
        let base = origin(self.ports.dmp());
        let config = dmp::Config {
            issuer: fournisseur::issuer(self.ports).to_string(),
            client_id: "dmp".to_owned(),
            client_secret: secrets.dmp.clone(),
            redirect_uri: format!("{base}retour"),
            base_url: base.to_string(),
            api_url: origin(self.ports.dmp_machines()).to_string(),
            ca_pem: Some(self.autorite_pem()?),
            scopes: vec!["scope_all".to_owned(), "situation".to_owned()],
            matrice: None,
            faits: Some(self.dossier.chemin("dmp.jsonl")),
            espace_patient_simule: true,
            essai: false,
            horloge: self.horloge(),
        };
        let services = dmp::services(config)?;
        self.ouvrir(self.ports.dmp(), services.web).await?;
        self.ouvrir_aux_machines(self.ports.dmp_machines(), services.machines).await
    }

    async fn ouvrir_aux_machines(&mut self, port: u16, router: Router) -> Result<(), BacError> {
        let limits = Limits::default();
        let router = router.layer(from_fn(presenter));
        let router = layers::finished(router, &self.ambient, &limits, pages::entetes::sans_hsts);
        let identity = Identity::from_files(&self.tls.certificate, &self.tls.key)?;
        let acceptor = Acceptor::mtls(&identity, Oldest::Tls13)?;
        let listener = ecouter(loopback(port)).await?;
        self.doors.spawn(serve(listener, acceptor, router, limits, self.shutdown.clone()));
        Ok(())
    }

    /// Ours, in the words of a service that knows nothing of it.
    fn horloge(&self) -> dui::Horloge {
        let ambient = self.ambient.clone();
        Arc::new(move || ambient.now().seconds())
    }

    fn autorite_pem(&self) -> Result<String, BacError> {
        Ok(std::fs::read_to_string(&self.autorite).map_err(|cause| self.io("ca.pem", cause))?)
    }
}

/// The certificate of the connection, in the words of the service behind.
async fn presenter(mut request: Request, next: Next) -> Response {
    let leaf = request.extensions().get::<Peer>().and_then(|peer| peer.certificates.first().map(|der| der.to_vec()));
    if let Some(leaf) = leaf {
        request.extensions_mut().insert(dmp::CertificatPresente(leaf));
    }
    next.run(request).await
}
