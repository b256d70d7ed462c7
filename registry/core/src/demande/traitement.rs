use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use crate::avis::{Avis, Sujet as Concerne};
use crate::demande::enregistrement::decider;
use crate::demande::mise_a_jour;
use crate::demande::{Attestations, Demande, DemandeError, DemandeId, EnAttente, Etape, Motif, Sujet, VueGestionnaire};
use crate::guichet::Guichet;
use crate::idempotence::{Auteur, CleIdempotence, Une};
use crate::journal::Geste;
use crate::meme_personne::meme_personne;
use crate::nomenclature::Averti;
use crate::port::Chantier;
use crate::situation_acte::{Lieu, SituationError, rattacher, sans_demande};

/// What a gestionnaire does with a request sent to their structure (ENR-06, GES-25).
#[derive(Clone)]
pub struct Traiter {
    guichet: Guichet,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Decision {
    /// `distinctes`: the people who look alike, seen and told apart.
    Valider {
        attestations: Attestations,
        distinctes: Vec<IdentifiantNational>,
    },
    /// It is one of them: they get the situation, nobody is registered again (ENR-11).
    Rattacher {
        attestations: Attestations,
        personne: IdentifiantNational,
    },
    /// What a person asks for of a situation that they hold is done (SIT-14): the employer gives the role (GES-24).
    MettreAJour {
        /// Of another profession, the employer checked the diplomas (ENR-18).
        diplomes_verifies: bool,
    },
    Rejeter {
        motif: Motif,
        commentaire: String,
    },
}

/// What came of a decision: kept under its key, so that the same question hears the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decidee {
    #[serde(flatten)]
    pub vue: VueGestionnaire,
    /// Of the request from now on; 0: a former release did not keep it.
    #[serde(default)]
    pub version: u32,
    /// Of what was accepted: sentences to show (ELI-06).
    #[serde(default)]
    pub avertissements: Vec<Averti>,
}

impl Traiter {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    /// `version` is the one that the gestionnaire saw.
    pub async fn traiter(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        (id, version): (&DemandeId, u32),
        decision: Decision,
    ) -> Result<Decidee, DemandeError> {
        let auteur = Auteur::personne(agent);
        let une = Une::de(&auteur, cle, "traiter", &(id, version, &decision))?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if let Some(decidee) = une.deja::<Decidee, DemandeError>(chantier.as_mut()).await? {
            return Ok(decidee);
        }
        let demande = chantier.demande(id).await?.ok_or(DemandeError::Inconnue)?;
        let (_, structure) =
            self.guichet.gestionnaire::<DemandeError>(chantier.as_mut(), agent, &demande.structure).await?;
        let secteur = chantier.secteur(&structure.cle).await?;
        let lieu = Lieu { structure, secteur };
        let attente = demande.en_attente(version)?;
        let etape = self.decider(chantier.as_mut(), (agent, &lieu), &attente, decision).await?;
        let demande = attente.passer(etape);
        chantier.ecrire_demande(&demande).await?;
        let decidee = self.decidee(&demande, &lieu);
        une.retenir(chantier.as_mut(), self.guichet.maintenant(), &decidee).await?;
        let geste = Geste::Demande { auteur, demande: id.clone(), etape: demande.etape.nom() };
        self.guichet.clore(chantier, geste).await?;
        Ok(decidee)
    }

    /// What is accepted may ask to be thought about; of what is not, nothing stays to think about.
    fn decidee(&self, demande: &Demande, lieu: &Lieu) -> Decidee {
        let (referentiel, le) = (&self.guichet.referentiel, self.guichet.aujourd_hui());
        let acceptee = matches!(demande.etape, Etape::Validee { .. });
        // of a move, they are those of the other place, and were shown before
        let objet = Some(&demande.dossier.objet).filter(|objet| acceptee && objet.ailleurs().is_none());
        let dits = objet.map(|objet| objet.verifier(referentiel, lieu, le).unwrap_or_default());
        Decidee {
            vue: VueGestionnaire::de(&demande.etape),
            version: demande.version,
            avertissements: dits.iter().flatten().map(Averti::from).collect(),
        }
    }

    async fn decider(
        &self,
        chantier: &mut dyn Chantier,
        (agent, lieu): (&IdentifiantNational, &Lieu),
        attente: &EnAttente,
        decision: Decision,
    ) -> Result<Etape, DemandeError> {
        let demande = attente.demande();
        match decision {
            Decision::Rejeter { motif, commentaire } => {
                self.rejeter(chantier, (agent, lieu), demande, (motif, commentaire)).await
            }
            Decision::MettreAJour { diplomes_verifies } => {
                let demande = (demande, diplomes_verifies);
                mise_a_jour::appliquer(&self.guichet, chantier, (agent, lieu), demande).await
            }
            Decision::Rattacher { attestations, personne } => {
                self.admettre(demande, lieu, &attestations)?;
                if !attente.candidats().contains(&personne) {
                    return Err(DemandeError::AutreCandidat);
                }
                sans_demande(chantier, &personne).await?;
                self.rattacher(chantier, (agent, lieu), demande, &personne).await
            }
            Decision::Valider { attestations, distinctes } => {
                self.admettre(demande, lieu, &attestations)?;
                match &demande.dossier.sujet {
                    Sujet::Connue(personne) => self.rattacher(chantier, (agent, lieu), demande, personne).await,
                    Sujet::Oubliee(_) => Err(DemandeError::DejaTraitee),
                    Sujet::Nouvelle { .. } => {
                        let finie = demande.dossier.ouverture()?.deja_finie(self.guichet.aujourd_hui());
                        finie.map_or(Ok(()), |objection| Err(DemandeError::Saisie(vec![objection])))?;
                        decider(&self.guichet, chantier, (demande, lieu, agent), &distinctes).await
                    }
                }
            }
        }
    }

    /// Codes are looked at again: a profession may have been withdrawn while the request waited. FranceConnect or an
    /// e-CPS proved who asks in flow A.
    fn admettre(&self, demande: &Demande, lieu: &Lieu, attestations: &Attestations) -> Result<(), DemandeError> {
        let prouvee = demande.flux == crate::demande::Flux::Professionnel;
        let mut objections = attestations.verifier(prouvee);
        let (referentiel, le) = (&self.guichet.referentiel, self.guichet.aujourd_hui());
        objections.extend(demande.dossier.ouverture()?.verifier(referentiel, lieu, le).err().unwrap_or_default());
        if objections.is_empty() { Ok(()) } else { Err(DemandeError::Saisie(objections)) }
    }

    async fn rattacher(
        &self,
        chantier: &mut dyn Chantier,
        (agent, lieu): (&IdentifiantNational, &Lieu),
        demande: &Demande,
        personne: &IdentifiantNational,
    ) -> Result<Etape, DemandeError> {
        // a role is the employer's to give (GES-24), not that of whoever asked, with another card
        if meme_personne(chantier, personne, agent).await? {
            return Err(DemandeError::SaPropreDemande);
        }
        let situation = rattacher(&self.guichet, chantier, (personne, lieu), demande.dossier.ouverture()?).await?;
        let (personne, par, le) = (personne.clone(), agent.clone(), self.guichet.maintenant());
        Ok(Etape::Validee { personne, situation, par, le })
    }

    /// The professional is told by mail (contradiction 13: here the gestionnaire knows, since they decided).
    async fn rejeter(
        &self,
        chantier: &mut dyn Chantier,
        (agent, lieu): (&IdentifiantNational, &Lieu),
        demande: &Demande,
        (motif, commentaire): (Motif, String),
    ) -> Result<Etape, DemandeError> {
        let commentaire = commentaire.trim().to_owned();
        if commentaire.chars().count() > 500 {
            return Err(DemandeError::CommentaireLong);
        }
        let (prenom, courriel) = match &demande.dossier.sujet {
            Sujet::Nouvelle { etat_civil, correspondance, .. } => {
                (etat_civil.prenom().to_owned(), correspondance.courriel.clone())
            }
            Sujet::Oubliee(_) => return Err(DemandeError::DejaTraitee),
            Sujet::Connue(identifiant) => {
                // whoever they are by now: a measure against them keeps no request open
                let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
                let connue = connue.ok_or(SituationError::PersonneInconnue)?;
                let joignable = !connue.personne.decedee(self.guichet.maintenant());
                let correspondance = connue.correspondance.filter(|_| joignable);
                let courriel = correspondance.and_then(|correspondance| correspondance.courriel);
                (connue.personne.etat_civil().prenom().to_owned(), courriel)
            }
        };
        let avis = Avis::Rejet {
            prenom,
            lieu: lieu.structure.details.raison_sociale.clone(),
            motif: motif.phrase().to_owned(),
            commentaire: Some(commentaire.clone()).filter(|texte| !texte.is_empty()),
        };
        let concerne = Concerne::Demande(demande.id.to_string());
        self.guichet.ecrire_a(chantier, concerne, courriel, (&lieu.structure, avis)).await?;
        Ok(Etape::Rejetee { motif, commentaire, par: agent.clone(), le: self.guichet.maintenant() })
    }
}
