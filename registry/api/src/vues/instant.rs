use ambient::Timestamp;

/// As `2026-11-22T08:30:00Z`.
pub fn instant(instant: Timestamp) -> String {
    let instant = jiff::Timestamp::from_second(instant.seconds()).unwrap_or_default();
    instant.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_told_in_universal_time() {
        assert_eq!(instant(Timestamp::from_millis(1_800_000_000_900)), "2027-01-15T08:00:00Z");
    }
}
