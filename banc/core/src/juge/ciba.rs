//! Requests that a person approves elsewhere (OpenID Connect CIBA Core 1.0).

use super::{Constat, Contexte};
use crate::trace::{Observation, Point, Trace};

/// What clocks and networks may blur, milliseconds.
const FLOU: u64 = 100;
/// What `slow_down` adds to the interval (§11), milliseconds.
const PAS: u64 = 5_000;

fn questions(trace: &Trace) -> Vec<&Observation> {
    trace.observations.iter().filter(|vue| vue.est_question()).collect()
}

pub fn rythme(trace: &Trace, contexte: &Contexte) -> Constat {
    let instants: Vec<u64> = questions(trace).iter().map(|vue| vue.a).collect();
    let presse = instants.windows(2).map(|deux| deux[1] - deux[0]).find(|ecart| ecart + FLOU < contexte.intervalle);
    match presse {
        _ if instants.len() < 2 => Constat::non("le service n'a pas interrogé deux fois : rien à mesurer"),
        Some(ecart) => Constat::non(format!("deux questions à {ecart} ms l'une de l'autre")),
        None => Constat::oui(format!("{} questions, au rythme demandé", instants.len())),
    }
}

pub fn ralentie(trace: &Trace, contexte: &Contexte) -> Constat {
    let questions = questions(trace);
    let freinee = questions.iter().position(|vue| vue.erreur.as_deref() == Some("slow_down"));
    let deux = freinee.and_then(|rang| Some((questions.get(rang)?, questions.get(rang + 1)?)));
    let Some((freinee, suivante)) = deux else {
        return Constat::oui("après `slow_down`, aucune question plus tôt que permis");
    };
    let ecart = suivante.a - freinee.a;
    Constat::si(
        ecart + FLOU >= contexte.intervalle + PAS,
        format!("la question qui suit `slow_down` vient {ecart} ms plus tard"),
        format!(
            "la question qui suit `slow_down` vient {ecart} ms plus tard, au lieu de {}",
            contexte.intervalle + PAS
        ),
    )
}

/// What Pro Santé Connect asks beyond the specification (its page on CIBA): two digits, and where the person approves.
pub fn annoncee(trace: &Trace) -> Constat {
    let demandes: Vec<_> = trace.au(Point::Ciba).collect();
    if demandes.is_empty() {
        return Constat::non("aucune demande n'est arrivée au fournisseur");
    }
    for (demande, montre) in demandes.iter().zip(&trace.nombres) {
        let dit = demande.parametre("binding_message").unwrap_or_default();
        if dit.len() != 2 || !dit.bytes().all(|octet| octet.is_ascii_digit()) {
            return Constat::non(format!("`binding_message` : « {dit} » au lieu de deux chiffres"));
        }
        if dit != montre {
            return Constat::non("le nombre montré à la personne n'est pas celui de la demande");
        }
        if !matches!(demande.parametre("channel"), Some("MOBILE" | "CARD")) {
            return Constat::non("la demande ne dit pas `channel` (`MOBILE` ou `CARD`)");
        }
    }
    Constat::oui("le nombre montré est celui de la demande : deux chiffres, et `channel`")
}

pub fn cesse(trace: &Trace) -> Constat {
    let questions = questions(trace);
    let attend = |vue: &&Observation| matches!(vue.erreur.as_deref(), Some("authorization_pending" | "slow_down"));
    let Some(fin) = questions.iter().position(|vue| !attend(vue)) else {
        return Constat::non("le service n'a pas demandé la réponse");
    };
    let apres = questions.len() - fin - 1;
    let mot = questions[fin].erreur.as_deref().unwrap_or("les jetons");
    Constat::si(
        apres == 0,
        format!("après `{mot}`, plus aucune question"),
        format!("après `{mot}`, encore {apres} question(s)"),
    )
}

pub fn chacun_le_sien(trace: &Trace) -> Constat {
    let connecte = |rang: usize| trace.etats.get(rang).is_some_and(|moi| moi.connecte);
    match (connecte(0), connecte(1)) {
        (_, true) => Constat::non("la session s'ouvre dans le navigateur d'une autre demande"),
        (false, false) => Constat::non("la personne qui a approuvé n'est pas connectée"),
        (true, false) => Constat::oui("la session s'ouvre dans le navigateur qui a demandé, et dans aucun autre"),
    }
}
