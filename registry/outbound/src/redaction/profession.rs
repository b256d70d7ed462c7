use registry_core::avis::SuiteProfession;

use super::{Bloc, Lettre, bonjour, phrase, titre};
use crate::date;

/// Where a request for a profession stands, to who asked (ROL-09).
pub fn suivie(prenom: &str, (lieu, libelle): (&str, &str), suite: &SuiteProfession) -> Lettre {
    let nommer = |grades: &Option<String>| grades.clone().unwrap_or_else(|| "Le GRADeS de votre région".to_owned());
    let rappel = phrase(format!("Vous avez demandé la profession « {libelle} » pour {lieu}."));
    let (quoi, mut blocs) = match suite {
        SuiteProfession::Relayee { grades } => {
            let qui = grades.clone().unwrap_or_else(|| "L’ANS".to_owned());
            let verbe = if grades.is_some() { "l’a relayée à l’ANS" } else { "l’a reçue" };
            let suite = "L’ANS décide avec la DNS, la CNSA et la CNAM. Vous recevrez sa réponse ici.";
            ("est à l’ANS", vec![phrase(format!("{qui} {verbe}.")), phrase(suite)])
        }
        SuiteProfession::Reunie { avec } => {
            let quoi = format!("Le GRADeS l’a réunie avec une demande pour la même profession : « {avec} ».");
            ("est réunie avec une autre", vec![phrase(quoi), phrase("La réponse vaudra pour les deux.")])
        }
        SuiteProfession::Rendue { grades, motif } => {
            let rendue = phrase(format!("{} vous la rend : « {motif} »", nommer(grades)));
            ("vous est rendue", vec![rendue, phrase("Vous pouvez en envoyer une autre, complétée.")])
        }
        SuiteProfession::Retenue { code, libelle, du, commentaire } => {
            let du = du.map(|du| format!(", à partir du {}", date::jour(du))).unwrap_or_default();
            let inscrite = format!("L’ANS l’inscrit à la nomenclature : {code} {libelle}{du}.");
            ("est retenue", vec![phrase(inscrite), cite(commentaire)])
        }
        SuiteProfession::Ecartee { commentaire } => {
            ("n’est pas retenue", vec![phrase("L’ANS ne l’inscrit pas à la nomenclature."), cite(commentaire)])
        }
    };
    blocs.retain(|bloc| *bloc != Bloc::Phrase(String::new()));
    blocs.insert(0, rappel);
    blocs.push(titre("Et maintenant ?"));
    blocs.push(phrase("Le détail est au portail, page « Professions demandées »."));
    Lettre {
        sujet: format!("Votre demande de profession {quoi}"),
        titre: bonjour(prenom, &format!("votre demande de profession {quoi}")),
        blocs,
    }
}

/// What the ANS adds; nothing where it adds nothing.
fn cite(commentaire: &str) -> Bloc {
    let texte = if commentaire.is_empty() { String::new() } else { format!("Elle ajoute : « {commentaire} »") };
    Bloc::Phrase(texte)
}
