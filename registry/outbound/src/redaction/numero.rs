use registry_core::avis::NumeroAttribue;
use sante::IdentifiantNational;

use super::{Bloc, Etape, Lettre, bonjour, jamais, phrase, titre};
use crate::date;

/// The number, and how to get to the e-CPS (NOT-01, NOT-05).
pub fn attribue(numero: &NumeroAttribue, assistance: &str) -> Lettre {
    let NumeroAttribue { prenom, lieu, nom_exercice, fonction, .. } = numero;
    let depuis = numero.depuis.map(|le| format!(", depuis le {}", date::jour(le))).unwrap_or_default();
    let gestionnaire = match &numero.gestionnaire {
        Some(nom) => format!("à {nom}, gestionnaire de l’établissement"),
        None => "au gestionnaire de l’établissement".to_owned(),
    };
    let mut blocs = vec![
        phrase(format!(
            "{lieu} a fait votre enregistrement. Ce numéro est à vous pour toute votre carrière, même si vous changez d’employeur."
        )),
        Bloc::Numero(affiche(&numero.identifiant)),
        phrase("Il n’est pas secret : vous pouvez le donner à un employeur."),
    ];
    blocs.extend([titre("Et maintenant ?"), etapes(numero), titre("Ce qui est enregistré")]);
    blocs.push(Bloc::Lignes(vec![format!("{nom_exercice}, {fonction}."), format!("{lieu}{depuis}.")]));
    blocs.push(phrase(format!("Quelque chose n’est pas juste ? Dites-le {gestionnaire}.")));
    blocs.push(jamais());
    blocs.push(Bloc::Discret(format!(
        "Vous ne travaillez pas dans cet établissement ? Dites-le à l’assistance : {assistance}. Nous arrêtons tout."
    )));
    Lettre {
        sujet: "Votre numéro RPPS est prêt".to_owned(),
        titre: bonjour(prenom, "votre numéro RPPS est prêt"),
        blocs,
    }
}

fn etapes(numero: &NumeroAttribue) -> Bloc {
    let etape = |acte: String, suite: &str| Etape { acte, suite: suite.to_owned() };
    let identifiant = affiche(&numero.identifiant);
    Bloc::Etapes(vec![
        etape(format!("Attendez {}.", date::instant(numero.ecps_le)), "Avant, l’activation ne marchera pas."),
        etape("Installez l’application e-CPS".to_owned(), "sur votre téléphone."),
        Etape {
            acte: "Tapez 8, puis votre numéro :".to_owned(),
            suite: format!("8\u{a0}{identifiant}. Vous recevrez un code par SMS et un autre par e-mail."),
        },
        etape("Choisissez un code secret".to_owned(), "que personne d’autre ne connaît."),
    ])
}

/// `999 0000 0011`, as a person reads it aloud; another identifier as it is.
pub fn affiche(identifiant: &IdentifiantNational) -> String {
    let Some(rpps) = identifiant.rpps() else { return identifiant.to_string() };
    let chiffres = rpps.to_string();
    match (chiffres.get(..3), chiffres.get(3..7), chiffres.get(7..)) {
        (Some(a), Some(b), Some(c)) => format!("{a}\u{a0}{b}\u{a0}{c}"),
        _ => chiffres,
    }
}
