/// Where the draws of a campaign come from: the same seed gives the same faults in the same order. It protects nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Graine(u64);

impl Graine {
    pub const fn new(graine: u64) -> Self {
        Self(graine)
    }

    pub const fn valeur(self) -> u64 {
        self.0
    }

    /// A generator of its own for this scenario, so that playing it alone draws what the whole campaign drew.
    pub fn pour(self, id: &str) -> Self {
        let melange = |etat: u64, octet: u8| suivant(etat ^ u64::from(octet));
        Self(id.bytes().fold(suivant(self.0), melange))
    }

    /// A text that nobody else uses.
    pub fn mot(&mut self, prefixe: &str) -> String {
        self.0 = suivant(self.0);
        format!("{prefixe}-{:016x}", self.0)
    }

    /// A UUID of version 4 in its form.
    pub fn uuid(&mut self) -> String {
        let haut = self.tirer();
        let bas = self.tirer();
        let (a, b, c) = (haut >> 32, (haut >> 16) & 0xffff, haut & 0x0fff);
        let (d, e) = ((bas >> 48) & 0x3fff | 0x8000, bas & 0xffff_ffff_ffff);
        format!("{a:08x}-{b:04x}-4{c:03x}-{d:04x}-{e:012x}")
    }

    fn tirer(&mut self) -> u64 {
        self.0 = suivant(self.0);
        self.0
    }
}

/// SplitMix64 (Steele, Lea, Flood, 2014).
const fn suivant(etat: u64) -> u64 {
    let z = etat.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_played_alone_draws_what_the_whole_campaign_drew() {
        let graine = Graine::new(7);
        assert_eq!(graine.pour("nonce-faux").mot("nonce"), graine.pour("nonce-faux").mot("nonce"));
        assert_ne!(graine.pour("nonce-faux").mot("nonce"), graine.pour("aud-faux").mot("nonce"));
        assert_ne!(graine.pour("nonce-faux").mot("nonce"), Graine::new(8).pour("nonce-faux").mot("nonce"));
    }

    #[test]
    fn an_identifier_has_the_form_of_a_uuid() {
        let uuid = Graine::new(1).uuid();
        assert_eq!((uuid.len(), uuid.as_bytes()[14]), (36, b'4'));
        assert!(matches!(uuid.as_bytes()[19], b'8' | b'9' | b'a' | b'b'), "{uuid}");
    }
}
