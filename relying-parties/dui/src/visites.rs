//! Who visits: each browser is named by a cookie that means nothing by itself.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};

use crate::fin::Fin;
use crate::session::Session;

const COOKIE: &str = "__Host-dui";
/// How long a person may take at the provider.
const ATTENTE: Duration = Duration::from_secs(900);
/// How long a browser may come back and read that its session was closed.
const SOUVENIR: Duration = Duration::from_secs(4 * 3600);

/// A login that has left for the provider.
pub struct Demande {
    pub state: CsrfToken,
    pub nonce: Nonce,
    pub pkce: PkceCodeVerifier,
}

/// Locked while it is used: a refresh token serves once.
pub type SessionOuverte = Arc<tokio::sync::Mutex<Session>>;

#[derive(Default)]
struct Visite {
    demande: Option<(Instant, Demande)>,
    sejour: Sejour,
}

/// Whether somebody is signed in.
#[derive(Clone, Default)]
pub enum Sejour {
    #[default]
    Personne,
    Ouvert(Ouverte),
    /// The provider said that it is over; the browser has not been told yet.
    FermeAilleurs(Instant),
}

/// An open session, and what is known of it without waiting for it.
#[derive(Clone)]
pub struct Ouverte {
    pub session: SessionOuverte,
    /// Demanded of each form.
    pub csrf: String,
    sid: Option<String>,
    sub: String,
}

#[derive(Default)]
pub struct Visites {
    toutes: Mutex<HashMap<String, Visite>>,
    /// Notices that were taken: for longer than a logout token lives.
    avis: Mutex<HashMap<String, Instant>>,
}

impl Visites {
    /// Remembers a login; an open session stays open beside it, in case the person changes their mind.
    pub fn demander(&self, jar: CookieJar, demande: Demande) -> CookieJar {
        let mut toutes = self.toutes();
        toutes.retain(|_, visite| visite.vit());
        let connu = jar.get(COOKIE).map(|cookie| cookie.value().to_owned()).filter(|id| toutes.contains_key(id));
        let id = connu.unwrap_or_else(nouveau);
        toutes.entry(id.clone()).or_default().demande = Some((Instant::now(), demande));
        jar.add(cookie(id))
    }

    /// Takes the login that this browser began: it serves once.
    pub fn reprendre(&self, jar: &CookieJar) -> Option<Demande> {
        let (debut, demande) = self.toutes().get_mut(jar.get(COOKIE)?.value())?.demande.take()?;
        (debut.elapsed() < ATTENTE).then_some(demande)
    }

    /// Opens a session under a new name: a cookie from before the login is worth nothing after it.
    pub fn ouvrir(&self, jar: CookieJar, session: Session) -> CookieJar {
        self.fermer(&jar);
        let id = nouveau();
        let (sid, sub) = (session.sujet.sid.clone(), session.sujet.sub.to_string());
        let session = Arc::new(tokio::sync::Mutex::new(session));
        let sejour = Sejour::Ouvert(Ouverte { session, csrf: nouveau(), sid, sub });
        self.toutes().insert(id.clone(), Visite { demande: None, sejour });
        jar.add(cookie(id))
    }

    pub fn sejour(&self, jar: &CookieJar) -> Sejour {
        let id = jar.get(COOKIE).map(Cookie::value).unwrap_or_default();
        self.toutes().get(id).map_or(Sejour::Personne, |visite| visite.sejour.clone())
    }

    /// The session of this browser, no longer held.
    pub fn fermer(&self, jar: &CookieJar) -> Option<Ouverte> {
        match self.toutes().remove(jar.get(COOKIE)?.value())?.sejour {
            Sejour::Ouvert(ouverte) => Some(ouverte),
            Sejour::Personne | Sejour::FermeAilleurs(_) => None,
        }
    }

    /// Closes what the notice speaks of. `None`: this notice was taken before.
    pub fn terminer(&self, fin: &Fin) -> Option<usize> {
        let mut avis = self.avis.lock().unwrap_or_else(PoisonError::into_inner);
        avis.retain(|_, recu| recu.elapsed() < ATTENTE);
        if avis.insert(fin.jti.clone(), Instant::now()).is_some() {
            return None;
        }
        let mut toutes = self.toutes();
        let visees = toutes.values_mut().filter(|visite| visite.visee(fin));
        Some(visees.map(|visite| visite.sejour = Sejour::FermeAilleurs(Instant::now())).count())
    }

    fn toutes(&self) -> MutexGuard<'_, HashMap<String, Visite>> {
        self.toutes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Visite {
    fn vit(&self) -> bool {
        let demande = self.demande.as_ref().is_some_and(|(debut, _)| debut.elapsed() < ATTENTE);
        demande
            || match &self.sejour {
                Sejour::Personne => false,
                Sejour::Ouvert(ouverte) => ouverte.session.try_lock().map_or(true, |session| session.vit()),
                Sejour::FermeAilleurs(quand) => quand.elapsed() < SOUVENIR,
            }
    }

    /// A session that is named is the only one; a person alone is all of theirs.
    fn visee(&self, fin: &Fin) -> bool {
        let Sejour::Ouvert(ouverte) = &self.sejour else { return false };
        match &fin.session {
            Some(session) => ouverte.sid.as_ref() == Some(session),
            None => fin.sujet.as_ref() == Some(&ouverte.sub),
        }
    }
}

fn nouveau() -> String {
    CsrfToken::new_random_len(32).into_secret()
}

/// Lax, because the provider's redirection back to us must carry it.
fn cookie(id: String) -> Cookie<'static> {
    Cookie::build((COOKIE, id)).path("/").secure(true).http_only(true).same_site(SameSite::Lax).build()
}
