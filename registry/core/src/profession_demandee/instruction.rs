use jiff::civil::Date;

use super::{
    AvisRecueilli, Partenaire, ProfessionDemandee, ProfessionDemandeeId, ProfessionError, Professions, StadeProfession,
};
use crate::identite::Objection;
use crate::journal::Geste;
use crate::support::AgentSupport;

/// What a partner said, as an agent of the ANS typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvisSaisi {
    /// `None`: nobody was chosen.
    pub partenaire: Option<Partenaire>,
    /// The day of the opinion; `None`: what was typed is no day.
    pub rendu_le: Option<Date>,
    pub texte: String,
}

const TEXTE: usize = 1_000;

impl Professions {
    /// Writes down what a partner said of a request that was relayed; a second opinion of the same one stands beside the
    /// first.
    pub async fn recueillir(
        &self,
        agent: &AgentSupport,
        (id, version): (&ProfessionDemandeeId, u32),
        saisi: &AvisSaisi,
    ) -> Result<(), ProfessionError> {
        let (partenaire, rendu_le) = saisi.verifier(self.guichet.aujourd_hui()).map_err(ProfessionError::Saisie)?;
        let (mut chantier, demandee) = self.saisir(agent, id).await?;
        demandee.attend(StadeProfession::Relayee, version)?;
        let (par, le) = (agent.identifiant().clone(), self.guichet.maintenant());
        let mut avis = demandee.avis.clone();
        avis.push(AvisRecueilli { partenaire, rendu_le, texte: saisi.texte.trim().to_owned(), par, le });
        let apres = ProfessionDemandee { avis, version: demandee.version + 1, ..demandee };
        chantier.ecrire_profession_demandee(&apres).await?;
        let (agent, demande) = (agent.identifiant().clone(), id.clone());
        let etape = match partenaire {
            Partenaire::Dns => "AVIS_DNS",
            Partenaire::Cnsa => "AVIS_CNSA",
            Partenaire::Cnam => "AVIS_CNAM",
        };
        Ok(self.guichet.clore(chantier, Geste::Profession { agent, demande, etape }).await?)
    }
}

impl ProfessionDemandee {
    /// The ANS has heard each of its partners.
    pub(super) fn instruite(&self) -> bool {
        Partenaire::TOUS.iter().all(|partenaire| self.avis.iter().any(|avis| avis.partenaire == *partenaire))
    }
}

impl AvisSaisi {
    fn verifier(&self, aujourd_hui: Date) -> Result<(Partenaire, Date), Vec<Objection>> {
        let mut objections = Vec::new();
        if self.partenaire.is_none() {
            objections.push(Objection::new(
                "partenaire",
                "profession_sans_partenaire",
                "Choisissez qui a donné l’avis.",
            ));
        }
        let rendu_le = self.rendu_le.filter(|jour| *jour <= aujourd_hui);
        if rendu_le.is_none() {
            let phrase = "Écrivez le jour de l’avis, aujourd’hui au plus tard. Par exemple : 22/11/2026";
            objections.push(Objection::new("rendu_le", "profession_avis_sans_jour", phrase));
        }
        let texte = self.texte.trim();
        if texte.is_empty() || texte.chars().count() > TEXTE {
            let phrase = "Écrivez l’avis, en 1 000 caractères au plus.";
            objections.push(Objection::new("avis", "profession_avis_sans_texte", phrase));
        }
        self.partenaire.zip(rendu_le).filter(|_| objections.is_empty()).ok_or(objections)
    }
}
