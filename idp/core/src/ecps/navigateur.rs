use ambient::{Ambient, RestKey, Seconds};
use sante::IdentifiantNational;

/// How many people one browser remembers: a shared tablet forgets the oldest.
const PERSONNES_MAX: usize = 8;
const VIE: Seconds = Seconds::hours(180 * 24);

/// The cookie by which a browser shows that a person has signed in with it before. It names nobody: each mark is a
/// random name, a date and an HMAC that only the right identifier completes. It grants nothing but precedence.
#[derive(Clone)]
pub struct Navigateurs {
    ambient: Ambient,
    rest_key: RestKey,
}

impl Navigateurs {
    pub fn new(ambient: Ambient, rest_key: RestKey) -> Self {
        Self { ambient, rest_key }
    }

    /// The name of this browser for this person, if the cookie holds a mark of theirs that has not expired.
    pub fn reconnaitre(&self, cookie: &str, personne: &IdentifiantNational) -> Option<String> {
        let now = self.ambient.now().seconds();
        cookie.split('.').take(PERSONNES_MAX).find_map(|marque| {
            let mut parts = marque.split('~');
            let (nom, fin, sceau) = (parts.next()?, parts.next()?, parts.next()?);
            let vaut = fin.parse::<i64>().is_ok_and(|fin| now < fin) && self.sceau(personne, nom, fin) == sceau;
            vaut.then(|| nom.to_owned())
        })
    }

    /// The cookie's new value once `personne` has signed in: to be set HttpOnly, Secure, SameSite=Lax, for
    /// [`Navigateurs::VIE`].
    pub fn ajouter(&self, cookie: Option<&str>, personne: &IdentifiantNational) -> String {
        let cookie = cookie.unwrap_or_default();
        let connu = self.reconnaitre(cookie, personne);
        let nom = connu.clone().unwrap_or_else(|| self.ambient.chance.token());
        let fin = self.ambient.now().plus(VIE).seconds().to_string();
        let marque = format!("{nom}~{fin}~{}", self.sceau(personne, &nom, &fin));
        let autres = cookie.split('.').filter(|m| !m.is_empty() && m.split('~').next() != connu.as_deref());
        let marques: Vec<&str> = std::iter::once(marque.as_str()).chain(autres).take(PERSONNES_MAX).collect();
        marques.join(".")
    }

    /// How long the cookie lives.
    pub const VIE: Seconds = VIE;

    fn sceau(&self, personne: &IdentifiantNational, nom: &str, fin: &str) -> String {
        self.rest_key.rest("ecps.navigateur", &format!("{personne}|{nom}|{fin}")).as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use ambient::Timestamp;

    use super::*;

    #[test]
    fn a_browser_is_known_to_those_who_used_it_and_to_nobody_else() {
        let (ambient, clock) = Ambient::fixed(Timestamp::from_seconds(1_000), 1);
        let navigateurs = Navigateurs::new(ambient.clone(), RestKey::from_bytes(&[1; 32]));
        let [alice, bob]: [IdentifiantNational; 2] = ["899900000011", "899900000029"].map(|t| t.parse().unwrap());

        let cookie = navigateurs.ajouter(None, &alice);
        let nom = navigateurs.reconnaitre(&cookie, &alice).unwrap();
        assert_eq!(navigateurs.reconnaitre(&cookie, &bob), None);

        let cookie = navigateurs.ajouter(Some(&cookie), &bob);
        assert_eq!(navigateurs.reconnaitre(&cookie, &alice).unwrap(), nom, "a second person does not chase the first");
        let cookie = navigateurs.ajouter(Some(&cookie), &alice);
        assert_eq!(cookie.split('.').count(), 2);
        assert!(!cookie.contains("99900000011"));

        let autre = Navigateurs::new(ambient, RestKey::from_bytes(&[2; 32]));
        assert_eq!(autre.reconnaitre(&cookie, &alice), None, "signed under another key");
        clock.advance(Navigateurs::VIE);
        assert_eq!(navigateurs.reconnaitre(&cookie, &alice), None, "expired");
    }
}
