use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ambient::Ambient;
use ecps::Attestation;
use mobile_device::{Contexte, Cout, DemandeVue, Provider, Refus, Telephone};

use crate::ecran::Ecran;
use crate::fiche::{Fiche, Issue, TelephoneId};
use crate::gestes;
use crate::magasin::{Magasin, MagasinError};
use crate::poste::{Interieur, Poste};
use crate::touche::Touche;

/// Phones of one folder at most.
const PLACES: usize = 5_000;
/// Letters of a name at most.
const NOM: usize = 40;

/// What every phone stands on.
#[derive(Clone)]
pub struct Acces {
    pub ambient: Ambient,
    pub provider: Arc<dyn Provider>,
    /// What a guess of the PIN costs: [`Cout::TELEPHONE`] outside tests.
    pub cout: Cout,
}

/// The phones of one folder.
pub struct Telephones {
    acces: Acces,
    magasin: Magasin,
    postes: Mutex<BTreeMap<TelephoneId, Arc<Poste>>>,
}

#[derive(Debug, thiserror::Error)]
pub enum TelephonesError {
    #[error("no phone has this name")]
    Inconnu,
    #[error("a phone's name has 1 to {NOM} letters")]
    Nom,
    #[error("this folder holds {PLACES} phones already")]
    Complet,
    #[error(transparent)]
    Refus(#[from] Refus),
    #[error(transparent)]
    Magasin(#[from] MagasinError),
}

impl TelephonesError {
    /// The stable word.
    pub fn code(&self) -> String {
        match self {
            Self::Inconnu => "telephone_inconnu".to_owned(),
            Self::Nom => "telephone_nom".to_owned(),
            Self::Complet => "telephones_complets".to_owned(),
            Self::Refus(refus) => refus.code(),
            Self::Magasin(_) => "telephone_fichier".to_owned(),
        }
    }

    /// The public sentence.
    pub fn phrase(&self) -> String {
        match self {
            Self::Inconnu => "Aucun téléphone simulé ne porte ce nom. Regardez la liste.".to_owned(),
            Self::Nom => format!("Ce nom ne convient pas à un téléphone. Donnez-en un de 1 à {NOM} lettres."),
            Self::Complet => "Il y a déjà trop de téléphones simulés ici. Effacez-en.".to_owned(),
            Self::Refus(refus) => refus.phrase(),
            Self::Magasin(_) => "Le téléphone simulé n'a pas pu être gardé. Regardez le journal.".to_owned(),
        }
    }
}

impl Telephones {
    pub fn ouvrir(dossier: &Path, acces: Acces) -> Result<Self, MagasinError> {
        let magasin = Magasin::ouvrir(dossier)?;
        let postes = magasin.lire()?.into_iter().map(|(id, fiche)| (id.clone(), Arc::new(Poste::allumer(id, fiche))));
        Ok(Self { acces, postes: Mutex::new(postes.collect()), magasin })
    }

    pub fn creer(&self, nom: &str) -> Result<Arc<Poste>, TelephonesError> {
        let nom = nom.trim();
        if nom.is_empty() || nom.chars().count() > NOM || nom.chars().any(char::is_control) {
            return Err(TelephonesError::Nom);
        }
        let chance = &*self.acces.ambient.chance;
        let fiche = Fiche { nom: nom.to_owned(), telephone: Telephone::neuf(chance.token()), historique: Vec::new() };
        let mut postes = self.postes();
        if postes.len() >= PLACES {
            return Err(TelephonesError::Complet);
        }
        let id = TelephoneId::from(format!("t{}", chance.digits(10)));
        self.magasin.ecrire(&id, &fiche)?;
        let poste = Arc::new(Poste::allumer(id.clone(), fiche));
        postes.insert(id, poste.clone());
        Ok(poste)
    }

    pub fn liste(&self) -> Vec<Arc<Poste>> {
        self.postes().values().cloned().collect()
    }

    pub fn poste(&self, id: &TelephoneId) -> Result<Arc<Poste>, TelephonesError> {
        self.postes().get(id).cloned().ok_or(TelephonesError::Inconnu)
    }

    /// A push arrived. `false`: no phone listens there.
    pub fn reveiller(&self, notification: &str) -> bool {
        let poste = self.postes().values().find(|poste| poste.notification == notification).cloned();
        poste.inspect(|poste| poste.reveiller()).is_some()
    }

    /// What a finger did on the screen; what came of it is on the screen.
    pub(crate) async fn toucher(&self, poste: &Poste, touche: Touche) -> Result<(), MagasinError> {
        let mut interieur = poste.prendre().await;
        gestes::toucher(&self.contexte(), poste, &mut interieur, touche).await;
        self.garder(poste, &interieur)
    }

    /// "I want an e-CPS", for a script: the two codes leave. `de_nouveau`: whatever this phone carries is removed first.
    pub async fn activer(&self, id: &TelephoneId, identifiant: &str, de_nouveau: bool) -> Result<(), TelephonesError> {
        let poste = self.poste(id)?;
        let mut interieur = poste.prendre().await;
        if de_nouveau {
            interieur.fiche.telephone.oublier();
        }
        let resultat = interieur.fiche.telephone.activer(&self.contexte(), identifiant).await;
        self.rendre(&poste, interieur, resultat)
    }

    /// The two codes, then the PIN.
    pub async fn enroler(&self, id: &TelephoneId, codes: (&str, &str), code: &str) -> Result<(), TelephonesError> {
        let poste = self.poste(id)?;
        let mut interieur = poste.prendre().await;
        let telephone = &mut interieur.fiche.telephone;
        let resultat = match telephone.confirmer(&self.contexte(), codes.0, codes.1).await {
            Ok(()) => telephone.choisir_code(&self.contexte(), code).await,
            refus => refus,
        };
        self.rendre(&poste, interieur, resultat)
    }

    /// Looks, then approves what is waiting: the number of the login screen and the PIN.
    /// `lieu`: the situation or the words of one of the places, where the request asks.
    pub async fn approuver(
        &self,
        id: &TelephoneId,
        (nombre, code): (&str, &str),
        lieu: Option<&str>,
    ) -> Result<DemandeVue, TelephonesError> {
        self.repondre(id, Issue::Approuvee, Some((nombre, code, lieu))).await
    }

    /// What is waiting now, if something is; nothing is answered.
    pub async fn regarder(&self, id: &TelephoneId) -> Result<Option<DemandeVue>, TelephonesError> {
        let poste = self.poste(id)?;
        let mut interieur = poste.prendre().await;
        let resultat = interieur.fiche.telephone.regarder(&self.contexte()).await;
        self.garder(&poste, &interieur)?;
        Ok(resultat?)
    }

    /// Looks, then refuses what is waiting.
    pub async fn refuser(&self, id: &TelephoneId) -> Result<DemandeVue, TelephonesError> {
        self.repondre(id, Issue::Refusee, None).await
    }

    /// Looks, then says "ce n'est pas moi" of what is waiting.
    pub async fn pas_moi(&self, id: &TelephoneId) -> Result<DemandeVue, TelephonesError> {
        self.repondre(id, Issue::PasMoi, None).await
    }

    async fn repondre(
        &self,
        id: &TelephoneId,
        issue: Issue,
        avec: Option<(&str, &str, Option<&str>)>,
    ) -> Result<DemandeVue, TelephonesError> {
        let poste = self.poste(id)?;
        let ctx = self.contexte();
        let mut interieur = poste.prendre().await;
        let fiche = &mut interieur.fiche;
        let resultat = match fiche.telephone.regarder(&ctx).await {
            Ok(Some(vue)) => {
                let demande = &vue.affichage.demande;
                let reponse = match (issue, avec) {
                    (Issue::Approuvee, Some((nombre, code, lieu))) => match situer(&mut fiche.telephone, &vue, lieu) {
                        Ok(()) => fiche.telephone.approuver(&ctx, demande, nombre, code).await,
                        refus => refus,
                    },
                    (Issue::PasMoi, _) => fiche.telephone.pas_moi(&ctx, demande).await,
                    _ => fiche.telephone.refuser(&ctx, demande).await,
                };
                reponse.map(|()| vue)
            }
            Ok(None) => Err(Refus::AucuneDemande),
            Err(refus) => Err(refus),
        };
        if let Ok(vue) = &resultat {
            fiche.noter(ctx.ambient.now(), &vue.affichage.client, issue);
            poste.ouvrir_notification();
        }
        self.rendre(&poste, interieur, resultat)
    }

    /// The phone is stored after every act, failed ones included; a script's act brings the screen back to its base.
    fn rendre<T>(
        &self,
        poste: &Poste,
        mut interieur: tokio::sync::MutexGuard<'_, Interieur>,
        resultat: Result<T, Refus>,
    ) -> Result<T, TelephonesError> {
        interieur.ecran = Ecran::Base;
        interieur.avis = None;
        self.garder(poste, &interieur)?;
        Ok(resultat?)
    }

    fn garder(&self, poste: &Poste, interieur: &Interieur) -> Result<(), MagasinError> {
        poste.change();
        self.magasin.ecrire(&poste.id, &interieur.fiche)
    }

    pub(crate) fn ambient(&self) -> &Ambient {
        &self.acces.ambient
    }

    fn contexte(&self) -> Contexte<'_> {
        Contexte {
            ambient: &self.acces.ambient,
            provider: &*self.acces.provider,
            cout: self.acces.cout,
            attestation: Attestation::Simulated,
        }
    }

    fn postes(&self) -> MutexGuard<'_, BTreeMap<TelephoneId, Arc<Poste>>> {
        self.postes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says where the person works, if the script did: by the situation, or by the words of the screen.
fn situer(telephone: &mut Telephone, vue: &DemandeVue, lieu: Option<&str>) -> Result<(), Refus> {
    let Some(dit) = lieu else { return Ok(()) };
    let propose = vue.affichage.lieux.iter().find(|lieu| lieu.situation == dit || lieu.titre == dit);
    telephone.choisir_lieu(&vue.affichage.demande, propose.map_or(dit, |lieu| &lieu.situation))
}
