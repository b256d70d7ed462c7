//! Invented people, and what the file of the next day says of them.

use sante::Rpps;

use super::draw::Draw;
use super::names::{self, Civil, Names};
use super::places::{self, Place};
use super::trades::{self, ROLES};

/// First ten digits of the first number: in the range of tests.
const FIRST: u64 = 9_990_000_000;
/// One person in so many is new on the next day.
pub const NEW: u64 = 500;

const PERSON: u64 = 1;
const NEXT_DAY: u64 = 2;

/// What the next day does to somebody who was there: eight in a thousand, and with the new ones one in a hundred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    None,
    /// Another mailbox.
    Contact,
    /// Another name of practice.
    Name,
    /// A second place.
    Second,
    /// Left one place for another.
    Place,
    /// Gone from the file.
    Gone,
}

impl Change {
    pub fn of(seed: u64, rank: u64) -> Self {
        match Draw::of(seed, rank, NEXT_DAY).below(1_000) {
            0..2 => Self::Contact,
            2..3 => Self::Name,
            3..5 => Self::Second,
            5..6 => Self::Place,
            6..8 => Self::Gone,
            _ => Self::None,
        }
    }
}

/// The number of that person, as somebody types it.
pub fn number(rank: u64) -> String {
    Rpps::with_key(FIRST + rank).to_string()
}

/// The rows of person number `rank`, in the layout of 2022, each with its last separator. Gives back how many.
pub fn write(names: &Names, (seed, rank): (u64, u64), change: Change, out: &mut String) -> u64 {
    if change == Change::Gone {
        return 0;
    }
    let mut draw = Draw::of(seed, rank, PERSON);
    let rpps = Rpps::with_key(FIRST + rank);
    let civil = names.draw(&mut draw);
    let head = head(&rpps, &civil, (rank, change), &mut draw);
    let married = names.married(&mut draw);
    let wears_it = civil.woman && draw.below(5) == 0;
    let name = if wears_it || change == Change::Name { &married } else { &civil.family };
    let given = civil.given[0];
    let mut rows = 0;
    for (practice, place) in situations(&rpps, (rank, &civil.family), change, &mut draw) {
        let title = if practice.profession == "10" { "DR" } else { "" };
        let know_how = if practice.profession == "10" { ["S", "SM26"] } else { ["", ""] };
        let [profession, role, genre] = [practice.profession, practice.role, practice.genre];
        let exercise =
            [profession, "C", title, name, given, know_how[0], know_how[1], practice.mode, place.sector, "", role];
        let fields = head.iter().map(String::as_str).chain(exercise).chain(place.columns.iter().map(String::as_str));
        for field in fields.chain([practice.authority, genre]) {
            out.push_str(field);
            out.push('|');
        }
        out.push('\n');
        rows += 1;
    }
    rows
}

/// Columns 0 to 12: who it is, and where to reach them.
fn head(rpps: &Rpps, civil: &Civil, (rank, change): (u64, Change), draw: &mut Draw) -> [String; 13] {
    let (day, month, year) = (1 + draw.below(28), 1 + draw.below(12), 1_956 + draw.below(48));
    let department = 1 + draw.below(95);
    let abroad = draw.below(12) == 0;
    let (commune, country, town) = if abroad {
        (String::new(), "99352", "ORAN".to_owned())
    } else {
        (format!("{department:02}{:03}", 1 + draw.below(400)), "99100", format!("VILLE {}", draw.below(400)))
    };
    let commune = if commune.starts_with("20") { commune.replacen("20", "2A", 1) } else { commune };
    let again = if change == Change::Contact { "2" } else { "" };
    let mail = format!("{}.{}{again}.{rank}@example.org", names::plain(civil.given[0]), names::plain(&civil.family));
    let mut given = civil.given.join("'");
    (civil.given.len()..3).for_each(|_| given.push('\''));
    let (sex, civility) = if civil.woman { ("F", "MME") } else { ("M", "M") };
    [
        "8".to_owned(),
        rpps.to_string(),
        format!("8{rpps}"),
        civil.family.clone(),
        given,
        format!("{day:02}/{month:02}/{year}"),
        commune,
        country.to_owned(),
        town,
        sex.to_owned(),
        format!("+33639{}", 980_000 + rank % 10_000),
        mail,
        civility.to_owned(),
    ]
}

/// What somebody does in one place.
#[derive(Clone, Copy)]
struct Practice {
    profession: &'static str,
    role: &'static str,
    genre: &'static str,
    mode: &'static str,
    authority: &'static str,
}

/// One in five holds a role; one in eight of these has two, and one in ten of those on their own a place besides.
fn situations(rpps: &Rpps, (rank, family): (u64, &str), change: Change, draw: &mut Draw) -> Vec<(Practice, Place)> {
    let mut found = if draw.below(5) == 0 { role_holder(draw) } else { regulated(rpps, (rank, family), draw) };
    // drawn whatever the day, so that the rest does not move
    let (other, elsewhere) = (places::any_establishment(draw, false), places::any_establishment(draw, false));
    let known = |place: &Place, among: &[(Practice, Place)]| {
        among.iter().any(|(_, other)| other.columns[4] == place.columns[4])
    };
    match change {
        Change::Second if !known(&other, &found) => {
            let practice = Practice { mode: "S", ..found[0].0 };
            found.push((practice, other));
        }
        Change::Place if !known(&elsewhere, &found) => found[0].1 = elsewhere,
        _ => {}
    }
    found
}

fn role_holder(draw: &mut Draw) -> Vec<(Practice, Place)> {
    let practice = |draw: &mut Draw| {
        let (role, genre) = *draw.one(ROLES);
        Practice { profession: "99", role, genre, mode: "S", authority: "ENREG/ENREG/ENREG" }
    };
    let mut found = vec![(practice(draw), places::any_establishment(draw, false))];
    let (second, place) = (practice(draw), places::any_establishment(draw, false));
    if draw.below(8) == 0 && place.columns[4] != found[0].1.columns[4] {
        found.push((second, place));
    }
    found
}

fn regulated(rpps: &Rpps, (rank, family): (u64, &str), draw: &mut Draw) -> Vec<(Practice, Place)> {
    let trade = trades::any(draw);
    let practice =
        |mode| Practice { profession: trade.profession, role: "", genre: "GENR01", mode, authority: trade.authority };
    let employed = (practice("S"), places::any_establishment(draw, true));
    if draw.below(100) >= trade.alone {
        return vec![employed];
    }
    let mut found = vec![(practice("L"), places::practice(rank, family, rpps))];
    if draw.below(10) == 0 {
        found.push(employed);
    }
    found
}
