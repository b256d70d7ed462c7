use std::collections::HashMap;

use super::{Constat, Contexte};
use crate::partie::Methode;
use crate::trace::{Observation, Point, Trace};

const ARRIERE: [Point; 5] = [Point::Jeton, Point::Userinfo, Point::Introspection, Point::Ciba, Point::Pousse];
/// Where the service proves who it is.
const PROUVES: [Point; 3] = [Point::Jeton, Point::Ciba, Point::Pousse];

pub fn un_seul_echange(trace: &Trace) -> Constat {
    let mut fois: HashMap<&str, usize> = HashMap::new();
    for echange in trace.observations.iter().filter(|vue| vue.est_echange()) {
        *fois.entry(echange.parametre("code").unwrap_or_default()).or_default() += 1;
    }
    match fois.values().max() {
        Some(1) => Constat::oui("chaque code est présenté une fois"),
        Some(n) => Constat::non(format!("un même code est présenté {n} fois")),
        None => Constat::oui("aucun code n'est présenté"),
    }
}

pub fn authentification(trace: &Trace, contexte: &Contexte) -> Constat {
    let appels: Vec<_> = trace.observations.iter().filter(|vue| PROUVES.contains(&vue.point)).collect();
    if trace.au(Point::Jeton).next().is_none() {
        return Constat::non("aucun appel au point « token »");
    }
    let dans_l_adresse = |vue: &&&Observation| {
        vue.requete.iter().any(|(nom, _)| matches!(nom.as_str(), "client_secret" | "client_assertion" | "code"))
    };
    if appels.iter().any(|vue| dans_l_adresse(&vue)) {
        return Constat::non("le secret ou le code est dans l'adresse de l'appel, donc dans les journaux");
    }
    let autre = appels.iter().map(|vue| preuves(vue, contexte.methode)).find(|preuves| preuves != &[contexte.methode]);
    match autre {
        None => Constat::oui(format!("le service se prouve par `{}`, et par rien d'autre", contexte.methode.mot())),
        Some(preuves) if preuves.is_empty() => Constat::non("un appel au fournisseur n'est pas authentifié"),
        Some(preuves) => {
            let mots: Vec<_> = preuves.iter().map(|methode| methode.mot()).collect();
            Constat::non(format!(
                "le service se prouve par {} au lieu de `{}`",
                mots.join(" et "),
                contexte.methode.mot()
            ))
        }
    }
}

/// How this call proves the service; `methode`: what a certificate alone stands for.
fn preuves(vue: &Observation, methode: Methode) -> Vec<Methode> {
    let basic = vue.entete("authorization").is_some_and(|valeur| valeur.to_lowercase().starts_with("basic "));
    let present = |nom: &str| vue.parametre(nom).is_some();
    let mut preuves = Vec::new();
    preuves.extend(basic.then_some(Methode::ClientSecretBasic));
    preuves.extend(present("client_secret").then_some(Methode::ClientSecretPost));
    preuves.extend(present("client_assertion").then_some(Methode::PrivateKeyJwt));
    let par_certificat = if methode.par_certificat() { methode } else { Methode::TlsClientAuth };
    preuves.extend((vue.certificat && preuves.is_empty()).then_some(par_certificat));
    preuves
}

/// What a browser adds and a server does not. `Sec-Fetch-Mode` is none of them: Node's own `fetch` sends it.
const DU_NAVIGATEUR: [&str; 3] = ["origin", "sec-fetch-site", "cookie"];

pub fn hors_navigateur(trace: &Trace) -> Constat {
    let du_navigateur = trace
        .observations
        .iter()
        .filter(|vue| ARRIERE.contains(&vue.point))
        .find(|vue| vue.methode == "OPTIONS" || DU_NAVIGATEUR.iter().any(|nom| vue.entete(nom).is_some()));
    match du_navigateur {
        Some(vue) => Constat::non(format!(
            "un appel {} vient d'un navigateur (en-têtes Origin, Sec-Fetch-Site ou Cookie)",
            vue.methode
        )),
        None => Constat::oui("les appels viennent du serveur"),
    }
}

/// EXI PSC 24.
pub fn canal_prouve(trace: &Trace) -> Constat {
    let appels: Vec<_> = trace.observations.iter().filter(|vue| ARRIERE.contains(&vue.point)).collect();
    let nu = appels.iter().find(|vue| !vue.certificat);
    match nu {
        _ if appels.is_empty() => Constat::non("aucun appel du canal arrière"),
        Some(vue) => Constat::non(format!("un appel {} vient sans certificat ({})", vue.point.mot(), vue.methode)),
        None => Constat::oui(format!("{} appels du canal arrière, chacun avec le certificat du service", appels.len())),
    }
}

/// More would be a loop that a stranger can start.
const CLES_AU_PLUS: usize = 3;

pub fn cles_mesurees(trace: &Trace) -> Constat {
    let fois = trace.au(Point::Cles).count();
    Constat::si(
        fois <= CLES_AU_PLUS,
        format!("les clés sont lues {fois} fois"),
        format!("les clés sont lues {fois} fois pour un seul jeton"),
    )
}

pub fn rafraichi(trace: &Trace, fois: usize) -> Constat {
    let vus: Vec<_> = trace.observations.iter().filter(|vue| vue.est_rafraichissement()).collect();
    let refuse = vus.iter().find(|vue| vue.statut >= 400);
    match refuse {
        Some(vue) => Constat::non(format!("un rafraîchissement est refusé par le fournisseur ({})", vue.statut)),
        None if vus.len() < fois => Constat::non(format!("{} rafraîchissement(s) vu(s) au lieu de {fois}", vus.len())),
        None => Constat::oui(format!("{} rafraîchissements, chacun avec le dernier jeton reçu", vus.len())),
    }
}

pub fn jeton_frais(trace: &Trace) -> Constat {
    let echange = trace.observations.iter().rposition(Observation::est_echange);
    let Some(echange) = echange else { return Constat::non("aucun échange de code") };
    let apres = &trace.observations[echange..];
    let expire = apres[0].a + 1_000;
    let usage = apres.iter().find(|vue| vue.a > expire && matches!(vue.point, Point::Userinfo | Point::Introspection));
    let renouvele = apres.iter().find(|vue| vue.est_rafraichissement());
    match (usage, renouvele) {
        (_, None) => Constat::non("le jeton a expiré et le service ne l'a pas renouvelé"),
        (Some(usage), Some(renouvele)) if usage.a < renouvele.a => {
            Constat::non("le service s'est servi d'un jeton expiré avant de le renouveler")
        }
        _ => Constat::oui("le service renouvelle le jeton avant de s'en servir"),
    }
}
