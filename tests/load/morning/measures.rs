//! The server's own time, as the node tells it: the histogram of `/sante/mesures`, all routes together.

use std::net::Ipv4Addr;

use super::town::Town;

const BUCKET: &str = "caducee_request_duration_seconds_bucket{";

/// How many requests took at most so long: upper ends in milliseconds, ascending, the last without an end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Times(Vec<(f64, f64)>);

impl Times {
    pub async fn read(town: &Town) -> Self {
        let address = town.admin.join("/sante/mesures").expect("an address");
        let answer = town.network.caller(Ipv4Addr::LOCALHOST, None).get(address, None).await;
        Self::of(&answer.expect("the node tells its measures").body)
    }

    pub fn of(text: &str) -> Self {
        let mut ends: Vec<(f64, f64)> = Vec::new();
        for (labels, count) in text.lines().filter_map(|line| line.strip_prefix(BUCKET)?.split_once("} ")) {
            let end = labels.rsplit_once("le=\"").map_or("", |(_, end)| end.trim_end_matches('"'));
            let end = end.parse::<f64>().map_or(f64::INFINITY, |seconds| seconds * 1e3);
            let count: f64 = count.parse().unwrap_or_default();
            match ends.iter_mut().find(|(known, _)| *known == end) {
                Some((_, sum)) => *sum += count,
                None => ends.push((end, count)),
            }
        }
        ends.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        Self(ends)
    }

    /// What came since.
    pub fn since(&self, before: &Self) -> Self {
        let less = |end: f64| before.0.iter().find(|(known, _)| *known == end).map_or(0.0, |(_, count)| *count);
        Self(self.0.iter().map(|(end, count)| (*end, count - less(*end))).collect())
    }

    pub fn requests(&self) -> f64 {
        self.0.last().map_or(0.0, |(_, count)| *count)
    }

    /// The time within which this share was answered, in milliseconds; between two ends of the histogram as if times lay
    /// evenly there, so that a bound that is an end is judged exactly. Past the last end, that end.
    pub fn within(&self, share: f64) -> f64 {
        let wanted = self.requests() * share;
        let mut below = (0.0, 0.0);
        for (end, count) in &self.0 {
            if *count >= wanted && wanted > below.1 {
                return if end.is_finite() {
                    below.0 + (end - below.0) * (wanted - below.1) / (count - below.1)
                } else {
                    below.0
                };
            }
            below = (*end, *count);
        }
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_lies_between_two_ends_and_routes_add_up() {
        let text = |first: u32| {
            format!(
                "{BUCKET}route=\"/token\",le=\"0.005\"}} {first}\n{BUCKET}route=\"/token\",le=\"0.01\"}} {}\n\
                 {BUCKET}route=\"/token\",le=\"+Inf\"}} {}\n{BUCKET}route=\"/auth\",le=\"0.005\"}} 10\n\
                 {BUCKET}route=\"/auth\",le=\"0.01\"}} 10\n{BUCKET}route=\"/auth\",le=\"+Inf\"}} 10\n",
                first + 10,
                first + 10
            )
        };
        let times = Times::of(&text(80));
        assert_eq!(times.requests(), 100.0);
        assert_eq!((times.within(0.9), times.within(0.95)), (5.0, 7.5));
        assert_eq!(times.since(&Times::of(&text(0))).within(1.0), 5.0);
        assert_eq!(Times::default().within(0.99), 0.0);
    }
}
