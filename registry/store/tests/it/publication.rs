//! What the public directory reads: whom, since when, and in what order, on both engines.

use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use registry_core::CleStructure;
use registry_core::annuaire::{Annuaire, Candidat, Etape, Meneur, MeneurLieu, Publication as _, Publiee, Raison};
use registry_core::recherche::{Mot, Recherche};
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
        let (mut etape, mut lus) = (Etape::default(), Vec::new());
        loop {
            let page = self.magasin.candidats(meneur, &etape, (par, self.ambient.now())).await.unwrap();
            let Some(Candidat { place, .. }) = page.last() else { return lus };
            etape = Etape(Some(place.clone()));
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
        let etape = Etape(Some(forge.to_owned()));
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
        let lus = banc.magasin.lieux(&meneur, &Etape(None), (50, MAINTENANT)).await.unwrap();
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

sur_les_deux_moteurs!(
    a_slip_of_a_letter_still_finds_somebody_and_is_told,
    everybody_is_read_once_whatever_the_size_of_a_page,
    a_place_that_no_reading_gave_finds_nobody_and_breaks_nothing,
    what_changes_is_dated_and_read_in_the_order_of_the_changes,
    who_is_gone_leaves_a_tombstone_and_who_waits_is_in_no_answer,
    an_activity_that_ends_is_over_and_places_are_read_by_key_by_parent_and_by_date,
    a_mailbox_is_for_who_has_a_number_and_a_role_of_care,
    words_are_found_by_what_they_have_inside,
);
