use async_trait::async_trait;
use registry_core::Structure;
use registry_core::certificat::{
    Administration, Certificat, CertificatError, CertificatId, NiveauCertificats, NouvelleCommande, RaisonRevocation,
    Suite,
};
use registry_core::contact::PreuveForte;
use registry_core::idempotence::CleIdempotence;
use sante::IdentifiantNational;

/// Software certificates of legal persons (CRT-01 to CRT-10). What gives one asks for a fresh proof; what ends one does not.
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
        preuve: &PreuveForte,
        cle: &CleIdempotence,
        nouvelle: NouvelleCommande,
    ) -> Result<CertificatId, CertificatError>;
    async fn annuler(&self, agent: &IdentifiantNational, id: &CertificatId) -> Result<(), CertificatError>;
    /// `demande`: PKCS#10, as it was pasted.
    async fn retirer(&self, preuve: &PreuveForte, id: &CertificatId, demande: &str) -> Result<Suite, CertificatError>;
    async fn renouveler(
        &self,
        preuve: &PreuveForte,
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
        preuve: &PreuveForte,
        cle: &CleIdempotence,
        nouvelle: NouvelleCommande,
    ) -> Result<CertificatId, CertificatError> {
        self.commander(preuve, cle, nouvelle).await
    }

    async fn annuler(&self, agent: &IdentifiantNational, id: &CertificatId) -> Result<(), CertificatError> {
        self.annuler(agent, id).await
    }

    async fn retirer(&self, preuve: &PreuveForte, id: &CertificatId, demande: &str) -> Result<Suite, CertificatError> {
        self.retirer(preuve, id, demande).await
    }

    async fn renouveler(
        &self,
        preuve: &PreuveForte,
        id: &CertificatId,
        demande: &str,
    ) -> Result<Suite, CertificatError> {
        self.renouveler(preuve, id, demande).await.map(|(_, suite)| suite)
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
