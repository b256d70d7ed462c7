//! The Luhn key (mod 10, every second digit from the right doubled) that RPPS, FINESS, SIREN and SIRET carry last.

/// Whether the digits, key included, add up. Anything but ASCII digits gives `false`.
pub fn holds(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && sum(digits).is_multiple_of(10)
}

/// The digit to put after `digits` so that the whole holds.
pub fn key(digits: &str) -> char {
    let with_zero = format!("{digits}0");
    char::from(b'0' + ((10 - sum(&with_zero) % 10) % 10) as u8)
}

fn sum(digits: &str) -> u32 {
    digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            match (place % 2, digit * 2) {
                (0, _) => digit,
                (_, doubled) if doubled > 9 => doubled - 9,
                (_, doubled) => doubled,
            }
        })
        .sum()
}
