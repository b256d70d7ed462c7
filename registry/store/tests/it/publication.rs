//! What the public directory reads: whom, since when, and in what order, on both engines.

use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use registry_core::CleStructure;
use registry_core::annuaire::{
    Annuaire, Candidat, Etape as Place, Meneur, MeneurLieu, Publication as _, Publiee, Raison,
};
use registry_core::carte::{Carte, CarteId, Etape, Fabrication, ModeleCarte, Origine, RaisonOpposition};
use registry_core::finess::Faits;
use registry_core::recherche::{Mot, Personnes as _, Recherche};
use sante::IdentifiantNational;

use crate::banc::{Banc, MAINTENANT, PREMIER, SECOND, id};
use crate::extraction::{ALBA, Extraction, GENRE, NOE, PAUL};
use crate::portail::{EHPAD, EJ};

const EHPAD_CLE: &str = "F690990114";

impl Banc {
    fn annuaire(&self) -> Annuaire {
        let magasin = Arc::new(self.magasin.clone());
        Annuaire::new(self.ambient.clone(), magasin.clone(), magasin)
    }

    async fn publiee(&self, numero: &str) -> Option<Publiee> {
        self.annuaire().publiee(&id(numero)).await.unwrap()
    }

    /// Page by page of so many, to the end.
    async fn lus(&self, meneur: &Meneur, par: u32) -> Vec<String> {
        let (mut etape, mut lus) = (Place::default(), Vec::new());
        loop {
            let page = self.magasin.candidats(meneur, &etape, (par, self.ambient.now())).await.unwrap();
            let Some(Candidat { place, .. }) = page.last() else { return lus };
            etape = Place(Some(place.clone()));
            lus.extend(page.iter().map(|candidat| candidat.qui.to_string()));
        }
    }

    async fn approchees(&self, texte: &str) -> (Vec<String>, bool) {
        let recherche = Recherche::new(self.guichet(), Arc::new(self.magasin.clone()));
        let trouvees = recherche.consulter(texte).await.unwrap();
        (trouvees.personnes.iter().map(|une| une.personne.to_string()).collect(), trouvees.approchees)
    }
}

fn mot(texte: &str, entier: bool) -> Mot {
    Mot { texte: texte.to_owned(), entier }
}

// requirement: DIR-01 DIR-03
async fn a_slip_of_a_letter_still_finds_somebody_and_is_told(banc: Banc) {
    banc.portail().await;
    for tape in ["duriuex", "durrieux noe", "Duriex", "FICTIF-DURIEUS", "noe durieus"] {
        assert_eq!(banc.approchees(tape).await, (vec![NOE.to_owned()], true), "{tape}");
    }
    assert_eq!(banc.approchees("durieux").await, (vec![NOE.to_owned()], false), "what is right is right");
    assert_eq!(banc.approchees("xyzzy").await, (Vec::new(), false));
    let extraction = Extraction::exemple().avec(2, "Nom d'exercice", "GRANDGEORGE");
    banc.importer(&extraction.texte(), SECOND).await;
    assert_eq!(banc.approchees("grangeorge").await, (vec![NOE.to_owned()], true), "a name that came later");
    assert_eq!(banc.approchees("duriuex").await, (Vec::new(), false), "a name that nobody has any more");
}

// requirement: DIR-01
async fn everybody_is_read_once_whatever_the_size_of_a_page(banc: Banc) {
    banc.importer(&Extraction::foule(7).puis(Extraction::exemple()).texte(), PREMIER).await;
    let toutes = banc.lus(&Meneur::Tous, 100).await;
    assert!(toutes.len() >= 13 && toutes.is_sorted(), "{toutes:?}");
    for par in [1, 3, 7] {
        assert_eq!(banc.lus(&Meneur::Tous, par).await, toutes, "{par}");
    }
    let lieu = Meneur::Structures(vec![CleStructure::from(EHPAD_CLE)]);
    let la = banc.lus(&lieu, 2).await;
    assert_eq!(la, banc.lus(&lieu, 100).await);
    assert!(la.contains(&ALBA.to_owned()) && !la.contains(&NOE.to_owned()), "{la:?}");
    let mut nommees = banc.lus(&Meneur::Mots(vec![mot("FICTIF", false)]), 2).await;
    nommees.sort();
    assert_eq!(nommees.len(), toutes.len(), "everybody of the example has this word");
    let deux = Meneur::Mots(vec![mot("FICTIF", true), mot("ALBA", true), mot("MARTEL", true)]);
    assert_eq!(banc.lus(&deux, 1).await.iter().filter(|numero| *numero == ALBA).count(), 1, "at the first word alone");
    let cites = Meneur::Identifiants(vec![id(NOE), id(ALBA), id(NOE)]);
    assert_eq!(banc.lus(&cites, 1).await, [ALBA, NOE]);
}

async fn a_place_that_no_reading_gave_finds_nobody_and_breaks_nothing(banc: Banc) {
    banc.portail().await;
    for forge in ["zz", "00.", "é.8", "'; DROP TABLE personne; --", "4d.899900000011", "99999999999999999999.8"] {
        let etape = Place(Some(forge.to_owned()));
        for meneur in [Meneur::Tous, Meneur::Mots(vec![mot("FICTIF", false)]), Meneur::Depuis(PREMIER)] {
            banc.magasin.candidats(&meneur, &etape, (10, MAINTENANT)).await.unwrap();
        }
        banc.magasin.lieux(&MeneurLieu::Depuis(PREMIER), &etape, (10, MAINTENANT)).await.unwrap();
    }
    assert!(banc.publiee(ALBA).await.is_some());
}

// requirement: DIR-01
async fn what_changes_is_dated_and_read_in_the_order_of_the_changes(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let premier = banc.publiee(NOE).await.unwrap().maj;
    assert_eq!(premier, banc.magasin.premier_instant().await.unwrap(), "the first file dates from the first event");
    banc.horloge.advance(Seconds::hours(1));
    let ensuite = banc.ambient.now();
    let change = Extraction::exemple().avec(2, GENRE, "GENR08");
    banc.importer(&change.texte(), SECOND).await;
    let (noe, alba) = (banc.publiee(NOE).await.unwrap(), banc.publiee(ALBA).await.unwrap());
    assert!(noe.maj > premier && alba.maj == premier, "{:?} {:?}", noe.maj, alba.maj);
    assert_eq!(banc.lus(&Meneur::Depuis(noe.maj), 1).await, [NOE]);
    assert_eq!(banc.lus(&Meneur::Depuis(ensuite.plus(Seconds::hours(1))), 1).await, [""; 0]);
    // contact data alone are nobody's business
    let contact = change.avec_contact(&[0, 1], "+33639980099", "autre@example.org");
    banc.horloge.advance(Seconds::hours(1));
    banc.importer(&contact.texte(), SECOND.plus(Seconds::hours(24))).await;
    assert_eq!(banc.publiee(ALBA).await.unwrap().maj, premier);
}

// requirement: DIR-01 NOT-04
async fn who_is_gone_leaves_a_tombstone_and_who_waits_is_in_no_answer(banc: Banc) {
    let nouvelle: IdentifiantNational = banc.inscrite().await;
    banc.activation().desactiver(&id(NOE)).await.unwrap();
    let noe = banc.publiee(NOE).await.unwrap();
    assert!(!noe.active && noe.exercices_en_cours().next().is_none());
    assert!(noe.activites().iter().all(|(_, activite)| !activite.active));
    assert_eq!(banc.publiee(&nouvelle.to_string()).await, None);
    assert_eq!(banc.publiee("3690990015/CPED0001").await, None, "a card is not in the directory");
    banc.horloge.advance(Seconds::hours(24));
    let parue = banc.publiee(&nouvelle.to_string()).await.unwrap();
    assert!(parue.maj > Timestamp::from_millis(MAINTENANT.millis()), "it appears on the day on which it is shown");
    assert!(banc.lus(&Meneur::Depuis(parue.maj), 10).await.contains(&nouvelle.to_string()));
}

async fn an_activity_that_ends_is_over_and_places_are_read_by_key_by_parent_and_by_date(banc: Banc) {
    banc.portail().await;
    let alba = banc.publiee(ALBA).await.unwrap();
    let (_, activite) = alba.activites().remove(0);
    assert_eq!(banc.magasin.titulaires(std::slice::from_ref(&activite.id)).await.unwrap(), [id(ALBA)]);
    banc.finir_a(&activite.id, MAINTENANT).await;
    let apres = banc.publiee(ALBA).await.unwrap();
    let finie = apres.activites().into_iter().find(|(_, une)| une.id == activite.id).unwrap();
    assert!(!finie.1.active);
    let lieux = async |meneur| {
        let lus = banc.magasin.lieux(&meneur, &Place(None), (50, MAINTENANT)).await.unwrap();
        lus.into_iter().map(|candidat| candidat.qui.structure.cle.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        lieux(MeneurLieu::Cles(vec![CleStructure::from(EHPAD_CLE), CleStructure::from("F000")])).await,
        [EHPAD_CLE]
    );
    assert!(lieux(MeneurLieu::De(EJ.to_owned())).await.contains(&format!("F{EHPAD}")));
    assert!(lieux(MeneurLieu::Tous).await.len() > 3);
}

// requirement: USE-01 USE-02
async fn a_mailbox_is_for_who_has_a_number_and_a_role_of_care(banc: Banc) {
    let nouvelle = banc.inscrite().await;
    let annuaire = banc.annuaire();
    let raisons = async |numero: &str| annuaire.eligibilite(&id(numero)).await.unwrap().raisons().to_vec();
    assert_eq!(raisons(PAUL).await, []);
    assert_eq!(raisons("3690990015/CPED0001").await, [Raison::SansRpps]);
    assert_eq!(raisons("899900099996").await, [Raison::Inconnue]);
    banc.activation().desactiver(&id(NOE)).await.unwrap();
    assert_eq!(raisons(NOE).await, [Raison::HorsActivite]);
    assert_eq!(raisons(&nouvelle.to_string()).await, [Raison::Inconnue], "as nobody, until the day");
}

async fn words_are_found_by_what_they_have_inside(banc: Banc) {
    banc.portail().await;
    let trouves = banc.magasin.mots_contenant("RIEU", 10).await.unwrap();
    assert_eq!(trouves, [mot("DURIEUX", true)]);
    assert_eq!(banc.magasin.mots_contenant("I", 2).await.unwrap().len(), 2, "no more than asked for");
}

fn carte(etape: Etape) -> Carte {
    Carte {
        id: CarteId::from("c"),
        modele: ModeleCarte::Cps,
        porteur: id(PAUL),
        structure: None,
        etape,
        origine: Origine::Commande,
        commande_par: "essai".to_owned(),
        commande_le: MAINTENANT,
        remplace: None,
        exercice: None,
    }
}

// requirement: DIR-01
async fn a_card_is_shown_from_its_sending_to_its_end_and_each_of_these_dates_its_holder(banc: Banc) {
    banc.portail().await;
    let jusque = MAINTENANT.plus(Seconds::hours(48));
    let numero = "1234567890".to_owned();
    let fabrication =
        || Fabrication { numero: numero.clone(), series: Vec::new(), depuis: MAINTENANT, jusque, codes: String::new() };
    let ecrire = async |etape: Etape| {
        let mut chantier = banc.registre().chantier().await.unwrap();
        chantier.ecrire_carte(&carte(etape)).await.unwrap();
        chantier.valider().await.unwrap();
    };
    let vue = async || {
        let paul = banc.publiee(PAUL).await.unwrap();
        (paul.cartes.into_iter().map(|une| une.numero).collect::<Vec<_>>(), paul.maj)
    };
    let par_numero = async |debut: &str| banc.magasin.porteurs_de_cartes(&[debut.to_owned()]).await.unwrap();
    ecrire(Etape::Produite { fabrication: fabrication() }).await;
    let (sans, avant) = vue().await;
    assert!(sans.is_empty(), "still with the authority");
    let le = MAINTENANT.plus(Seconds::minutes(5));
    banc.horloge.advance(Seconds::minutes(5));
    ecrire(Etape::Envoyee { fabrication: fabrication(), le }).await;
    assert_eq!(vue().await, (vec![numero.clone()], le));
    assert!(le > avant && banc.lus(&Meneur::Depuis(le), 10).await.contains(&PAUL.to_owned()));
    assert_eq!((par_numero(&numero).await, par_numero("12345").await), (vec![id(PAUL)], vec![id(PAUL)]));
    assert!(par_numero("%").await.is_empty() && par_numero("2").await.is_empty() && par_numero("").await.is_empty());
    banc.horloge.advance(Seconds::hours(48));
    assert_eq!(vue().await, (Vec::new(), jusque), "over");
    ecrire(Etape::AOpposer { fabrication: fabrication(), raison: RaisonOpposition::Perdue, par: String::new(), le })
        .await;
    assert!(vue().await.0.is_empty());
}

// requirement: DIR-05
async fn what_finess_says_of_a_place_is_published_and_dates_it(banc: Banc) {
    banc.portail().await;
    let lieu = async || {
        let cles = MeneurLieu::Cles(vec![CleStructure::from(EHPAD_CLE)]);
        banc.magasin.lieux(&cles, &Place(None), (1, banc.ambient.now())).await.unwrap().remove(0).qui
    };
    let avant = lieu().await;
    assert_eq!((avant.faits, avant.secteur.as_str()), (Faits::default(), "SA17"), "as the people who work there say");
    banc.horloge.advance(Seconds::hours(1));
    let (le, faits) = (banc.ambient.now(), Faits { categorie: "500".to_owned(), ..Faits::default() });
    let mut chantier = banc.registre().chantier().await.unwrap();
    chantier.ecrire_faits_finess(&[(CleStructure::from(EHPAD_CLE), faits.clone())], le).await.unwrap();
    chantier.ecrire_secteur(&CleStructure::from(EHPAD_CLE), "SA20").await.unwrap();
    chantier.valider().await.unwrap();
    let apres = lieu().await;
    assert_eq!((apres.faits, apres.secteur.as_str(), apres.maj), (faits, "SA20", le));
}

async fn a_name_of_very_many_words_is_taken_in_and_found_by_its_first_ones(banc: Banc) {
    let mots: Vec<String> = (0..200).map(|rang| format!("MOT{rang:03}")).collect();
    let extraction = Extraction::exemple().avec(2, "Nom d'exercice", &mots.join(" "));
    banc.importer(&extraction.texte(), PREMIER).await;
    assert_eq!(banc.approchees("mot000 mot001").await, (vec![NOE.to_owned()], false));
    assert_eq!(banc.approchees("mot199").await, (vec![NOE.to_owned()], false), "each word leads to whom it is of");
}

async fn a_slip_in_each_of_two_words_finds_nobody_twice_and_no_more_than_asked(banc: Banc) {
    banc.importer(&Extraction::foule(60).texte(), PREMIER).await;
    let mots = [mot("MARTEK", false), mot("ALBA", false)];
    let personnes = banc.magasin.nommees_de_pres(&mots, 51).await.unwrap();
    let distinctes: std::collections::BTreeSet<String> = personnes.iter().map(ToString::to_string).collect();
    assert_eq!((personnes.len(), distinctes.len()), (51, 51));
}

sur_les_deux_moteurs!(
    a_card_is_shown_from_its_sending_to_its_end_and_each_of_these_dates_its_holder,
    what_finess_says_of_a_place_is_published_and_dates_it,
    a_name_of_very_many_words_is_taken_in_and_found_by_its_first_ones,
    a_slip_in_each_of_two_words_finds_nobody_twice_and_no_more_than_asked,
    a_slip_of_a_letter_still_finds_somebody_and_is_told,
    everybody_is_read_once_whatever_the_size_of_a_page,
    a_place_that_no_reading_gave_finds_nobody_and_breaks_nothing,
    what_changes_is_dated_and_read_in_the_order_of_the_changes,
    who_is_gone_leaves_a_tombstone_and_who_waits_is_in_no_answer,
    an_activity_that_ends_is_over_and_places_are_read_by_key_by_parent_and_by_date,
    a_mailbox_is_for_who_has_a_number_and_a_role_of_care,
    words_are_found_by_what_they_have_inside,
);
