use annuaire::Correspondance;

use super::port::Messages;
use super::vie::Motif;

/// One message in its forms. The texts name no person and hold no link: nothing to click, nothing to imitate.
pub(crate) struct Courrier {
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

/// Two files spoke as one phone.
pub(super) fn copiee() -> Courrier {
    Courrier {
        sujet: "Votre e-CPS est verrouillée : votre téléphone a été copié",
        courriel: "Bonjour,\n\nL'application e-CPS de votre téléphone existe en deux exemplaires. Nous ne savons pas lequel est le vôtre\u{a0}: \
                   votre e-CPS est verrouillée et ses connexions sont fermées.\n\n\
                   Pour la retrouver, activez-la de nouveau\u{a0}: l'autre exemplaire ne servira plus. Votre carte continue de servir.\n\
                   Vous n'avez ni restauré ni copié ce téléphone\u{a0}? Prévenez aussi votre établissement.\n"
            .to_owned(),
        sms: None,
    }
}

/// Ended by its holder. No SMS: the phone may be in other hands.
pub(super) fn arretee(motif: Motif) -> Courrier {
    let pourquoi = match motif {
        Motif::Perte => "Vous avez déclaré votre téléphone perdu.",
        Motif::Vol => "Vous avez déclaré votre téléphone volé.",
        Motif::PasMoi => "Vous avez signalé que ce téléphone n'est pas le vôtre.",
        Motif::Retrait => "Elle a été retirée à votre demande.",
        Motif::Sim => "La carte SIM de votre téléphone a changé.",
    };
    Courrier {
        sujet: "Votre e-CPS s'est arrêtée",
        courriel: format!(
            "Bonjour,\n\n{pourquoi} Votre e-CPS s'est arrêtée et ses connexions sont fermées.\n\n\
             Pour en avoir une de nouveau, activez-la sur votre téléphone. Votre carte continue de servir.\n\
             Ce n'est pas vous\u{a0}? Activez-la de nouveau, puis regardez vos connexions dans votre espace. Prévenez aussi votre établissement.\n"
        ),
        sms: None,
    }
}

pub(super) fn bientot_finie(jours: u64) -> Courrier {
    let quand = if jours == 1 { "demain".to_owned() } else { format!("dans {jours} jours") };
    Courrier {
        sujet: "Votre e-CPS arrive à son terme",
        courriel: format!(
            "Bonjour,\n\nVotre e-CPS aura trois ans {quand}. Elle ne servira plus ensuite.\n\n\
             Pour continuer, activez-la de nouveau dans l'application, avant ou après ce jour\u{a0}: cela prend quelques minutes.\n\
             Il vous faut vos deux codes, ou votre carte et un lecteur.\n"
        ),
        sms: None,
    }
}
