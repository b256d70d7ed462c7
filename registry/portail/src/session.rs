//! Who visits: each browser is named by a cookie that means nothing by itself.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ambient::{Ambient, ExposeSecret as _, RestKey, Seconds, Timestamp};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use openidconnect::core::CoreIdToken;
use pages::Csrf;

use crate::fournisseur::{Depart, IdentitePivot, PersonneCaducee};

const COOKIE: &str = "__Host-portail";
/// How long a person may take at a provider.
const ATTENTE: Seconds = Seconds::minutes(15);
/// Without a click.
const REPOS: Seconds = Seconds::minutes(30);
/// In all: a working day.
const DUREE: Seconds = Seconds::hours(12);

/// Through which door somebody came, and who they are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Qui {
    Caducee(PersonneCaducee),
    FranceConnect(IdentitePivot),
}

/// Which provider a login left for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Porte {
    Caducee,
    FranceConnect,
}

/// What was typed when the session had ended: the same person finds it again (nothing typed is lost).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brouillon {
    pub chemin: String,
    pub champs: Vec<(String, String)>,
}

struct Ouverte {
    qui: Qui,
    id_token: CoreIdToken,
    depuis: Timestamp,
    vue: Timestamp,
}

#[derive(Default)]
struct Visite {
    depart: Option<(Porte, Timestamp, Depart)>,
    session: Option<Ouverte>,
    /// Who signed out, and when: a form that is still open in another tab is theirs.
    partie: Option<(Qui, Timestamp)>,
    brouillon: Option<Brouillon>,
}

/// Every visit of this process.
pub struct Sessions {
    ambient: Ambient,
    cle: RestKey,
    visites: Mutex<HashMap<String, Visite>>,
}

impl Qui {
    pub const fn porte(&self) -> Porte {
        match self {
            Self::Caducee(_) => Porte::Caducee,
            Self::FranceConnect(_) => Porte::FranceConnect,
        }
    }

    fn meme(&self, autre: &Self) -> bool {
        match (self, autre) {
            (Self::Caducee(un), Self::Caducee(autre)) => un.identifiant == autre.identifiant,
            (Self::FranceConnect(un), Self::FranceConnect(autre)) => un.sujet == autre.sujet,
            _ => false,
        }
    }
}

impl Ouverte {
    fn vit(&self, now: Timestamp) -> bool {
        now < self.vue.plus(REPOS) && now < self.depuis.plus(DUREE)
    }
}

impl Visite {
    /// A session that has ended stays until what was typed in it can no longer be wanted.
    fn utile(&self, now: Timestamp) -> bool {
        let depart = self.depart.as_ref().is_some_and(|(_, debut, _)| now < debut.plus(ATTENTE));
        let partie = self.partie.as_ref().is_some_and(|(_, le)| now < le.plus(REPOS));
        depart || partie || self.session.as_ref().is_some_and(|session| now < session.depuis.plus(DUREE).plus(REPOS))
    }

    /// Whose visit it is or was.
    fn de(&self) -> Option<&Qui> {
        self.session.as_ref().map(|session| &session.qui).or(self.partie.as_ref().map(|(qui, _)| qui))
    }
}

impl Sessions {
    pub fn new(ambient: Ambient) -> Self {
        let mut octets = [0; 32];
        ambient.chance.fill(&mut octets);
        Self { ambient, cle: RestKey::from_bytes(&octets), visites: Mutex::default() }
    }

    /// Remembers a login; an open session stays open beside it, in case the person changes their mind.
    pub fn partir(&self, jar: CookieJar, porte: Porte, depart: Depart) -> CookieJar {
        let now = self.ambient.now();
        let mut visites = self.visites();
        visites.retain(|_, visite| visite.utile(now));
        let connu = nom(&jar).filter(|nom| visites.contains_key(*nom)).map(str::to_owned);
        let nom = connu.unwrap_or_else(|| self.nouveau());
        visites.entry(nom.clone()).or_default().depart = Some((porte, now, depart));
        jar.add(cookie(nom))
    }

    /// Takes the login that this browser began at this door: it serves once.
    pub fn revenir(&self, jar: &CookieJar, porte: Porte) -> Option<Depart> {
        let (la, debut, depart) = self.visites().get_mut(nom(jar)?)?.depart.take()?;
        (la == porte && self.ambient.now() < debut.plus(ATTENTE)).then_some(depart)
    }

    /// Opens a session under a new name: a cookie from before the login is worth nothing after it. What the same person
    /// had typed comes along; somebody else's is dropped.
    pub fn ouvrir(&self, jar: CookieJar, qui: Qui, id_token: CoreIdToken) -> (CookieJar, Option<String>) {
        let now = self.ambient.now();
        let ancienne = nom(&jar).and_then(|nom| self.visites().remove(nom)).unwrap_or_default();
        let la_meme = ancienne.de().is_some_and(|avant| avant.meme(&qui));
        let brouillon = ancienne.brouillon.filter(|_| la_meme);
        let vers = brouillon.as_ref().map(|brouillon| brouillon.chemin.clone());
        let session = Some(Ouverte { qui, id_token, depuis: now, vue: now });
        let nom = self.nouveau();
        self.visites().insert(nom.clone(), Visite { session, brouillon, ..Visite::default() });
        (jar.add(cookie(nom)), vers)
    }

    /// Who is signed in; being asked keeps the session awake.
    pub fn qui(&self, jar: &CookieJar) -> Option<Qui> {
        let now = self.ambient.now();
        let mut visites = self.visites();
        let session = visites.get_mut(nom(jar)?)?.session.as_mut().filter(|session| session.vit(now))?;
        session.vue = now;
        Some(session.qui.clone())
    }

    /// Closes; answers the door and the ID token, for the provider's own logout.
    pub fn fermer(&self, jar: &CookieJar) -> Option<(Porte, CoreIdToken)> {
        let mut visites = self.visites();
        let visite = visites.get_mut(nom(jar)?)?;
        let session = visite.session.take()?;
        visite.brouillon = None;
        visite.partie = Some((session.qui.clone(), self.ambient.now()));
        Some((session.qui.porte(), session.id_token))
    }

    /// Through which door whoever visits came, their session open or over.
    pub fn porte(&self, jar: &CookieJar) -> Option<Porte> {
        self.visites().get(nom(jar)?)?.de().map(Qui::porte)
    }

    /// Keeps what was typed in a session that has ended.
    pub fn garder(&self, jar: &CookieJar, brouillon: Brouillon) {
        let mut visites = self.visites();
        if let Some(visite) = nom(jar).and_then(|nom| visites.get_mut(nom)) {
            visite.brouillon = Some(brouillon);
        }
    }

    /// What was typed at this address before the session ended; it is given back once.
    pub fn reprendre(&self, jar: &CookieJar, chemin: &str) -> Option<Brouillon> {
        let mut visites = self.visites();
        let visite = visites.get_mut(nom(jar)?)?;
        visite.brouillon.take_if(|brouillon| brouillon.chemin == chemin)
    }

    /// The token of this browser's forms; `None` for a browser without a visit, which was shown no form.
    pub fn csrf(&self, jar: &CookieJar) -> Option<Csrf> {
        nom(jar).map(|nom| Csrf::for_cookie(&self.cle, nom))
    }

    fn visites(&self) -> MutexGuard<'_, HashMap<String, Visite>> {
        self.visites.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn nouveau(&self) -> String {
        self.ambient.secret().expose_secret().to_owned()
    }
}

fn nom(jar: &CookieJar) -> Option<&str> {
    jar.get(COOKIE).map(Cookie::value)
}

/// Lax, because the provider's redirection back to us must carry it.
fn cookie(nom: String) -> Cookie<'static> {
    Cookie::build((COOKIE, nom)).path("/").secure(true).http_only(true).same_site(SameSite::Lax).build()
}
