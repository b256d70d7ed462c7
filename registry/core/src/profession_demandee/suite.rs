use jiff::civil::Date;

use super::{
    EtapeProfession, Inscription, ProfessionDemandee, ProfessionDemandeeId, ProfessionError, Professions,
    StadeProfession,
};
use crate::identite::Objection;
use crate::port::Chantier;
use crate::support::AgentSupport;

/// What the ANS does with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suite {
    /// In the place of the GRADeS, where none is declared for the region.
    Relayer,
    /// The profession has its code and its first day.
    Retenir {
        saisie: SuiteSaisie,
        commentaire: String,
    },
    Ecarter {
        commentaire: String,
    },
}

/// How an accepted profession stands in the list, as an agent typed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SuiteSaisie {
    /// Three digits of TRE_R85.
    pub code: String,
    /// As the list will call it.
    pub libelle: String,
    /// First day; `None`: what was typed is no day.
    pub du: Option<Date>,
}

const COMMENTAIRE: usize = 500;

impl Professions {
    /// `version` is the one that the agent saw. What nobody relayed is not decided; what is accepted has been looked at with
    /// every partner.
    pub async fn avancer(
        &self,
        agent: &AgentSupport,
        (id, version): (&ProfessionDemandeeId, u32),
        suite: Suite,
    ) -> Result<(), ProfessionError> {
        suite.verifier()?;
        let (mut chantier, demandee) = self.saisir(agent, id).await?;
        let (par, le) = (agent.identifiant().clone(), self.guichet.maintenant());
        let etape = match suite {
            Suite::Relayer => {
                demandee.attend(StadeProfession::Envoyee, version)?;
                self.sans_grades(&demandee)?;
                EtapeProfession::Relayee { par, le, complement: String::new() }
            }
            Suite::Ecarter { commentaire } => {
                demandee.attend(StadeProfession::Relayee, version)?;
                EtapeProfession::Ecartee { par, le, commentaire }
            }
            Suite::Retenir { saisie, commentaire } => {
                demandee.attend(StadeProfession::Relayee, version)?;
                if !demandee.instruite() {
                    return Err(ProfessionError::SansAvis);
                }
                let inscription = self.inscrire(chantier.as_mut(), &saisie).await?;
                EtapeProfession::Retenue { par, le, commentaire, inscription: Some(inscription) }
            }
        };
        Ok(self.poser(chantier, (agent.identifiant(), &demandee.a(etape))).await?)
    }

    /// Accepted ones, with their codes: what the list of professions takes in (ROL-08).
    pub async fn retenues(&self) -> Result<Vec<Inscription>, ProfessionError> {
        let filtre = super::FiltreProfessions::au_stade(StadeProfession::Retenue);
        let tranche = crate::page::Tranche { apres: None, limite: u32::MAX };
        let lues = self.demandees.lister_professions(super::Portee::Toutes, &filtre, tranche).await?;
        Ok(lues.iter().filter_map(|une| une.etape.inscription().cloned()).collect())
    }

    /// A declared GRADeS relays itself.
    fn sans_grades(&self, demandee: &ProfessionDemandee) -> Result<(), ProfessionError> {
        match self.grades_de(&demandee.structure) {
            Some(_) => Err(ProfessionError::AuGrades),
            None => Ok(()),
        }
    }

    async fn inscrire(
        &self,
        chantier: &mut dyn Chantier,
        saisie: &SuiteSaisie,
    ) -> Result<Inscription, ProfessionError> {
        let du = saisie.verifier(self.guichet.aujourd_hui()).map_err(ProfessionError::Saisie)?;
        let code = saisie.code.trim().to_owned();
        let referentiel = &self.guichet.referentiel;
        let connue = referentiel.profession(&code, du).is_some() || referentiel.reglementee(&code).is_some();
        if connue || chantier.codes_retenus().await?.contains(&code) {
            let phrase = "Ce code est déjà celui d’une profession. Prenez un code libre.";
            let objection = Objection::new("code_profession", "profession_code_pris", phrase);
            return Err(ProfessionError::Saisie(vec![objection]));
        }
        Ok(Inscription { code, libelle: saisie.libelle.trim().to_owned(), du })
    }
}

impl SuiteSaisie {
    /// The first day, or every objection at once.
    fn verifier(&self, aujourd_hui: Date) -> Result<Date, Vec<Objection>> {
        let mut objections = Vec::new();
        let code = self.code.trim();
        if code.len() != 3 || !code.bytes().all(|octet| octet.is_ascii_digit()) {
            let phrase = "Écrivez les trois chiffres du code dans la nomenclature.";
            objections.push(Objection::new("code_profession", "profession_sans_code", phrase));
        }
        let libelle = self.libelle.trim();
        if libelle.is_empty() || libelle.chars().count() > 120 || libelle.chars().any(char::is_control) {
            let phrase = "Écrivez le nom de la profession dans la nomenclature, en 120 caractères au plus.";
            objections.push(Objection::new("libelle", "profession_sans_libelle", phrase));
        }
        let du = self.du.filter(|du| aujourd_hui <= *du);
        if du.is_none() {
            let phrase = "Écrivez le premier jour, aujourd’hui au plus tôt. Par exemple : 01/01/2027";
            objections.push(Objection::new("premier_jour", "profession_sans_jour", phrase));
        }
        du.filter(|_| objections.is_empty()).ok_or(objections)
    }
}

impl Suite {
    fn verifier(&self) -> Result<(), ProfessionError> {
        let objection = |phrase| Objection::new("commentaire", "profession_commentaire", phrase);
        let refus = match self {
            Self::Ecarter { commentaire } if commentaire.trim().is_empty() => {
                Some(objection("Dites à la structure quelle profession employer à la place."))
            }
            Self::Retenir { commentaire, .. } | Self::Ecarter { commentaire }
                if commentaire.chars().count() > COMMENTAIRE =>
            {
                Some(objection("Raccourcissez à 500 caractères."))
            }
            _ => None,
        };
        refus.map_or(Ok(()), |refus| Err(ProfessionError::Saisie(vec![refus])))
    }
}
