use ambient::Timestamp;
use sante::IdentifiantNational;

use super::{Mot, Question, Recherche, RechercheError, mots_de};
use crate::exercice::ExerciceProfessionnel;
use crate::habilitation::connaitre;
use crate::journal::Geste;
use crate::personne::{Personne, Professionnel};
use crate::port::Fiche;
use crate::situation::SituationExercice;
use crate::situation_acte::Noms;

/// How many people an answer names: more are no answer.
const LIMITE: usize = 50;

/// Whom a search found, at most fifty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouvees {
    pub personnes: Vec<Trouvee>,
    /// There are others: the question says too little.
    pub davantage: bool,
    /// Nobody has the words that were typed: these have names that one slip makes of them.
    pub approchees: bool,
}

/// Somebody, as the public directory knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouvee {
    pub personne: IdentifiantNational,
    pub noms: Noms,
    /// Of today.
    pub lieux: Vec<LieuPublic>,
}

/// A place of work without its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LieuPublic {
    pub raison_sociale: String,
    pub profession: String,
    pub role: String,
}

/// Whom an answer may name: by their number, an agent finds also whom they may bring back.
type Admise = fn(&Professionnel, Timestamp) -> bool;

impl Recherche {
    /// By number or by name, the whole registry over. The question itself is in no journal: it may be a name.
    pub async fn chercher(&self, agent: &IdentifiantNational, texte: &str) -> Result<Trouvees, RechercheError> {
        let maintenant = self.guichet.maintenant();
        connaitre::<RechercheError>(self.guichet.registre.as_ref(), agent, maintenant).await?;
        let trouvees = self.trouver(texte, Professionnel::rattachable).await?;
        let personnes = trouvees.personnes.iter().map(|une| une.personne.clone()).collect();
        let geste = Geste::Recherche { agent: agent.clone(), personnes };
        self.guichet.consigner(geste).await?;
        Ok(trouvees)
    }

    /// What anybody may look up in the public directory (DIR-01, DIR-03), from a day after the validation on (NOT-04). All of it
    /// is public: the journal hears nothing.
    pub async fn consulter(&self, texte: &str) -> Result<Trouvees, RechercheError> {
        let mut trouvees = self.trouver(texte, Professionnel::active).await?;
        let numeros: Vec<_> = trouvees.personnes.iter().map(|une| une.personne.clone()).collect();
        let attendent = self.personnes.a_publier(&numeros, self.guichet.maintenant()).await?;
        trouvees.personnes.retain(|une| !attendent.contains(&une.personne));
        Ok(trouvees)
    }

    async fn trouver(&self, texte: &str, admise: Admise) -> Result<Trouvees, RechercheError> {
        match Question::lue(texte)? {
            Question::Numero(numero) => self.numero(&numero, admise).await,
            Question::Nom(mots) => self.nom(&mots).await,
        }
    }

    async fn numero(&self, numero: &IdentifiantNational, admise: Admise) -> Result<Trouvees, RechercheError> {
        let fiche = self.guichet.registre.fiche(numero).await?;
        let personnes = fiche.and_then(|fiche| Trouvee::de(&fiche, (&[], admise), self.guichet.maintenant()));
        // files hold numbers whose key is wrong: one that nobody has is a slip
        if personnes.is_none() && numero.rpps().is_none_or(|rpps| !rpps.key_holds()) {
            return Err(RechercheError::Numero);
        }
        Ok(Trouvees { personnes: personnes.into_iter().collect(), davantage: false, approchees: false })
    }

    async fn nom(&self, mots: &[Mot]) -> Result<Trouvees, RechercheError> {
        let mut ids = self.personnes.nommees(mots, LIMITE as u32 + 1).await?;
        let approchees = ids.is_empty();
        if approchees {
            ids = self.personnes.nommees_de_pres(mots, LIMITE as u32 + 1).await?;
        }
        let davantage = ids.len() > LIMITE;
        ids.truncate(LIMITE);
        let fiches = self.personnes.fiches(&ids).await?;
        let maintenant = self.guichet.maintenant();
        let mut personnes: Vec<_> =
            fiches.iter().filter_map(|fiche| Trouvee::de(fiche, (mots, Professionnel::active), maintenant)).collect();
        personnes.sort_by_cached_key(Trouvee::rang);
        let approchees = approchees && !personnes.is_empty();
        Ok(Trouvees { personnes, davantage, approchees })
    }
}

impl Trouvee {
    /// Under the names that were looked for, where several are practised under. `None`: not a professional whom this answer
    /// may name.
    fn de(fiche: &Fiche, (mots, admise): (&[Mot], Admise), maintenant: Timestamp) -> Option<Self> {
        let Personne::Professionnel(professionnel) = &fiche.personne else { return None };
        if !admise(professionnel, maintenant) {
            return None;
        }
        let siens = &professionnel.exercices;
        let cherche = siens.iter().find(|exercice| repond(exercice, mots)).or_else(|| siens.first());
        let lieux = siens.iter().flat_map(|exercice| &exercice.situations);
        let lieux = lieux.filter(|situation| situation.en_cours(maintenant)).map(|une| lieu(fiche, une));
        Some(Self {
            personne: professionnel.identifiant.clone(),
            noms: cherche.map(Noms::de).unwrap_or_default(),
            lieux: lieux.collect(),
        })
    }

    fn rang(&self) -> (String, String, String) {
        let plies = [&self.noms.nom, &self.noms.prenom].map(|nom| crate::pli::plier(nom));
        let [nom, prenom] = plies;
        (nom, prenom, self.personne.to_string())
    }
}

fn repond(exercice: &ExerciceProfessionnel, cherches: &[Mot]) -> bool {
    let mots = mots_de([exercice.nom.as_str(), exercice.prenom.as_str()]);
    cherches.iter().all(|cherche| {
        mots.iter().any(|mot| if cherche.entier { *mot == cherche.texte } else { mot.starts_with(&cherche.texte) })
    })
}

fn lieu(fiche: &Fiche, situation: &SituationExercice) -> LieuPublic {
    let structure = situation.structure.as_ref().and_then(|cle| fiche.structures.get(cle));
    LieuPublic {
        raison_sociale: structure.map(|structure| structure.details.raison_sociale.clone()).unwrap_or_default(),
        profession: situation.code_role.clone(),
        role: situation.code_genre.clone(),
    }
}
