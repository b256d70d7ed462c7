//! What a caught mail says: subject, text and HTML, out of the forms that mail libraries write
//! (RFC 5322 headers, RFC 2045 to 2047 encodings, `multipart/*`). What cannot be read is shown as it came.

mod corps;
mod entetes;
mod mots;

/// The parts of a mail that a person reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lettre {
    pub sujet: String,
    pub texte: String,
    pub html: Option<String>,
}

/// Never fails: a mail without headers is all text.
pub fn lire(brut: &[u8]) -> Lettre {
    let (entetes, corps) = entetes::separer(brut);
    let mut lettre = Lettre { sujet: mots::decoder(entetes.valeur("subject")), ..Lettre::default() };
    corps::lire(&entetes, corps, 0, &mut lettre);
    lettre
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_mail_is_read() {
        let lettre = lire(b"From: a@exemple.test\r\nSubject: Votre\r\n code\r\n\r\nBonjour,\r\n123456\r\n");
        assert_eq!((lettre.sujet.as_str(), lettre.texte.as_str()), ("Votre code", "Bonjour,\n123456\n"));
    }

    #[test]
    fn accents_come_back_from_every_encoding() {
        let lettre = lire(
            b"Subject: =?utf-8?Q?Votre_num=C3=A9ro?= =?UTF-8?B?IMOpdMOp?=\r\nContent-Transfer-Encoding: base64\r\n\r\nw6kgw6A=\r\n",
        );
        assert_eq!((lettre.sujet.as_str(), lettre.texte.as_str()), ("Votre numéro été", "é à"));
        let lettre = lire(b"Content-Transfer-Encoding: quoted-printable\r\n\r\nun =C3=A9t=\r\n=C3=A9 et 1 =3D 1\r\n");
        assert_eq!(lettre.texte, "un été et 1 = 1\n");
        let lettre = lire(b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\n\xe9t\xe9");
        assert_eq!(lettre.texte, "été");
    }

    #[test]
    fn both_alternatives_are_found() {
        let lettre = lire(
            b"Content-Type: multipart/alternative; boundary=\"b;1\"\r\n\r\nx\r\n--b;1\r\nContent-Type: text/plain\r\n\r\ntexte\r\n--b;1\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n--b;1--\r\n",
        );
        assert_eq!(lettre.texte, "texte");
        assert_eq!(lettre.html.as_deref(), Some("<p>html</p>"));
    }

    #[test]
    fn a_mail_that_nests_for_ever_ends() {
        let mut brut = Vec::new();
        for _ in 0..1_000 {
            brut.extend_from_slice(b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n");
        }
        assert_eq!(lire(&brut).html, None);
    }
}
