/// A command line, RFC 5321 §4.1.1. Parameters of MAIL and RCPT are understood or refused, never ignored.
#[derive(Debug, PartialEq, Eq)]
pub enum Commande {
    Ehlo,
    Helo,
    Mail { de: String, taille: usize },
    Rcpt { a: String },
    Data,
    Rset,
    Noop,
    Vrfy,
    Quit,
}

/// The reply to a line that cannot be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refus {
    Inconnue,
    Syntaxe,
    Parametre,
}

impl Refus {
    pub fn reponse(self) -> &'static str {
        match self {
            Self::Inconnue => "500 5.5.1 unknown command",
            Self::Syntaxe => "501 5.5.4 syntax",
            Self::Parametre => "555 5.5.4 unknown parameter",
        }
    }
}

pub fn lire(ligne: &str) -> Result<Commande, Refus> {
    let (verbe, reste) = ligne.trim_end().split_once(' ').unwrap_or((ligne.trim_end(), ""));
    match verbe.to_ascii_uppercase().as_str() {
        "EHLO" if !reste.trim().is_empty() => Ok(Commande::Ehlo),
        "HELO" if !reste.trim().is_empty() => Ok(Commande::Helo),
        "EHLO" | "HELO" => Err(Refus::Syntaxe),
        "MAIL" => mail(reste),
        "RCPT" => {
            let (a, parametres) = chemin(reste, "TO:")?;
            match (a.is_empty(), parametres.is_empty()) {
                (true, _) => Err(Refus::Syntaxe),
                (_, false) => Err(Refus::Parametre),
                _ => Ok(Commande::Rcpt { a }),
            }
        }
        "DATA" if reste.is_empty() => Ok(Commande::Data),
        "RSET" if reste.is_empty() => Ok(Commande::Rset),
        "QUIT" if reste.is_empty() => Ok(Commande::Quit),
        "DATA" | "RSET" | "QUIT" => Err(Refus::Syntaxe),
        "NOOP" => Ok(Commande::Noop),
        "VRFY" => Ok(Commande::Vrfy),
        _ => Err(Refus::Inconnue),
    }
}

fn mail(reste: &str) -> Result<Commande, Refus> {
    let (de, parametres) = chemin(reste, "FROM:")?;
    let mut taille = 0;
    for parametre in parametres.split_ascii_whitespace() {
        match parametre.to_ascii_uppercase().as_str() {
            "BODY=8BITMIME" | "BODY=7BIT" | "SMTPUTF8" => {}
            autre => {
                let octets = autre.strip_prefix("SIZE=").ok_or(Refus::Parametre)?;
                taille = octets.parse().map_err(|_| Refus::Syntaxe)?;
            }
        }
    }
    Ok(Commande::Mail { de, taille })
}

/// `FROM:<address> parameters`; `<>` is the empty address.
fn chemin<'a>(reste: &'a str, mot: &str) -> Result<(String, &'a str), Refus> {
    let debut = reste.get(..mot.len()).ok_or(Refus::Syntaxe)?;
    if !debut.eq_ignore_ascii_case(mot) {
        return Err(Refus::Syntaxe);
    }
    let dedans = reste[mot.len()..].trim_start().strip_prefix('<').ok_or(Refus::Syntaxe)?;
    let (adresse, suite) = dedans.split_once('>').ok_or(Refus::Syntaxe)?;
    if adresse.len() > 254 || adresse.contains(|c: char| c.is_control() || c.is_whitespace() || c == '<') {
        return Err(Refus::Syntaxe);
    }
    Ok((adresse.to_owned(), suite.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_whatever_their_case() {
        assert_eq!(lire("ehlo moi"), Ok(Commande::Ehlo));
        assert_eq!(
            lire("Mail From:<a@b.test> SIZE=12 BODY=8BITMIME"),
            Ok(Commande::Mail { de: "a@b.test".into(), taille: 12 })
        );
        assert_eq!(lire("MAIL FROM:<>"), Ok(Commande::Mail { de: String::new(), taille: 0 }));
        assert_eq!(lire("RCPT TO:<a@b.test>"), Ok(Commande::Rcpt { a: "a@b.test".into() }));
    }

    #[test]
    fn what_is_not_understood_is_refused_and_never_ignored() {
        assert_eq!(lire("MAIL FROM:<a@b.test> RET=FULL"), Err(Refus::Parametre));
        assert_eq!(lire("MAIL FROM:a@b.test"), Err(Refus::Syntaxe));
        assert_eq!(lire("MAIL FROM:<a@b.test> SIZE=beaucoup"), Err(Refus::Syntaxe));
        assert_eq!(lire("RCPT TO:<>"), Err(Refus::Syntaxe));
        assert_eq!(lire("MAIL é"), Err(Refus::Syntaxe));
        assert_eq!(lire("STARTTLS"), Err(Refus::Inconnue));
        assert_eq!(lire(""), Err(Refus::Inconnue));
    }
}
