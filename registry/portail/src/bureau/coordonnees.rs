//! Contact data to see to: mails that came back, corrections that wait for a second gestionnaire.

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::{Cadre, Icone, heure};
use registry_core::avis::Sujet;
use registry_core::contact::{CorrectionOuverte, MailRevenu};
use registry_core::proposition::{Objet, PropositionId};
use sante::IdentifiantNational;

use super::professionnels::nom;
use super::{PROFESSIONNELS, agent, cadre, correction, recevoir};
use crate::causes;
use crate::envoi::Champs;
use crate::formulaire::Remarque;
use crate::rubriques::{Etiquette, Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;

pub const ADRESSE: &str = "/bureau/coordonnees";

/// `GET /bureau/coordonnees`.
pub async fn lister(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    page(&visite, &agent, ("", Vec::new())).await
}

/// `POST`: confirms or withdraws a correction, puts a mail aside.
pub async fn trancher(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let id = PropositionId::from(saisie.lire("proposition").to_owned());
    let contacts = &visite.portail.0.contacts;
    let (faite, mot) = match saisie.lire("action") {
        "confirmer" => (contacts.confirmer(&agent, &id).await, "correction-confirmee"),
        "ecarter" => match Sujet::lu(saisie.lire("sujet")) {
            Some(sujet) => (contacts.ecarter(&agent, &sujet).await, "revenu-ecarte"),
            None => (Ok(()), ""),
        },
        _ => (contacts.abandonner(&agent, &id).await, "correction-abandonnee"),
    };
    match faite {
        Ok(()) => page(&visite, &agent, (mot, Vec::new())).await,
        Err(cause) => page(&visite, &agent, ("", causes::remarques(&cause))).await,
    }
}

async fn page(visite: &Visite, agent: &IdentifiantNational, (fait, remarques): (&str, Vec<Remarque>)) -> Response {
    let contacts = &visite.portail.0.contacts;
    let lus = match contacts.revenus(agent).await {
        Ok(revenus) => contacts.a_confirmer(agent).await.map(|ouvertes| (revenus, ouvertes)),
        Err(cause) => Err(cause),
    };
    let (revenus, ouvertes) = match lus {
        Ok(lus) => lus,
        Err(cause) => return causes::page(visite, &cause, "/bureau"),
    };
    let Some(mut page) = PageRubriques::nouvelle(visite, cadre(visite, ADRESSE), "coordonnees") else {
        return Redirect::to("/").into_response();
    };
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    page.remarques = remarques;
    let cadre = &page.cadre;
    let rubriques = vec![
        Rubrique {
            titre: cadre.tn("corrections-titre", ouvertes.len()),
            aide: si(!ouvertes.is_empty(), || cadre.t("corrections-aide")),
            vide: cadre.t("corrections-vide"),
            rangs: ouvertes.iter().map(|une| attente(cadre, agent, une)).collect(),
            ..Rubrique::default()
        },
        Rubrique {
            titre: cadre.tn("revenus-titre", revenus.len()),
            aide: si(!revenus.is_empty(), || cadre.t("revenus-aide")),
            vide: cadre.t("revenus-vide"),
            rangs: revenus.iter().map(|un| revenu(cadre, un)).collect(),
            ..Rubrique::default()
        },
    ];
    page.rubriques = rubriques;
    repondre(Some(page))
}

/// Shown whole to the second gestionnaire: they say that it is right.
fn attente(cadre: &Cadre, agent: &IdentifiantNational, ouverte: &CorrectionOuverte) -> Rang {
    let proposition = &ouverte.proposition;
    let mut details = vec![cadre.t1("fiche-numero", "numero", &proposition.personne)];
    details.push(cadre.t1("correction-jusque", "heure", quand(cadre, proposition.expire_le)));
    if let Objet::Contact { apres, .. } = &proposition.objet {
        details.extend(apres.courriel.iter().map(|adresse| cadre.t1("correction-courriel", "adresse", adresse)));
        details.extend(apres.mobile.iter().map(|numero| cadre.t1("correction-mobile", "numero", lisible(numero))));
    }
    let noms = ouverte.noms.as_ref();
    let titre = noms.map_or_else(|| cadre.t("fiche-sans-nom"), |noms| nom(cadre, &noms.prenom, &noms.nom));
    let mut rang = Rang::nouveau(titre, details);
    let geste = |action: &str| {
        let (mot, entier) = (format!("correction-{action}"), format!("correction-{action}-nom"));
        let caches = vec![("action", action.to_owned()), ("proposition", proposition.id.to_string())];
        Geste::envoi(cadre.t(mot), cadre.t1(&entier, "numero", &proposition.personne), (ADRESSE, caches))
    };
    let sienne = proposition.par == *agent;
    if sienne {
        let mot = cadre.t("correction-collegue");
        rang.etat = Some(Etiquette { mot, icone: Icone::Clock, ton: "badge--accent" });
    } else {
        rang.gestes.push(geste("confirmer"));
    }
    rang.gestes.push(geste("abandonner").dangereux());
    rang
}

/// Whose it was, never the address.
fn revenu(cadre: &Cadre, revenu: &MailRevenu) -> Rang {
    let noms = revenu.noms.as_ref();
    let titre = match (&revenu.retour.sujet, noms) {
        (_, Some(noms)) => nom(cadre, &noms.prenom, &noms.nom),
        (Sujet::Personne(personne), None) => cadre.t1("fiche-numero", "numero", personne),
        (Sujet::Demande(_), None) => cadre.t("revenu-demande"),
    };
    let le = cadre.t1("revenu-le", "heure", quand(cadre, revenu.retour.le));
    let mut rang = Rang::nouveau(titre.clone(), [le, cadre.t1("revenu-code", "code", &revenu.retour.code)]);
    if let Sujet::Personne(personne) = &revenu.retour.sujet {
        let ouvrir = vec![("personne", personne.to_string())];
        let corriger = vec![("action", "ouvrir".to_owned()), ("personne", personne.to_string())];
        rang.gestes = vec![
            Geste::envoi(
                cadre.t("fiche-ouvrir"),
                cadre.t1("fiche-ouvrir-nom", "nom", &titre),
                (PROFESSIONNELS, ouvrir),
            ),
            Geste::envoi(
                cadre.t("fiche-corriger"),
                cadre.t1("fiche-corriger-nom", "nom", &titre),
                (correction::ADRESSE, corriger),
            ),
        ];
    }
    let ecarter = vec![("action", "ecarter".to_owned()), ("sujet", revenu.retour.sujet.to_string())];
    let nomme = cadre.t1("revenu-ecarter-nom", "nom", &titre);
    rang.gestes.push(Geste::envoi(cadre.t("revenu-ecarter"), nomme, (ADRESSE, ecarter)));
    rang
}

fn quand(cadre: &Cadre, instant: ambient::Timestamp) -> String {
    format!("{}, {}", heure::jour(instant, cadre.langue), heure::minute(instant, cadre.langue))
}

/// What to do about a list is told once there is something in it.
fn si(quelque_chose: bool, aide: impl FnOnce() -> String) -> String {
    if quelque_chose { aide() } else { String::new() }
}

/// The country codes of the French plan, the overseas ones included.
const FRANCE: [&str; 6] = ["+33", "+262", "+590", "+594", "+596", "+508"];

/// `+33 6 39 98 00 92` on one line, as it is read aloud; a number of another plan as it stands.
fn lisible(numero: &str) -> String {
    let des_francais = FRANCE.iter().find_map(|pays| Some((pays, numero.strip_prefix(pays)?)));
    let Some((pays, reste)) = des_francais.filter(|(_, reste)| reste.len() == 9 && reste.is_ascii()) else {
        return numero.to_owned();
    };
    let paires: Vec<_> = [1, 3, 5, 7].into_iter().filter_map(|debut| reste.get(debut..debut + 2)).collect();
    format!("{pays}\u{a0}{}\u{a0}{}", &reste[..1], paires.join("\u{a0}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_as_people_write_it() {
        let lu = |numero| lisible(numero).replace('\u{a0}', " ");
        assert_eq!(lu("+33639980092"), "+33 6 39 98 00 92");
        assert_eq!(lu("+262692123456"), "+262 6 92 12 34 56");
        assert_eq!(lisible("+447911123456"), "+447911123456");
        assert_eq!(lisible("+33é9980092"), "+33é9980092");
    }
}
