use super::draw::Draw;

/// A regulated profession: how many there are (hundreds, after the headcounts of the teaching documents), and how many of a
/// hundred work on their own.
pub struct Trade {
    pub profession: &'static str,
    pub authority: &'static str,
    pub alone: u64,
    weight: u64,
}

const fn trade(profession: &'static str, authority: &'static str, alone: u64, weight: u64) -> Trade {
    Trade { profession, authority, alone, weight }
}

const TRADES: &[Trade] = &[
    trade("60", "ONI/ONI/ONI", 20, 7_000),
    trade("10", "CNOM/CNOM/CNOM", 55, 2_300),
    trade("70", "CNOMK/CNOMK/CNOMK", 80, 900),
    trade("93", "ARS-84/ARS-84/ARS-84", 60, 800),
    trade("21", "CNOP/CNOP/CNOP", 40, 750),
    trade("86", "ARS-84/ARS-84/ARS-84", 0, 450),
    trade("41", "ARS-84/ARS-84/ARS-84", 10, 440),
    trade("40", "ONCD/ONCD/ONCD", 85, 420),
    trade("28", "ARS-84/ARS-84/ARS-84", 60, 370),
    trade("98", "ARS-84/ARS-84/ARS-84", 0, 360),
    trade("71", "ARS-84/ARS-84/ARS-84", 60, 320),
    trade("31", "ARS-84/ARS-84/ARS-84", 0, 300),
    trade("91", "ARS-84/ARS-84/ARS-84", 60, 250),
    trade("50", "CNOSF/CNOSF/CNOSF", 35, 230),
    trade("80", "CNOPP/CNOPP/CNOPP", 95, 140),
    trade("96", "ARS-84/ARS-84/ARS-84", 60, 130),
    trade("95", "ARS-84/ARS-84/ARS-84", 60, 120),
];

/// What a role holder is, and the role.
pub const ROLES: &[(&str, &str)] = &[
    ("313", "GENR11"),
    ("315", "GENR11"),
    ("326", "GENR10"),
    ("333", "GENR08"),
    ("328", "GENR10"),
    ("324", "GENR10"),
    ("320", "GENR10"),
    ("330", "GENR08"),
    ("331", "GENR09"),
    ("312", "GENR09"),
    ("359", "GENR12"),
];

pub fn any(draw: &mut Draw) -> &'static Trade {
    let total: u64 = TRADES.iter().map(|trade| trade.weight).sum();
    let mut left = draw.below(total);
    for trade in TRADES {
        if left < trade.weight {
            return trade;
        }
        left -= trade.weight;
    }
    &TRADES[0]
}
