use std::net::IpAddr;
use std::sync::Arc;

use ambient::{Ambient, RestKey, Seconds, SecretString, Timestamp};
use annuaire::{Personne, Porteur};
use carte_cps::{AutoriteCartes, CarteCps, Famille, RefusCarte};
use sante::IdentifiantNational;

use super::{RefusLecture, Tickets};
use crate::annuaire::{Annuaire, AnnuaireError};
use crate::compteur::{Compteurs, Limit};
use crate::ecps::Source;
use crate::interaction::{Interaction, InteractionId, Interactions};
use crate::journal::{Acte, Journal, event};
use crate::moyen::{Authentication, MoyenKind};

/// Refused cards from one network before it has to wait: an establishment may hold a drawer of old cards.
const REFUSALS: Limit = Limit { tries: 200, window: Some(Seconds::minutes(10)) };

/// What of a good card matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarteLue {
    pub identifiant: IdentifiantNational,
    pub famille: Famille,
    /// `issuer key id:serial`: what a not-before stamp of this means names.
    pub moyen: String,
}

/// The authorities of cards as they are now; their revocation lists change while the provider runs.
pub trait VerificationCarte: Send + Sync {
    /// `chaine`: DER, the leaf first; the handshake has proven that the peer holds its key, and nothing else.
    fn verifier(&self, chaine: &[Vec<u8>], now: Timestamp) -> Result<CarteLue, RefusCarte>;
}

impl VerificationCarte for AutoriteCartes {
    fn verifier(&self, chaine: &[Vec<u8>], now: Timestamp) -> Result<CarteLue, RefusCarte> {
        AutoriteCartes::verifier(self, chaine, now).map(CarteLue::from)
    }
}

impl From<CarteCps> for CarteLue {
    fn from(carte: CarteCps) -> Self {
        let issuer = carte.cle_emetteur.as_ref().unwrap_or(&carte.emetteur);
        Self { moyen: format!("{issuer}:{}", carte.serie), identifiant: carte.identifiant, famille: carte.famille }
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
    pub journal: Arc<dyn Journal>,
}

/// Reads a card for an interaction and gives a ticket to bring back.
#[derive(Clone)]
pub struct Lecture(Arc<LectureDeps>);

impl Lecture {
    pub fn new(deps: LectureDeps) -> Self {
        Self(Arc::new(deps))
    }

    /// The login that waits, the card, then its holder in the registry. A refusal is counted and recorded.
    pub async fn lire(
        &self,
        id: &InteractionId,
        chaine: &[Vec<u8>],
        source: IpAddr,
    ) -> Result<SecretString, RefusLecture> {
        let interaction = self.0.interactions.waiting(id).await?;
        self.not_too_many(source).await?;
        match self.prove(&interaction, chaine).await {
            Ok(proof) => Ok(self.0.tickets.issue(id, proof).await?),
            Err(refusal) => {
                self.record(&interaction, &refusal, source).await?;
                Err(refusal)
            }
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
        if chaine.is_empty() {
            return Err(RefusCarte::AucuneCarte.into());
        }
        let now = self.0.ambient.now();
        let carte = self.0.autorites.verifier(chaine, now)?;
        let personne = self.0.annuaire.personne(&carte.identifiant).await.map_err(not_found)?;
        if !holds(&carte, &personne) {
            return Err(RefusLecture::MauvaisPorteur);
        }
        Ok(Authentication { personne: carte.identifiant, kind: MoyenKind::Carte, moyen: carte.moyen, at: now })
    }

    async fn not_too_many(&self, source: IpAddr) -> Result<(), RefusLecture> {
        let tries = self.0.compteurs.tries(&self.counter(source), self.0.ambient.now()).await?;
        if tries < REFUSALS.tries { Ok(()) } else { Err(RefusLecture::TropDEssais) }
    }

    async fn record(
        &self,
        interaction: &Interaction,
        refusal: &RefusLecture,
        source: IpAddr,
    ) -> Result<(), RefusLecture> {
        self.0.compteurs.count(&self.counter(source), REFUSALS, self.0.ambient.now()).await?;
        let acte = Acte::new(event::LOGIN_FAILED)
            .with("client.id", interaction.stage.client().as_str())
            .with("means", MoyenKind::Carte.auth_mode())
            .with("reason", refusal.code());
        Ok(self.0.journal.record(acte).await?)
    }

    fn counter(&self, source: IpAddr) -> String {
        let source = self.0.rest.rest("carte.source", &Source::from(source).to_string());
        format!("carte.refus:{}", source.as_str())
    }
}

/// A professional's card belongs to a professional of the registry; a card of a structure to whoever it names.
fn holds(carte: &CarteLue, personne: &Personne) -> bool {
    let professional = matches!(personne.porteur, Porteur::Professionnel);
    let wants_professional = matches!(carte.famille, Famille::Cps | Famille::Cpf);
    personne.identifiant == carte.identifiant && (professional || !wants_professional)
}

fn not_found(error: AnnuaireError) -> RefusLecture {
    match error {
        AnnuaireError::Inconnue => RefusLecture::Inconnue,
        AnnuaireError::Desactivee => RefusLecture::Desactivee,
        AnnuaireError::HorsService(cause) => RefusLecture::AnnuaireMuet(cause),
    }
}
