use super::{Constat, Contexte};
use crate::injection::PIEGE;
use crate::trace::Trace;

pub fn connecte(trace: &Trace) -> Constat {
    let oui = trace.dernier().is_some_and(|moi| moi.connecte);
    Constat::si(oui, "la personne est connectée", format!("la personne n'est pas connectée {}", page(trace)))
}

pub fn pas_connecte(trace: &Trace) -> Constat {
    let oui = trace.dernier().is_some_and(|moi| !moi.connecte);
    Constat::si(oui, format!("aucune session {}", page(trace)), "une session est ouverte")
}

/// What the browser shows at the end, for the report.
fn page(trace: &Trace) -> String {
    match trace.page() {
        Some(vue) => format!("(dernière page : {} {})", vue.statut, chemin(&vue.adresse)),
        None => "(aucune page)".to_owned(),
    }
}

/// Without its parameters: they may hold a code.
pub fn chemin(adresse: &str) -> &str {
    adresse.split(['?', '#']).next().unwrap_or(adresse)
}

pub fn sans_erreur_interne(trace: &Trace) -> Constat {
    match trace.vues.iter().find(|vue| vue.statut == 500) {
        Some(vue) => Constat::non(format!("le service est tombé : 500 à {}", chemin(&vue.adresse))),
        None => Constat::oui("le service ne tombe pas"),
    }
}

pub fn page_lisible(trace: &Trace) -> Constat {
    match trace.page() {
        Some(vue) if vue.corps.trim().is_empty() => {
            Constat::non(format!("la page {} {} est vide", vue.statut, chemin(&vue.adresse)))
        }
        Some(vue) => Constat::oui(format!("une page répond ({})", vue.statut)),
        None => Constat::non("aucune page ne répond à la personne"),
    }
}

pub fn message_inerte(trace: &Trace) -> Constat {
    match trace.vues.iter().find(|vue| vue.corps.contains(PIEGE)) {
        Some(vue) => Constat::non(format!("la page {} recopie le script reçu dans l'adresse", chemin(&vue.adresse))),
        None => Constat::oui("aucune page ne recopie le message tel quel"),
    }
}

pub fn repli(trace: &Trace, contexte: &Contexte) -> Constat {
    let mots = contexte.repli.as_deref().unwrap_or_default();
    let oui = trace.page().is_some_and(|vue| vue.corps.contains(mots));
    Constat::si(oui, format!("la page dit « {mots} »"), format!("la page ne dit pas « {mots} »"))
}
