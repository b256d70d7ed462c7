use annuaire::Fait;
use jiff::civil::Date;
use sante::{Finess, IdentifiantNational, SituationId};
use serde::{Deserialize, Serialize};

use crate::avis::Avis;
use crate::exercice::ExerciceProfessionnel;
use crate::identite::Objection;
use crate::paris;
use crate::periode::Periode;
use crate::personne::Personne;
use crate::port::{Chantier, Connue, EcritureExercice, EcritureSituation, Ecritures};
use crate::situation::{Fin, SituationExercice};
use crate::situation_acte::ajout::{AUTRES_NOMS, sans_demande};
use crate::situation_acte::demandee::dates;
use crate::situation_acte::ouverture::role_libre;
use crate::situation_acte::{Lieu, Noms, SituationError, Situations, Version};
use crate::source::Source;

/// The whole record as it should be from now on (SIT-13, SIT-15).
#[derive(Clone, Debug, Serialize, Deserialize)]
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

/// A situation found, with all that stands around it.
pub(super) struct Tenue {
    pub connue: Connue,
    pub exercice: ExerciceProfessionnel,
    pub rang_exercice: u32,
    pub rang: u32,
    pub situation: SituationExercice,
    pub lieu: Lieu,
}

impl Situations {
    pub async fn modifier(
        &self,
        agent: &IdentifiantNational,
        situation: &SituationId,
        version: &Version,
        voulue: &Modification,
    ) -> Result<(), SituationError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let tenue = self.tenue(chantier.as_mut(), agent, situation).await?;
        tenue.verifier(version)?;
        let personne = tenue.connue.personne.identifiant().clone();
        sans_demande(chantier.as_mut(), &personne).await?;
        let ecritures = self.ecritures(&tenue, voulue)?;
        chantier.ecrire(&ecritures, self.guichet.maintenant()).await?;
        // an end that moves is another one: its reason is told with it, or is not known
        if tenue.situation.fin != tenue.modifiee(voulue).fin {
            chantier.motiver_fin(situation, None).await?;
        }
        let avis = Avis::MiseAJour {
            prenom: tenue.connue.personne.etat_civil().prenom().to_owned(),
            lieu: tenue.lieu.structure.details.raison_sociale.clone(),
            changements: self.changements(&tenue, voulue),
        };
        self.guichet.avertir(chantier.as_mut(), &tenue.connue, &tenue.lieu.structure, avis).await?;
        let geste = self.geste(agent, &personne, situation, "changed");
        Ok(self.guichet.clore(chantier, geste).await?)
    }

    /// Registered by a role, in the agent's scope, not ended. Whom an Order or an ARS registers is theirs to change and to
    /// end (ELI-03, CON-07): the portal adds a role beside (ELI-04).
    pub(super) async fn tenue(
        &self,
        chantier: &mut dyn Chantier,
        agent: &IdentifiantNational,
        id: &SituationId,
    ) -> Result<Tenue, SituationError> {
        let titulaire = chantier.titulaire(id).await?.ok_or(SituationError::Inconnue)?;
        let connue = chantier.connues(std::slice::from_ref(&titulaire)).await?.pop().ok_or(SituationError::Inconnue)?;
        let (rang_exercice, exercice, rang) = trouver(&connue.personne, id).ok_or(SituationError::Inconnue)?;
        let situation = exercice.situations.get(rang as usize).cloned().ok_or(SituationError::Inconnue)?;
        let finess =
            situation.structure.as_ref().and_then(|cle| cle.as_str().strip_prefix('F')?.parse::<Finess>().ok());
        let lieu = self.lieu(chantier, agent, &finess.ok_or(SituationError::Inconnue)?).await?;
        if !exercice.cle.par_role() {
            return Err(SituationError::AutreAutorite);
        }
        if situation.finie(self.guichet.maintenant()) {
            return Err(SituationError::DejaTerminee);
        }
        Ok(Tenue { connue, exercice, rang_exercice, rang, situation, lieu })
    }

    fn ecritures(&self, tenue: &Tenue, voulue: &Modification) -> Result<Ecritures, SituationError> {
        let objections = self.objections(tenue, voulue);
        if !objections.is_empty() {
            return Err(SituationError::Saisie(objections));
        }
        let situation = tenue.modifiee(voulue);
        tenue.libre(&situation)?;
        let personne = tenue.connue.personne.identifiant().clone();
        let mut ecritures = Ecritures {
            evenements: vec![(personne.clone(), Fait::SituationModifiee { situation: situation.id.clone() })],
            ..Ecritures::default()
        };
        if let Some(exercice) = tenue.renommee(&voulue.noms) {
            let ecriture = EcritureExercice { personne: personne.clone(), rang: tenue.rang_exercice, exercice };
            ecritures.exercices.push(ecriture);
            ecritures.evenements.push((personne.clone(), Fait::PersonneModifiee));
        }
        let exercice = tenue.exercice.cle.clone();
        ecritures.situations.push(EcritureSituation { personne, exercice, rang: tenue.rang, situation });
        Ok(ecritures)
    }

    /// What was held before stays acceptable: a withdrawn profession is refused for what is new (ROL-08).
    fn objections(&self, tenue: &Tenue, voulue: &Modification) -> Vec<Objection> {
        let (referentiel, le) = (&self.guichet.referentiel, self.guichet.aujourd_hui());
        let branche = referentiel.branche(&tenue.lieu.secteur);
        let mut objections = voulue.noms.verifier();
        if voulue.profession != tenue.situation.code_role
            && let Err(refus) = referentiel.admet_profession(&voulue.profession, branche, le)
        {
            objections.push(Objection::new("profession", refus.code(), refus.phrase()));
        }
        if voulue.role != tenue.situation.code_genre
            && let Err(refus) = referentiel.admet_role(&voulue.role, branche, le)
        {
            objections.push(Objection::new("role", refus.code(), refus.phrase()));
        }
        if voulue.debut.is_none() && tenue.situation.debut.is_some() {
            objections.push(Objection::new("debut", "debut_absent", "Indiquez le premier jour de travail."));
        }
        objections.extend(dates(voulue.debut, voulue.fin));
        objections
    }

    /// Sentences for the mail to the person (NOT-06).
    fn changements(&self, tenue: &Tenue, voulue: &Modification) -> Vec<String> {
        let avant = &tenue.situation;
        let apres = tenue.modifiee(voulue);
        let role =
            |code: &str| self.guichet.referentiel.role(code).map_or(code.to_owned(), |role| role.libelle.clone());
        let phrases = [
            (avant.code_role != apres.code_role)
                .then(|| format!("Votre profession est maintenant : {}.", self.guichet.fonction(&apres.code_role))),
            (avant.code_genre != apres.code_genre)
                .then(|| format!("Votre rôle est maintenant : {}.", role(&apres.code_genre))),
            (avant.debut != apres.debut || avant.fin != apres.fin)
                .then(|| "Les dates de votre situation ont changé.".to_owned()),
            tenue.renommee(&voulue.noms).map(|_| AUTRES_NOMS.to_owned()),
        ];
        phrases.into_iter().flatten().collect()
    }
}

impl Tenue {
    pub fn verifier(&self, version: &Version) -> Result<(), SituationError> {
        let connue = Version::de(&self.exercice, &self.situation);
        if connue == *version { Ok(()) } else { Err(SituationError::Changee) }
    }

    /// No other role of the person in the same place while this one would hold (SIT-03).
    pub fn libre(&self, situation: &SituationExercice) -> Result<(), SituationError> {
        let Personne::Professionnel(professionnel) = &self.connue.personne else {
            return Err(SituationError::PersonneInconnue);
        };
        let periode = Periode { debut: situation.debut, fin: situation.fin.map(|fin| fin.le) };
        role_libre(professionnel, &self.lieu.structure.cle, &periode, Some(&situation.id))
    }

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

fn trouver(personne: &Personne, id: &SituationId) -> Option<(u32, ExerciceProfessionnel, u32)> {
    let Personne::Professionnel(professionnel) = personne else { return None };
    professionnel.exercices.iter().zip(0..).find_map(|(exercice, rang_exercice)| {
        let rang = exercice.situations.iter().position(|situation| situation.id == *id)?;
        Some((rang_exercice, exercice.clone(), u32::try_from(rang).ok()?))
    })
}
