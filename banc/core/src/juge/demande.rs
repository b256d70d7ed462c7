use std::collections::HashSet;

use super::{Constat, Contexte};
use crate::trace::{Observation, Point, Trace};

/// Each authorization request, once: the issuer's own door sends browsers on to the other host.
fn demandes(trace: &Trace) -> Vec<&Observation> {
    trace.au(Point::Autorisation).filter(|vue| vue.parametre("client_id").is_some()).collect()
}

pub fn porte(trace: &Trace, parametre: &str, longueur: usize) -> Constat {
    let demandes = demandes(trace);
    let courte = demandes.iter().find(|demande| demande.demande(parametre).unwrap_or_default().len() < longueur);
    match courte {
        _ if demandes.is_empty() => Constat::non("aucune demande n'est arrivée au fournisseur"),
        Some(demande) => match demande.demande(parametre) {
            None | Some("") => Constat::non(format!("la demande ne porte pas `{parametre}`")),
            Some(valeur) => Constat::non(format!("`{parametre}` n'a que {} caractères", valeur.len())),
        },
        None => Constat::oui(format!("chaque demande porte `{parametre}`")),
    }
}

pub fn vaut(trace: &Trace, parametre: &str, valeur: &str) -> Constat {
    let demandes = demandes(trace);
    let autre = demandes.iter().find(|demande| demande.demande(parametre) != Some(valeur));
    match autre {
        _ if demandes.is_empty() => Constat::non("aucune demande n'est arrivée au fournisseur"),
        Some(demande) => {
            let vu = demande.demande(parametre).map_or("rien".to_owned(), |vu| format!("« {vu} »"));
            Constat::non(format!("`{parametre}` : {vu} au lieu de « {valeur} »"))
        }
        None => Constat::oui(format!("`{parametre}` vaut « {valeur} »")),
    }
}

pub fn neuve(trace: &Trace, parametre: &str) -> Constat {
    let valeurs: Vec<_> = demandes(trace).iter().filter_map(|demande| demande.demande(parametre)).collect();
    let differentes: HashSet<_> = valeurs.iter().collect();
    match valeurs.len() {
        0 => Constat::oui(format!("`{parametre}` n'est pas envoyé : rien ne se répète")),
        1 => Constat::non("une seule demande est arrivée : rien à comparer"),
        n => Constat::si(
            differentes.len() == n,
            format!("{n} demandes, {n} valeurs de `{parametre}`"),
            format!("{n} demandes, {} valeurs de `{parametre}`", differentes.len()),
        ),
    }
}

/// RFC 9126 §4: what the address carries is a name that the provider gave.
pub fn poussee(trace: &Trace) -> Constat {
    let demandes = demandes(trace);
    let poussee =
        |demande: &Observation| demande.parametre("request_uri").is_some() && demande.parametre("state").is_none();
    match demandes.iter().find(|demande| !poussee(demande)) {
        _ if demandes.is_empty() => Constat::non("aucune demande n'est arrivée au fournisseur"),
        Some(_) => Constat::non("une demande voyage en clair par le navigateur, au lieu d'être poussée"),
        None if trace.au(Point::Pousse).next().is_none() => Constat::non("aucune demande n'est poussée"),
        None => Constat::oui("chaque demande est poussée, et le navigateur n'en porte que le nom"),
    }
}

/// RFC 9101 §4 and §6.1: pushed or not, the request is one object that the service signed.
pub fn signee(trace: &Trace) -> Constat {
    let poussees = trace.au(Point::Pousse).collect::<Vec<_>>();
    let porteuses = if poussees.is_empty() { demandes(trace) } else { poussees };
    let objet = |vue: &&Observation| vue.parametre("request").is_some_and(|objet| objet.split('.').count() == 3);
    match porteuses.iter().find(|vue| !objet(vue)) {
        _ if porteuses.is_empty() => Constat::non("aucune demande n'est arrivée au fournisseur"),
        Some(_) => Constat::non("une demande n'est pas un objet signé (`request`)"),
        None => Constat::oui("chaque demande est un objet signé"),
    }
}

pub fn retour_declare(trace: &Trace, contexte: &Contexte) -> Constat {
    let demandes = demandes(trace);
    let retour = |demande: &&Observation| demande.demande("redirect_uri").unwrap_or_default().to_owned();
    let inconnu = demandes.iter().map(retour).find(|retour| !contexte.retours.contains(retour));
    match inconnu {
        _ if demandes.is_empty() => Constat::non("aucune demande n'est arrivée au fournisseur"),
        Some(inconnu) => Constat::non(format!("`redirect_uri` : « {inconnu} », qui n'est pas déclarée")),
        None => Constat::oui("`redirect_uri` est une adresse déclarée, à la lettre"),
    }
}
