//! A login that has left for its provider travels in a cookie of its own, sealed: strangers at the doors leave nothing in the
//! database, and the answer may come back to another node.

use ambient::{Ambient, RestKey, Seconds, Timestamp};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use registry_core::visite::Porte;
use serde::{Deserialize, Serialize};

use super::sceau::Sceau;
use crate::fournisseur::Depart;

const COOKIE: &str = "__Host-portail-depart";
/// How long a person may take at a provider.
const ATTENTE: Seconds = Seconds::minutes(15);

#[derive(Serialize, Deserialize)]
struct Parti {
    porte: Porte,
    le: Timestamp,
    depart: Depart,
}

/// One at a time in a browser: the last one.
pub fn partir((ambient, cle): (&Ambient, &RestKey), jar: CookieJar, porte: Porte, depart: Depart) -> CookieJar {
    let parti = Parti { porte, le: ambient.now(), depart };
    let scelle = sceau(cle).fermer(&*ambient.chance, &parti);
    jar.add(cookie(URL_SAFE_NO_PAD.encode(scelle), ATTENTE))
}

/// The login that this browser began at this door, not too long ago.
pub fn revenir((ambient, cle): (&Ambient, &RestKey), jar: &CookieJar, porte: Porte) -> Option<Depart> {
    let scelle = URL_SAFE_NO_PAD.decode(jar.get(COOKIE)?.value()).ok()?;
    let parti: Parti = sceau(cle).ouvrir(&scelle)?;
    let (now, fin) = (ambient.now(), parti.le.plus(ATTENTE));
    (parti.porte == porte && now < fin).then_some(parti.depart)
}

/// It served, or failed: the browser forgets it. Its code is spent at the provider, once.
pub fn oublier(jar: CookieJar) -> CookieJar {
    if jar.get(COOKIE).is_none() { jar } else { jar.add(cookie(String::new(), Seconds(0))) }
}

fn sceau(cle: &RestKey) -> Sceau {
    Sceau::new(cle, "portail.depart", "")
}

/// Lax, because the provider's redirection back to us must carry it.
fn cookie(valeur: String, vie: Seconds) -> Cookie<'static> {
    let cookie = Cookie::build((COOKIE, valeur)).path("/").secure(true).http_only(true).same_site(SameSite::Lax);
    let mut cookie = cookie.build();
    cookie.set_max_age(vie.duration().try_into().ok());
    cookie
}
