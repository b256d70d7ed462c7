use annuaire::Fait;
use jiff::civil::Date;
use sante::{IdentifiantNational, SituationId};
use serde::{Deserialize, Serialize};

use crate::exercice::ExerciceProfessionnel;
use crate::guichet::Guichet;
use crate::identite::Objection;
use crate::paris;
use crate::port::{Chantier, EcritureExercice, Ecritures};
use crate::situation::{Fin, SituationExercice};
use crate::situation_acte::ajout::{AUTRES_NOMS, sans_demande};
use crate::situation_acte::demandee::dates;
use crate::situation_acte::tenue::{Situee, Tenue};
use crate::situation_acte::{Declaree, Noms, SituationError, Situations, Version};
use crate::source::Source;

/// The whole record: as it should be from now on (SIT-13, SIT-15), or as somebody saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modification {
    pub noms: Noms,
    pub profession: String,
    pub role: String,
    /// `None`: the start is not known, as an extraction leaves it; one that is known is not forgotten (COL-13).
    #[serde(with = "crate::jour::facultatif")]
    pub debut: Option<Date>,
    /// Last day, included.
    #[serde(with = "crate::jour::facultatif")]
    pub fin: Option<Date>,
}

impl Situations {
    /// Answers the version that was written: whoever changes it once more reads nothing again meanwhile.
    pub async fn modifier(
        &self,
        agent: &IdentifiantNational,
        situation: &SituationId,
        version: &Version,
        declaree: impl Into<Declaree<'_, Modification>> + Send,
    ) -> Result<Version, SituationError> {
        let declaree = declaree.into();
        let mut chantier = self.guichet.registre.chantier().await?;
        let tenue = self.tenue(chantier.as_mut(), agent, situation).await?;
        tenue.verifier(version)?;
        tenue.en_activite(self.guichet.maintenant())?;
        sans_demande(chantier.as_mut(), tenue.personne()).await?;
        let changements = appliquer(&self.guichet, chantier.as_mut(), &tenue, &declaree).await?;
        tenue.prevenir(&self.guichet, chantier.as_mut(), changements).await?;
        let geste = self.geste(agent, tenue.personne(), situation, "changed");
        self.guichet.clore(chantier, geste).await?;
        let exercice = tenue.renommee(&declaree.voulue.noms);
        Ok(Version::de(exercice.as_ref().unwrap_or(&tenue.exercice), &tenue.modifiee(declaree.voulue)))
    }

    /// In the agent's scope, and theirs to change.
    pub(super) async fn tenue(
        &self,
        chantier: &mut dyn Chantier,
        agent: &IdentifiantNational,
        id: &SituationId,
    ) -> Result<Tenue, SituationError> {
        let situee = Situee::chercher(chantier, id).await?;
        let lieu = self.lieu(chantier, agent, &situee.finess).await?;
        situee.tenue(lieu, self.guichet.maintenant())
    }
}

/// Writes it; what changed comes back as sentences for the person.
pub async fn appliquer(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    tenue: &Tenue,
    declaree: &Declaree<'_, Modification>,
) -> Result<Vec<String>, SituationError> {
    let voulue = declaree.voulue;
    declaree.avec_diplomes(tenue, &voulue.profession, verifier(guichet, tenue, voulue))?;
    let (personne, situation) = (tenue.personne().clone(), tenue.modifiee(voulue));
    let (id, fin) = (situation.id.clone(), situation.fin);
    let mut ecritures = Ecritures {
        evenements: vec![(personne.clone(), Fait::SituationModifiee { situation: id.clone() })],
        situations: vec![tenue.ecriture(situation)],
        ..Ecritures::default()
    };
    if let Some(exercice) = tenue.renommee(&voulue.noms) {
        let ecriture = EcritureExercice { personne: personne.clone(), rang: tenue.rang_exercice, exercice };
        ecritures.exercices.push(ecriture);
        ecritures.evenements.push((personne, Fait::PersonneModifiee));
    }
    chantier.ecrire(&ecritures, guichet.maintenant()).await?;
    // an end that moves is another one: its reason is told with it, or is not known
    if tenue.situation.fin != fin {
        chantier.motiver_fin(&id, None).await?;
    }
    Ok(changements(guichet, tenue, voulue))
}

pub fn verifier(guichet: &Guichet, tenue: &Tenue, voulue: &Modification) -> Result<(), SituationError> {
    let objections = objections(guichet, tenue, voulue);
    if !objections.is_empty() {
        return Err(SituationError::Saisie(objections));
    }
    tenue.libre(&tenue.modifiee(voulue))
}

/// What was held before stays acceptable: a withdrawn profession is refused for what is new (ROL-08).
fn objections(guichet: &Guichet, tenue: &Tenue, voulue: &Modification) -> Vec<Objection> {
    let (referentiel, le) = (&guichet.referentiel, guichet.aujourd_hui());
    let branche = referentiel.branche(&tenue.lieu.secteur);
    let mut objections = voulue.noms.verifier();
    if voulue.profession != tenue.situation.code_role
        && let Err(refus) = referentiel.admet_profession(&voulue.profession, branche, le)
    {
        objections.push(refus.objection("profession"));
    }
    if voulue.role != tenue.situation.code_genre
        && let Err(refus) = referentiel.admet_role(&voulue.role, branche, le)
    {
        objections.push(refus.objection("role"));
    }
    if voulue.debut.is_none() && tenue.situation.debut.is_some() {
        objections.push(Objection::new("debut", "debut_absent", "Indiquez le premier jour de travail."));
    }
    objections.extend(dates(voulue.debut, voulue.fin));
    objections
}

/// For the mail to the person (NOT-06).
fn changements(guichet: &Guichet, tenue: &Tenue, voulue: &Modification) -> Vec<String> {
    let avant = &tenue.situation;
    let apres = tenue.modifiee(voulue);
    let role = |code: &str| guichet.referentiel.role(code).map_or(code.to_owned(), |role| role.libelle.clone());
    let phrases = [
        (avant.code_role != apres.code_role)
            .then(|| format!("Votre profession est maintenant : {}.", guichet.fonction(&apres.code_role))),
        (avant.code_genre != apres.code_genre)
            .then(|| format!("Votre rôle est maintenant : {}.", role(&apres.code_genre))),
        (avant.debut != apres.debut || avant.fin != apres.fin)
            .then(|| "Les dates de votre situation ont changé.".to_owned()),
        tenue.renommee(&voulue.noms).map(|_| AUTRES_NOMS.to_owned()),
    ];
    phrases.into_iter().flatten().collect()
}

impl Modification {
    /// The record as it is.
    pub fn de(exercice: &ExerciceProfessionnel, situation: &SituationExercice) -> Self {
        Self {
            noms: Noms::de(exercice),
            profession: situation.code_role.clone(),
            role: situation.code_genre.clone(),
            debut: situation.debut.map(paris::jour),
            fin: situation.fin.map(|fin| paris::dernier_jour(fin.le)),
        }
    }
}

impl Tenue {
    /// The portal keeps it from then on: a file that has not heard of the change does not take it back.
    fn modifiee(&self, voulue: &Modification) -> SituationExercice {
        SituationExercice {
            source: Source::Portail,
            code_role: voulue.profession.clone(),
            code_genre: voulue.role.clone(),
            debut: voulue.debut.and_then(paris::debut),
            fin: voulue.fin.and_then(paris::fin_incluse).map(|le| Fin { le, par: Source::Portail }),
            ..self.situation.clone()
        }
    }

    fn renommee(&self, noms: &Noms) -> Option<ExerciceProfessionnel> {
        let exercice = ExerciceProfessionnel {
            code_civilite: noms.code_civilite.clone(),
            nom: noms.nom.trim().to_owned(),
            prenom: noms.prenom.trim().to_owned(),
            ..self.exercice.clone()
        };
        (exercice != self.exercice).then_some(ExerciceProfessionnel { noms_par: Source::Portail, ..exercice })
    }
}
