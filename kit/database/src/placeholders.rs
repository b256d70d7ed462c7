use std::fmt::Write as _;

/// `$1, $2, $3` for an `IN` list of `count` values, numbered from `first`.
pub fn list(first: usize, count: usize) -> String {
    let mut text = String::new();
    for n in first..first + count {
        let comma = if n == first { "" } else { ", " };
        write!(text, "{comma}${n}").expect("a string takes all that is written to it");
    }
    text
}

/// `($1, $2), ($3, $4)` for an insert of `count` rows of `columns` values.
pub fn rows(count: usize, columns: usize) -> String {
    let each: Vec<_> = (0..count).map(|row| format!("({})", list(row * columns + 1, columns))).collect();
    each.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbered_on_through_the_rows() {
        assert_eq!(list(3, 2), "$3, $4");
        assert_eq!(rows(2, 3), "($1, $2, $3), ($4, $5, $6)");
    }
}
