//! Contact data are never public: marked ones are planted, and looked for in everything that the core gives to anybody
//! but the one question that asks for them (COL-12, DIR-02).

use std::sync::Arc;

use annuaire::Numero;
use registry_core::EtatCivil;
use registry_core::avis::Suivi as _;
use registry_core::contact::{Changement, Correction, NouvelleCorrection};
use registry_core::demande::{ContactSaisi, NouvelleInscription, VueGestionnaire};
use registry_core::espace::Espace;
use registry_core::habilitation::Perimetre;
use registry_core::proposition::{Genre, Objet, Propositions as _};
use registry_core::recherche::Recherche;
use registry_core::support::{ChangementEtatCivil, Dossiers, NouvelEtatCivil};
use sante::IdentifiantNational;

use crate::avis::lieu;
use crate::banc::{Banc, id};
use crate::contact::{preuve, saisies};
use crate::courrier::{inconnu, pris};
use crate::etat_civil::corriger;
use crate::portail::{COLLEGUE, EHPAD, EJ, GESTIONNAIRE, agent, cle, finess, inscription};
use crate::support::{DEUX, UN};

/// As typed and as stored.
const MARQUES: [&str; 6] = ["marque-un", "marque-deux", "marque-trois", "639980071", "639980072", "639980073"];

struct Sorties(Vec<(&'static str, String)>);

impl Sorties {
    fn debug(&mut self, nom: &'static str, sortie: &impl std::fmt::Debug) {
        self.0.push((nom, format!("{sortie:?} {sortie:#?}")));
    }

    fn json(&mut self, nom: &'static str, sortie: &impl serde::Serialize) {
        self.0.push((nom, serde_json::to_string(sortie).unwrap()));
    }

    /// Of everybody in there, since their Debug says nothing.
    fn civils<'a>(&mut self, nom: &'static str, sortie: impl IntoIterator<Item = &'a EtatCivil>) {
        self.json(nom, &sortie.into_iter().collect::<Vec<_>>());
    }

    fn qui_tiennent(&self, marque: &str) -> Vec<&'static str> {
        self.0.iter().filter(|(_, sortie)| sortie.contains(marque)).map(|(nom, _)| *nom).collect()
    }

    fn texte(&mut self, nom: &'static str, sortie: impl ToString) {
        self.0.push((nom, sortie.to_string()));
    }
}

// requirement: COL-12 DIR-02
async fn marked_contact_data_are_in_no_output(banc: Banc) {
    let mut sorties = Sorties(Vec::new());
    banc.portail().await;
    banc.nommer(COLLEGUE, Perimetre::EntiteJuridique(finess(EJ))).await;
    let contact = ContactSaisi { mobile: "06 39 98 00 71".to_owned(), courriel: "marque-un@exemple.test".to_owned() };
    sorties.debug("form", &contact);
    let saisie = NouvelleInscription { contact, ..inscription() };
    sorties.debug("registration", &saisie);
    let faite = banc.enregistrer().enregistrer(&agent(), &cle("marque"), saisie).await.unwrap();
    sorties.debug("request", &faite);
    let VueGestionnaire::Validee { personne } = faite.vue else { panic!("{:?}", faite.vue) };

    banc.distribuer(inconnu()).await;
    let correction = NouvelleCorrection {
        personne: personne.clone(),
        structure: finess(EHPAD),
        saisies: saisies("06 39 98 00 72", "marque-deux@exemple.test"),
        face_a_face: true,
    };
    sorties.debug("correction", &correction);
    let corrections = Correction::new(banc.guichet());
    let proposition = corrections.proposer(&id(GESTIONNAIRE), &correction).await.unwrap();
    let ouvertes = banc.magasin.ouvertes(Genre::Contact, Some(&[lieu(EHPAD)]), banc.ambient.now()).await.unwrap();
    assert_eq!(ouvertes.len(), 1);
    sorties.debug("proposals", &ouvertes);
    let refusee = corrections.confirmer(&id(GESTIONNAIRE), &proposition).await.unwrap_err();
    sorties.debug("refused confirmation", &refusee);
    sorties.debug("returned mails", &banc.magasin.retours(&[lieu(EHPAD)], 10).await.unwrap());
    corrections.confirmer(&id(COLLEGUE), &proposition).await.unwrap();

    let changement = Changement::new(banc.guichet());
    let fausses = saisies("06 39 98 00 73 9", "marque-trois@mssante.fr");
    sorties.debug("typed", &fausses);
    let refusee = changement.changer(&preuve(&banc, &personne), &fausses).await.unwrap_err();
    sorties.debug("refused change", &refusee);
    sorties.texte("sentence", refusee.phrase());
    sorties.texte("cause", &refusee);
    let justes = saisies("06 39 98 00 73", "marque-trois@exemple.test");
    sorties.debug("verified", &justes.verifier());
    changement.changer(&preuve(&banc, &personne), &justes).await.unwrap();
    banc.distribuer(pris()).await;

    let lue = banc.lecture().correspondance(&personne, "idp").await.unwrap();
    assert_eq!(lue.courriel.as_deref(), Some("marque-trois@exemple.test"), "planted");
    sorties.debug("correspondence", &lue);
    sorties.json("projection", &banc.personne(&personne.to_string()).await.unwrap());
    sorties.debug("projection", &banc.personne(&personne.to_string()).await.unwrap());
    sorties.json("events", &banc.registre().evenements(Numero(0), 100_000).await.unwrap());
    sorties.debug("record", &banc.registre().fiche(&personne).await.unwrap());
    sorties.debug("journal", &*banc.carnet.actes.lock().unwrap());
    sorties.debug("letters", &banc.lettres(&format!("personne:{personne}")).await);
    let support = ChangementEtatCivil::new(banc.guichet(), Arc::new(banc.magasin.clone()));
    sorties.debug("support", &support.ouvertes(&crate::support::agent(DEUX)).await.unwrap());

    assert!(sorties.0.len() > 15 && sorties.0.iter().any(|(_, sortie)| sortie.contains("FICTIF-LUCE")));
    for (nom, sortie) in &sorties.0 {
        let serre: String = sortie.chars().filter(|c| !c.is_whitespace()).collect();
        for marque in MARQUES {
            assert!(!serre.contains(marque), "{nom} holds {marque}: {sortie}");
        }
    }
}

/// What anybody else is given, and what lies in the registry.
async fn ce_que_les_autres_lisent(banc: &Banc, personne: &IdentifiantNational, sorties: &mut Sorties) {
    let recherche = Recherche::new(banc.guichet(), Arc::new(banc.magasin.clone()));
    let numero = personne.to_string();
    sorties.debug("directory", &recherche.consulter(&numero).await.unwrap());
    assert!(recherche.consulter("marque civile").await.unwrap().personnes.is_empty(), "nobody is found by it");
    sorties.debug("search of an agent", &recherche.chercher(&id(GESTIONNAIRE), &numero).await.unwrap());
    sorties.debug("staff", &recherche.effectif(&id(GESTIONNAIRE), &finess(EHPAD), 1).await.unwrap());
    sorties.debug("file of a place", &banc.situations().fiche(&id(GESTIONNAIRE), personne).await.unwrap());
    sorties.json("projection", &banc.personne(&numero).await.unwrap());
    sorties.json("events", &banc.registre().evenements(Numero(0), 100_000).await.unwrap());
    let fiche = banc.registre().fiche(personne).await.unwrap().unwrap();
    sorties.debug("record", &fiche);
    sorties.civils("record", [fiche.personne.etat_civil()]);
    sorties.debug("journal", &*banc.carnet.actes.lock().unwrap());
    sorties.debug("letters", &banc.lettres(&format!("personne:{personne}")).await);
    sorties.debug("correspondence", &banc.lecture().correspondance(personne, "idp").await.unwrap());
    sorties.debug("traits", &banc.colonne("ressemblance", "traits").await);
    sorties.debug("proposals at rest", &banc.colonne("proposition", "contenu").await);
}

// requirement: R09 IDN-01 DIR-02
async fn a_marked_former_civil_status_is_read_by_the_support_and_the_person_alone(banc: Banc) {
    const MARQUE: &str = "FICTIF-MARQUE-CIVILE";
    let (mut sorties, mut admises) = (Sorties(Vec::new()), Sorties(Vec::new()));
    let personne = banc.inscrite().await;
    let present = banc.registre().fiche(&personne).await.unwrap().unwrap().personne.etat_civil().clone();
    corriger(&banc, &personne, EtatCivil { nom: MARQUE.to_owned(), ..present.clone() }).await;
    let changement = ChangementEtatCivil::new(banc.guichet(), Arc::new(banc.magasin.clone()));
    let motif = "acte, demande 43".to_owned();
    let nouvel = NouvelEtatCivil { personne: personne.clone(), etat_civil: present, motif, distinctes: Vec::new() };
    sorties.debug("typed", &nouvel);
    let proposition = changement.proposer(&crate::support::agent(UN), nouvel).await.unwrap();
    let ouvertes = changement.ouvertes(&crate::support::agent(DEUX)).await.unwrap();
    sorties.debug("proposals", &ouvertes);
    for ouverte in &ouvertes {
        let Objet::EtatCivil { avant, apres, .. } = &ouverte.ligne.objet else { panic!("a civil status") };
        admises.civils("what a proposal would replace", [&**avant]);
        admises.civils("whom it is about, today", &ouverte.etat_civil);
        sorties.civils("what it would become", [&**apres]);
    }
    changement.confirmer(&crate::support::agent(DEUX), &proposition).await.unwrap();
    banc.distribuer(pris()).await;

    let dossiers = Dossiers::new(banc.guichet(), Arc::new(banc.magasin.clone()));
    let dossier = dossiers.lire(&crate::support::agent(UN), &personne).await.unwrap();
    let mien = Espace::new(banc.guichet()).mon_dossier(&personne).await.unwrap();
    for (nom, anciens) in [("former ones, for the support", &dossier.anciens), ("my former ones", &mien.anciens)] {
        admises.civils(nom, anciens.iter().map(|ancien| &ancien.etat_civil));
        sorties.debug(nom, anciens);
    }
    sorties.civils("my file", [&mien.etat_civil]);
    sorties.civils("file of the support", [dossier.personne.etat_civil()]);

    let suivantes = changement.ouvertes(&crate::support::agent(DEUX)).await.unwrap();
    sorties.civils("whom proposals are about", suivantes.iter().filter_map(|ouverte| ouverte.etat_civil.as_ref()));
    ce_que_les_autres_lisent(&banc, &personne, &mut sorties).await;
    assert!(sorties.0.len() > 18);
    assert_eq!(sorties.qui_tiennent(MARQUE), Vec::<&str>::new());
    let tous: Vec<&str> = admises.0.iter().map(|(nom, _)| *nom).collect();
    assert_eq!((tous.len(), admises.qui_tiennent(MARQUE)), (4, tous), "where it belongs, the search sees it");
}

// requirement: COL-12
async fn what_was_delivered_or_decided_is_kept_nowhere(banc: Banc) {
    let personne = banc.inscrite().await;
    let nouvelles = saisies("06 39 98 00 73", "marque-trois@exemple.test");
    Changement::new(banc.guichet()).changer(&preuve(&banc, &personne), &nouvelles).await.unwrap();
    banc.distribuer(pris()).await;
    for (table, colonne) in [("outbox_letter", "content"), ("proposition", "contenu")] {
        let restes = banc.colonne(table, colonne).await;
        assert!(restes.iter().all(String::is_empty), "{table}");
    }
}

sur_les_deux_moteurs!(
    marked_contact_data_are_in_no_output,
    a_marked_former_civil_status_is_read_by_the_support_and_the_person_alone,
    what_was_delivered_or_decided_is_kept_nowhere,
);
