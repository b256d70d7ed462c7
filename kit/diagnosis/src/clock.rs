//! Two clocks beside each other.

use ambient::Timestamp;

use super::Said;

/// Milliseconds within which clocks agree: what a question over a network may take is within it.
const AGREE: i64 = 2_000;
/// Milliseconds from which codes, tickets and tokens that cross from one machine to another are refused.
const APART: i64 = 30_000;

/// `own` was read when `other` answered; `whose` names the other one.
pub fn beside(own: Timestamp, other: Timestamp, whose: &str) -> Said {
    let apart = own.millis() - other.millis();
    let direction = if apart > 0 { "ahead of" } else { "behind" };
    let says = format!("this machine is {:.1} s {direction} {whose}", apart.abs() as f64 / 1_000.0);
    let remedy = "let chrony or systemd-timesyncd set the clock of both machines";
    if apart.abs() <= AGREE {
        Said::ok(format!("this machine and {whose} agree"))
    } else if apart.abs() <= APART {
        Said::warning(says, remedy)
    } else {
        Said::wrong(says, remedy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Verdict;

    // requirement: O07
    #[test]
    fn clocks_agree_or_are_told_apart_in_both_directions() {
        let at = Timestamp::from_seconds;
        assert_eq!(beside(at(100), at(101), "the server"), Said::ok("this machine and the server agree"));
        let behind = beside(at(100), at(110), "the server");
        assert_eq!(
            (behind.verdict, behind.says.as_str()),
            (Verdict::Warning, "this machine is 10.0 s behind the server")
        );
        let ahead = beside(at(400), at(100), "the server");
        assert_eq!(
            (ahead.verdict, ahead.says.as_str()),
            (Verdict::Wrong, "this machine is 300.0 s ahead of the server")
        );
    }
}
