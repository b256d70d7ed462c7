use std::net::IpAddr;

use ambient::{Ambient, RestKey, Seconds};
use annuaire::{Personne, Porteur};
use carte_cps::{Famille, RefusCarte};
use oidc::Acr;

use super::{CarteLue, RefusLecture, VerificationCarte};
use crate::annuaire::{Annuaire, AnnuaireError};
use crate::compteur::{Compteurs, Counted, Limit};
use crate::ecps::Source;
use crate::moyen::{Authentication, MoyenKind};
use crate::port::PortError;
use crate::stamp::{Stamps, SubjectKind};

/// Refused cards from one network that are each told why, here and in the journal: an establishment may hold a drawer of old
/// cards. A card that holds is never counted, and never refused for what others showed (checklist M19).
const REFUSALS: Limit = Limit { tries: 200, window: Some(Seconds::minutes(10)) };

/// Who holds a card that is shown: the card first, then its holder in the registry.
pub(super) struct Porteurs<'a> {
    pub ambient: &'a Ambient,
    pub rest: &'a RestKey,
    pub autorites: &'a dyn VerificationCarte,
    pub annuaire: &'a dyn Annuaire,
    pub stamps: &'a dyn Stamps,
    pub compteurs: &'a dyn Compteurs,
}

impl Porteurs<'_> {
    /// `floor`: the level that is asked for.
    pub async fn prouver(&self, chaine: &[Vec<u8>], floor: Option<Acr>) -> Result<Authentication, RefusLecture> {
        if chaine.is_empty() {
            return Err(RefusCarte::AucuneCarte.into());
        }
        let now = self.ambient.now();
        let carte = self.autorites.verifier(chaine, now)?;
        // with data that are too old for the level that is asked for, another means does
        if carte.plafond.is_some_and(|most| floor.is_some_and(|floor| most < floor)) {
            return Err(RefusCarte::CrlPerimee.into());
        }
        self.jamais_arretee(&carte).await?;
        let personne = self.annuaire.personne(&carte.identifiant).await.map_err(not_found)?;
        if !holds(&carte, &personne) {
            return Err(RefusLecture::MauvaisPorteur);
        }
        let CarteLue { identifiant, moyen, plafond, .. } = carte;
        Ok(Authentication { personne: identifiant, kind: MoyenKind::Carte, moyen, at: now, plafond })
    }

    /// Not stopped before: by an answer of a responder that another node had, or this one before it started anew, and that no
    /// list here names yet. Nothing but the stop of a card stamps its means (docs/decisions/0024).
    async fn jamais_arretee(&self, carte: &CarteLue) -> Result<(), RefusLecture> {
        let arret = self.stamps.latest(&[SubjectKind::Moyen.of(&carte.moyen)]).await?;
        arret.map_or(Ok(()), |_| Err(RefusCarte::Revoquee.into()))
    }

    /// A refusal is counted; past the bound its reason is no longer told, save one that is ours.
    pub async fn counted(&self, refusal: RefusLecture, source: IpAddr) -> Result<RefusLecture, PortError> {
        let counted = self.compteurs.count(&self.counter(source), REFUSALS, self.ambient.now()).await?;
        let full = matches!(counted, Counted::Exhausted { .. });
        Ok(match refusal {
            ours @ (RefusLecture::AnnuaireMuet(_) | RefusLecture::Port(_)) => ours,
            _ if full => RefusLecture::TropDEssais,
            told => told,
        })
    }

    fn counter(&self, source: IpAddr) -> String {
        let source = self.rest.rest("carte.source", &Source::from(source).to_string());
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
