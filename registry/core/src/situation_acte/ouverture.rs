use sante::SituationId;

use crate::exercice::{CleExercice, ExerciceProfessionnel};
use crate::periode::Periode;
use crate::personne::Professionnel;
use crate::port::{EcritureExercice, EcritureSituation};
use crate::situation::{CleSituation, Fin, SituationExercice};
use crate::situation_acte::{Noms, SituationDemandee, SituationError};
use crate::source::Source;
use crate::structure::{CleStructure, GenreStructure, Structure};

/// Employed.
const MODE: &str = "S";
/// Registered by a structure.
const AUTORITE: &str = "ENREG/ENREG/ENREG";

/// A place and its sector of activity.
#[derive(Clone, Debug)]
pub struct Lieu {
    pub structure: Structure,
    /// TRE_R02; empty when nothing says it.
    pub secteur: String,
}

/// The rows of one more situation.
#[derive(Clone, Debug)]
pub struct Ouverture {
    pub id: SituationId,
    /// When the person had none of that profession, a withdrawn one, or one under other names.
    pub exercice: Option<EcritureExercice>,
    /// The person practised under other names until now (IDN-03).
    pub renommee: bool,
    pub situation: EcritureSituation,
}

/// One more situation of somebody: a professional of an Order keeps theirs and gets this one beside (ELI-04).
pub fn ouvrir(
    personne: &Professionnel,
    lieu: &Lieu,
    demandee: &SituationDemandee,
) -> Result<Ouverture, SituationError> {
    if lieu.structure.genre != GenreStructure::EntiteGeographique {
        return Err(SituationError::EntiteJuridique);
    }
    let periode = demandee.periode();
    role_libre(personne, &lieu.structure.cle, &periode, None)?;
    let cle = CleExercice::de_role();
    let rang_exercice = personne.exercices.iter().position(|exercice| exercice.cle == cle);
    let connu = rang_exercice.and_then(|rang| personne.exercices.get(rang));
    let situation = situation(personne, connu, lieu, (demandee, periode));
    let voulu = exercice(connu, &cle, demandee);
    let renommee = connu.is_some_and(|connu| Noms::de(connu) != Noms::de(&voulu));
    let change = connu.is_none_or(|connu| connu.retire_le.is_some()) || renommee;
    let exercice = change.then_some(voulu).map(|exercice| EcritureExercice {
        personne: personne.identifiant.clone(),
        rang: rang(rang_exercice.unwrap_or(personne.exercices.len())),
        exercice,
    });
    let place = rang(connu.map_or(0, |exercice| exercice.situations.len()));
    let id = situation.id.clone();
    let personne = personne.identifiant.clone();
    let situation = EcritureSituation { personne, exercice: cle, rang: place, situation };
    Ok(Ouverture { id, exercice, renommee, situation })
}

/// One role in one place at one time, whatever the category and the mode (SIT-03); `sauf` is the situation being changed.
pub fn role_libre(
    personne: &Professionnel,
    structure: &CleStructure,
    periode: &Periode,
    sauf: Option<&SituationId>,
) -> Result<(), SituationError> {
    let siennes = personne.exercices.iter().filter(|exercice| exercice.cle.par_role());
    let prise = siennes.flat_map(|exercice| &exercice.situations).any(|autre| {
        autre.structure.as_ref() == Some(structure)
            && sauf != Some(&autre.id)
            && periode.chevauche(&Periode { debut: autre.debut, fin: autre.fin.map(|fin| fin.le) })
    });
    if prise { Err(SituationError::RoleDejaTenu) } else { Ok(()) }
}

fn situation(
    personne: &Professionnel,
    exercice: Option<&ExerciceProfessionnel>,
    lieu: &Lieu,
    (demandee, periode): (&SituationDemandee, Periode),
) -> SituationExercice {
    let cle = CleSituation {
        exercice: CleExercice::de_role(),
        structure: Some(lieu.structure.cle.clone()),
        code_mode: MODE.to_owned(),
    };
    let anciennes = exercice.map_or(0, |exercice| {
        exercice.situations.iter().filter(|situation| situation.cle(&exercice.cle) == cle).count()
    });
    SituationExercice {
        id: cle.identifiant(&personne.identifiant, anciennes),
        source: Source::Portail,
        code_mode: MODE.to_owned(),
        code_secteur: lieu.secteur.clone(),
        code_section_pharmacien: String::new(),
        code_role: demandee.profession.clone(),
        code_genre: demandee.role.clone(),
        autorite: AUTORITE.to_owned(),
        structure: Some(lieu.structure.cle.clone()),
        debut: periode.debut,
        fin: periode.fin.map(|le| Fin { le, par: Source::Portail }),
    }
}

/// The one that stands goes on, under the names that were typed.
fn exercice(
    connu: Option<&ExerciceProfessionnel>,
    cle: &CleExercice,
    demandee: &SituationDemandee,
) -> ExerciceProfessionnel {
    if let Some(connu) = connu {
        let sien = ExerciceProfessionnel { retire_le: None, ..connu.clone() };
        let Noms { code_civilite, nom, prenom } = demandee.noms.completes(connu);
        let renomme = ExerciceProfessionnel { code_civilite, nom, prenom, ..sien.clone() };
        return if renomme == sien { sien } else { ExerciceProfessionnel { noms_par: Source::Portail, ..renomme } };
    }
    ExerciceProfessionnel {
        cle: cle.clone(),
        code_civilite: demandee.noms.code_civilite.clone(),
        nom: demandee.noms.nom.trim().to_owned(),
        prenom: demandee.noms.prenom.trim().to_owned(),
        noms_par: Source::Portail,
        savoir_faire: Vec::new(),
        retire_le: None,
        situations: Vec::new(),
    }
}

fn rang(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
