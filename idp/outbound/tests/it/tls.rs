//! Every integration in front of a twin: the right name, a certificate that the configured authority did not make.

use idp_core::annuaire::{Annuaire as _, AnnuaireError};
use idp_core::ecps::Notification as _;
use idp_core::outbound::{Documents as _, Expect};
use idp_outbound::{
    AnnuaireHttp, Chiffrement, Courriel, Garde, PasserelleNotification, PasserelleSms, Reglages, ServeurSmtp, client,
};
use url::Url;

#[path = "../../../../tests/support/twin.rs"]
mod twin;

use twin::Twin;

/// The integrations of the provider, before a twin.
struct Jumeau(Twin);

impl Jumeau {
    async fn ouvrir(nom: &str) -> Self {
        Self(Twin::of(nom).await)
    }

    fn url(&self) -> Url {
        self.0.origin().parse().unwrap()
    }

    fn courriel(&self, autorite: &str) -> Courriel {
        let serveur = ServeurSmtp {
            hote: "localhost".to_owned(),
            port: self.0.port,
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
        let registre = self.0.believed().await;
        let notification = PasserelleNotification::new(http.clone(), self.url());
        assert!(notification.reveiller("abc").await.is_err());
        let push = self.0.believed().await;
        let sms = PasserelleSms::new(http, self.url(), "cle".into());
        assert!(sms.envoyer("+33600000000", "texte").await.is_err());
        let sms = self.0.believed().await;
        assert!(self.courriel(autorite).envoyer("a@exemple.test", "sujet", "texte").await.is_err());
        let courriel = self.0.believed().await;
        // keys, sectors and notices of relying parties
        let reglages = Reglages { reseau_prive: true, ..Reglages::default() };
        let garde = Garde::new(reglages, Some(autorite.as_bytes())).unwrap();
        let attendu = Expect { max_bytes: 1, media_types: &[] };
        assert!(garde.fetch(self.url().as_str(), attendu).await.is_err());
        [registre, push, sms, courriel, self.0.believed().await]
    }
}

// requirement: X09
#[tokio::test]
async fn a_twin_with_a_certificate_of_its_own_hears_nothing() {
    let vrai = Jumeau::ouvrir("localhost").await.0.pem;
    let mut jumeau = Jumeau::ouvrir("localhost").await;
    assert_eq!(jumeau.appeler(&vrai).await, [false; 5]);
    let sien = jumeau.0.pem.clone();
    assert_eq!(jumeau.appeler(&sien).await, [true; 5], "the test tells the two apart");
}

// requirement: X09
#[tokio::test]
async fn a_certificate_for_another_host_is_not_believed() {
    let mut ailleurs = Jumeau::ouvrir("registre.exemple.test").await;
    let sien = ailleurs.0.pem.clone();
    assert_eq!(ailleurs.appeler(&sien).await, [false; 5]);
}
