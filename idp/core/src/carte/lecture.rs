use std::net::IpAddr;
use std::sync::Arc;

use ambient::{Ambient, RestKey, SecretString, Timestamp};
use carte_cps::{AutoriteCartes, CarteCps, Famille, RefusCarte};
use oidc::Acr;
use sante::IdentifiantNational;

use super::porteur::Porteurs;
use super::{RefusLecture, Tickets};
use crate::annuaire::Annuaire;
use crate::compteur::Compteurs;
use crate::interaction::{Interaction, InteractionId, Interactions};
use crate::journal::{Acte, Journal, event};
use crate::moyen::{Authentication, MoyenKind};
use crate::stamp::Stamps;

/// What of a good card matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarteLue {
    pub identifiant: IdentifiantNational,
    pub famille: Famille,
    /// `issuer key id:serial`: what a not-before stamp of this means names.
    pub moyen: String,
    /// What the login is worth at most, where its revocation data are older than they should be.
    pub plafond: Option<Acr>,
}

/// The authorities of cards as they are now; their revocation lists change while the provider runs.
pub trait VerificationCarte: Send + Sync {
    /// `chaine`: DER, the leaf first; the handshake has proven that the peer holds its key, and nothing else.
    fn verifier(&self, chaine: &[Vec<u8>], now: Timestamp) -> Result<CarteLue, RefusCarte>;
    /// Which card a certificate (DER) is, whatever became of it since: for what ends with it, never for what begins.
    fn reconnaitre(&self, certificat: &[u8]) -> Result<CarteLue, RefusCarte>;
}

impl VerificationCarte for AutoriteCartes {
    fn verifier(&self, chaine: &[Vec<u8>], now: Timestamp) -> Result<CarteLue, RefusCarte> {
        AutoriteCartes::verifier(self, chaine, now).map(CarteLue::from)
    }

    fn reconnaitre(&self, certificat: &[u8]) -> Result<CarteLue, RefusCarte> {
        AutoriteCartes::reconnaitre(self, certificat).map(CarteLue::from)
    }
}

impl From<CarteCps> for CarteLue {
    fn from(carte: CarteCps) -> Self {
        let issuer = carte.cle_emetteur.as_ref().unwrap_or(&carte.emetteur);
        let moyen = format!("{issuer}:{}", carte.serie);
        Self { moyen, identifiant: carte.identifiant, famille: carte.famille, plafond: None }
    }
}

#[derive(Clone)]
pub struct LectureDeps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub autorites: Arc<dyn VerificationCarte>,
    pub interactions: Interactions,
    pub tickets: Tickets,
    pub annuaire: Arc<dyn Annuaire>,
    pub compteurs: Arc<dyn Compteurs>,
    pub stamps: Arc<dyn Stamps>,
    pub journal: Arc<dyn Journal>,
}

/// Reads a card for an interaction and gives a ticket to bring back.
#[derive(Clone)]
pub struct Lecture(Arc<LectureDeps>);

impl Lecture {
    pub fn new(deps: LectureDeps) -> Self {
        Self(Arc::new(deps))
    }

    /// The login that waits, the card, then its holder in the registry. A refusal is counted and recorded. The card is read
    /// first: a network that has shown too many bad ones keeps no good one out.
    pub async fn lire(
        &self,
        id: &InteractionId,
        chaine: &[Vec<u8>],
        source: IpAddr,
    ) -> Result<SecretString, RefusLecture> {
        let interaction = self.0.interactions.waiting(id).await?;
        match self.prove(&interaction, chaine).await {
            Ok(proof) => Ok(self.0.tickets.issue(id, proof).await?),
            Err(refusal) => Err(self.refused(&interaction, refusal, source).await?),
        }
    }

    /// The interaction that the page of a refusal belongs to, while it still waits.
    pub async fn attendue(&self, id: &InteractionId) -> Option<Interaction> {
        self.0.interactions.waiting(id).await.ok()
    }

    async fn prove(&self, interaction: &Interaction, chaine: &[Vec<u8>]) -> Result<Authentication, RefusLecture> {
        let asked = interaction.stage.request().ok_or(RefusLecture::MoyenInsuffisant)?;
        if !asked.moyens.contains(&MoyenKind::Carte) {
            return Err(RefusLecture::MoyenInsuffisant);
        }
        self.porteurs().prouver(chaine, asked.acr_floor).await
    }

    fn porteurs(&self) -> Porteurs<'_> {
        let deps = &self.0;
        Porteurs {
            ambient: &deps.ambient,
            rest: &deps.rest,
            autorites: &*deps.autorites,
            annuaire: &*deps.annuaire,
            stamps: &*deps.stamps,
            compteurs: &*deps.compteurs,
        }
    }

    /// Counted first, so that what strangers show does not fill the journal.
    async fn refused(
        &self,
        interaction: &Interaction,
        refusal: RefusLecture,
        source: IpAddr,
    ) -> Result<RefusLecture, RefusLecture> {
        let refusal = self.porteurs().counted(refusal, source).await?;
        if matches!(refusal, RefusLecture::TropDEssais) {
            return Ok(refusal);
        }
        let acte = Acte::new(event::LOGIN_FAILED)
            .with("client.id", interaction.stage.client().as_str())
            .with("means", MoyenKind::Carte.auth_mode())
            .with("reason", refusal.code());
        self.0.journal.record(acte).await?;
        Ok(refusal)
    }
}
