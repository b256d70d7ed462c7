//! What people read of themselves and of who may act, and professions that are asked for.

use std::sync::Arc;

use ambient::Seconds;
use registry_core::contact::{ContactsASuivre, Correction, NouvelleCorrection, Sources};
use registry_core::espace::Espace;
use registry_core::habilitation::{Perimetre, Tableau, Titre};
use registry_core::journal::{Acte, Dossier, Geste};
use registry_core::proposition::Objet;

use crate::banc::{Banc, MAINTENANT, id};
use crate::contact::saisies;
use crate::courrier::inconnu;
use crate::extraction::ALBA;
use crate::portail::{COLLEGUE, DIRECTRICE, EHPAD, EJ, GESTIONNAIRE, IME, agent, finess};

impl Banc {
    fn tableau(&self) -> Tableau {
        Tableau::new(self.guichet(), Arc::new(self.magasin.clone()))
    }

    pub fn a_suivre(&self) -> ContactsASuivre {
        let magasin = Arc::new(self.magasin.clone());
        let sources = Sources { personnes: magasin.clone(), propositions: magasin.clone(), avis: magasin };
        ContactsASuivre::new(self.guichet(), sources)
    }
}

// requirement: COL-12 COL-11
async fn somebody_reads_their_own_file_with_contact_data_masked(banc: Banc) {
    let personne = banc.inscrite().await;
    let dossier = Espace::new(banc.guichet()).mon_dossier(&personne).await.unwrap();
    assert_eq!(dossier.etat_civil.nom, "Fictif-Luce");
    assert_eq!((dossier.situations.len(), dossier.situations[0].en_cours), (1, false));
    assert_eq!(dossier.coordonnees.courriel.as_deref(), Some("lu••••@exemple.test"));
    assert_eq!(dossier.coordonnees.mobile.as_deref(), Some("+33 6 •• •• •• 90"));
    assert_eq!(dossier.activation_des, Some(MAINTENANT.plus(Seconds::hours(48))));
    let lu = Acte::Dossier(Dossier::EtatCivilLu { agent: personne.clone(), personne: personne.clone() });
    assert!(banc.carnet.actes.lock().unwrap().contains(&lu));
    let personne_ici = Espace::new(banc.guichet()).mon_dossier(&id("899900009996")).await.unwrap_err();
    assert_eq!(personne_ici.code(), "espace_sans_dossier");
}

// requirement: GES-01 GES-02 GES-03 GES-04 CON-01
async fn the_list_of_rights_says_who_acts_and_what_the_reader_may_change(banc: Banc) {
    banc.portail().await;
    banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(IME))).await;
    let niveaux = banc.tableau().lire(&id(DIRECTRICE)).await.unwrap();
    assert_eq!(niveaux.len(), 1);
    let niveau = &niveaux[0];
    assert!(niveau.contrat.is_some());
    assert_eq!(niveau.nommables, [Titre::Mandataire, Titre::Gestionnaire, Titre::AdministrateurTechnique]);
    assert_eq!(niveau.perimetres.len(), 4, "the legal entity and its three establishments");
    let mut lues: Vec<_> =
        niveau.nommees.iter().map(|une| (une.habilitation.personne.to_string(), une.retirable)).collect();
    lues.sort();
    let mut attendues = [(DIRECTRICE, false), (GESTIONNAIRE, true), (COLLEGUE, true)].map(|(a, b)| (a.to_owned(), b));
    attendues.sort();
    assert_eq!(lues, attendues);
    let mut noms: Vec<_> = niveau.nommees.iter().map(|une| une.nom.as_str()).collect();
    noms.sort_unstable();
    assert_eq!(noms, ["FICTIF-LACROIX", "FICTIF-ROCHE", "FICTIF-ROUVIER"], "by the name on the card");
    let sienne = banc.tableau().lire(&agent()).await.unwrap();
    assert!(sienne[0].nommables.is_empty() && sienne[0].nommees.iter().all(|une| !une.retirable));
    let d_un_seul = banc.tableau().lire(&id(COLLEGUE)).await.unwrap();
    assert_eq!(d_un_seul[0].nommees.len(), 1, "one establishment, one right: {d_un_seul:?}");
    assert!(banc.gestes().contains(&Geste::DroitsLus { agent: agent() }));
    let personne = banc.tableau().lire(&id(ALBA)).await.unwrap_err();
    assert_eq!(personne.code(), "agent_sans_habilitation");
}

async fn mails_that_came_back_and_corrections_that_wait_are_listed_for_ones_own_places(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.distribuer(inconnu()).await;
    banc.nommer(COLLEGUE, Perimetre::EntiteJuridique(finess(EJ))).await;
    let revenus = banc.a_suivre().revenus(&id(COLLEGUE)).await.unwrap();
    assert_eq!((revenus.len(), revenus[0].retour.code.as_str()), (1, "550"));
    assert_eq!(revenus[0].noms.as_ref().unwrap().nom, "FICTIF-LUCE");
    let lus = Acte::Dossier(Dossier::RetoursLus { agent: id(COLLEGUE), personnes: vec![personne.clone()] });
    assert!(banc.carnet.actes.lock().unwrap().contains(&lus));
    let (structure, saisies) = (finess(EHPAD), saisies("07 81 23 45 67", "lucie.autre@exemple.test"));
    let nouvelle = NouvelleCorrection { personne: personne.clone(), structure, saisies, face_a_face: true };
    let correction = Correction::new(banc.guichet());
    let proposition = correction.proposer(&agent(), &nouvelle).await.unwrap();
    let ouvertes = banc.a_suivre().a_confirmer(&id(COLLEGUE)).await.unwrap();
    assert_eq!(ouvertes[0].noms.as_ref().unwrap().nom, "FICTIF-LUCE");
    let Objet::Contact { apres, .. } = &ouvertes[0].proposition.objet else { panic!("another object") };
    assert_eq!(apres.courriel.as_deref(), Some("lucie.autre@exemple.test"));
    correction.confirmer(&id(COLLEGUE), &proposition).await.unwrap();
    assert!(banc.a_suivre().a_confirmer(&agent()).await.unwrap().is_empty());
    assert!(banc.a_suivre().revenus(&agent()).await.unwrap().is_empty());
    let dehors = banc.a_suivre().a_confirmer(&id(ALBA)).await.unwrap_err();
    assert_eq!(dehors.code(), "agent_sans_habilitation");
}

sur_les_deux_moteurs!(
    somebody_reads_their_own_file_with_contact_data_masked,
    the_list_of_rights_says_who_acts_and_what_the_reader_may_change,
    mails_that_came_back_and_corrections_that_wait_are_listed_for_ones_own_places,
);
