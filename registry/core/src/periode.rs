use ambient::Timestamp;
use serde::{Deserialize, Serialize};

/// From an instant on, up to another one where something no longer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Periode {
    /// `None`: since always.
    pub debut: Option<Timestamp>,
    /// First instant outside; `None`: open.
    pub fin: Option<Timestamp>,
}

impl Periode {
    pub const fn depuis(debut: Timestamp) -> Self {
        Self { debut: Some(debut), fin: None }
    }

    pub fn contient(&self, instant: Timestamp) -> bool {
        self.debut.is_none_or(|debut| debut <= instant) && self.fin.is_none_or(|fin| instant < fin)
    }

    /// Whether there is an instant that is in both.
    pub fn chevauche(&self, autre: &Self) -> bool {
        avant(self.debut, autre.fin) && avant(autre.debut, self.fin) && !self.vide() && !autre.vide()
    }

    /// Whether it holds at no instant.
    pub fn vide(&self) -> bool {
        !avant(self.debut, self.fin)
    }
}

fn avant(debut: Option<Timestamp>, fin: Option<Timestamp>) -> bool {
    debut.zip(fin).is_none_or(|(debut, fin)| debut < fin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn de(debut: i64, fin: i64) -> Periode {
        Periode { debut: Some(Timestamp::from_seconds(debut)), fin: Some(Timestamp::from_seconds(fin)) }
    }

    #[test]
    fn the_end_is_outside() {
        let periode = de(10, 20);
        assert!(periode.contient(Timestamp::from_seconds(10)) && periode.contient(Timestamp::from_seconds(19)));
        assert!(!periode.contient(Timestamp::from_seconds(20)) && !periode.contient(Timestamp::from_seconds(9)));
    }

    #[test]
    fn periods_that_touch_do_not_overlap() {
        assert!(!de(10, 20).chevauche(&de(20, 30)) && !de(20, 30).chevauche(&de(10, 20)));
        assert!(de(10, 21).chevauche(&de(20, 30)));
        let toujours = Periode { debut: None, fin: None };
        assert!(toujours.chevauche(&de(10, 20)) && toujours.chevauche(&toujours));
        assert!(Periode::depuis(Timestamp::from_seconds(19)).chevauche(&de(10, 20)));
        assert!(!Periode::depuis(Timestamp::from_seconds(20)).chevauche(&de(10, 20)));
    }

    #[test]
    fn an_empty_period_overlaps_nothing() {
        assert!(de(10, 10).vide() && !de(10, 10).chevauche(&de(0, 20)));
    }
}
