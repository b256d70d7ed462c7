//! People found by number, by name and place by place.

use std::sync::Arc;

use ambient::Seconds;
use registry_core::habilitation::Perimetre;
use registry_core::journal::Geste;
use registry_core::recherche::{Recherche, RechercheError, Trouvees};
use registry_core::situation_acte::{FinVoulue, QuandFinir};

use crate::banc::{Banc, SECOND, id};
use crate::extraction::{ALBA, Extraction, NOE};
use crate::portail::{COLLEGUE, EHPAD, EJ, GESTIONNAIRE, IME, agent, finess};

impl Banc {
    pub fn recherche(&self) -> Recherche {
        Recherche::new(self.guichet(), Arc::new(self.magasin.clone()))
    }

    async fn chercher(&self, texte: &str) -> Result<Trouvees, RechercheError> {
        self.recherche().chercher(&agent(), texte).await
    }

    async fn nommees(&self, texte: &str) -> Vec<String> {
        let trouvees = self.chercher(texte).await.unwrap();
        trouvees.personnes.iter().map(|une| une.personne.to_string()).collect()
    }
}

// requirement: GES-21
async fn somebody_is_found_by_the_words_of_their_name_in_any_order(banc: Banc) {
    banc.portail().await;
    let alba = banc.chercher(ALBA).await.unwrap().personnes.remove(0).noms;
    for texte in [
        format!("{} {}", alba.nom, alba.prenom),
        format!("{} {}", alba.prenom.to_lowercase(), alba.nom.to_lowercase()),
        format!("{} {}", &alba.prenom[..3], alba.nom.replace('-', " ")),
        "999 0000 0011".to_owned(),
    ] {
        assert_eq!(banc.nommees(&texte).await, [ALBA], "{texte}");
    }
    assert_eq!(banc.nommees("Alba INCONNUE").await, [""; 0]);
    assert!(banc.nommees("fictif").await.len() > 3);
    assert_eq!(banc.chercher("%%").await.unwrap_err().code(), "recherche_trop_courte", "no wildcard");
}

// requirement: GES-21
async fn a_name_that_changes_is_found_and_the_former_one_is_not(banc: Banc) {
    banc.portail().await;
    let extraction = Extraction::exemple().avec(2, "Nom d'exercice", "D’ÉTÉ-ŒUVRARD");
    banc.importer(&extraction.texte(), SECOND).await;
    for texte in ["d'ete oeuvrard", "D’Été", "œuvrard", "OEUV"] {
        assert_eq!(banc.nommees(texte).await, [NOE], "{texte}");
    }
    assert_eq!(banc.nommees("durieux").await, [""; 0]);
}

async fn who_is_no_longer_active_is_not_found(banc: Banc) {
    banc.portail().await;
    banc.activation().desactiver(&id(NOE)).await.unwrap();
    assert_eq!(banc.nommees("durieux").await, [""; 0]);
    assert_eq!(banc.nommees(NOE).await, [""; 0]);
}

// requirement: SIT-12
async fn whom_a_file_took_away_is_found_by_their_number_to_be_attached_and_by_nobody_else(banc: Banc) {
    banc.portail().await;
    banc.importer(&Extraction::exemple().sans_personnes(&[NOE]).texte(), SECOND).await;
    assert_eq!(banc.nommees(NOE).await, [NOE]);
    assert_eq!(banc.nommees("durieux").await, [""; 0]);
    assert!(banc.recherche().consulter(NOE).await.unwrap().personnes.is_empty(), "not public any more");
}

async fn fifty_are_named_and_then_one_says_more(banc: Banc) {
    banc.portail().await;
    banc.importer(&Extraction::foule(60).puis(Extraction::exemple()).texte(), SECOND).await;
    let trouvees = banc.chercher("fictif-martel").await.unwrap();
    assert_eq!((trouvees.personnes.len(), trouvees.davantage), (50, true));
    let refusee = banc.chercher("a").await.unwrap_err();
    assert_eq!(refusee.code(), "recherche_trop_courte");
    assert_eq!(banc.chercher("99900000012").await.unwrap_err().code(), "recherche_numero");
}

// requirement: GES-21 GES-15
async fn a_search_needs_a_right_shows_what_is_public_and_is_told_to_the_journal(banc: Banc) {
    banc.portail().await;
    let sans = banc.recherche().chercher(&id(COLLEGUE), "fictif").await.unwrap_err();
    assert_eq!(sans.code(), "agent_sans_habilitation");
    let alba = banc.chercher(ALBA).await.unwrap().personnes.remove(0);
    assert!(alba.lieux.iter().any(|lieu| lieu.raison_sociale.contains("TILLEULS") && lieu.role == "GENR11"));
    assert!(banc.gestes().contains(&Geste::Recherche { agent: agent(), personnes: vec![id(ALBA)] }));
    *banc.carnet.casse.lock().unwrap() = true;
    assert_eq!(banc.chercher(ALBA).await.unwrap_err().code(), "registre_hors_service");
}

// requirement: GES-13 GES-14 GES-15
async fn the_people_of_a_place_are_those_of_ones_own_places(banc: Banc) {
    banc.portail().await;
    let tenus = banc.recherche().etablissements::<RechercheError>(&agent()).await.unwrap();
    let mut numeros: Vec<_> = tenus.iter().map(|tenu| tenu.details.finess.as_str()).collect();
    numeros.sort_unstable();
    assert_eq!(numeros, ["380990135", EHPAD, IME]);
    let effectif = banc.recherche().effectif(&agent(), &finess(EHPAD), 1).await.unwrap();
    assert_eq!((effectif.nombre as usize, effectif.pages), (effectif.membres.len(), 1));
    let alba = effectif.membres.iter().find(|membre| membre.personne == id(ALBA)).unwrap();
    assert!(alba.situations.iter().all(|vue| vue.version.is_some()));
    banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(IME))).await;
    let ailleurs = banc.recherche().effectif(&id(COLLEGUE), &finess(EHPAD), 1).await.unwrap_err();
    assert_eq!(ailleurs.code(), "structure_hors_perimetre");
    let personnes = effectif.membres.iter().map(|membre| membre.personne.clone()).collect();
    let lu = Geste::EffectifLu { agent: agent(), structure: finess(EHPAD), personnes };
    assert!(banc.gestes().contains(&lu));
}

async fn a_place_with_many_people_has_pages_by_name(banc: Banc) {
    banc.portail().await;
    banc.importer(&Extraction::foule(60).puis(Extraction::exemple()).texte(), SECOND).await;
    let page = async |page| banc.recherche().effectif(&agent(), &finess(EHPAD), page).await.unwrap();
    let (premiere, derniere) = (page(1).await, page(9).await);
    assert_eq!((premiere.pages, premiere.page, premiere.membres.len()), (2, 1, 50));
    assert_eq!((derniere.page, derniere.membres.len()), (2, premiere.nombre as usize - 50));
    let sur_la_premiere: Vec<_> = premiere.membres.iter().map(|membre| &membre.personne).collect();
    assert!(derniere.membres.iter().all(|membre| !sur_la_premiere.contains(&&membre.personne)));
}

// requirement: SIT-09
async fn an_end_says_why_and_who_left_is_off_the_list(banc: Banc) {
    banc.portail().await;
    let fiche = banc.situations().fiche(&agent(), &id(ALBA)).await.unwrap();
    let vue = fiche.situations.into_iter().find(|vue| vue.situation.code_genre == "GENR11").unwrap();
    let (situation, version) = (vue.situation.id, vue.version.unwrap());
    let finir = |motif: &str| FinVoulue { quand: QuandFinir::Maintenant, motif: motif.to_owned() };
    let inconnu = banc.situations().terminer(&agent(), &situation, &version, finir("XXX")).await.unwrap_err();
    assert_eq!(inconnu.objections()[0].code, "motif_fin_inconnu");
    banc.situations().terminer(&agent(), &situation, &version, finir("RS")).await.unwrap();
    let apres = banc.situations().fiche(&agent(), &id(ALBA)).await.unwrap();
    let finie = apres.situations.iter().find(|vue| vue.situation.id == situation).unwrap();
    assert_eq!(finie.motif_fin.as_deref(), Some("RS"));
    let finess_du_lieu = finess(&finie.structure.as_ref().unwrap().details.finess);
    let effectif = banc.recherche().effectif(&id(GESTIONNAIRE), &finess_du_lieu, 1).await.unwrap();
    assert!(effectif.membres.iter().all(|membre| membre.personne != id(ALBA)));
    assert_eq!(finess_du_lieu.as_str(), EHPAD);
    assert_ne!(EJ, EHPAD);
}

// requirement: DIR-01 DIR-03 NOT-04
async fn the_directory_shows_somebody_a_day_after_the_validation(banc: Banc) {
    let personne = banc.inscrite().await;
    let numero = personne.to_string();
    let (recherche, annuaire) = (banc.recherche(), |trouvees: Trouvees| trouvees.personnes.len());
    for texte in [numero.as_str(), "fictif-luce lucie"] {
        assert_eq!(annuaire(recherche.consulter(texte).await.unwrap()), 0, "{texte}");
        assert_eq!(annuaire(banc.chercher(texte).await.unwrap()), 1, "a gestionnaire finds them at once: {texte}");
    }
    banc.horloge.advance(Seconds::hours(24));
    for texte in [numero.as_str(), "fictif-luce lucie"] {
        assert_eq!(annuaire(recherche.consulter(texte).await.unwrap()), 1, "{texte}");
    }
    assert_eq!(annuaire(recherche.consulter("alba martel").await.unwrap()), 1, "who came by a file waits for nothing");
}

async fn people_of_a_former_release_are_found(banc: Banc) {
    banc.portail().await;
    banc.executer("DELETE FROM mot_exercice").await;
    banc.executer("INSERT INTO ressemblance_a_faire SELECT identifiant FROM personne WHERE genre = 'PROFESSIONNEL'")
        .await;
    assert_eq!(banc.nommees("durieux").await, [""; 0]);
    registry_store::Magasin::ouvrir(banc.url()).await.unwrap().fermer().await;
    assert_eq!(banc.nommees("durieux").await, [NOE]);
}

sur_les_deux_moteurs!(
    somebody_is_found_by_the_words_of_their_name_in_any_order,
    a_name_that_changes_is_found_and_the_former_one_is_not,
    who_is_no_longer_active_is_not_found,
    whom_a_file_took_away_is_found_by_their_number_to_be_attached_and_by_nobody_else,
    fifty_are_named_and_then_one_says_more,
    a_search_needs_a_right_shows_what_is_public_and_is_told_to_the_journal,
    the_people_of_a_place_are_those_of_ones_own_places,
    a_place_with_many_people_has_pages_by_name,
    an_end_says_why_and_who_left_is_off_the_list,
    the_directory_shows_somebody_a_day_after_the_validation,
    people_of_a_former_release_are_found,
);
