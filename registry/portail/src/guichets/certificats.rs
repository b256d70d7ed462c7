use async_trait::async_trait;
use registry_core::Structure;
use registry_core::certificat::{
    Administration, Certificat, CertificatError, CertificatId, NiveauCertificats, NouvelleCommande, RaisonRevocation,
    Suite,
};
use registry_core::idempotence::CleIdempotence;
use sante::IdentifiantNational;

/// Software certificates of legal persons (CRT-01 to CRT-10).
#[async_trait]
pub trait GuichetCertificats: Send + Sync {
    async fn tableau(&self, agent: &IdentifiantNational) -> Result<Vec<NiveauCertificats>, CertificatError>;
    async fn lire(
        &self,
        agent: &IdentifiantNational,
        id: &CertificatId,
    ) -> Result<(Certificat, Structure), CertificatError>;
    async fn commander(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleCommande,
    ) -> Result<CertificatId, CertificatError>;
    async fn annuler(&self, agent: &IdentifiantNational, id: &CertificatId) -> Result<(), CertificatError>;
    /// `demande`: PKCS#10, as it was pasted.
    async fn retirer(
        &self,
        agent: &IdentifiantNational,
        id: &CertificatId,
        demande: &str,
    ) -> Result<Suite, CertificatError>;
    async fn renouveler(
        &self,
        agent: &IdentifiantNational,
        id: &CertificatId,
        demande: &str,
    ) -> Result<Suite, CertificatError>;
    async fn revoquer(
        &self,
        agent: &IdentifiantNational,
        id: &CertificatId,
        raison: RaisonRevocation,
    ) -> Result<Suite, CertificatError>;
}

#[async_trait]
impl GuichetCertificats for Administration {
    async fn tableau(&self, agent: &IdentifiantNational) -> Result<Vec<NiveauCertificats>, CertificatError> {
        self.tableau(agent).await
    }

    async fn lire(
        &self,
        agent: &IdentifiantNational,
        id: &CertificatId,
    ) -> Result<(Certificat, Structure), CertificatError> {
        self.lire(agent, id).await
    }

    async fn commander(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleCommande,
    ) -> Result<CertificatId, CertificatError> {
        self.commander(agent, cle, nouvelle).await
    }

    async fn annuler(&self, agent: &IdentifiantNational, id: &CertificatId) -> Result<(), CertificatError> {
        self.annuler(agent, id).await
    }

    async fn retirer(
        &self,
        agent: &IdentifiantNational,
        id: &CertificatId,
        demande: &str,
    ) -> Result<Suite, CertificatError> {
        self.retirer(agent, id, demande).await
    }

    async fn renouveler(
        &self,
        agent: &IdentifiantNational,
        id: &CertificatId,
        demande: &str,
    ) -> Result<Suite, CertificatError> {
        self.renouveler(agent, id, demande).await.map(|(_, suite)| suite)
    }

    async fn revoquer(
        &self,
        agent: &IdentifiantNational,
        id: &CertificatId,
        raison: RaisonRevocation,
    ) -> Result<Suite, CertificatError> {
        self.revoquer(agent, id, raison).await
    }
}
