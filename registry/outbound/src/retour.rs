//! Delivery status notifications (RFC 3464): a server took a mail, and says later that nobody lives there.

use outbox::LetterId;

/// A mail of ours that was not delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NonRemise {
    pub id: LetterId,
    /// `5.1.1` (RFC 3463).
    pub code: String,
}

/// Reads a whole message as the mailbox of returns got it. `None`: no report of a final failure, or of no mail of ours.
/// `domaine`: after the `@` of our `Message-ID`s.
pub fn non_remise(message: &str, domaine: &str) -> Option<NonRemise> {
    let deplie = message.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    let (entete, corps) = deplie.split_once("\n\n")?;
    let genre = champ(entete, "content-type")?.to_ascii_lowercase();
    if !genre.starts_with("multipart/report") || !genre.contains("delivery-status") {
        return None;
    }
    if !champ(corps, "action")?.eq_ignore_ascii_case("failed") {
        return None;
    }
    let code = champ(corps, "status").filter(|code| code.starts_with("5.") && forme(code))?;
    let id = champ(corps, "message-id")?.strip_prefix('<')?.strip_suffix('>')?;
    let (id, du_domaine) = id.rsplit_once('@')?;
    let notre = du_domaine.eq_ignore_ascii_case(domaine) && id.len() == 43;
    notre.then(|| NonRemise { id: LetterId::from(id), code: code.to_owned() })
}

/// The first field of this name.
fn champ<'a>(texte: &'a str, nom: &str) -> Option<&'a str> {
    texte.lines().find_map(|ligne| {
        let (lu, valeur) = ligne.split_once(':')?;
        lu.eq_ignore_ascii_case(nom).then(|| valeur.trim())
    })
}

/// Three numbers, as RFC 3463 §2 writes them.
fn forme(code: &str) -> bool {
    code.len() <= 9 && code.bytes().all(|octet| octet.is_ascii_digit() || octet == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ";

    fn rapport(action: &str, status: &str, id: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.exemple.test\r\nMessage-ID: <other@mx.exemple.test>\r\n\
             Content-Type: multipart/report;\r\n\treport-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nI could not deliver this.\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.exemple.test\r\n\r\n\
             Final-Recipient: rfc822; alba@exemple.test\r\nAction: {action}\r\nStatus: {status}\r\n\
             --b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: x\r\nMessage-ID:\r\n <{id}@caducee.test>\r\n\r\n--b--\r\n"
        )
    }

    #[test]
    fn a_report_of_a_failure_names_the_mail_that_failed() {
        let lue = non_remise(&rapport("failed", "5.1.1", ID), "caducee.test");
        assert_eq!(lue, Some(NonRemise { id: LetterId::from(ID), code: "5.1.1".to_owned() }));
    }

    #[test]
    fn a_delay_an_answer_and_a_strangers_mail_are_no_failure_of_ours() {
        for message in [
            rapport("delayed", "4.4.1", ID),
            rapport("failed", "4.4.1", ID),
            rapport("failed", "5.1.1 alba@exemple.test", ID),
            rapport("failed", "5.1.1", "short"),
            rapport("failed", "5.1.1", ID).replace("multipart/report", "multipart/mixed"),
            "Subject: I am away\r\n\r\nUntil Monday.".to_owned(),
        ] {
            assert_eq!(non_remise(&message, "caducee.test"), None, "{message}");
        }
        assert_eq!(non_remise(&rapport("failed", "5.1.1", ID), "elsewhere.test"), None);
    }
}
