//! Every integration in front of a twin: the right name, a certificate that the configured authority did not make.

use std::sync::Arc;

use idp_core::annuaire::{Annuaire as _, AnnuaireError};
use idp_core::ecps::Notification as _;
use idp_core::outbound::{Documents as _, Expect};
use idp_outbound::{
    AnnuaireHttp, Chiffrement, Courriel, Garde, PasserelleNotification, PasserelleSms, Reglages, ServeurSmtp, client,
};
use rcgen::{CertificateParams, KeyPair};
use rustls_pki_types::PrivateKeyDer;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_rustls::TlsAcceptor;
use url::Url;

/// A server that says, for each caller, whether the caller believed its certificate.
struct Jumeau {
    port: u16,
    pem: String,
    cru: UnboundedReceiver<bool>,
}

impl Jumeau {
    async fn ouvrir(nom: &str) -> Self {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let cle = KeyPair::generate().unwrap();
        let certificat = CertificateParams::new(vec![nom.to_owned()]).unwrap().self_signed(&cle).unwrap();
        let privee = PrivateKeyDer::Pkcs8(cle.serialize_der().into());
        let reglages = rustls::ServerConfig::builder().with_no_client_auth();
        let reglages = reglages.with_single_cert(vec![certificat.der().clone()], privee).unwrap();
        let accepteur = TlsAcceptor::from(Arc::new(reglages));
        let ecoute = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = ecoute.local_addr().unwrap().port();
        let (dire, cru) = unbounded_channel();
        tokio::spawn(async move {
            while let Ok((flux, _)) = ecoute.accept().await {
                // what follows the handshake is none of this test's business: the connection closes
                let _ = dire.send(accepteur.accept(flux).await.is_ok());
            }
        });
        Self { port, pem: certificat.pem(), cru }
    }

    fn url(&self) -> Url {
        format!("https://localhost:{}", self.port).parse().unwrap()
    }

    fn courriel(&self, autorite: &str) -> Courriel {
        let serveur = ServeurSmtp {
            hote: "localhost".to_owned(),
            port: self.port,
            chiffrement: Chiffrement::Tls,
            expediteur: "caducee@exemple.test".to_owned(),
            identifiants: None,
            autorite: Some(autorite.as_bytes().to_vec()),
        };
        Courriel::new(serveur).unwrap()
    }

    /// Calls by each integration that trusts `autorite`: for each, whether the certificate was believed.
    async fn appeler(&mut self, autorite: &str) -> [bool; 5] {
        let http = client(Some(autorite.as_bytes())).unwrap();
        let annuaire = AnnuaireHttp::new(http.clone(), self.url(), "cle".into());
        let lu = annuaire.personne(&"899900000011".parse().unwrap()).await;
        assert!(matches!(lu, Err(AnnuaireError::HorsService(_))), "{lu:?}");
        let registre = self.cru.recv().await.unwrap();
        let notification = PasserelleNotification::new(http.clone(), self.url());
        assert!(notification.reveiller("abc").await.is_err());
        let push = self.cru.recv().await.unwrap();
        let sms = PasserelleSms::new(http, self.url(), "cle".into());
        assert!(sms.envoyer("+33600000000", "texte").await.is_err());
        let sms = self.cru.recv().await.unwrap();
        assert!(self.courriel(autorite).envoyer("a@exemple.test", "sujet", "texte").await.is_err());
        let courriel = self.cru.recv().await.unwrap();
        // keys, sectors and notices of relying parties
        let reglages = Reglages { reseau_prive: true, ..Reglages::default() };
        let garde = Garde::new(reglages, Some(autorite.as_bytes())).unwrap();
        let attendu = Expect { max_bytes: 1, media_types: &[] };
        assert!(garde.fetch(self.url().as_str(), attendu).await.is_err());
        [registre, push, sms, courriel, self.cru.recv().await.unwrap()]
    }
}

// requirement: X09
#[tokio::test]
async fn a_twin_with_a_certificate_of_its_own_hears_nothing() {
    let vrai = Jumeau::ouvrir("localhost").await.pem;
    let mut jumeau = Jumeau::ouvrir("localhost").await;
    assert_eq!(jumeau.appeler(&vrai).await, [false; 5]);
    let sien = jumeau.pem.clone();
    assert_eq!(jumeau.appeler(&sien).await, [true; 5], "the test tells the two apart");
}

// requirement: X09
#[tokio::test]
async fn a_certificate_for_another_host_is_not_believed() {
    let mut ailleurs = Jumeau::ouvrir("registre.exemple.test").await;
    let sien = ailleurs.pem.clone();
    assert_eq!(ailleurs.appeler(&sien).await, [false; 5]);
}
