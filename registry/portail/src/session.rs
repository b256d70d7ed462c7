//! Who visits: each browser is named by a cookie that means nothing by itself.

mod visites;

use std::sync::{Mutex, MutexGuard, PoisonError};

use ambient::{Ambient, ExposeSecret as _, RestKey};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use openidconnect::core::CoreIdToken;
use pages::Csrf;

use crate::fournisseur::{Depart, IdentitePivot, PersonneCaducee};
use visites::{Ouverte, Visite, Visites};

const COOKIE: &str = "__Host-portail";

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

/// Every visit of this process.
pub struct Sessions {
    ambient: Ambient,
    cle: RestKey,
    visites: Mutex<Visites>,
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
        visites.oublier(now);
        let connu = nom(&jar).filter(|nom| visites.lire(nom).is_some()).map(str::to_owned);
        let nom = connu.unwrap_or_else(|| self.nouveau());
        let mut visite = visites.retirer(&nom).unwrap_or_default();
        visite.depart = Some((porte, now, depart));
        visites.poser(nom.clone(), visite);
        jar.add(cookie(nom))
    }

    /// Takes the login that this browser began at this door: it serves once.
    pub fn revenir(&self, jar: &CookieJar, porte: Porte) -> Option<Depart> {
        let now = self.ambient.now();
        let (la, depart) = self.visites().changer(nom(jar)?, |visite| visite.depart_pris(now))??;
        (la == porte).then_some(depart)
    }

    /// Opens a session under a new name: a cookie from before the login is worth nothing after it. What the same person
    /// had typed comes along; somebody else's is dropped.
    pub fn ouvrir(&self, jar: CookieJar, qui: Qui, id_token: CoreIdToken) -> (CookieJar, Option<String>) {
        let now = self.ambient.now();
        let mut visites = self.visites();
        let ancienne = nom(&jar).and_then(|nom| visites.retirer(nom)).unwrap_or_default();
        let la_meme = ancienne.de().is_some_and(|avant| avant.meme(&qui));
        let brouillon = ancienne.brouillon.filter(|_| la_meme);
        let vers = brouillon.as_ref().map(|brouillon| brouillon.chemin.clone());
        let session = Some(Ouverte { qui, id_token, depuis: now, vue: now });
        let nom = self.nouveau();
        visites.poser(nom.clone(), Visite { session, brouillon, ..Visite::default() });
        (jar.add(cookie(nom)), vers)
    }

    /// Who is signed in; being asked keeps the session awake.
    pub fn qui(&self, jar: &CookieJar) -> Option<Qui> {
        let now = self.ambient.now();
        self.visites().changer(nom(jar)?, |visite| {
            let session = visite.session.as_mut().filter(|session| session.vit(now))?;
            session.vue = now;
            Some(session.qui.clone())
        })?
    }

    /// Closes; answers the door and the ID token, for the provider's own logout.
    pub fn fermer(&self, jar: &CookieJar) -> Option<(Porte, CoreIdToken)> {
        let now = self.ambient.now();
        let session = self.visites().changer(nom(jar)?, |visite| {
            let session = visite.session.take()?;
            visite.brouillon = None;
            visite.partie = Some((session.qui.clone(), now));
            Some(session)
        })??;
        Some((session.qui.porte(), session.id_token))
    }

    /// Through which door whoever visits came, their session open or over.
    pub fn porte(&self, jar: &CookieJar) -> Option<Porte> {
        self.visites().lire(nom(jar)?)?.de().map(Qui::porte)
    }

    /// Keeps what was typed in a session that has ended; nobody's is kept for nobody.
    pub fn garder(&self, jar: &CookieJar, brouillon: Brouillon) {
        let garder = |visite: &mut Visite| visite.brouillon = visite.de().is_some().then_some(brouillon);
        let _connue = nom(jar).and_then(|nom| self.visites().changer(nom, garder));
    }

    /// What was typed at this address before the session ended: given back once, to whoever is signed in again.
    pub fn reprendre(&self, jar: &CookieJar, chemin: &str) -> Option<Brouillon> {
        let now = self.ambient.now();
        self.visites().changer(nom(jar)?, |visite| {
            visite.session.as_ref().filter(|session| session.vit(now))?;
            visite.brouillon.take_if(|brouillon| brouillon.chemin == chemin)
        })?
    }

    /// The token of this browser's forms; `None` for a browser without a visit, which was shown no form.
    pub fn csrf(&self, jar: &CookieJar) -> Option<Csrf> {
        nom(jar).map(|nom| Csrf::for_cookie(&self.cle, nom))
    }

    fn visites(&self) -> MutexGuard<'_, Visites> {
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
