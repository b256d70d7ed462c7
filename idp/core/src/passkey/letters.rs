//! What a person is told of their passkeys. No link and no name of anybody: nothing to click, nothing to imitate.

use crate::ecps::Courrier;

pub(super) fn added(name: &str) -> Courrier {
    Courrier {
        sujet: "Une clé d'accès a été ajoutée",
        courriel: format!(
            "Bonjour,\n\nUne clé d'accès vient d'être ajoutée à vos moyens de connexion, pour trois ans\u{a0}:\n\n    {name}\n\n\
             Vous n'avez rien ajouté\u{a0}? Retirez-la maintenant dans votre espace, puis activez de nouveau votre e-CPS.\n"
        ),
        sms: Some(
            "Une clé d'accès a été ajoutée à vos moyens de connexion. Si ce n'est pas vous, retirez-la dans votre espace."
                .to_owned(),
        ),
    }
}

pub(super) fn removed(name: &str) -> Courrier {
    Courrier {
        sujet: "Une clé d'accès a été retirée",
        courriel: format!(
            "Bonjour,\n\nCette clé d'accès ne sert plus\u{a0}:\n\n    {name}\n\nLes connexions qu'elle avait ouvertes sont fermées.\n\n\
             Vous n'avez rien retiré\u{a0}? Fermez toutes vos connexions dans votre espace.\n"
        ),
        sms: None,
    }
}

pub(super) fn copied(name: &str) -> Courrier {
    Courrier {
        sujet: "Une clé d'accès a peut-être été copiée",
        courriel: format!(
            "Bonjour,\n\nUne connexion avec cette clé d'accès a été refusée\u{a0}:\n\n    {name}\n\n\
             Son compteur est revenu en arrière, comme s'il en existait une copie. Si vous n'avez pas restauré votre appareil, \
             retirez cette clé dans votre espace.\n"
        ),
        sms: Some(
            "Une clé d'accès a été refusée : elle a peut-être été copiée. Retirez-la dans votre espace si vous n'avez rien restauré."
                .to_owned(),
        ),
    }
}
