use ambient::{Ambient, RestKey, Seconds};
use sante::IdentifiantNational;

/// How many people one browser remembers: a shared tablet forgets the oldest.
const PERSONNES_MAX: usize = 8;
const VIE: Seconds = Seconds::hours(180 * 24);

/// One more place than people: the mark of the browser itself.
const MARQUES_MAX: usize = PERSONNES_MAX + 1;
/// How the mark of the browser itself begins.
const POSTE: &str = "p";

/// The cookie by which a browser shows that somebody has signed in with it before, and that a person has with their phone. It
/// names nobody: each mark is a random name, a date and an HMAC that only the right identifier completes, or no identifier
/// for the mark of the browser itself. It grants nothing but precedence, and counts of its own.
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
        cookie.split('.').take(MARQUES_MAX).find_map(|marque| {
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
        let marques: Vec<&str> = std::iter::once(marque.as_str()).chain(autres).take(MARQUES_MAX).collect();
        marques.join(".")
    }

    /// The name of this browser, whoever sits before it, if somebody has signed in with it by any means.
    pub fn poste(&self, cookie: &str) -> Option<String> {
        let now = self.ambient.now().seconds();
        cookie.split('.').take(MARQUES_MAX).find_map(|marque| {
            let [POSTE, nom, fin, sceau] = marque.split('~').collect::<Vec<_>>()[..] else { return None };
            let vaut = fin.parse::<i64>().is_ok_and(|fin| now < fin) && self.sceau_du_poste(nom, fin) == sceau;
            vaut.then(|| nom.to_owned())
        })
    }

    /// The cookie's new value once somebody has signed in, whoever and by whichever means. The browser keeps its name.
    pub fn marquer(&self, cookie: Option<&str>) -> String {
        let cookie = cookie.unwrap_or_default();
        let nom = self.poste(cookie).unwrap_or_else(|| self.ambient.chance.token());
        let fin = self.ambient.now().plus(VIE).seconds().to_string();
        let marque = format!("{POSTE}~{nom}~{fin}~{}", self.sceau_du_poste(&nom, &fin));
        let autres = cookie.split('.').filter(|m| !m.is_empty() && m.split('~').next() != Some(POSTE));
        let marques: Vec<&str> = std::iter::once(marque.as_str()).chain(autres).take(MARQUES_MAX).collect();
        marques.join(".")
    }

    /// How long the cookie lives.
    pub const VIE: Seconds = VIE;

    fn sceau_du_poste(&self, nom: &str, fin: &str) -> String {
        self.rest_key.rest("ecps.poste", &format!("{nom}|{fin}")).as_str().to_owned()
    }

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

    #[test]
    fn a_browser_is_known_as_such_whoever_signs_in_with_it() {
        let (ambient, clock) = Ambient::fixed(Timestamp::from_seconds(1_000), 1);
        let navigateurs = Navigateurs::new(ambient.clone(), RestKey::from_bytes(&[1; 32]));
        let alice: IdentifiantNational = "899900000011".parse().unwrap();

        let cookie = navigateurs.marquer(None);
        let poste = navigateurs.poste(&cookie).unwrap();
        assert_eq!(navigateurs.reconnaitre(&cookie, &alice), None, "a card was shown here: the phone knows nobody");
        let cookie = navigateurs.ajouter(Some(&cookie), &alice);
        assert!(navigateurs.reconnaitre(&cookie, &alice).is_some());
        let cookie = navigateurs.marquer(Some(&cookie));
        assert_eq!(navigateurs.poste(&cookie).unwrap(), poste, "it keeps its name");
        assert!(navigateurs.reconnaitre(&cookie, &alice).is_some() && cookie.split('.').count() == 2);

        let autre = Navigateurs::new(ambient, RestKey::from_bytes(&[2; 32]));
        assert_eq!(autre.poste(&cookie), None, "signed under another key");
        let mark = cookie.split('.').next().unwrap().replacen('~', "~x", 1);
        assert_eq!(navigateurs.poste(&mark), None, "another name");
        clock.advance(Navigateurs::VIE);
        assert_eq!(navigateurs.poste(&cookie), None, "expired");
    }

    #[test]
    fn a_ninth_person_chases_the_oldest_and_the_browser_stays_known() {
        let (ambient, _) = Ambient::fixed(Timestamp::from_seconds(1_000), 1);
        let navigateurs = Navigateurs::new(ambient, RestKey::from_bytes(&[1; 32]));
        let personnes: Vec<IdentifiantNational> =
            (0..9).map(|n| IdentifiantNational::Rpps(sante::Rpps::with_key(9_990_000_001 + n))).collect();
        let mut cookie = None;
        for personne in &personnes {
            let marked = navigateurs.ajouter(cookie.as_deref(), personne);
            cookie = Some(navigateurs.marquer(Some(&marked)));
        }
        let cookie = cookie.unwrap();
        assert!(navigateurs.poste(&cookie).is_some());
        let known = personnes.iter().filter(|personne| navigateurs.reconnaitre(&cookie, personne).is_some()).count();
        assert_eq!((known, cookie.split('.').count()), (PERSONNES_MAX, MARQUES_MAX));
    }
}
