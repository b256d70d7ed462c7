//! What the patient is told: one message an access, in the words of the day. Simulated: the message is shown, not sent.

use crate::dates;
use crate::matrice::Matrice;
use crate::registre::{Entree, Fait};

/// A mail, as it would be.
pub struct Message {
    pub objet: &'static str,
    pub quand: String,
    pub texte: String,
}

/// One line of the journal of accesses.
pub struct Ligne {
    pub quand: String,
    pub qui: String,
    pub comme: String,
    pub quoi: String,
    pub refuse: bool,
}

/// The patient's own acts are in the journal and in no message.
pub fn message(entree: &Entree, matrice: &Matrice) -> Option<Message> {
    if entree.auteur.identifiant.is_empty() {
        return None;
    }
    let objet = match &entree.fait {
        Fait::Ouverture | Fait::Lecture { .. } => "Votre dossier a été consulté",
        Fait::Refus { .. } => "Un accès à votre dossier a été refusé",
        Fait::Alimentation { .. } => "Un document a été ajouté à votre dossier",
        Fait::Accord { .. } | Fait::Retrait => "Votre accord a été enregistré",
    };
    let ligne = ligne(entree, matrice);
    let lieu = if entree.auteur.lieu.is_empty() { String::new() } else { format!(", {}", entree.auteur.lieu) };
    let texte = format!("{} ({}{lieu}) : {}.", ligne.qui, ligne.comme, ligne.quoi);
    Some(Message { objet, quand: ligne.quand, texte })
}

pub fn ligne(entree: &Entree, matrice: &Matrice) -> Ligne {
    let quoi = match &entree.fait {
        Fait::Accord { comment } => format!("accord donné {}", comment.mots()),
        Fait::Retrait => "accord retiré".to_owned(),
        Fait::Ouverture => "liste des documents ouverte".to_owned(),
        Fait::Lecture { genre, .. } => format!("« {} » lu", label(genre, matrice)),
        Fait::Refus { motif } => motif.mots(matrice),
        Fait::Alimentation { document } => format!("« {} » ajouté", label(&document.genre, matrice)),
    };
    Ligne {
        quand: dates::instant(entree.quand),
        qui: entree.auteur.nom.clone(),
        comme: entree.auteur.comme.clone(),
        quoi,
        refuse: matches!(entree.fait, Fait::Refus { .. }),
    }
}

fn label<'a>(genre: &'a str, matrice: &'a Matrice) -> &'a str {
    matrice.type_document(genre).map_or(genre, |un| un.label.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acces::Motif;
    use crate::registre::Auteur;

    fn entree(identifiant: &str, fait: Fait) -> Entree {
        let auteur = Auteur {
            identifiant: identifiant.to_owned(),
            nom: "Lucie FICTIF-GARNIER".to_owned(),
            comme: "accompagnement au soin".to_owned(),
            lieu: "EHPAD".to_owned(),
        };
        Entree { quand: 1_795_410_300, patient: "P-0012".to_owned(), auteur, fait }
    }

    // requirement: NOT-07
    #[test]
    fn each_access_is_a_message_that_says_who_when_and_what() {
        let matrice = Matrice::lire(None).expect("the first version");
        let faits = [
            Fait::Ouverture,
            Fait::Lecture { document: "D-101".to_owned(), genre: "pps".to_owned() },
            Fait::Refus { motif: Motif::SansAccord },
        ];
        for fait in faits {
            let recu = message(&entree("8999", fait), &matrice).expect("a message");
            assert!(recu.texte.contains("Lucie FICTIF-GARNIER") && recu.quand.contains("23 novembre 2026"));
        }
        assert!(message(&entree("", Fait::Retrait), &matrice).is_none(), "the patient knows what they did");
    }
}
