use ambient::Timestamp;

use super::{Bloc, Lettre, bonjour, phrase, titre};
use crate::date;

/// One more place of work.
pub fn ajout(prenom: &str, lieu: &str, fonction: &str, depuis: Option<Timestamp>) -> Lettre {
    let depuis = depuis.map(|le| format!(", depuis le {}", date::jour(le))).unwrap_or_default();
    Lettre {
        sujet: "Un lieu de travail est ajouté à votre numéro RPPS".to_owned(),
        titre: bonjour(prenom, "un lieu de travail est ajouté"),
        blocs: vec![
            phrase(format!("{lieu} a ajouté un lieu de travail à votre fiche. Votre numéro RPPS ne change pas.")),
            titre("Ce qui est enregistré"),
            Bloc::Lignes(vec![format!("{lieu}, {fonction}{depuis}.")]),
            phrase("Quelque chose n’est pas juste ? Dites-le au gestionnaire de l’établissement."),
        ],
    }
}

/// The gestionnaire did not validate.
pub fn rejet(prenom: &str, lieu: &str, motif: &str, commentaire: Option<&str>) -> Lettre {
    let mut blocs = vec![phrase(format!("{lieu} n’a pas validé votre demande.")), phrase(motif)];
    blocs.extend(commentaire.map(|commentaire| phrase(format!("Le gestionnaire ajoute : « {commentaire} »"))));
    blocs.push(titre("Et maintenant ?"));
    blocs.push(phrase("Voyez avec le gestionnaire de l’établissement. Vous pourrez ensuite refaire une demande."));
    Lettre {
        sujet: "Votre demande n’est pas validée".to_owned(),
        titre: bonjour(prenom, "votre demande n’est pas validée"),
        blocs,
    }
}

/// The registry did not keep a request, when it was sent or when it was validated: it says nothing of the stage (NOT-03).
pub fn refus((prenom, lieu): (&str, &str), motif: &str, assistance: &str) -> Lettre {
    Lettre {
        sujet: "Votre enregistrement n’a pas abouti".to_owned(),
        titre: bonjour(prenom, "votre enregistrement n’a pas abouti"),
        blocs: vec![
            phrase(format!("Le registre n’a pas retenu votre demande d’enregistrement pour {lieu}.")),
            phrase(motif),
            titre("Et maintenant ?"),
            phrase(format!("Si vous ne savez pas quoi faire, demandez à l’assistance : {assistance}.")),
        ],
    }
}

/// What the person asked for of a place of work is done (SIT-14).
pub fn acceptee(prenom: &str, lieu: &str, changements: &[String]) -> Lettre {
    Lettre {
        sujet: "Votre demande est acceptée".to_owned(),
        titre: bonjour(prenom, "votre demande est acceptée"),
        blocs: vec![
            phrase(format!("{lieu} a accepté votre demande. Votre numéro RPPS ne change pas.")),
            titre("Ce qui change"),
            Bloc::Lignes(changements.to_vec()),
            phrase("Quelque chose n’est pas juste ? Dites-le au gestionnaire de l’établissement."),
        ],
    }
}

/// A gestionnaire changed the record (NOT-06).
pub fn mise_a_jour(prenom: &str, lieu: &str, changements: &[String]) -> Lettre {
    Lettre {
        sujet: "Votre fiche RPPS a changé".to_owned(),
        titre: bonjour(prenom, "votre fiche a changé"),
        blocs: vec![
            phrase(format!("{lieu} a changé votre fiche. Votre numéro RPPS ne change pas.")),
            titre("Ce qui a changé"),
            Bloc::Lignes(changements.to_vec()),
            phrase("Quelque chose n’est pas juste ? Dites-le au gestionnaire de l’établissement."),
        ],
    }
}
