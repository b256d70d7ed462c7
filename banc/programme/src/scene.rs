//! What is played now: shared by the layer around the provider, which carries faults out and takes notes, and the campaign.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use banc_core::Graine;
use banc_core::injection::Injection;
use banc_core::trace::{Observation, Secret};
use idp_core::signing::Signing;
use url::Url;

use crate::cle::Cle;
use crate::pilote::Retour;

/// One provider, one scenario at a time.
pub struct Scene {
    etat: Mutex<Etat>,
    /// The provider's own signer, once it stands.
    pub signature: OnceLock<Arc<Signing>>,
    /// A key that the provider does not know.
    pub cle: Cle,
    /// What the bench's own calls carry, so that they are not taken for the service's.
    pub marque: String,
    /// Where the service takes the provider's answers.
    pub retours: Vec<Url>,
}

pub struct Etat {
    pub injections: Vec<Injection>,
    pub presentees: HashSet<Injection>,
    pub observations: Vec<Observation>,
    pub secrets: Vec<Secret>,
    pub graine: Graine,
    pub debut: Instant,
    /// The bench's key stands in the published set.
    pub publiee: bool,
    /// Codes given in this scenario, the first first.
    pub codes: Vec<String>,
    /// Where the provider last sent the browser back to.
    pub retour: Option<Retour>,
    /// What each pushed request asks, by its `request_uri`.
    pub poussees: HashMap<String, Vec<(String, String)>>,
    /// That answer stays here: the bench takes it elsewhere.
    pub retenir: bool,
    pub id_token: Option<String>,
    /// What userinfo calls the active structure.
    pub situation: Vec<String>,
}

impl Etat {
    fn nouveau(graine: Graine) -> Self {
        Self {
            injections: Vec::new(),
            presentees: HashSet::new(),
            observations: Vec::new(),
            secrets: Vec::new(),
            graine,
            debut: Instant::now(),
            publiee: false,
            codes: Vec::new(),
            retour: None,
            poussees: HashMap::new(),
            retenir: false,
            id_token: None,
            situation: Vec::new(),
        }
    }

    /// The first injection that `voulue` takes, noted as shown.
    pub fn presenter<T>(&mut self, voulue: impl Fn(&Injection) -> Option<T>) -> Option<T> {
        let trouvee = self.injections.iter().find_map(|injection| Some((*injection, voulue(injection)?)));
        trouvee.map(|(injection, valeur)| {
            self.presentees.insert(injection);
            valeur
        })
    }

    /// A `sub` of the other form, one for the whole scenario.
    pub fn psi(&self) -> String {
        self.graine.pour("psi").uuid()
    }
}

impl Scene {
    pub fn nouvelle(cle: Cle, marque: String, retours: Vec<Url>) -> Self {
        let etat = Mutex::new(Etat::nouveau(Graine::new(0)));
        Self { etat, signature: OnceLock::new(), cle, marque, retours }
    }

    /// Nothing injected, nothing noted. A key that was published stays so: services may keep it.
    pub fn lever(&self, graine: Graine) {
        let mut etat = self.etat();
        let publiee = etat.publiee;
        *etat = Etat::nouveau(graine);
        etat.publiee = publiee;
    }

    pub fn etat(&self) -> MutexGuard<'_, Etat> {
        self.etat.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
