use ambient::Timestamp;
use sante::{Finess, IdentifiantNational, SituationId};

use crate::avis::Avis;
use crate::exercice::ExerciceProfessionnel;
use crate::guichet::Guichet;
use crate::periode::Periode;
use crate::personne::{Personne, Professionnel};
use crate::port::{Chantier, Connue, EcritureSituation, PortError};
use crate::situation::SituationExercice;
use crate::situation_acte::{Lieu, Modification, SituationError, Version, role_libre};

/// A situation found, before anybody said whether whoever asks may act there.
pub struct Situee {
    pub connue: Connue,
    pub exercice: ExerciceProfessionnel,
    pub rang_exercice: u32,
    pub rang: u32,
    pub situation: SituationExercice,
    /// Of its establishment.
    pub finess: Finess,
}

/// A situation that may change, with all that stands around it.
pub struct Tenue {
    pub connue: Connue,
    pub exercice: ExerciceProfessionnel,
    pub rang_exercice: u32,
    pub rang: u32,
    pub situation: SituationExercice,
    pub lieu: Lieu,
}

impl Situee {
    /// # Errors
    /// [`SituationError::Inconnue`] for no situation at all, and for one without an establishment of FINESS.
    pub async fn chercher(chantier: &mut dyn Chantier, id: &SituationId) -> Result<Self, SituationError> {
        let titulaire = chantier.titulaire(id).await?.ok_or(SituationError::Inconnue)?;
        let connue = chantier.connues(std::slice::from_ref(&titulaire)).await?.pop().ok_or(SituationError::Inconnue)?;
        let (rang_exercice, exercice, rang) = trouver(&connue.personne, id).ok_or(SituationError::Inconnue)?;
        let situation = exercice.situations.get(rang as usize).cloned().ok_or(SituationError::Inconnue)?;
        let finess =
            situation.structure.as_ref().and_then(|cle| cle.as_str().strip_prefix('F')?.parse::<Finess>().ok());
        let finess = finess.ok_or(SituationError::Inconnue)?;
        Ok(Self { connue, exercice, rang_exercice, rang, situation, finess })
    }

    /// The record as it is.
    pub fn releve(&self) -> Modification {
        Modification::de(&self.exercice, &self.situation)
    }

    /// Registered by a role, not ended. Whom an Order or an ARS registers is theirs to change and to end (ELI-03, CON-07):
    /// the portal adds a role beside (ELI-04).
    pub fn tenue(self, lieu: Lieu, maintenant: Timestamp) -> Result<Tenue, SituationError> {
        if !self.exercice.cle.par_role() {
            return Err(SituationError::AutreAutorite);
        }
        if self.situation.finie(maintenant) {
            return Err(SituationError::DejaTerminee);
        }
        let Self { connue, exercice, rang_exercice, rang, situation, .. } = self;
        Ok(Tenue { connue, exercice, rang_exercice, rang, situation, lieu })
    }
}

impl Tenue {
    pub fn personne(&self) -> &IdentifiantNational {
        self.connue.personne.identifiant()
    }

    pub fn professionnel(&self) -> Result<&Professionnel, SituationError> {
        match &self.connue.personne {
            Personne::Professionnel(professionnel) => Ok(professionnel),
            Personne::PorteurDeCarte(_) => Err(SituationError::PersonneInconnue),
        }
    }

    /// What the place is called.
    pub fn nom_du_lieu(&self) -> &str {
        &self.lieu.structure.details.raison_sociale
    }

    pub fn verifier(&self, version: &Version) -> Result<(), SituationError> {
        let connue = Version::de(&self.exercice, &self.situation);
        if connue == *version { Ok(()) } else { Err(SituationError::Changee) }
    }

    /// Of whom a measure holds out of service, nothing changes but where they leave (R05).
    pub fn en_activite(&self, maintenant: Timestamp) -> Result<(), SituationError> {
        if self.connue.personne.rattachable(maintenant) { Ok(()) } else { Err(SituationError::HorsActivite) }
    }

    /// No other role of the person in the same place while this one would hold (SIT-03).
    pub fn libre(&self, situation: &SituationExercice) -> Result<(), SituationError> {
        let periode = Periode { debut: situation.debut, fin: situation.fin.map(|fin| fin.le) };
        role_libre(self.professionnel()?, &self.lieu.structure.cle, &periode, Some(&situation.id))
    }

    /// The row, as it is from now on.
    pub fn ecriture(&self, situation: SituationExercice) -> EcritureSituation {
        let (personne, exercice) = (self.personne().clone(), self.exercice.cle.clone());
        EcritureSituation { personne, exercice, rang: self.rang, situation }
    }

    /// Tells the person what a gestionnaire changed (NOT-06).
    pub async fn prevenir(
        &self,
        guichet: &Guichet,
        chantier: &mut dyn Chantier,
        changements: Vec<String>,
    ) -> Result<(), PortError> {
        let prenom = self.connue.personne.etat_civil().prenom().to_owned();
        let avis = Avis::MiseAJour { prenom, lieu: self.nom_du_lieu().to_owned(), changements };
        guichet.avertir(chantier, &self.connue, &self.lieu.structure, avis).await
    }
}

fn trouver(personne: &Personne, id: &SituationId) -> Option<(u32, ExerciceProfessionnel, u32)> {
    let Personne::Professionnel(professionnel) = personne else { return None };
    professionnel.exercices.iter().zip(0..).find_map(|(exercice, rang_exercice)| {
        let rang = exercice.situations.iter().position(|situation| situation.id == *id)?;
        Some((rang_exercice, exercice.clone(), u32::try_from(rang).ok()?))
    })
}
