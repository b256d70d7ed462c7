use super::{Constat, Contexte};
use crate::trace::{Point, Trace};

pub fn fin_demandee(trace: &Trace, contexte: &Contexte) -> Constat {
    let Some(demande) = trace.au(Point::Fin).next() else {
        return Constat::non("le fournisseur n'a pas été prévenu : sa session reste ouverte");
    };
    let nommee = ["id_token_hint", "client_id", "logout_hint", "refresh_token"];
    if nommee.iter().all(|nom| demande.parametre(nom).is_none()) {
        return Constat::non("la demande de fin ne dit pas de quelle session elle parle (`id_token_hint`)");
    }
    match demande.parametre("post_logout_redirect_uri") {
        Some(retour) if !contexte.apres_deconnexion.iter().any(|declare| declare == retour) => {
            Constat::non(format!("`post_logout_redirect_uri` : « {retour} », qui n'est pas déclarée"))
        }
        _ => Constat::oui("le fournisseur est prévenu, et sait de quelle session"),
    }
}

pub fn avis_refuse(trace: &Trace) -> Constat {
    match trace.actes.iter().rev().find(|acte| acte.quoi == "avis") {
        Some(acte) if (400..500).contains(&acte.statut) => Constat::oui(format!("l'avis est refusé ({})", acte.statut)),
        Some(acte) => Constat::non(format!("l'avis n'est pas refusé ({})", acte.statut)),
        None => Constat::non("l'avis n'a pas pu être remis"),
    }
}
