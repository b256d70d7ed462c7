//! What two agents of the support decided of somebody.

use ambient::Timestamp;
use registry_core::retrait::{Cause, Retrait};

use super::{Bloc, Lettre, bonjour, jamais, phrase, titre};
use crate::date;

/// Out of service: nothing of the decision's motive, which may be read by others in a mailbox.
pub fn retrait(prenom: &str, retrait: &Retrait, assistance: &str) -> Lettre {
    let quoi = match retrait.cause {
        Cause::Suspension => "Votre inscription est suspendue",
        Cause::Radiation => "Votre inscription est radiée",
        Cause::Deces | Cause::Cessation => "Votre fin d’activité est enregistrée",
    };
    let jusque = retrait.fin.map(|fin| format!(", jusqu’au {} inclus", date::jour(veille(fin)))).unwrap_or_default();
    Lettre {
        sujet: quoi.to_owned(),
        titre: bonjour(prenom, "votre inscription change"),
        blocs: vec![
            phrase(format!("{quoi}, à partir du {}{jusque}.", date::jour(retrait.debut))),
            phrase("À partir de ce jour, votre carte et votre e-CPS n’ouvrent plus de service."),
            phrase("Votre numéro RPPS reste à vous. Rien de ce que vous avez enregistré n’est effacé."),
            titre("Ce n’est pas juste ?"),
            phrase(format!(
                "Écrivez à l’autorité qui a décidé, ou demandez à l’assistance ce qui est enregistré : {assistance}."
            )),
        ],
    }
}

/// In service again.
pub fn reprise(prenom: &str, des: Timestamp, assistance: &str) -> Lettre {
    Lettre {
        sujet: "Votre inscription redevient active".to_owned(),
        titre: bonjour(prenom, "votre inscription redevient active"),
        blocs: vec![
            phrase(format!("À partir de {}, votre carte et votre e-CPS servent de nouveau.", date::instant(des))),
            phrase("Reconnectez-vous à vos services : les connexions d’avant sont fermées."),
            phrase(format!("Une question ? Demandez à l’assistance : {assistance}.")),
        ],
    }
}

/// To every address that was the person's lately: one of them may be somebody else's.
pub fn gel(prenom: &str, le: Timestamp, assistance: &str) -> Lettre {
    Lettre {
        sujet: "Vos coordonnées sont gelées".to_owned(),
        titre: bonjour(prenom, "vos coordonnées sont gelées"),
        blocs: vec![
            phrase(format!(
                "Depuis {}, l’assistance a gelé votre numéro de mobile et votre adresse e-mail.",
                date::instant(le)
            )),
            phrase("Ils ne changent plus, et personne n’active d’e-CPS avec eux. Votre carte marche toujours."),
            titre("Vous n’aviez rien signalé ?"),
            phrase(format!("Dites-le tout de suite à l’assistance : {assistance}.")),
            jamais(),
        ],
    }
}

pub fn degel(prenom: &str, le: Timestamp, assistance: &str) -> Lettre {
    Lettre {
        sujet: "Vos coordonnées ne sont plus gelées".to_owned(),
        titre: bonjour(prenom, "vos coordonnées ne sont plus gelées"),
        blocs: vec![
            phrase(format!(
                "Depuis {}, vous pouvez de nouveau changer votre mobile et votre adresse e-mail, dans votre espace.",
                date::instant(le)
            )),
            titre("Vous n’aviez rien demandé ?"),
            phrase(format!("Dites-le tout de suite à l’assistance : {assistance}.")),
            jamais(),
        ],
    }
}

/// The answer to a request that was not followed.
pub fn gel_ecarte(prenom: &str, commentaire: &str, assistance: &str) -> Lettre {
    Lettre {
        sujet: "Votre demande sur vos coordonnées".to_owned(),
        titre: bonjour(prenom, "voici la réponse à votre demande"),
        blocs: vec![
            phrase("L’assistance n’a rien changé à vos coordonnées."),
            phrase(format!("Elle écrit : « {commentaire} »")),
            Bloc::Discret(format!(
                "Vous pouvez refaire une demande dans votre espace, ou écrire à l’assistance : {assistance}."
            )),
        ],
    }
}

/// The last instant before.
const fn veille(fin: Timestamp) -> Timestamp {
    Timestamp::from_millis(fin.millis() - 1)
}
