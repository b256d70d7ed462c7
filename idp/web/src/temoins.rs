//! The cookies of the authorization host (checklist S02): each a secret or a mark, none readable by scripts but the one
//! that is there for a script.

use ambient::{ExposeSecret, Seconds, SecretString};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use idp_core::ecps::Navigateurs;
use idp_core::interaction::Cookies;

/// How long the reader's number stays on a device where they asked for it.
const NUMERO_LIFE: Seconds = Seconds::hours(24 * 180);

/// The names, which hold the realm: two realms of one host never read each other.
#[derive(Clone, Copy)]
pub struct Temoins<'a> {
    pub realm: &'a str,
}

#[derive(Clone, Copy)]
pub enum Temoin {
    Session,
    Interaction,
    Navigateur,
    Numero,
    /// Read by the script of the frame of session management; says nothing by itself.
    Etat,
}

impl Temoins<'_> {
    pub fn name(self, temoin: Temoin) -> String {
        let word = match temoin {
            Temoin::Session => "session",
            Temoin::Interaction => "interaction",
            Temoin::Navigateur => "navigateur",
            Temoin::Numero => "numero",
            Temoin::Etat => "etat",
        };
        format!("__Host-caducee-{}-{word}", self.realm)
    }

    pub fn read(self, jar: &CookieJar, temoin: Temoin) -> Option<SecretString> {
        jar.get(&self.name(temoin)).map(|cookie| SecretString::from(cookie.value().to_owned()))
    }

    /// What a step of the login sets; session cookies end with the browser, marks stay.
    pub fn keep(self, jar: CookieJar, cookies: &Cookies) -> CookieJar {
        let mut jar = jar;
        for (temoin, value, life) in [
            (Temoin::Interaction, &cookies.interaction, None),
            (Temoin::Session, &cookies.session, None),
            (Temoin::Navigateur, &cookies.navigateur, Some(Navigateurs::VIE)),
        ] {
            if let Some(value) = value {
                jar = jar.add(self.cookie(temoin, value.expose_secret().to_owned(), life));
            }
        }
        match &cookies.state {
            Some(state) => jar.add(self.cookie(Temoin::Etat, state.clone(), None)),
            None => jar,
        }
    }

    /// A cookie for the tokens of forms that come before any login; the login takes it over.
    pub fn begin(self, jar: CookieJar, secret: impl FnOnce() -> SecretString) -> CookieJar {
        match self.read(&jar, Temoin::Interaction) {
            Some(_) => jar,
            None => jar.add(self.cookie(Temoin::Interaction, secret().expose_secret().to_owned(), None)),
        }
    }

    /// What ends with the session.
    pub fn leave(self, jar: CookieJar) -> CookieJar {
        let jar = self.forget(jar, Temoin::Session);
        self.forget(jar, Temoin::Etat)
    }

    pub fn forget(self, jar: CookieJar, temoin: Temoin) -> CookieJar {
        jar.add(self.cookie(temoin, String::new(), Some(Seconds(0))))
    }

    /// Remembers the number that was typed, or no longer.
    pub fn numero(self, jar: CookieJar, retenu: Option<&str>) -> CookieJar {
        match retenu {
            Some(numero) => jar.add(self.cookie(Temoin::Numero, numero.to_owned(), Some(NUMERO_LIFE))),
            None if jar.get(&self.name(Temoin::Numero)).is_some() => self.forget(jar, Temoin::Numero),
            None => jar,
        }
    }

    fn cookie(self, temoin: Temoin, value: String, life: Option<Seconds>) -> Cookie<'static> {
        // a frame in another site's page reads this one, by a script
        let framed = matches!(temoin, Temoin::Etat);
        let mut cookie = Cookie::build((self.name(temoin), value))
            .path("/")
            .secure(true)
            .http_only(!framed)
            .same_site(if framed { SameSite::None } else { SameSite::Lax })
            .build();
        if let Some(life) = life {
            cookie.set_max_age(life.duration().try_into().ok());
        }
        cookie
    }
}
