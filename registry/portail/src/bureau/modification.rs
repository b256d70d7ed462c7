//! A situation changed in place: role, profession, dates, names of exercise (SIT-13, SIT-15). Two people at once: the second one
//! reads what the first one wrote, keeps what they typed, and decides.

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::paris;
use registry_core::situation_acte::{Modification, Noms, SituationVue, Version};
use sante::IdentifiantNational;

use super::{PROFESSIONNELS, agent, cadre, fiche, recevoir};
use crate::acte::Acte;
use crate::envoi::{self, Champs};
use crate::formulaire::{Atelier, Bloc, Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{causes, lieu, nomenclatures, situation};

pub const ADRESSE: &str = "/bureau/professionnels/situation";

/// `GET`: what was typed before the session ended.
pub async fn reprendre(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let saisie = envoi::reprendre(&visite);
    if saisie == Saisie::default() {
        return Redirect::to(PROFESSIONNELS).into_response();
    }
    page(&visite, &agent, &saisie, Vec::new()).await
}

/// `POST`: shows the form, then changes.
pub async fn modifier(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs) {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    if saisie.lire("action") == "ouvrir" {
        return page(&visite, &agent, &saisie, Vec::new()).await;
    }
    let voulue = match lire(&saisie) {
        Ok(voulue) => voulue,
        Err(remarques) => return page(&visite, &agent, &saisie, remarques).await,
    };
    let (id, version) = (saisie.lire("situation").into(), Version::from(saisie.lire("version").to_owned()));
    match visite.portail.0.gestion.modifier(&agent, (&id, &version), &voulue).await {
        Ok(()) => match saisie.lire("personne").parse() {
            Ok(personne) => fiche::montrer(&visite, &agent, &personne, "fiche-modifiee").await,
            Err(_) => Redirect::to(PROFESSIONNELS).into_response(),
        },
        Err(cause) => page(&visite, &agent, &fiche::relue(&saisie, &cause), causes::remarques(&cause)).await,
    }
}

/// An empty day is one that nobody knows.
fn lire(saisie: &Saisie) -> Result<Modification, Vec<Remarque>> {
    let mut remarques = Vec::new();
    let mut jour = |champ: &str, phrase: &str| match saisie.lire(champ) {
        "" => None,
        texte => {
            let lu = situation::jour(texte);
            if lu.is_none() {
                remarques.push(Remarque::sur(champ, phrase));
            }
            lu
        }
    };
    let debut = jour("debut", "Écrivez le premier jour de travail, par exemple 01/12/2026.");
    let fin = jour("fin", "Écrivez le dernier jour, par exemple 31/12/2026, ou laissez vide s’il n’est pas connu.");
    let noms = Noms {
        code_civilite: saisie.lire("code_civilite").to_owned(),
        nom: saisie.lire("nom_exercice").to_owned(),
        prenom: saisie.lire("prenom_exercice").to_owned(),
    };
    let (profession, role) = (saisie.lire("profession").to_owned(), saisie.lire("role").to_owned());
    if remarques.is_empty() { Ok(Modification { noms, profession, role, debut, fin }) } else { Err(remarques) }
}

async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let vue = match fiche::situation(visite, agent, saisie).await {
        Ok(vue) => vue,
        Err(cause) => return causes::page(visite, &cause, PROFESSIONNELS),
    };
    let cadre = cadre(visite, PROFESSIONNELS);
    let saisie = if saisie.lire("action") == "ouvrir" { premiere(&vue, saisie) } else { saisie.clone() };
    let mut caches = fiche::caches(&saisie, &vue);
    caches.push(("code_civilite", vue.noms.code_civilite.clone()));
    let acte =
        Acte { caches, faits: faits(visite, &cadre, &vue), ..Acte::nouveau("modification", ADRESSE, PROFESSIONNELS) };
    acte.page((visite, cadre), &saisie, remarques, |atelier| vec![bloc(atelier, visite, &vue)])
}

/// The record as it is now: beside what was typed when somebody else was faster.
fn faits(visite: &Visite, cadre: &Cadre, vue: &SituationVue) -> Vec<(String, String)> {
    let (profession, role) = lieu::fonction(visite, &vue.situation.code_role, &vue.situation.code_genre);
    let noms = format!("{} {}", vue.noms.prenom, vue.noms.nom);
    let lignes = [
        ("champ-etablissement", lieu::nom(cadre, vue.structure.as_ref())),
        ("champ-profession", profession),
        ("champ-role", role),
        ("champ-nom-exercice", noms),
        ("champ-periode", lieu::periode(cadre, &vue.situation)),
    ];
    lignes.into_iter().filter(|(_, valeur)| !valeur.is_empty()).map(|(mot, valeur)| (cadre.t(mot), valeur)).collect()
}

fn premiere(vue: &SituationVue, saisie: &Saisie) -> Saisie {
    let jour = |jour: Option<jiff::civil::Date>| jour.map(lieu::ecrit).unwrap_or_default();
    Saisie::default()
        .avec("personne", saisie.lire("personne"))
        .avec("profession", &vue.situation.code_role)
        .avec("role", &vue.situation.code_genre)
        .avec("nom_exercice", &vue.noms.nom)
        .avec("prenom_exercice", &vue.noms.prenom)
        .avec("debut", jour(vue.situation.debut.map(paris::jour)))
        .avec("fin", jour(vue.situation.fin.map(|fin| paris::dernier_jour(fin.le))))
}

/// What is held stays a choice, even where nobody may take it any more (ROL-08).
fn bloc(atelier: &Atelier<'_>, visite: &Visite, vue: &SituationVue) -> Bloc {
    let (referentiel, le) = (&visite.portail.0.referentiel, visite.portail.aujourd_hui());
    let (profession, role) = lieu::fonction(visite, &vue.situation.code_role, &vue.situation.code_genre);
    let professions = garder(nomenclatures::professions(referentiel, le), &vue.situation.code_role, profession);
    let roles = garder(nomenclatures::roles(referentiel, le), &vue.situation.code_genre, role);
    let champs = vec![
        atelier.liste("profession", professions),
        atelier.liste("role", roles),
        atelier.texte("nom_exercice"),
        atelier.texte("prenom_exercice"),
        atelier.texte("debut"),
        atelier.texte("fin"),
    ];
    atelier.bloc("situation", champs)
}

fn garder(mut choix: Vec<Choix>, code: &str, libelle: String) -> Vec<Choix> {
    if !code.is_empty() && choix.iter().all(|un| un.valeur != code) {
        choix.insert(0, Choix::new(code, libelle));
    }
    choix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_impossible_day_is_told_beside_its_field_and_an_empty_one_is_unknown() {
        let saisie = Saisie::default().avec("debut", "31/02/2026").avec("fin", "bientôt");
        let champs: Vec<_> = lire(&saisie).unwrap_err().into_iter().map(|remarque| remarque.champ).collect();
        assert_eq!(champs, ["debut", "fin"]);
        assert_eq!(lire(&Saisie::default()).unwrap().debut, None);
    }

    // requirement: ROL-08
    #[test]
    fn a_withdrawn_profession_that_is_held_stays_a_choice() {
        let choix = garder(vec![Choix::new("313", "Aide-soignant")], "318", "Auxiliaire de vie sociale".to_owned());
        assert_eq!(choix.iter().map(|un| un.valeur.as_str()).collect::<Vec<_>>(), ["318", "313"]);
    }
}
