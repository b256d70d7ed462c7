//! Lists of more than two hundred requests: page by page, by establishment, stage and name.

use ambient::{Seconds, Timestamp};
use registry_core::demande::{Demande, DemandeId, DemandeVue, Etape, FiltreDemandes, Flux, Motif, Objet, Stade, Sujet};
use registry_core::habilitation::Perimetre;
use registry_core::idempotence::Auteur;
use registry_core::page::{Page, Repere};
use registry_core::recherche::RechercheError;

use crate::banc::{Banc, MAINTENANT, SECOND, id};
use crate::extraction::Extraction;
use crate::portail::{COLLEGUE, EHPAD, GESTIONNAIRE, IME, agent, cle, demande, finess, identite, situation};

/// More than any page ever held.
const FOULE: u32 = 230;

impl Banc {
    /// As many requests as somebody with 45 establishments gets: one in two for each of two establishments, three at each
    /// instant, the last `decidees` of them rejected by the gestionnaire.
    async fn foule(&self, decidees: u32) {
        let modele = self.deposer().deposer(&cle("modele"), demande("sub-modele", identite())).await.unwrap();
        let mut chantier = self.registre().chantier().await.unwrap();
        let modele = chantier.demande(&modele).await.unwrap().unwrap();
        for n in 0..FOULE {
            let (par, le) = (agent(), MAINTENANT);
            let rejetee = Etape::Rejetee { motif: Motif::Autre, commentaire: String::new(), par, le };
            let mut noms = situation();
            noms.noms.nom = format!("FICTIF-{}", if n == 201 { "ÉTÉ-ŒUVRARD".to_owned() } else { format!("N{n}") });
            let mut une = Demande {
                id: DemandeId::from(format!("demande-{:03}", (n * 7) % FOULE)),
                flux: Flux::Professionnel,
                auteur: Auteur::franceconnect(&format!("sub-{n}")),
                structure: finess(if n % 2 == 0 { EHPAD } else { IME }),
                deposee_le: MAINTENANT.plus(Seconds(i64::from(n / 3) + 1)),
                etape: if n >= FOULE - decidees { rejetee } else { Etape::Envoyee },
                ..modele.clone()
            };
            une.dossier.sujet = Sujet::Oubliee(format!("digest-{n}"));
            une.dossier.objet = Objet::Ouverture(noms);
            chantier.ecrire_demande(&une).await.unwrap();
        }
        chantier.valider().await.unwrap();
    }

    /// Every page of a list, one after the other.
    async fn pages(&self, traitees: bool, filtre: &FiltreDemandes) -> Vec<Page<DemandeVue>> {
        let (consultation, mut pages): (_, Vec<Page<DemandeVue>>) = (self.consultation(), Vec::new());
        loop {
            let apres = pages.last().and_then(|page| page.suite.clone());
            if apres.is_none() && !pages.is_empty() {
                return pages;
            }
            let page = match traitees {
                true => consultation.historique(&agent(), filtre, apres.as_ref()).await,
                false => consultation.a_traiter(&agent(), filtre, apres.as_ref()).await,
            };
            pages.push(page.unwrap());
        }
    }
}

fn vues(pages: &[Page<DemandeVue>]) -> Vec<(Timestamp, String)> {
    pages.iter().flat_map(|page| &page.lignes).map(|vue| (vue.deposee_le, vue.id.to_string())).collect()
}

// requirement: ENR-05
async fn every_request_is_on_one_page_oldest_first_whoever_has_many(banc: Banc) {
    banc.portail().await;
    banc.foule(0).await;
    let pages = banc.pages(false, &FiltreDemandes::default()).await;
    assert_eq!(pages.iter().map(|page| page.lignes.len()).collect::<Vec<_>>(), [50, 50, 50, 50, 31]);
    assert!(pages.iter().all(|page| page.nombre == FOULE + 1));
    let vues = vues(&pages);
    assert!(vues.windows(2).all(|deux| deux[0] < deux[1]), "in order, none twice");
    assert_eq!(vues.len(), FOULE as usize + 1);
}

// requirement: ENR-05
async fn what_is_decided_meanwhile_neither_hides_nor_repeats_another_one(banc: Banc) {
    banc.portail().await;
    banc.foule(0).await;
    let (consultation, tous) = (banc.consultation(), FiltreDemandes::default());
    let premiere = consultation.a_traiter(&agent(), &tous, None).await.unwrap();
    let mut chantier = banc.registre().chantier().await.unwrap();
    for vue in premiere.lignes.iter().take(20) {
        let une = chantier.demande(&vue.id).await.unwrap().unwrap();
        let close = Demande { etape: Etape::Retiree { le: MAINTENANT }, version: une.version + 1, ..une };
        chantier.ecrire_demande(&close).await.unwrap();
    }
    chantier.valider().await.unwrap();
    let seconde = consultation.a_traiter(&agent(), &tous, premiere.suite.as_ref()).await.unwrap();
    let (avant, apres) = (vues(&[premiere]), vues(&[seconde]));
    assert!(
        apres.iter().all(|vue| !avant.contains(vue)) && apres[0] > avant[49],
        "the next page begins after the line"
    );
    assert_eq!(apres.len(), 50);
}

// requirement: GES-20
async fn ones_own_history_has_pages_newest_first_and_a_colleague_none(banc: Banc) {
    banc.portail().await;
    banc.foule(210).await;
    banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(IME))).await;
    let pages = banc.pages(true, &FiltreDemandes::default()).await;
    assert_eq!(pages.iter().map(|page| page.lignes.len()).collect::<Vec<_>>(), [50, 50, 50, 50, 10]);
    assert!(vues(&pages).windows(2).all(|deux| deux[0] > deux[1]));
    let sienne = banc.consultation().historique(&id(COLLEGUE), &FiltreDemandes::default(), None).await.unwrap();
    assert_eq!(sienne, Page { lignes: Vec::new(), nombre: 0, suite: None });
    let ailleurs = Repere { le: MAINTENANT.plus(Seconds::hours(1)), id: "x".to_owned() };
    let depuis = banc.consultation().historique(&agent(), &FiltreDemandes::default(), Some(&ailleurs)).await.unwrap();
    assert_eq!((depuis.lignes.len(), depuis.nombre), (50, 210), "a place that no line has is a place all the same");
}

// requirement: GES-15
async fn a_list_is_filtered_by_establishment_stage_and_name(banc: Banc) {
    banc.portail().await;
    banc.foule(10).await;
    let compter = async |filtre: FiltreDemandes| {
        let pages = banc.pages(false, &filtre).await;
        let lues: usize = pages.iter().map(|page| page.lignes.len()).sum();
        assert!(pages.iter().all(|page| page.nombre as usize == lues), "{filtre:?}");
        lues
    };
    let a = |numero: &str| FiltreDemandes { etablissement: Some(finess(numero)), ..FiltreDemandes::default() };
    assert_eq!(compter(a(IME)).await, 110);
    assert_eq!(compter(a(EHPAD)).await, 111);
    assert_eq!(compter(a("440990216")).await, 0, "not one of theirs");
    let au = |stade| FiltreDemandes { stade: Some(stade), ..FiltreDemandes::default() };
    assert_eq!(compter(au(Stade::ADecider)).await, 221);
    assert_eq!(compter(au(Stade::AExaminer)).await, 0);
    let nomme = |nom: &str| FiltreDemandes { nom: nom.to_owned(), ..FiltreDemandes::default() };
    for nom in ["ete oeuvrard", "Œuvrard", "lucie ÉTÉ", "oeuv"] {
        assert_eq!(compter(nomme(nom)).await, 1, "{nom}");
    }
    assert_eq!(compter(nomme("vrard")).await, 0, "words are found by their beginning");
    assert_eq!(compter(nomme("%")).await, 221, "no wildcard, and no word either");
    assert_eq!(compter(FiltreDemandes { nom: "n12".to_owned(), ..a(IME) }).await, 5, "N121, N123, N125, N127, N129");
    let rejetees = banc.pages(true, &au(Stade::Rejetee)).await;
    assert_eq!(rejetees[0].nombre, 10);
    assert_eq!(banc.pages(true, &au(Stade::Validee)).await[0].nombre, 0);
}

async fn requests_of_a_former_release_are_found_by_their_names(banc: Banc) {
    banc.portail().await;
    banc.foule(0).await;
    banc.executer("UPDATE demande SET noms_plies = ''").await;
    let nomme = FiltreDemandes { nom: "œuvrard".to_owned(), ..FiltreDemandes::default() };
    assert_eq!(banc.pages(false, &nomme).await[0].nombre, 0);
    registry_store::Magasin::ouvrir(banc.url()).await.unwrap().fermer().await;
    assert_eq!(banc.pages(false, &nomme).await[0].nombre, 1);
}

// requirement: GES-21
async fn the_people_of_a_place_have_pages_beyond_two_hundred_and_are_found_by_a_name(banc: Banc) {
    banc.portail().await;
    banc.importer(&Extraction::foule(u64::from(FOULE)).puis(Extraction::exemple()).texte(), SECOND).await;
    let page = async |nom, page| banc.recherche().effectif_nomme(&id(GESTIONNAIRE), &finess(EHPAD), (nom, page)).await;
    let premiere = page("", 1).await.unwrap();
    assert!(premiere.nombre >= FOULE, "{}", premiere.nombre);
    let mut vus = Vec::new();
    for numero in 1..=premiere.pages {
        vus.extend(page("", numero).await.unwrap().membres.into_iter().map(|membre| membre.personne));
    }
    let lus = vus.len();
    vus.sort();
    vus.dedup();
    assert_eq!((lus, vus.len()), (premiere.nombre as usize, lus), "everybody, nobody twice");
    let nommees = page("alba MARTEL", 1).await.unwrap();
    assert!(nommees.nombre >= 1 && nommees.nombre <= premiere.nombre);
    assert!(nommees.membres.iter().all(|membre| membre.noms.nom.contains("MARTEL")));
    assert_eq!(page("personne d’ici", 1).await.unwrap().nombre, 0);
    let sans: Result<_, RechercheError> =
        banc.recherche().effectif_nomme(&id(COLLEGUE), &finess(EHPAD), ("a", 1)).await;
    assert_eq!(sans.unwrap_err().code(), "agent_sans_habilitation");
}

sur_les_deux_moteurs!(
    every_request_is_on_one_page_oldest_first_whoever_has_many,
    what_is_decided_meanwhile_neither_hides_nor_repeats_another_one,
    ones_own_history_has_pages_newest_first_and_a_colleague_none,
    a_list_is_filtered_by_establishment_stage_and_name,
    requests_of_a_former_release_are_found_by_their_names,
    the_people_of_a_place_have_pages_beyond_two_hundred_and_are_found_by_a_name,
);
