//! What the ANS watches: volumes, delays, duplicates (ENR-15). Figures that were taken in the background; the page counts nothing.

use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use pages::{Cadre, heure};
use registry_core::pilotage::{Mesures, Serie};
use sante::IdentifiantNational;

use super::agent;
use crate::bureau;
use crate::causes;
use crate::graphique::Graphique;
use crate::rubriques::{Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;

pub const ADRESSE: &str = "/support/suivi";

/// `GET`.
pub async fn tableau(visite: Visite) -> Response {
    let agent = match agent(&visite) {
        Ok(agent) => agent,
        Err(reponse) => return *reponse,
    };
    let Some(suivi) = &visite.portail.0.pilotage else { return Redirect::to(super::ADRESSE).into_response() };
    match suivi.national.lire(&agent).await {
        Ok(mesures) => repondre(page(&visite, &mesures)),
        Err(cause) => causes::page(&visite, &cause, super::ADRESSE),
    }
}

fn page(visite: &Visite, mesures: &Mesures) -> Option<PageRubriques> {
    let mut page = PageRubriques::nouvelle(visite, bureau::cadre(visite, ADRESSE), "national")?;
    let cadre = &page.cadre;
    let graphiques = vec![
        volumes(cadre, mesures),
        dessin(cadre, "inscriptions", "national-semaine", datee(cadre, mesures.serie("inscriptions"))),
        dessin(cadre, "demandes", "national-stade", nommee(cadre, "stade", mesures.serie("demandes"))),
        dessin(
            cadre,
            "delais-traitement",
            "national-duree",
            nommee(cadre, "duree", mesures.delais("delais-traitement")),
        ),
        dessin(cadre, "delais-ecps", "national-duree", nommee(cadre, "duree", mesures.delais("delais-ecps"))),
        dessin(cadre, "doublons-refuses", "national-semaine", datee(cadre, mesures.serie("doublons-refuses"))),
        dessin(cadre, "cartes", "national-stade", nommee(cadre, "carte", mesures.serie("cartes"))),
    ];
    let aide = match mesures.le {
        Some(le) => {
            let quand = format!("{}, {}", heure::jour(le, cadre.langue), heure::minute(le, cadre.langue));
            cadre.t1("national-le", "heure", quand)
        }
        None => cadre.t("national-jamais"),
    };
    let rubriques = vec![paires(cadre, mesures)];
    (page.aide, page.graphiques, page.rubriques) = (aide, graphiques, rubriques);
    Some(page)
}

/// A series without a single one is no chart: twelve bars of nothing tell less than a sentence.
fn dessin(cadre: &Cadre, mots: &str, colonne: &str, serie: Serie) -> Graphique {
    let total: u64 = serie.iter().map(|(_, valeur)| valeur).sum();
    let textes = (cadre.t(format!("national-{mots}")), cadre.t1("national-resume", "n", total));
    let mut dessin = Graphique::nouveau(
        textes,
        [cadre.t(colonne), cadre.t("national-nombre")],
        if total == 0 { Serie::default() } else { serie },
    );
    dessin.vide = cadre.t("national-vide");
    dessin
}

/// Keys in words.
fn nommee(cadre: &Cadre, mots: &str, serie: Serie) -> Serie {
    let mot = |cle: &str| cadre.t(format!("{mots}-{}", cle.to_lowercase().replace('_', "-")));
    serie.into_iter().map(|(cle, valeur)| (mot(&cle), valeur)).collect()
}

/// Weeks by their first day.
fn datee(cadre: &Cadre, serie: Serie) -> Serie {
    let jour = |cle: String| cle.parse::<Date>().map_or(cle, |lundi| heure::date(lundi, cadre.langue));
    serie.into_iter().map(|(cle, valeur)| (jour(cle), valeur)).collect()
}

fn volumes(cadre: &Cadre, mesures: &Mesures) -> Graphique {
    let noms = ["situations", "contrats", "ecps", "doublons-surveilles"];
    let mut serie = vec![
        (cadre.t("volume-professionnels"), mesures.valeur("personnes", "PROFESSIONNEL")),
        (cadre.t("volume-porteurs"), mesures.valeur("personnes", "PORTEUR")),
    ];
    serie.extend(noms.map(|nom| (cadre.t(format!("volume-{nom}")), mesures.total(nom))));
    let textes = (cadre.t("national-volumes"), cadre.t("national-volumes-resume"));
    Graphique::nouveau(textes, [cadre.t("national-volume"), cadre.t("national-nombre")], serie)
}

/// People whose folded names and births are the same, by their numbers: who they are, their files say.
fn paires(cadre: &Cadre, mesures: &Mesures) -> Rubrique {
    let rang = |(cle, nombre): &(String, u64)| {
        let mut rang = Rang::nouveau(cle.replace(' ', " · "), [cadre.t1("national-meme", "n", nombre)]);
        let membres = cle.split(' ').filter_map(|membre| membre.parse::<IdentifiantNational>().ok());
        rang.gestes = membres.map(|membre| dossier(cadre, &membre)).collect();
        rang
    };
    Rubrique {
        titre: cadre.t("national-paires"),
        aide: cadre.t("national-paires-aide"),
        vide: cadre.t("national-paires-vide"),
        rangs: mesures.serie("doublons-paires").iter().map(rang).collect(),
        ..Rubrique::default()
    }
}

/// Of one person; the number stands in no address.
fn dossier(cadre: &Cadre, personne: &IdentifiantNational) -> Geste {
    let entier = cadre.t1("support-ouvrir-nom", "numero", personne);
    Geste::envoi(entier.clone(), entier, (super::dossier::ADRESSE, vec![("personne", personne.to_string())]))
}

#[cfg(test)]
mod tests {
    use pages::Langue;

    use super::*;
    use crate::etat::TEXTES;

    #[test]
    fn a_week_is_named_by_its_monday_in_the_language_of_the_page() {
        let dites = |langue| {
            let cadre = Cadre::new(langue, &TEXTES, "Portail RPPS+");
            datee(&cadre, vec![("2026-11-23".to_owned(), 4)]).remove(0)
        };
        assert_eq!(dites(Langue::Fr), ("23\u{a0}novembre 2026".to_owned(), 4));
        assert_eq!(dites(Langue::En), ("23\u{a0}November 2026".to_owned(), 4));
    }
}
