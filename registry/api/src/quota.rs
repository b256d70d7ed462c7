use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use ambient::Ambient;
use sante::IdentifiantNational;

/// How many requests one person's programs may send in a minute, on this node.
pub struct Quota {
    ambient: Ambient,
    par_minute: u32,
    comptes: Mutex<Comptes>,
}

/// Of one minute; the next one begins with none.
#[derive(Default)]
struct Comptes {
    minute: i64,
    demandes: HashMap<IdentifiantNational, u32>,
}

impl Quota {
    /// An upload of eight hundred people takes three minutes, a harvest of the registry takes years.
    pub const PAR_MINUTE: u32 = 300;

    pub fn new(par_minute: u32, ambient: Ambient) -> Self {
        Self { ambient, par_minute, comptes: Mutex::default() }
    }

    /// One request more.
    ///
    /// # Errors
    /// The seconds to wait, when it is one too many.
    pub fn compter(&self, agent: &IdentifiantNational) -> Result<(), i64> {
        let secondes = self.ambient.now().seconds();
        let minute = secondes.div_euclid(60);
        let mut comptes = self.comptes.lock().unwrap_or_else(PoisonError::into_inner);
        if comptes.minute != minute {
            *comptes = Comptes { minute, demandes: HashMap::new() };
        }
        let deja = comptes.demandes.entry(agent.clone()).or_default();
        if *deja == self.par_minute {
            return Err(60 - secondes.rem_euclid(60));
        }
        *deja += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use ambient::{Seconds, Timestamp};

    use super::*;

    #[test]
    fn each_person_has_as_many_a_minute_and_the_next_minute_gives_them_back() {
        let (ambient, horloge) = Ambient::fixed(Timestamp::from_seconds(1_800_000_015), 1);
        let quota = Quota::new(2, ambient);
        let [une, autre] = ["3690990015/CPED0001", "3690990015/CPE00002"].map(|texte| texte.parse().unwrap());
        assert_eq!([quota.compter(&une), quota.compter(&une)], [Ok(()), Ok(())]);
        assert_eq!(quota.compter(&une), Err(45));
        assert_eq!(quota.compter(&autre), Ok(()));
        horloge.advance(Seconds(45));
        assert_eq!(quota.compter(&une), Ok(()));
    }
}
