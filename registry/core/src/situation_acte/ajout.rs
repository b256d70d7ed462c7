use ambient::Timestamp;
use annuaire::Fait;
use sante::{Finess, IdentifiantNational, SituationId};
use serde::{Deserialize, Serialize};

use crate::avis::Avis;
use crate::demande::Attestations;
use crate::guichet::Guichet;
use crate::idempotence::{Auteur, CleIdempotence, Une};
use crate::journal::Geste;
use crate::nomenclature::Averti;
use crate::personne::{Personne, Professionnel};
use crate::port::{Chantier, Connue, Ecritures};
use crate::situation_acte::{Lieu, Ouverture, SituationDemandee, SituationError, ouvrir};

/// Situations, as a gestionnaire keeps them (GES-23).
#[derive(Clone)]
pub struct Situations {
    pub(super) guichet: Guichet,
}

/// A person who has a number works in one more place (ENR-11, ENR-13).
#[derive(Clone, Debug, Serialize)]
pub struct NouvelleSituation {
    pub personne: IdentifiantNational,
    /// An establishment.
    pub structure: Finess,
    pub situation: SituationDemandee,
    pub attestations: Attestations,
}

/// To the person, in a mail (NOT-06).
pub(super) const AUTRES_NOMS: &str = "Vos nom et prénom d'exercice ont changé.";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ajoutee {
    pub situation: SituationId,
    /// Sentences to show (ELI-06).
    pub avertissements: Vec<Averti>,
}

impl Situations {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    pub async fn ajouter(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleSituation,
    ) -> Result<Ajoutee, SituationError> {
        let auteur = Auteur::personne(agent);
        let une = Une::de(&auteur, cle, "ajouter", &nouvelle)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if let Some(ajoutee) = une.deja::<Ajoutee, SituationError>(chantier.as_mut()).await? {
            return Ok(ajoutee);
        }
        let lieu = self.lieu(chantier.as_mut(), agent, &nouvelle.structure).await?;
        let avertissements = self.verifier(&nouvelle, &lieu)?;
        sans_demande(chantier.as_mut(), &nouvelle.personne).await?;
        let a_qui = (&nouvelle.personne, &lieu);
        let situation = rattacher(&self.guichet, chantier.as_mut(), a_qui, &nouvelle.situation).await?;
        let ajoutee = Ajoutee { situation, avertissements };
        une.retenir(chantier.as_mut(), self.guichet.maintenant(), &ajoutee).await?;
        let geste = self.geste(agent, &nouvelle.personne, &ajoutee.situation, "opened");
        self.guichet.clore(chantier, geste).await?;
        Ok(ajoutee)
    }

    /// An establishment of the agent's scope.
    pub(super) async fn lieu(
        &self,
        chantier: &mut dyn Chantier,
        agent: &IdentifiantNational,
        finess: &Finess,
    ) -> Result<Lieu, SituationError> {
        let (_, structure) = self.guichet.gestionnaire::<SituationError>(chantier, agent, finess).await?;
        let secteur = chantier.secteur(&structure.cle).await?;
        Ok(Lieu { structure, secteur })
    }

    /// The person has a number: their identity needs no document (ENR-11).
    fn verifier(&self, nouvelle: &NouvelleSituation, lieu: &Lieu) -> Result<Vec<Averti>, SituationError> {
        let mut objections = nouvelle.attestations.verifier(true);
        let verifiee = nouvelle.situation.verifier(&self.guichet.referentiel, lieu, self.guichet.aujourd_hui());
        match verifiee {
            Ok(avertissements) if objections.is_empty() => Ok(avertissements.iter().map(Averti::from).collect()),
            Ok(_) => Err(SituationError::Saisie(objections)),
            Err(autres) => {
                objections.extend(autres);
                Err(SituationError::Saisie(objections))
            }
        }
    }

    pub(super) fn geste(
        &self,
        agent: &IdentifiantNational,
        personne: &IdentifiantNational,
        situation: &SituationId,
        quoi: &'static str,
    ) -> Geste {
        Geste::Situation { agent: agent.clone(), personne: personne.clone(), situation: situation.clone(), quoi }
    }
}

/// One more situation of somebody who has a number: written, told to the log and to them.
pub async fn rattacher(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (personne, lieu): (&IdentifiantNational, &Lieu),
    demandee: &SituationDemandee,
) -> Result<SituationId, SituationError> {
    let (connue, professionnel) = professionnel(chantier, personne, guichet.maintenant()).await?;
    let ouverture = ouvrir(&professionnel, lieu, demandee)?;
    let id = ouverture.id.clone();
    let avis = Avis::SituationAjoutee {
        prenom: professionnel.etat_civil.prenom().to_owned(),
        lieu: lieu.structure.details.raison_sociale.clone(),
        fonction: guichet.fonction(&demandee.profession),
        depuis: demandee.periode().debut,
    };
    let renommee = ouverture.renommee.then(|| Avis::MiseAJour {
        prenom: professionnel.etat_civil.prenom().to_owned(),
        lieu: lieu.structure.details.raison_sociale.clone(),
        changements: vec![AUTRES_NOMS.to_owned()],
    });
    chantier.ecrire(&ecritures(professionnel, ouverture), guichet.maintenant()).await?;
    for avis in [Some(avis), renommee].into_iter().flatten() {
        guichet.avertir(chantier, &connue, &lieu.structure, avis).await?;
    }
    Ok(id)
}

/// Whom a file took away is brought back first (SIT-12).
pub(super) fn ecritures(professionnel: Professionnel, ouverture: Ouverture) -> Ecritures {
    let personne = professionnel.identifiant.clone();
    let mut ecritures = Ecritures {
        exercices: ouverture.exercice.into_iter().collect(),
        situations: vec![ouverture.situation],
        ..Ecritures::default()
    };
    if professionnel.desactivation.is_some() {
        let revenue = Personne::Professionnel(professionnel).avec_desactivation(None);
        ecritures.personnes.push(revenue);
        ecritures.evenements.push((personne.clone(), Fait::PersonneReactivee));
    }
    if ouverture.renommee {
        ecritures.evenements.push((personne.clone(), Fait::PersonneModifiee));
    }
    ecritures.evenements.push((personne, Fait::SituationOuverte { situation: ouverture.id }));
    ecritures
}

/// Somebody of the RPPS who may be attached.
pub async fn professionnel(
    chantier: &mut dyn Chantier,
    identifiant: &IdentifiantNational,
    maintenant: Timestamp,
) -> Result<(Connue, Professionnel), SituationError> {
    let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
    let connue = connue.ok_or(SituationError::PersonneInconnue)?;
    match &connue.personne {
        Personne::Professionnel(professionnel) if professionnel.rattachable(maintenant) => {
            let professionnel = professionnel.clone();
            Ok((connue, professionnel))
        }
        _ => Err(SituationError::PersonneInconnue),
    }
}

/// ENR-17.
pub async fn sans_demande(chantier: &mut dyn Chantier, personne: &IdentifiantNational) -> Result<(), SituationError> {
    let auteur = Auteur::personne(personne);
    match chantier.demande_ouverte(auteur.as_str(), &auteur).await? {
        Some(_) => Err(SituationError::DemandeEnCours),
        None => Ok(()),
    }
}
