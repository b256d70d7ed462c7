use std::sync::OnceLock;

use ambient::{Ambient, Timestamp};
use carte_cps::AutoriteCartes;
use igc::{Igc, Role};

/// The moment at which every input is judged: seeds are of that day.
pub const NOW: Timestamp = Timestamp::from_seconds(1_795_000_010);

/// A card authority, whose keys are new in each process, and what judges its cards.
pub struct Cards {
    igc: Igc,
    pub judge: AutoriteCartes,
}

pub fn cards() -> &'static Cards {
    static CARDS: OnceLock<Cards> = OnceLock::new();
    CARDS.get_or_init(|| {
        let (ambient, _clock) = Ambient::fixed(NOW, 7);
        let igc = Igc::create(&ambient, "http://igc.test").expect("an authority");
        let judge = igc.autorite_cartes(NOW).expect("what it says of itself");
        Cards { igc, judge }
    })
}

impl Cards {
    /// What the fuzzer wrote, in the envelope of a certificate, of a list or of an answer, under the authority's own signature.
    pub fn signed(&self, content: &[u8]) -> Vec<u8> {
        self.igc.signer_brut(Role::FortPersonnes, content).expect("a signature")
    }

    pub fn issuer(&self) -> &[u8] {
        self.igc.certificat(Role::FortPersonnes)
    }
}

/// Whether `part` stands in `whole`.
pub fn holds(whole: &[u8], part: &[u8]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

/// The content of a seed, without its first octet, which says how it is used.
#[cfg(test)]
pub fn seed(target: &str, name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    std::fs::read(folder.join(target).join(name)).unwrap()[1..].to_vec()
}
