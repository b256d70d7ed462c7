use sante::{Finess, IdentifiantNational};
use serde::{Deserialize, Serialize};

use crate::demande::inscription::{inscrire, refuser};
use crate::demande::jugement::{Jugement, jugement};
use crate::demande::{
    Attestations, ContactSaisi, Demande, DemandeError, DemandeId, Dossier, Etape, Flux, Objet, Sujet, VueGestionnaire,
};
use crate::guichet::Guichet;
use crate::idempotence::{Auteur, CleIdempotence, Une};
use crate::identite::{Certification, EtatCivilSaisi};
use crate::journal::Geste;
use crate::nomenclature::Averti;
use crate::port::Chantier;
use crate::situation_acte::{Lieu, SituationDemandee};

/// Flow B: the gestionnaire does all, and nobody else validates (ENR-07).
#[derive(Clone)]
pub struct Enregistrer {
    guichet: Guichet,
}

#[derive(Clone, Debug, Serialize)]
pub struct NouvelleInscription {
    /// The establishment where the person works.
    pub structure: Finess,
    pub identite: EtatCivilSaisi,
    pub contact: ContactSaisi,
    pub situation: SituationDemandee,
    pub attestations: Attestations,
}

/// What came of it, as the gestionnaire is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enregistree {
    pub demande: DemandeId,
    pub version: u32,
    pub vue: VueGestionnaire,
    /// Sentences to show (ELI-06).
    pub avertissements: Vec<Averti>,
}

impl Enregistrer {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    pub async fn enregistrer(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleInscription,
    ) -> Result<Enregistree, DemandeError> {
        let auteur = Auteur::personne(agent);
        let une = Une::de(&auteur, cle, "enregistrer", &nouvelle)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if let Some(deja) = une.deja::<Enregistree, DemandeError>(chantier.as_mut()).await? {
            return Ok(deja);
        }
        let (_, structure) =
            self.guichet.gestionnaire::<DemandeError>(chantier.as_mut(), agent, &nouvelle.structure).await?;
        let secteur = chantier.secteur(&structure.cle).await?;
        let lieu = Lieu { structure, secteur };
        let (dossier, avertissements) = self.dossier(nouvelle, &lieu)?;
        let demande = self.demande(chantier.as_mut(), (agent, &lieu), dossier).await?;
        chantier.ecrire_demande(&demande).await?;
        let enregistree = Enregistree {
            demande: demande.id.clone(),
            version: demande.version,
            vue: VueGestionnaire::de(&demande.etape),
            avertissements,
        };
        une.retenir(chantier.as_mut(), self.guichet.maintenant(), &enregistree).await?;
        let geste = Geste::Demande { auteur, demande: demande.id, etape: demande.etape.nom() };
        self.guichet.clore(chantier, geste).await?;
        Ok(enregistree)
    }

    /// Every field and every attestation, all objections at once.
    fn dossier(&self, nouvelle: NouvelleInscription, lieu: &Lieu) -> Result<(Dossier, Vec<Averti>), DemandeError> {
        let (referentiel, le) = (&self.guichet.referentiel, self.guichet.aujourd_hui());
        let mut objections = Vec::new();
        let etat_civil = nouvelle.identite.verifier(referentiel, le).map_err(|autres| objections.extend(autres)).ok();
        let contact = nouvelle.contact.verifier().map_err(|autres| objections.extend(autres)).ok();
        let admise = nouvelle.situation.verifier(referentiel, lieu, le);
        let avertissements = admise.map_err(|autres| objections.extend(autres)).unwrap_or_default();
        objections.extend(nouvelle.situation.deja_finie(le));
        objections.extend(nouvelle.attestations.verifier(false));
        let lus = etat_civil.zip(contact).filter(|_| objections.is_empty());
        let (etat_civil, correspondance) = lus.ok_or(DemandeError::Saisie(objections))?;
        let sujet = Sujet::Nouvelle { etat_civil, correspondance, certification: Some(Certification::Demandee) };
        let avertis = avertissements.iter().map(Averti::from).collect();
        Ok((Dossier { sujet, objet: Objet::Ouverture(nouvelle.situation) }, avertis))
    }

    async fn demande(
        &self,
        chantier: &mut dyn Chantier,
        (agent, lieu): (&IdentifiantNational, &Lieu),
        dossier: Dossier,
    ) -> Result<Demande, DemandeError> {
        let mut demande = Demande {
            id: DemandeId::from(self.guichet.ambient.chance.token()),
            flux: Flux::Gestionnaire,
            auteur: Auteur::personne(agent),
            structure: lieu.structure.details.finess.parse().map_err(|_| DemandeError::StructureFermee)?,
            dossier,
            etape: Etape::Envoyee,
            version: 1,
            deposee_le: self.guichet.maintenant(),
        };
        let sujet = demande.dossier.sujet.cle();
        // an agent has many requests: only the person counts
        if chantier.demande_ouverte(&sujet, &Auteur::personne_nulle()).await?.is_some() {
            return Err(DemandeError::DejaEnCours);
        }
        demande.etape = decider(&self.guichet, chantier, (&demande, lieu, agent), &[]).await?;
        Ok(demande.a_garder())
    }
}

/// Registers somebody new, asks about people who look alike, or refuses somebody known.
pub async fn decider(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (demande, lieu, par): (&Demande, &Lieu, &IdentifiantNational),
    distinctes: &[IdentifiantNational],
) -> Result<Etape, DemandeError> {
    let situation = demande.dossier.ouverture()?;
    let Sujet::Nouvelle { etat_civil, correspondance, certification } = &demande.dossier.sujet else {
        return Err(DemandeError::Inconnue);
    };
    let certification = demande.flux.certification(*certification);
    match jugement(chantier, etat_civil, situation, distinctes).await? {
        Jugement::DejaInscrite(connue) => refuser(guichet, chantier, demande, (lieu, &connue)).await,
        Jugement::AExaminer(candidats) => Ok(Etape::AExaminer { candidats }),
        Jugement::Nouvelle => {
            let (personne, situation) =
                inscrire(guichet, chantier, (etat_civil, certification, correspondance), (lieu, situation)).await?;
            Ok(Etape::Validee { personne, situation, par: par.clone(), le: guichet.maintenant() })
        }
    }
}
