use annuaire::Correspondance;
use sante::{Finess, IdentifiantNational};
use serde::Serialize;

use crate::demande::inscription::refuser;
use crate::demande::jugement::{Jugement, jugement};
use crate::demande::{ContactSaisi, Demande, DemandeError, DemandeId, Dossier, Etape, Flux, Objet, Sujet};
use crate::guichet::{Guichet, structure};
use crate::idempotence::{Auteur, CleIdempotence, Une};
use crate::identite::{Certification, EtatCivilSaisi};
use crate::journal::Geste;
use crate::port::Chantier;
use crate::situation_acte::{Lieu, SituationDemandee, professionnel, role_libre};
use crate::structure::GenreStructure;

/// Flow A: the professional asks (ENR-02).
#[derive(Clone)]
pub struct Deposer {
    pub(super) guichet: Guichet,
}

/// Who asks, as proven by whoever signed them in.
#[derive(Clone, Debug, Serialize)]
pub enum Demandeur {
    /// Without a number: the civil status is FranceConnect's (ENR-04).
    FranceConnect {
        sujet: String,
        identite: Box<EtatCivilSaisi>,
        /// At the level that it vouched with.
        certification: Certification,
        contact: ContactSaisi,
    },
    /// With an e-CPS: one more activity (ENR-09).
    Ecps(IdentifiantNational),
}

#[derive(Clone, Debug, Serialize)]
pub struct NouvelleDemande {
    pub demandeur: Demandeur,
    /// The establishment asked.
    pub structure: Finess,
    pub situation: SituationDemandee,
}

impl Demandeur {
    pub fn auteur(&self) -> Auteur {
        match self {
            Self::FranceConnect { sujet, .. } => Auteur::franceconnect(sujet),
            Self::Ecps(identifiant) => Auteur::personne(identifiant),
        }
    }
}

impl Deposer {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    pub async fn deposer(&self, cle: &CleIdempotence, nouvelle: NouvelleDemande) -> Result<DemandeId, DemandeError> {
        let auteur = nouvelle.demandeur.auteur();
        let une = Une::de(&auteur, cle, "deposer", &nouvelle)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if let Some(id) = une.deja::<DemandeId, DemandeError>(chantier.as_mut()).await? {
            return Ok(id);
        }
        let lieu = self.lieu(chantier.as_mut(), &nouvelle.structure).await?;
        let sujet = self.verifier(&nouvelle, &lieu)?;
        if chantier.demande_ouverte(&sujet.cle(), &auteur).await?.is_some() {
            return Err(DemandeError::DejaEnCours);
        }
        let mut demande = Demande {
            id: DemandeId::from(self.guichet.ambient.chance.token()),
            flux: Flux::Professionnel,
            auteur: auteur.clone(),
            structure: nouvelle.structure,
            dossier: Dossier { sujet, objet: Objet::Ouverture(nouvelle.situation) },
            etape: Etape::Envoyee,
            version: 1,
            deposee_le: self.guichet.maintenant(),
        };
        demande.etape = self.etape(chantier.as_mut(), &demande, &lieu).await?;
        self.garder(chantier, &une, demande.a_garder()).await
    }

    /// Written under its key, told, committed.
    pub(super) async fn garder(
        &self,
        mut chantier: Box<dyn Chantier>,
        une: &Une<'_>,
        demande: Demande,
    ) -> Result<DemandeId, DemandeError> {
        chantier.ecrire_demande(&demande).await?;
        une.retenir(chantier.as_mut(), self.guichet.maintenant(), &demande.id).await?;
        let (auteur, etape) = (demande.auteur.clone(), demande.etape.nom());
        self.guichet.clore(chantier, Geste::Demande { auteur, demande: demande.id.clone(), etape }).await?;
        Ok(demande.id)
    }

    /// By its author, as long as nobody decided.
    pub async fn retirer(&self, auteur: &Auteur, id: &DemandeId) -> Result<(), DemandeError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let demande = chantier.demande(id).await?.filter(|demande| demande.auteur == *auteur);
        let demande = demande.ok_or(DemandeError::Inconnue)?;
        let version = demande.version;
        let retiree = demande.en_attente(version)?.passer(Etape::Retiree { le: self.guichet.maintenant() });
        chantier.ecrire_demande(&retiree).await?;
        let geste = Geste::Demande { auteur: auteur.clone(), demande: id.clone(), etape: retiree.etape.nom() };
        Ok(self.guichet.clore(chantier, geste).await?)
    }

    /// An establishment under contract: elsewhere nobody could answer (CON-01, SIT-01).
    pub(super) async fn lieu(&self, chantier: &mut dyn Chantier, finess: &Finess) -> Result<Lieu, DemandeError> {
        let structure = structure(chantier, finess).await?.ok_or(DemandeError::StructureFermee)?;
        let mut numeros = vec![finess.clone()];
        numeros.extend(structure.details.finess_ej.parse::<Finess>().ok());
        let maintenant = self.guichet.maintenant();
        let contrats = chantier.contrats(&numeros).await?;
        let ouverte = structure.genre == GenreStructure::EntiteGeographique
            && contrats.iter().any(|contrat| contrat.periode.contient(maintenant));
        if !ouverte {
            return Err(DemandeError::StructureFermee);
        }
        let secteur = chantier.secteur(&structure.cle).await?;
        Ok(Lieu { structure, secteur })
    }

    /// Every field of the three blocks, all objections at once (COL-01).
    fn verifier(&self, nouvelle: &NouvelleDemande, lieu: &Lieu) -> Result<Sujet, DemandeError> {
        let (referentiel, le) = (&self.guichet.referentiel, self.guichet.aujourd_hui());
        let mut objections = nouvelle.situation.verifier(referentiel, lieu, le).err().unwrap_or_default();
        let sujet = match &nouvelle.demandeur {
            Demandeur::Ecps(identifiant) => Some(Sujet::Connue(identifiant.clone())),
            Demandeur::FranceConnect { identite, certification, contact, .. } => {
                objections.extend(nouvelle.situation.deja_finie(le));
                let etat_civil = identite.verifier(referentiel, le).map_err(|autres| objections.extend(autres)).ok();
                let contact: Option<Correspondance> =
                    contact.verifier().map_err(|autres| objections.extend(autres)).ok();
                let certification = Some(*certification);
                let lus = etat_civil.zip(contact);
                lus.map(|(etat_civil, correspondance)| Sujet::Nouvelle { etat_civil, correspondance, certification })
            }
        };
        sujet.filter(|_| objections.is_empty()).ok_or(DemandeError::Saisie(objections))
    }

    async fn etape(&self, chantier: &mut dyn Chantier, demande: &Demande, lieu: &Lieu) -> Result<Etape, DemandeError> {
        let situation = demande.dossier.ouverture()?;
        match &demande.dossier.sujet {
            Sujet::Oubliee(_) => Err(DemandeError::DejaTraitee),
            Sujet::Connue(identifiant) => {
                let (_, personne) = professionnel(chantier, identifiant, self.guichet.maintenant()).await?;
                role_libre(&personne, &lieu.structure.cle, &situation.periode(), None)?;
                Ok(Etape::Envoyee)
            }
            Sujet::Nouvelle { etat_civil, .. } => match jugement(chantier, etat_civil, situation, &[]).await? {
                Jugement::DejaInscrite(connue) => refuser(&self.guichet, chantier, demande, (lieu, &connue)).await,
                // who looks alike is the gestionnaire's question, when they decide
                Jugement::Nouvelle | Jugement::AExaminer(_) => Ok(Etape::Envoyee),
            },
        }
    }
}
