//! The revocation data of cards, as they are now: lists come in from the background, whoever they name is refused at the next
//! login, and what rests on the card is over (docs/decisions/0024).

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use ambient::{Ambient, Timestamp};
use async_trait::async_trait;
use carte_cps::{AutoriteCartes, Classeur, Question, Reception, RefusCarte, RefusListe, Statut};
use sante::IdentifiantNational;

use super::sante::{EtatAutorite, EtatRevocations, EtatSource, Veille};
use super::{CarteLue, Tolerance, VerificationCarte};
use crate::journal::{Acte, Journal, event};
use crate::port::PortError;
use crate::stamp::{Stamps, SubjectKind};

/// A first list of a whole country names more cards than ever signed in here.
const BEAUCOUP: usize = 1_000;

/// Which means hold up a session that lives, or what was granted and may outlive it.
#[async_trait]
pub trait MoyensEnUsage: Send + Sync {
    async fn en_usage(&self) -> Result<HashSet<String>, PortError>;
    /// Whose it is, as far as the sessions that it opened tell.
    async fn titulaire(&self, moyen: &str) -> Result<Option<IdentifiantNational>, PortError>;
}

#[derive(Clone)]
pub struct RevocationsDeps {
    pub ambient: Ambient,
    pub stamps: Arc<dyn Stamps>,
    pub usage: Arc<dyn MoyensEnUsage>,
    pub journal: Arc<dyn Journal>,
}

#[derive(Clone)]
pub struct Revocations(Arc<Interieur>);

struct Interieur {
    deps: RevocationsDeps,
    socle: AutoriteCartes,
    tolerance: Tolerance,
    classeur: Mutex<Classeur>,
    courant: RwLock<Arc<Courant>>,
    reste: Mutex<Reste>,
    /// One round at a time, so that each thing is told once.
    ronde: futures::lock::Mutex<()>,
    sources: Mutex<BTreeMap<String, EtatSource>>,
    veille: Veille,
}

/// What a login looks at.
struct Courant {
    autorites: AutoriteCartes,
    arretes: Arc<HashSet<String>>,
}

/// What a store that did not answer left to be done.
#[derive(Default)]
struct Reste {
    a_finir: BTreeSet<String>,
    a_dire: BTreeSet<String>,
}

impl Revocations {
    /// Without any list: until they come no card is good.
    pub fn new(socle: AutoriteCartes, tolerance: Tolerance, deps: RevocationsDeps) -> Self {
        let courant = Arc::new(Courant { autorites: socle.clone(), arretes: Arc::default() });
        Self(Arc::new(Interieur {
            deps,
            socle,
            tolerance,
            classeur: Mutex::default(),
            courant: RwLock::new(courant),
            reste: Mutex::default(),
            ronde: futures::lock::Mutex::default(),
            sources: Mutex::default(),
            veille: Veille::default(),
        }))
    }

    /// Takes in a list that `source` gave. Who it names is refused from now on; [`Self::appliquer`] ends the rest.
    pub fn recevoir(&self, source: &str, der: &[u8]) -> Result<Reception, RefusListe> {
        let received = self.reprendre(der);
        match &received {
            Ok(Reception { oublies, .. }) => {
                if *oublies > 0 {
                    tracing::warn!(source, oublies, "a list no longer names cards that the one before it named");
                }
                self.confirmee(source);
            }
            Err(refus) => self.echouee(source, refus.clone()),
        }
        received
    }

    /// Takes in a list that was kept since before this process started: it counts like any other, and nobody was heard.
    pub fn reprendre(&self, der: &[u8]) -> Result<Reception, RefusListe> {
        let liste = self.0.socle.liste(der, self.now())?;
        let mut classeur = lock(&self.0.classeur);
        let reception = classeur.ranger(liste)?;
        if !reception.connue {
            self.installer(&classeur);
        }
        lock(&self.0.reste).a_finir.extend(reception.arretes.iter().cloned());
        Ok(reception)
    }

    /// A card that a responder says is revoked, whatever the lists say.
    pub fn arreter(&self, moyen: &str) {
        let mut classeur = lock(&self.0.classeur);
        if classeur.arreter(moyen) {
            self.installer(&classeur);
            lock(&self.0.reste).a_finir.insert(moyen.to_owned());
        }
    }

    /// `source` was heard and had nothing new.
    pub fn confirmee(&self, source: &str) {
        let now = self.now();
        self.source(source, |source| source.reussit(now));
    }

    /// `source` gave nothing that is believed.
    pub fn echouee(&self, source: &str, refus: RefusListe) {
        let now = self.now();
        self.source(source, |source| source.echoue(refus, now));
    }

    /// Ends what rests on cards that were stopped since the last time; how many there were. What fails is done next time.
    pub async fn appliquer(&self) -> Result<usize, PortError> {
        let _alone = self.0.ronde.lock().await;
        self.0.veille.regarder(self.etat().autorites);
        let waiting: Vec<String> = lock(&self.0.reste).a_finir.iter().cloned().collect();
        let concerned = match waiting.len() > BEAUCOUP {
            true => {
                let used = self.0.deps.usage.en_usage().await?;
                waiting.iter().filter(|moyen| used.contains(*moyen)).cloned().collect()
            }
            false => waiting.clone(),
        };
        for moyen in &concerned {
            self.finir(moyen).await?;
        }
        let done: HashSet<&String> = waiting.iter().collect();
        lock(&self.0.reste).a_finir.retain(|moyen| !done.contains(moyen));
        self.dire().await?;
        Ok(concerned.len())
    }

    /// The means in use that are not stopped, for whoever asks a responder about each.
    pub async fn en_usage(&self) -> Result<Vec<String>, PortError> {
        let arretes = self.courant().arretes.clone();
        let used = self.0.deps.usage.en_usage().await?;
        Ok(used.into_iter().filter(|moyen| !arretes.contains(moyen)).collect())
    }

    /// The question about one of them; `None` when it is no card of an authority here.
    pub fn question(&self, moyen: &str) -> Option<Question> {
        let mut nonce = [0; 16];
        self.0.deps.ambient.chance.fill(&mut nonce);
        self.0.socle.question(moyen, &nonce)
    }

    /// What an answer to it is worth.
    pub fn juger(&self, question: &Question, reponse: &[u8]) -> Result<Statut, RefusListe> {
        question.lire(reponse, self.now())
    }

    /// How the data stand now.
    pub fn etat(&self) -> EtatRevocations {
        let classeur = lock(&self.0.classeur);
        let now = self.now();
        let autorites = self.0.socle.autorites().into_iter();
        let autorites = autorites.map(|(autorite, nom)| EtatAutorite::de(nom, classeur.dossiers().get(&autorite), now));
        let sources = lock(&self.0.sources).values().cloned().collect();
        EtatRevocations { le: now, autorites: autorites.collect(), sources, tolerance: self.0.tolerance }
    }

    /// Raised first: everything is refused, then it is told.
    async fn finir(&self, moyen: &str) -> Result<(), PortError> {
        let subject = SubjectKind::Moyen.of(moyen);
        if self.0.deps.stamps.latest(std::slice::from_ref(&subject)).await?.is_none() {
            self.0.deps.stamps.raise(&subject, self.now()).await?;
            lock(&self.0.reste).a_dire.insert(moyen.to_owned());
        }
        lock(&self.0.reste).a_finir.remove(moyen);
        Ok(())
    }

    async fn dire(&self) -> Result<(), PortError> {
        let untold: Vec<String> = lock(&self.0.reste).a_dire.iter().cloned().collect();
        for moyen in untold {
            let whose = self.0.deps.usage.titulaire(&moyen).await?.map(|personne| personne.to_string());
            let acte = Acte::new(event::CARD_REVOKED).with("means.id", moyen.as_str()).with("personne.id", whose);
            self.0.deps.journal.record(acte).await?;
            lock(&self.0.reste).a_dire.remove(&moyen);
        }
        Ok(())
    }

    fn installer(&self, classeur: &Classeur) {
        let fresh = Courant { autorites: classeur.autorites(&self.0.socle), arretes: classeur.arretes() };
        *self.0.courant.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
    }

    fn courant(&self) -> Arc<Courant> {
        self.0.courant.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn source(&self, nom: &str, change: impl FnOnce(&mut EtatSource)) {
        let mut sources = lock(&self.0.sources);
        change(sources.entry(nom.to_owned()).or_insert_with(|| EtatSource::nouvelle(nom)));
    }

    fn now(&self) -> Timestamp {
        self.0.deps.ambient.now()
    }
}

impl VerificationCarte for Revocations {
    fn verifier(&self, chaine: &[Vec<u8>], now: Timestamp) -> Result<CarteLue, RefusCarte> {
        let courant = self.courant();
        let carte = self.0.tolerance.juger(&courant.autorites, chaine, now)?;
        if courant.arretes.contains(&carte.moyen) { Err(RefusCarte::Revoquee) } else { Ok(carte) }
    }

    fn reconnaitre(&self, certificat: &[u8]) -> Result<CarteLue, RefusCarte> {
        self.0.socle.reconnaitre(certificat).map(CarteLue::from)
    }
}

/// What is inside is changed by whole steps: a panic elsewhere leaves it right.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[path = "revocations_tests.rs"]
mod tests;
