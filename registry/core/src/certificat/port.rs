use async_trait::async_trait;
use certificat_org::{Commande, Delivre, RaisonRevocation};
use sante::Finess;

use super::{Certificat, CertificatId, FinDeCertificat};
use crate::port::PortError;

/// The authority that signs. Both acts, asked twice, are done once.
#[async_trait]
pub trait Igc: Send + Sync {
    async fn delivrer(&self, reference: &CertificatId, commande: &Commande) -> Result<Delivre, IgcError>;
    async fn revoquer(&self, reference: &CertificatId, raison: RaisonRevocation) -> Result<(), IgcError>;
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IgcError {
    /// Asked again later.
    #[error("the authority does not answer: {0}")]
    Injoignable(String),
    /// It would refuse again. Its words, in French, for whoever asked.
    #[error("the authority refuses: {0}")]
    Refus(String),
}

/// Certificates inside a write transaction.
#[async_trait]
pub trait Ecrits: Send {
    async fn certificat(&mut self, id: &CertificatId) -> Result<Option<Certificat>, PortError>;
    /// All of one legal entity, ended ones included, in the order in which they were ordered.
    async fn certificats_de(&mut self, ej: &Finess) -> Result<Vec<Certificat>, PortError>;
    /// Whether any certificate, of whomever and however it ended, is of this key.
    async fn cle_certifiee(&mut self, empreinte: &str) -> Result<bool, PortError>;
    async fn ecrire_certificat(&mut self, certificat: &Certificat) -> Result<(), PortError>;
    /// Takes at most `limite` of them whose end was told to nobody, the first to end first: it counts as told from then on.
    async fn certificats_finissants(
        &mut self,
        proche: FinDeCertificat,
        limite: u32,
    ) -> Result<Vec<Certificat>, PortError>;
}

/// The same, for pages and for the round.
#[async_trait]
pub trait Certificats: Send + Sync {
    /// As [`Ecrits::certificats_de`].
    async fn certificats_sur(&self, ej: &Finess) -> Result<Vec<Certificat>, PortError>;
    async fn certificat_lu(&self, id: &CertificatId) -> Result<Option<Certificat>, PortError>;
    /// Those that the authority has something to do about, revocations first, then the oldest.
    async fn certificats_en_attente(&self, limite: u32) -> Result<Vec<CertificatId>, PortError>;
    /// Whether there are such certificates whose end was told to nobody.
    async fn fin_de_certificat_a_annoncer(&self, proche: FinDeCertificat) -> Result<bool, PortError>;
}
