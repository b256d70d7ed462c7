use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ambient::{Ambient, ExposeSecret as _, Seconds, SecretString, Timestamp};

use crate::demande::Demande;
use crate::personne::Personne;

/// How long a code waits for its exchange.
const VIE_CODE: Seconds = Seconds(30);
/// How long userinfo answers.
pub const VIE_JETON: Seconds = Seconds(60);

/// A login that somebody made.
#[derive(Clone, Debug)]
pub struct Accord {
    pub demande: Demande,
    pub personne: &'static Personne,
    pub le: Timestamp,
}

#[derive(Debug)]
struct Code {
    accord: Accord,
    /// The access token that it gave; a code that comes back takes it away (RFC 6749, 4.1.2).
    jeton: Option<String>,
}

/// Codes and access tokens, in memory: they live a minute.
#[derive(Debug, Default)]
pub struct Registre(Mutex<Contenu>);

#[derive(Debug, Default)]
struct Contenu {
    codes: HashMap<String, Code>,
    jetons: HashMap<String, (Accord, Timestamp)>,
}

impl Registre {
    /// A code for this login.
    pub fn accorder(&self, ambient: &Ambient, accord: Accord) -> SecretString {
        let code = ambient.secret();
        let mut contenu = self.contenu();
        contenu.oublier(ambient.now());
        contenu.codes.insert(code.expose_secret().to_owned(), Code { accord, jeton: None });
        code
    }

    /// The login of a code and an access token for it. A code serves once and to those whom `pour` admits; one that comes
    /// back loses what it gave.
    pub fn echanger(
        &self,
        ambient: &Ambient,
        code: &str,
        pour: impl Fn(&Demande) -> bool,
    ) -> Option<(Accord, SecretString)> {
        let now = ambient.now();
        let mut contenu = self.contenu();
        let connu = contenu.codes.get_mut(code)?;
        if let Some(jeton) = connu.jeton.take() {
            contenu.codes.remove(code);
            contenu.jetons.remove(&jeton);
            return None;
        }
        if now > connu.accord.le.plus(VIE_CODE) || !pour(&connu.accord.demande) {
            contenu.codes.remove(code);
            return None;
        }
        let (jeton, accord) = (ambient.secret(), connu.accord.clone());
        connu.jeton = Some(jeton.expose_secret().to_owned());
        contenu.jetons.insert(jeton.expose_secret().to_owned(), (accord.clone(), now.plus(VIE_JETON)));
        Some((accord, jeton))
    }

    /// The login that an access token stands for.
    pub fn accord(&self, ambient: &Ambient, jeton: &str) -> Option<Accord> {
        let contenu = self.contenu();
        let (accord, fin) = contenu.jetons.get(jeton)?;
        (ambient.now() < *fin).then(|| accord.clone())
    }

    fn contenu(&self) -> MutexGuard<'_, Contenu> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Contenu {
    fn oublier(&mut self, now: Timestamp) {
        self.jetons.retain(|_, (_, fin)| *fin > now);
        self.codes.retain(|_, code| code.accord.le.plus(VIE_CODE).plus(VIE_JETON) > now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decor() -> (Registre, Ambient, std::sync::Arc<ambient::MovableClock>, Accord) {
        let (ambient, horloge) = Ambient::fixed(Timestamp::from_seconds(1_795_000_000), 1);
        let demande = Demande {
            client: "portail".to_owned(),
            retour: "https://portail.test/retour".to_owned(),
            portee: "openid".to_owned(),
            nonce: "n".repeat(22),
            acr: "eidas1",
            defi: None,
        };
        let accord = Accord { demande, personne: Personne::de("lina").unwrap(), le: ambient.now() };
        (Registre::default(), ambient, horloge, accord)
    }

    #[test]
    fn a_code_is_spent_once_and_what_comes_back_takes_the_token_away() {
        let (registre, ambient, _, accord) = decor();
        let code = registre.accorder(&ambient, accord);
        let (_, jeton) = registre.echanger(&ambient, code.expose_secret(), |_| true).unwrap();
        assert!(registre.accord(&ambient, jeton.expose_secret()).is_some());
        assert!(registre.echanger(&ambient, code.expose_secret(), |_| true).is_none());
        assert!(registre.accord(&ambient, jeton.expose_secret()).is_none());
    }

    #[test]
    fn a_code_that_was_tried_by_another_is_lost() {
        let (registre, ambient, _, accord) = decor();
        let code = registre.accorder(&ambient, accord);
        assert!(registre.echanger(&ambient, code.expose_secret(), |demande| demande.client == "autre").is_none());
        assert!(registre.echanger(&ambient, code.expose_secret(), |_| true).is_none());
    }

    #[test]
    fn a_code_lives_thirty_seconds_and_a_token_sixty() {
        let (registre, ambient, horloge, accord) = decor();
        let code = registre.accorder(&ambient, accord.clone());
        horloge.advance(Seconds(31));
        assert!(registre.echanger(&ambient, code.expose_secret(), |_| true).is_none());
        let code = registre.accorder(&ambient, Accord { le: ambient.now(), ..accord });
        let (_, jeton) = registre.echanger(&ambient, code.expose_secret(), |_| true).unwrap();
        horloge.advance(Seconds(59));
        assert!(registre.accord(&ambient, jeton.expose_secret()).is_some());
        horloge.advance(Seconds(1));
        assert!(registre.accord(&ambient, jeton.expose_secret()).is_none());
    }
}
