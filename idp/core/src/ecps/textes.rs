use annuaire::Correspondance;

use super::port::Messages;

/// One message in its forms. The texts name no person and hold no link: nothing to click, nothing to imitate.
pub(super) struct Courrier {
    pub sujet: &'static str,
    pub courriel: String,
    pub sms: Option<String>,
}

impl Courrier {
    /// Sends each form that has an address. A message that cannot leave is said in the log, without its content.
    pub async fn envoyer(&self, messages: &dyn Messages, a: &Correspondance) {
        if a.courriel.is_some()
            && let Err(cause) = messages.courriel(a, self.sujet, &self.courriel).await
        {
            tracing::warn!(%cause, "a mail could not be sent");
        }
        if let Some(sms) = self.sms.as_ref().filter(|_| a.mobile.is_some())
            && let Err(cause) = messages.sms(a, sms).await
        {
            tracing::warn!(%cause, "an SMS could not be sent");
        }
    }
}

/// The two secrets of an activation, one in each message.
pub(super) fn codes(code_sms: &str, code_courriel: &str) -> Courrier {
    Courrier {
        sujet: "Votre code d'activation e-CPS",
        courriel: format!(
            "Bonjour,\n\nVous activez votre e-CPS sur un téléphone. Code reçu par message électronique\u{a0}:\n\n    {code_courriel}\n\n\
             Tapez-le dans l'application, avec le code reçu par SMS. Les deux servent une fois, pendant dix minutes.\n\n\
             Ne les donnez à personne, même au téléphone.\n\
             Vous n'avez rien demandé\u{a0}? Ne faites rien\u{a0}: sans ces deux codes, il ne se passe rien.\n"
        ),
        sms: Some(format!(
            "e-CPS : votre code reçu par SMS est {code_sms}. Tapez-le dans l'application avec celui du message électronique. Ne le donnez à personne."
        )),
    }
}

pub(super) fn enrolee(remplace: bool) -> Courrier {
    let ancien = if remplace {
        "L'e-CPS de votre ancien téléphone s'est arrêtée et ses connexions sont fermées.\n\n"
    } else {
        ""
    };
    Courrier {
        sujet: "Votre e-CPS est activée",
        courriel: format!(
            "Bonjour,\n\nVotre e-CPS vient d'être activée sur un téléphone, pour trois ans.\n\n{ancien}\
             Ce n'est pas vous\u{a0}? Activez-la de nouveau sur votre téléphone\u{a0}: l'autre s'arrêtera aussitôt. Prévenez aussi votre établissement.\n"
        ),
        sms: Some(
            "e-CPS : elle vient d'être activée sur un téléphone. Ce n'est pas vous ? Activez-la de nouveau sur le vôtre : l'autre s'arrêtera aussitôt."
                .to_owned(),
        ),
    }
}

pub(super) fn verrouillee() -> Courrier {
    Courrier {
        sujet: "Votre e-CPS est verrouillée",
        courriel: "Bonjour,\n\nTrois codes secrets inexacts ont été tapés sur votre téléphone. Votre e-CPS est verrouillée.\n\n\
                   Pour la retrouver, activez-la de nouveau. Votre carte continue de servir.\n\
                   Ce n'est pas vous\u{a0}? Votre téléphone est peut-être entre d'autres mains\u{a0}: activez votre e-CPS sur un autre téléphone.\n"
            .to_owned(),
        sms: None,
    }
}

/// `client`, `navigateur` and `adresse` as the phone showed them; without browser, the service asked by itself.
pub(super) fn alerte(client: &str, navigateur: &str, adresse: &str) -> Courrier {
    let navigateur = if navigateur.is_empty() { "aucun, le service l'a demandé lui-même" } else { navigateur };
    Courrier {
        sujet: "Vous avez signalé une demande de connexion",
        courriel: format!(
            "Bonjour,\n\nVous avez répondu «\u{a0}Ce n'est pas moi\u{a0}» à une demande de connexion\u{a0}:\n\n\
             - service\u{a0}: {client}\n- navigateur\u{a0}: {navigateur}\n- adresse\u{a0}: {adresse}\n\n\
             Cette demande est fermée. Celles qui viendraient du même endroit ne vous dérangeront plus pendant deux heures.\n\
             Votre e-CPS reste active\u{a0}: vous n'avez rien d'autre à faire.\n"
        ),
        sms: None,
    }
}
