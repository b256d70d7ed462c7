use ambient::{Ambient, RestKey, Seconds, Timestamp};
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

/// People whom one browser is known for, at most: a shared tablet knows a team, not a town.
const REMEMBERED: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NavigateurSettings {
    /// After this long without a login the browser is a stranger again.
    pub life: Seconds,
}

impl Default for NavigateurSettings {
    fn default() -> Self {
        Self { life: Seconds::hours(24 * 180) }
    }
}

/// The marks of a browser in which somebody signed in with their phone (design §5). One mark is
/// `random.seconds.mac`, the code computed over the person, the random part and the date under the rest key: no
/// identity is in it, and only who holds the key can tell for whom it stands. Marks are joined by `~`, newest first.
#[derive(Clone, Debug)]
pub struct Navigateurs {
    ambient: Ambient,
    rest: RestKey,
    settings: NavigateurSettings,
}

impl Navigateurs {
    pub fn new(ambient: Ambient, rest: RestKey, settings: NavigateurSettings) -> Self {
        Self { ambient, rest, settings }
    }

    pub fn life(&self) -> Seconds {
        self.settings.life
    }

    /// Whether this person has signed in here before.
    pub fn knows(&self, cookie: &str, personne: &IdentifiantNational) -> bool {
        marks(cookie).any(|mark| self.stands_for(mark, personne))
    }

    /// The cookie after `personne` has signed in: their mark renewed, the others kept.
    pub fn remember(&self, cookie: &str, personne: &IdentifiantNational) -> String {
        let random = self.ambient.chance.token();
        let date = self.ambient.now().seconds();
        let fresh = format!("{random}.{date}.{}", self.mac(personne, &random, date));
        let others = marks(cookie).filter(|mark| !self.stands_for(mark, personne)).take(REMEMBERED - 1);
        std::iter::once(fresh.as_str()).chain(others).collect::<Vec<_>>().join("~")
    }

    fn stands_for(&self, mark: &str, personne: &IdentifiantNational) -> bool {
        let mut parts = mark.splitn(3, '.');
        let (Some(random), Some(date), Some(mac)) = (parts.next(), parts.next(), parts.next()) else { return false };
        let Ok(date) = date.parse::<i64>() else { return false };
        let expected = self.mac(personne, random, date);
        // Compared through the key once more, so that the time it takes tells nothing of the expected code.
        let same = self.rest.rest("navigateur-compare", mac) == self.rest.rest("navigateur-compare", &expected);
        same && self.is_recent(date)
    }

    fn is_recent(&self, date: i64) -> bool {
        let now = self.ambient.now();
        Timestamp::from_seconds(date) > now.minus(self.settings.life)
    }

    fn mac(&self, personne: &IdentifiantNational, random: &str, date: i64) -> String {
        self.rest.rest("navigateur", &format!("{personne} {random} {date}")).as_str().to_owned()
    }
}

fn marks(cookie: &str) -> impl Iterator<Item = &str> {
    cookie.split('~').filter(|mark| !mark.is_empty() && mark.len() < 128).take(REMEMBERED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn personne(number: &str) -> IdentifiantNational {
        number.parse().unwrap()
    }

    #[test]
    fn a_browser_is_known_for_who_signed_in_there_and_for_nobody_else() {
        let (ambient, clock) = Ambient::fixed(Timestamp::from_seconds(1_800_000_000), 1);
        let browsers = Navigateurs::new(ambient, RestKey::from_bytes(&[3; 32]), NavigateurSettings::default());
        let (alba, brice) = (personne("899900000011"), personne("899900000029"));
        let cookie = browsers.remember("", &alba);
        assert!(browsers.knows(&cookie, &alba));
        assert!(!browsers.knows(&cookie, &brice));
        assert!(!cookie.contains("99900000011"));
        let both = browsers.remember(&cookie, &brice);
        assert!(browsers.knows(&both, &alba) && browsers.knows(&both, &brice));
        assert_eq!(browsers.remember(&both, &brice).split('~').count(), 2);
        clock.advance(Seconds::hours(24 * 181));
        assert!(!browsers.knows(&both, &alba));
    }

    #[test]
    fn a_forged_mark_is_a_stranger() {
        let (ambient, _) = Ambient::fixed(Timestamp::from_seconds(1_800_000_000), 1);
        let ours = Navigateurs::new(ambient.clone(), RestKey::from_bytes(&[3; 32]), NavigateurSettings::default());
        let theirs = Navigateurs::new(ambient, RestKey::from_bytes(&[4; 32]), NavigateurSettings::default());
        let alba = personne("899900000011");
        assert!(!ours.knows(&theirs.remember("", &alba), &alba));
        assert!(!ours.knows("a.b.c~..~1.2", &alba));
    }

    #[test]
    fn a_browser_remembers_a_team_at_most() {
        let (ambient, _) = Ambient::fixed(Timestamp::from_seconds(1_800_000_000), 1);
        let browsers = Navigateurs::new(ambient, RestKey::from_bytes(&[3; 32]), NavigateurSettings::default());
        let people: Vec<_> = (0..12).map(|n| personne(&format!("8{}", sante::Rpps::with_key(9_990_000_100 + n)))).collect();
        let cookie = people.iter().fold(String::new(), |cookie, one| browsers.remember(&cookie, one));
        assert_eq!(cookie.split('~').count(), REMEMBERED);
        assert!(!browsers.knows(&cookie, &people[0]));
        assert!(browsers.knows(&cookie, &people[11]));
    }
}
