//! Somebody named gestionnaire or mandataire, for a whole operator or for one establishment (GES-02, GES-12 to GES-14).

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::habilitation::{Niveau, NouvelleDesignation, Perimetre, Titre};
use registry_core::idempotence::CleIdempotence;
use sante::IdentifiantNational;

use super::{agent, cadre, droits, recevoir};
use crate::acte::Acte;
use crate::envoi::{self, Champs};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{causes, lieu, situation};

pub const ADRESSE: &str = "/bureau/droits/designer";

/// `GET`: the form, with what was typed before the session ended.
pub async fn formulaire(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let mut saisie = envoi::reprendre(&visite).await;
    if saisie == Saisie::default() {
        saisie = saisie.avec("depuis", lieu::ecrit(visite.portail.aujourd_hui()));
    }
    page(&visite, &agent, &saisie, Vec::new()).await
}

/// `POST`.
pub async fn designer(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let Some(cle) = CleIdempotence::lue(saisie.lire("cle")) else {
        return page(&visite, &agent, &commencee(&visite, &saisie), Vec::new()).await;
    };
    let nouvelle = match lire(&saisie) {
        Ok(nouvelle) => nouvelle,
        Err(remarques) => return page(&visite, &agent, &saisie, remarques).await,
    };
    let personne = nouvelle.personne.clone();
    match visite.portail.0.droits.designer(&agent, &cle, nouvelle).await {
        Ok(_) => droits::montrer(&visite, &agent, (donne(&visite, &personne).await, Vec::new())).await,
        Err(cause) => page(&visite, &agent, &saisie, causes::remarques(&cause)).await,
    }
}

/// Opened from a card that was accepted, with its number and today.
fn commencee(visite: &Visite, saisie: &Saisie) -> Saisie {
    match saisie.lire("depuis") {
        "" => saisie.sans_cle().avec("depuis", lieu::ecrit(visite.portail.aujourd_hui())),
        _ => saisie.sans_cle(),
    }
}

/// The right is given, whoever hears of it: without an answer nothing is said of the mail.
async fn donne(visite: &Visite, personne: &IdentifiantNational) -> &'static str {
    match visite.portail.0.droits.joignable(personne).await {
        Ok(true) => "droits-donnes-ecrits",
        Ok(false) => "droits-donnes-sans-adresse",
        Err(_) => "droits-donnes",
    }
}

fn lire(saisie: &Saisie) -> Result<NouvelleDesignation, Vec<Remarque>> {
    let mut remarques = Vec::new();
    let personne: Option<IdentifiantNational> = IdentifiantNational::typed(saisie.lire("carte")).ok();
    if personne.is_none() {
        remarques.push(Remarque::sur("carte", "remarque-carte"));
    }
    let titre = saisie.lire("titre").parse::<Titre>().ok();
    if titre.is_none() {
        remarques.push(Remarque::sur("titre", "remarque-titre"));
    }
    let perimetre = saisie.lire("perimetre").split_once(':');
    let perimetre = perimetre.and_then(|(niveau, finess)| Perimetre::lu(niveau, finess.parse().ok()?));
    if perimetre.is_none() {
        remarques.push(Remarque::sur("perimetre", "remarque-perimetre"));
    }
    let depuis = situation::jour(saisie.lire("depuis"));
    if depuis.is_none() {
        remarques.push(Remarque::sur("depuis", "remarque-depuis"));
    }
    let jusque = Some(saisie.lire("jusque")).filter(|texte| !texte.is_empty()).map(situation::jour);
    if jusque == Some(None) {
        remarques.push(Remarque::sur("jusque", "remarque-jusque"));
    }
    match (personne, titre, perimetre, depuis) {
        (Some(personne), Some(titre), Some(perimetre), Some(depuis)) if remarques.is_empty() => {
            let formation_suivie = saisie.cochee("formation_suivie");
            Ok(NouvelleDesignation { personne, titre, perimetre, depuis, jusque: jusque.flatten(), formation_suivie })
        }
        _ => Err(remarques),
    }
}

async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let niveaux = match visite.portail.0.droits.tableau(agent).await {
        Ok(niveaux) => niveaux,
        Err(cause) => return causes::page(visite, &cause, droits::ADRESSE),
    };
    let cadre = cadre(visite, droits::ADRESSE);
    let (titres, portees) = choix(&cadre, &niveaux);
    let acte = Acte::nouveau("designation", ADRESSE, droits::ADRESSE);
    acte.page((visite, cadre), saisie, remarques, |atelier| {
        let champs = vec![
            atelier.texte("carte"),
            atelier.liste("titre", titres),
            atelier.liste("perimetre", portees),
            atelier.texte("depuis"),
            atelier.texte("jusque"),
            atelier.coche("formation_suivie"),
        ];
        vec![atelier.bloc("designation", champs)]
    })
}

/// As what, and where: what the agent may give, and nothing else.
fn choix(cadre: &Cadre, niveaux: &[Niveau]) -> (Vec<Choix>, Vec<Choix>) {
    let (mut titres, mut portees): (Vec<Choix>, Vec<Choix>) = (Vec::new(), Vec::new());
    for niveau in niveaux.iter().filter(|niveau| !niveau.nommables.is_empty()) {
        for titre in &niveau.nommables {
            if titres.iter().all(|connu| connu.valeur != titre.as_str()) {
                titres.push(Choix::new(titre.as_str(), droits::titre(cadre, *titre)));
            }
        }
        portees.extend(niveau.perimetres.iter().map(|(perimetre, structure)| {
            let valeur = format!("{}:{}", perimetre.genre().as_str(), perimetre.finess());
            Choix::new(valeur, droits::portee(cadre, perimetre, structure))
        }));
    }
    (titres, portees)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_cannot_be_read_is_told_at_once() {
        let champs =
            |saisie: &Saisie| lire(saisie).unwrap_err().into_iter().map(|remarque| remarque.champ).collect::<Vec<_>>();
        assert_eq!(champs(&Saisie::default()), ["carte", "titre", "perimetre", "depuis"]);
        let bonne = Saisie::default()
            .avec("carte", "3690990015/CPE00002")
            .avec("titre", "GESTIONNAIRE")
            .avec("perimetre", "EG:690990114")
            .avec("depuis", "01/12/2026");
        assert_eq!(champs(&bonne.clone().avec("jusque", "31/02/2027")), ["jusque"]);
        assert_eq!(lire(&bonne).unwrap().perimetre, Perimetre::Etablissement("690990114".parse().unwrap()));
    }
}
