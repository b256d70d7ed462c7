use std::collections::HashSet;

use super::{Constat, Contexte};
use crate::trace::{Observation, Point, Trace};

/// Each authorization request, once: the issuer's own door sends browsers on to the other host.
fn demandes(trace: &Trace) -> Vec<&Observation> {
    trace.au(Point::Autorisation).filter(|vue| vue.parametre("client_id").is_some()).collect()
}

pub fn porte(trace: &Trace, parametre: &str, longueur: usize) -> Constat {
    let demandes = demandes(trace);
    let courte = demandes.iter().find(|demande| demande.parametre(parametre).unwrap_or_default().len() < longueur);
    match courte {
        _ if demandes.is_empty() => Constat::non("aucune demande n'est arrivée au fournisseur"),
        Some(demande) => match demande.parametre(parametre) {
            None | Some("") => Constat::non(format!("la demande ne porte pas `{parametre}`")),
            Some(valeur) => Constat::non(format!("`{parametre}` n'a que {} caractères", valeur.len())),
        },
        None => Constat::oui(format!("chaque demande porte `{parametre}`")),
    }
}

pub fn vaut(trace: &Trace, parametre: &str, valeur: &str) -> Constat {
    let demandes = demandes(trace);
    let autre = demandes.iter().find(|demande| demande.parametre(parametre) != Some(valeur));
    match autre {
        _ if demandes.is_empty() => Constat::non("aucune demande n'est arrivée au fournisseur"),
        Some(demande) => {
            let vu = demande.parametre(parametre).map_or("rien".to_owned(), |vu| format!("« {vu} »"));
            Constat::non(format!("`{parametre}` : {vu} au lieu de « {valeur} »"))
        }
        None => Constat::oui(format!("`{parametre}` vaut « {valeur} »")),
    }
}

pub fn neuve(trace: &Trace, parametre: &str) -> Constat {
    let valeurs: Vec<_> = demandes(trace).iter().filter_map(|demande| demande.parametre(parametre)).collect();
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

pub fn retour_declare(trace: &Trace, contexte: &Contexte) -> Constat {
    let demandes = demandes(trace);
    let retour = |demande: &&Observation| demande.parametre("redirect_uri").unwrap_or_default().to_owned();
    let inconnu = demandes.iter().map(retour).find(|retour| !contexte.retours.contains(retour));
    match inconnu {
        _ if demandes.is_empty() => Constat::non("aucune demande n'est arrivée au fournisseur"),
        Some(inconnu) => Constat::non(format!("`redirect_uri` : « {inconnu} », qui n'est pas déclarée")),
        None => Constat::oui("`redirect_uri` est une adresse déclarée, à la lettre"),
    }
}
