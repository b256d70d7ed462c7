use ambient::Timestamp;
use registry_core::avis::{ContactChange, ParQui};
use sante::IdentifiantNational;

use super::numero::affiche;
use super::{Bloc, Lettre, bonjour, jamais, phrase, titre};
use crate::date;

/// To the address that was true until now: it may be read by whoever was robbed of it.
pub fn remplace(
    prenom: &str,
    (le, activation_des): (Timestamp, Timestamp),
    (par, change): (ParQui, ContactChange),
    assistance: &str,
) -> Lettre {
    let quoi = match change {
        ContactChange::Mobile => "votre numéro de mobile a été remplacé",
        ContactChange::Courriel => "votre adresse e-mail a été remplacée",
        ContactChange::LesDeux => "votre numéro de mobile et votre adresse e-mail ont été remplacés",
    };
    let comment = match par {
        ParQui::LaPersonne => "Le changement a été fait avec votre e-CPS ou votre carte.",
        ParQui::DeuxGestionnaires => "Deux gestionnaires de votre établissement l’ont fait, en votre présence.",
        ParQui::Assistance => "L’assistance nationale a remis vos coordonnées d’avant.",
    };
    Lettre {
        sujet: "Vos coordonnées ont changé".to_owned(),
        titre: bonjour(prenom, "vos coordonnées ont changé"),
        blocs: vec![
            phrase(format!("Depuis {}, {quoi}. {comment}", date::instant(le))),
            phrase("C’était vous ? Il n’y a rien à faire."),
            titre("Ce n’était pas vous ?"),
            phrase(format!(
                "Dites-le tout de suite à l’assistance : {assistance}. Avant {}, personne n’active d’e-CPS avec les nouvelles coordonnées.",
                date::instant(activation_des)
            )),
            jamais(),
        ],
    }
}

/// To the address that is true from now on.
pub fn enregistre(prenom: &str, identifiant: &IdentifiantNational, activation_des: Timestamp) -> Lettre {
    Lettre {
        sujet: "Vos coordonnées sont enregistrées".to_owned(),
        titre: bonjour(prenom, "vos coordonnées sont enregistrées"),
        blocs: vec![
            phrase("Les messages sur votre numéro RPPS et sur votre e-CPS arrivent maintenant à cette adresse."),
            Bloc::Numero(affiche(identifiant)),
            phrase(format!(
                "Une nouvelle e-CPS s’active à partir de {}. Celle que vous avez déjà marche toujours.",
                date::instant(activation_des)
            )),
            jamais(),
        ],
    }
}

/// What was corrected stays out of the mail.
pub fn etat_civil(prenom: &str, le: Timestamp, assistance: &str) -> Lettre {
    Lettre {
        sujet: "Votre état civil a été corrigé".to_owned(),
        titre: bonjour(prenom, "votre état civil a été corrigé"),
        blocs: vec![
            phrase(format!(
                "L’assistance a corrigé votre état civil dans le registre : {}. Votre numéro RPPS ne change pas.",
                date::instant(le)
            )),
            titre("Vous n’aviez rien demandé ?"),
            phrase(format!("Dites-le tout de suite à l’assistance : {assistance}.")),
        ],
    }
}
