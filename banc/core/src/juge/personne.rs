use std::collections::HashSet;

use super::acces::chemin;
use super::{Constat, Contexte};
use crate::injection::AUTRUI;
use crate::trace::Trace;

pub fn compte_stable(trace: &Trace) -> Constat {
    let connectes: Vec<_> = trace.etats.iter().filter(|moi| moi.connecte).collect();
    let comptes: HashSet<_> = connectes.iter().filter_map(|moi| moi.compte.as_deref()).collect();
    match (connectes.len(), comptes.len()) {
        (0 | 1, _) => Constat::non("la personne n'a pas pu se connecter deux fois"),
        (_, 0) => Constat::non("« moi » ne dit pas le compte"),
        (_, 1) => Constat::oui("la même personne retrouve le même compte"),
        (_, n) => Constat::non(format!("la même personne a {n} comptes")),
    }
}

pub fn rien_d_autrui(trace: &Trace) -> Constat {
    let d_autrui = |texte: &str| AUTRUI.iter().any(|marque| texte.contains(marque));
    let moi = trace.dernier().filter(|moi| moi.connecte);
    let dits = moi.iter().flat_map(|moi| [&moi.sub, &moi.compte, &moi.nom].into_iter().flatten());
    match trace.vues.iter().find(|vue| d_autrui(&vue.corps)) {
        Some(vue) => Constat::non(format!("la page {} nomme une autre personne", chemin(&vue.adresse))),
        None if dits.into_iter().any(|dit| d_autrui(dit)) => Constat::non("la session parle d'une autre personne"),
        None if moi.is_some() => Constat::oui("une session, qui ne prend rien de userinfo"),
        None => Constat::oui("aucune session"),
    }
}

pub fn inchangee(trace: &Trace) -> Constat {
    let avant = trace.etats.iter().find(|moi| moi.connecte).map(|moi| (&moi.sub, &moi.compte));
    match (avant, trace.dernier()) {
        (Some(_), Some(moi)) if !moi.connecte => Constat::oui("le service ferme la session"),
        (Some(avant), Some(moi)) => Constat::si(
            avant == (&moi.sub, &moi.compte),
            "la session parle toujours de la même personne",
            "la session parle d'une autre personne",
        ),
        _ => Constat::non("la personne n'a pas pu se connecter"),
    }
}

pub fn situation_active(trace: &Trace, contexte: &Contexte) -> Constat {
    let situation = trace.dernier().and_then(|moi| moi.situation.as_deref()).filter(|texte| !texte.is_empty());
    match situation {
        None => Constat::oui("le service n'a pas choisi à la place de la personne"),
        Some(vue) => Constat::si(
            contexte.situation.iter().any(|nom| nom == vue),
            "le service prend la situation active",
            format!("le service agit pour « {vue} », qui n'est pas la situation active"),
        ),
    }
}

pub fn sans_situation(trace: &Trace) -> Constat {
    let situation = trace.etats.iter().find_map(|moi| moi.situation.as_deref().filter(|texte| !texte.is_empty()));
    match situation {
        None => Constat::oui("aucun rôle n'est donné"),
        Some(vue) => Constat::non(format!("le service donne la situation « {vue} » à qui n'en a pas")),
    }
}
