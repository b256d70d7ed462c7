//! What a mail server means by a refusal.

/// Of whom a permanent refusal speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reproche {
    /// Nobody lives at the address.
    Adresse,
    /// The moment, us, or a policy, a wrong password among them: tried again, and a person looks at it in the end.
    Autre,
    /// A code without detail: at RCPT it speaks of the address, at MAIL FROM of us.
    SelonLEtape,
}

/// Codes that say something of a mailbox where no detail follows them (RFC 5321 §4.2.3; 556 is RFC 7504).
const SANS_BOITE: [u16; 4] = [550, 551, 553, 556];
/// RFC 3463 §3.2: the destination of class `X.1`, without what it says of the sender (`X.1.7`, `X.1.8`).
const DE_L_EXPEDITEUR: [u16; 2] = [7, 8];

/// `dit`: what follows the code, an enhanced code (RFC 2034) first where the server gives one.
pub fn reproche(code: u16, dit: &str) -> Reproche {
    match detail(dit) {
        Some([5, 1, quoi]) if !DE_L_EXPEDITEUR.contains(&quoi) => Reproche::Adresse,
        Some(_) => Reproche::Autre,
        None if SANS_BOITE.contains(&code) => Reproche::SelonLEtape,
        None => Reproche::Autre,
    }
}

fn detail(dit: &str) -> Option<[u16; 3]> {
    let parts: Vec<u16> = dit.split_whitespace().next()?.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    parts.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refusal_of_the_destination_is_for_good() {
        for (code, dit) in [(550, "5.1.1 <a@b.test> no such user"), (550, "5.1.10 null MX"), (554, "5.1.2 bad domain")]
        {
            assert_eq!(reproche(code, dit), Reproche::Adresse, "{code} {dit}");
        }
        for (code, dit) in [
            (550, "5.7.1 policy"),
            (550, "5.1.8 sender's domain"),
            (553, "5.1.7 sender's syntax"),
            (553, "5.7.1 not owned by user"),
            (550, "5.2.1 disabled"),
            (554, "no valid recipients"),
            (535, "5.7.8 credentials"),
        ] {
            assert_eq!(reproche(code, dit), Reproche::Autre, "{code} {dit}");
        }
    }

    #[test]
    fn a_bare_code_speaks_of_the_step() {
        for (code, dit) in [(550, "no such user"), (551, ""), (553, "5.1 what"), (556, "1.2.3.4 is no detail")] {
            assert_eq!(reproche(code, dit), Reproche::SelonLEtape, "{code} {dit}");
        }
    }
}
