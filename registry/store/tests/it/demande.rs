//! Registration, by either flow.

use annuaire::Fait;
use jiff::civil::date;
use registry_core::demande::{
    Attestations, ContactSaisi, Decision, DemandeError, DemandeId, Etape, FiltreDemandes, Motif, NouvelleDemande,
    NouvelleInscription, VueGestionnaire,
};
use registry_core::habilitation::Perimetre;
use registry_core::idempotence::Auteur;
use registry_core::identite::EtatCivilSaisi;
use registry_core::situation_acte::SituationDemandee;
use sante::IdentifiantNational;

use crate::banc::{Banc, id};
use crate::extraction::{ALBA, NOE};
use crate::portail::{
    COLLEGUE, EJ, IME, MAS, agent, attestations, cle, demande, finess, identite, identite_de_noe, inscription,
    situation,
};

fn valider(distinctes: &[IdentifiantNational]) -> Decision {
    Decision::Valider { attestations: attestations(), distinctes: distinctes.to_vec() }
}

async fn etape(banc: &Banc, sujet: &str) -> Etape {
    let miennes = banc.consultation().miennes(&Auteur::franceconnect(sujet)).await.unwrap();
    miennes.into_iter().next().unwrap().etape
}

// requirement: ENR-07 ENR-10 NOT-01 COL-13 COL-16 ROL-05 CON-07
async fn a_gestionnaire_registers_somebody_alone(banc: Banc) {
    banc.portail().await;
    let faite = banc.enregistrer().enregistrer(&agent(), &cle("a"), inscription()).await.unwrap();
    let VueGestionnaire::Validee { personne } = faite.vue else { panic!("{:?}", faite.vue) };
    assert!(personne.rpps().unwrap().key_holds());
    let lue = banc.personne(&personne.to_string()).await.unwrap();
    let (exercice, ouverte) = (&lue.exercices[0], &lue.exercices[0].situations[0]);
    assert_eq!((exercice.code_profession.as_str(), exercice.nom.as_str()), ("99", "FICTIF-LUCE"));
    assert_eq!((ouverte.code_role.as_str(), ouverte.code_genre_activite.as_str()), ("313", "GENR11"));
    assert_eq!((ouverte.code_secteur.as_str(), ouverte.autorite.as_str()), ("SA17", "ENREG/ENREG/ENREG"));
    let faits = banc.faits(&personne.to_string()).await;
    assert!(matches!(faits.as_slice(), [Fait::PersonneInscrite, Fait::SituationOuverte { .. }]), "{faits:?}");
    let correspondance = banc.lecture().correspondance(&personne, "test").await.unwrap();
    assert_eq!(correspondance.mobile.as_deref(), Some("+33639980090"));
}

async fn the_same_key_does_it_once(banc: Banc) {
    banc.portail().await;
    let avant = banc.nombre_personnes().await;
    let premiere = banc.enregistrer().enregistrer(&agent(), &cle("a"), inscription()).await.unwrap();
    let seconde = banc.enregistrer().enregistrer(&agent(), &cle("a"), inscription()).await.unwrap();
    assert_eq!((seconde, banc.nombre_personnes().await), (premiere, avant + 1));
    let autre = NouvelleInscription { structure: finess(IME), ..inscription() };
    let refusee = banc.enregistrer().enregistrer(&agent(), &cle("a"), autre).await.unwrap_err();
    assert_eq!(refusee.code(), "cle_reutilisee");
}

// requirement: COL-01 COL-04 COL-05 GES-22 ENR-18 ELI-03 ROL-01 ELI-01 ELI-02 ELI-11 CON-07
async fn everything_that_is_missing_is_said_at_once_and_nothing_is_written(banc: Banc) {
    banc.portail().await;
    let avant = banc.photographie().await;
    let vide = Attestations {
        face_a_face: false,
        piece: None,
        conditions_acceptees: false,
        diplomes_verifies: false,
        besoin_verifie: false,
    };
    let infirmiere = SituationDemandee {
        profession: "60".to_owned(),
        role: String::new(),
        fin: Some(date(2027, 1, 31)),
        ..situation()
    };
    let saisie = NouvelleInscription {
        identite: EtatCivilSaisi { naissance: "31/02/1990".to_owned(), ..identite() },
        contact: ContactSaisi { mobile: String::new(), courriel: "lucie".to_owned() },
        situation: infirmiere,
        attestations: vide,
        ..inscription()
    };
    let refusee = banc.enregistrer().enregistrer(&agent(), &cle("a"), saisie).await.unwrap_err();
    let champs: Vec<&str> = refusee.objections().iter().map(|objection| objection.champ).collect();
    let attendus = [
        "naissance",
        "mobile",
        "courriel",
        "profession",
        "role",
        "fin",
        "face_a_face",
        "piece",
        "conditions_acceptees",
        "diplomes_verifies",
        "besoin_verifie",
    ];
    assert_eq!(champs, attendus);
    assert_eq!(refusee.objections()[3].code, "profession_reglementee");
    assert_eq!(banc.photographie().await, avant);
}

// requirement: ENR-12 NOT-03
async fn somebody_known_is_not_registered_again_and_the_gestionnaire_is_not_told(banc: Banc) {
    banc.portail().await;
    let avant = banc.nombre_personnes().await;
    let connue = NouvelleInscription { identite: identite_de_noe(), ..inscription() };
    let faite = banc.enregistrer().enregistrer(&agent(), &cle("a"), connue).await.unwrap();
    assert_eq!((faite.vue, banc.nombre_personnes().await), (VueGestionnaire::Transmise, avant));
    let historique = banc.consultation().historique(&agent(), &FiltreDemandes::default(), None).await.unwrap().lignes;
    assert_eq!(historique[0].vue, VueGestionnaire::Transmise);
    banc.deposer().deposer(&cle("b"), demande("sub-noe", identite_de_noe())).await.unwrap();
    assert!(matches!(etape(&banc, "sub-noe").await, Etape::RefuseeParLeRegistre { .. }));
    assert!(banc.consultation().a_traiter(&agent(), &FiltreDemandes::default(), None).await.unwrap().lignes.is_empty());
}

// requirement: ENR-11 ENR-15
async fn somebody_who_looks_alike_is_shown_to_the_gestionnaire(banc: Banc) {
    banc.portail().await;
    let avant = banc.nombre_personnes().await;
    let semblable = EtatCivilSaisi { nom: "FICTIF-DURIEU".to_owned(), ..identite_de_noe() };
    let saisie = NouvelleInscription { identite: semblable, ..inscription() };
    let faite = banc.enregistrer().enregistrer(&agent(), &cle("a"), saisie.clone()).await.unwrap();
    assert_eq!(faite.vue, VueGestionnaire::AExaminer { candidats: vec![id(NOE)] });
    assert_eq!(banc.nombre_personnes().await, avant);
    let encore = banc.enregistrer().enregistrer(&agent(), &cle("b"), saisie).await.unwrap_err();
    assert!(matches!(encore, DemandeError::DejaEnCours), "{encore}");
    let traiter = banc.traiter();
    let autre = Decision::Rattacher { attestations: attestations(), personne: id("899900000011") };
    let refusee = traiter.traiter(&agent(), &cle("c"), (&faite.demande, 1), autre).await.unwrap_err();
    assert_eq!(refusee.code(), "candidat_inattendu");
    let lui = Decision::Rattacher { attestations: attestations(), personne: id(NOE) };
    let faite = traiter.traiter(&agent(), &cle("d"), (&faite.demande, 1), lui).await.unwrap();
    assert_eq!((faite.vue, faite.version), (VueGestionnaire::Validee { personne: id(NOE) }, 2));
    let noe = banc.personne(NOE).await.unwrap();
    assert_eq!((noe.exercices[0].situations.len(), banc.nombre_personnes().await), (2, avant));
}

// requirement: ENR-17
async fn a_request_holds_up_whom_it_is_about_and_not_who_entered_it(banc: Banc) {
    banc.portail().await;
    let semblable = EtatCivilSaisi { nom: "FICTIF-DURIEU".to_owned(), ..identite_de_noe() };
    let saisie = NouvelleInscription { identite: semblable, ..inscription() };
    let faite = banc.enregistrer().enregistrer(&agent(), &cle("a"), saisie).await.unwrap();
    assert_eq!(faite.vue, VueGestionnaire::AExaminer { candidats: vec![id(NOE)] });
    let de_noe = registry_core::demande::NouvelleDemande {
        demandeur: registry_core::demande::Demandeur::Ecps(id(NOE)),
        ..demande("", identite())
    };
    let sienne = banc.deposer().deposer(&cle("b"), de_noe).await.unwrap();
    let registre = banc.registre();
    let mut chantier = registre.chantier().await.unwrap();
    let (lui, elle) = (Auteur::personne(&agent()), Auteur::personne(&id(NOE)));
    assert_eq!(chantier.demande_ouverte(lui.as_str(), &lui).await.unwrap(), None, "it is about somebody else");
    assert_eq!(chantier.demande_ouverte("", &elle).await.unwrap(), Some(sienne.clone()));
    drop(chantier);
    let decider = |mot: &'static str| {
        let (traiter, une) = (banc.traiter(), faite.demande.clone());
        let lui = Decision::Rattacher { attestations: attestations(), personne: id(NOE) };
        async move { traiter.traiter(&agent(), &cle(mot), (&une, 1), lui).await }
    };
    assert_eq!(decider("c").await.unwrap_err().code(), "demande_en_cours");
    banc.deposer().retirer(&elle, &sienne).await.unwrap();
    assert_eq!(decider("d").await.unwrap().vue, VueGestionnaire::Validee { personne: id(NOE) });
}

async fn somebody_told_apart_is_registered(banc: Banc) {
    banc.portail().await;
    let semblable = EtatCivilSaisi { nom: "FICTIF-DURIEU".to_owned(), ..identite_de_noe() };
    let saisie = NouvelleInscription { identite: semblable, ..inscription() };
    let faite = banc.enregistrer().enregistrer(&agent(), &cle("a"), saisie).await.unwrap();
    let sans_regarder = banc.traiter().traiter(&agent(), &cle("b"), (&faite.demande, 1), valider(&[])).await.unwrap();
    assert!(matches!(sans_regarder.vue, VueGestionnaire::AExaminer { .. }), "nobody looked");
    let vue = banc.traiter().traiter(&agent(), &cle("c"), (&faite.demande, 2), valider(&[id(NOE)])).await.unwrap();
    let VueGestionnaire::Validee { personne } = vue.vue else { panic!("{vue:?}") };
    assert!(personne != id(NOE) && banc.personne(&personne.to_string()).await.is_ok());
}

// requirement: ENR-01 ENR-06 ENR-08 GES-20 GES-25 ENR-05 GES-24 R02
async fn a_professional_asks_and_a_gestionnaire_validates(banc: Banc) {
    banc.portail().await;
    banc.nommer(COLLEGUE, registry_core::habilitation::Perimetre::Etablissement(finess(IME))).await;
    let id_demande = banc.deposer().deposer(&cle("a"), demande("sub-1", identite())).await.unwrap();
    let ailleurs = registry_core::demande::NouvelleDemande { structure: finess(IME), ..demande("sub-1", identite()) };
    let seconde = banc.deposer().deposer(&cle("b"), ailleurs).await.unwrap_err();
    assert_eq!(seconde.code(), "demande_deja_en_cours");
    assert_eq!(
        banc.consultation().a_traiter(&agent(), &FiltreDemandes::default(), None).await.unwrap().lignes.len(),
        1
    );
    assert!(
        banc.consultation().a_traiter(&id(COLLEGUE), &FiltreDemandes::default(), None).await.unwrap().lignes.is_empty(),
        "another establishment"
    );
    let hors = banc.traiter().traiter(&id(COLLEGUE), &cle("c"), (&id_demande, 1), valider(&[])).await.unwrap_err();
    assert_eq!(hors.code(), "structure_hors_perimetre");
    let vue = banc.traiter().traiter(&agent(), &cle("c"), (&id_demande, 1), valider(&[])).await.unwrap();
    assert!(matches!(vue.vue, VueGestionnaire::Validee { .. }));
    assert_eq!(
        banc.consultation().historique(&agent(), &FiltreDemandes::default(), None).await.unwrap().lignes.len(),
        1
    );
    assert!(
        banc.consultation()
            .historique(&id(COLLEGUE), &FiltreDemandes::default(), None)
            .await
            .unwrap()
            .lignes
            .is_empty()
    );
    let encore = banc.traiter().traiter(&agent(), &cle("d"), (&id_demande, 2), valider(&[])).await.unwrap_err();
    assert_eq!(encore.code(), "demande_deja_traitee");
}

// requirement: ENR-16
async fn a_rejection_has_a_code_and_frees_the_person(banc: Banc) {
    banc.portail().await;
    let id_demande = banc.deposer().deposer(&cle("a"), demande("sub-1", identite())).await.unwrap();
    let rejet =
        Decision::Rejeter { motif: Motif::lu("CHA").unwrap(), commentaire: "Partie avant d'arriver.".to_owned() };
    banc.traiter().traiter(&agent(), &cle("b"), (&id_demande, 1), rejet).await.unwrap();
    assert!(matches!(etape(&banc, "sub-1").await, Etape::Rejetee { motif: Motif::Changement, .. }));
    assert!(banc.deposer().deposer(&cle("c"), demande("sub-1", identite())).await.is_ok());
}

async fn an_author_takes_their_request_back_and_nobody_else_does(banc: Banc) {
    banc.portail().await;
    let id_demande = banc.deposer().deposer(&cle("a"), demande("sub-1", identite())).await.unwrap();
    let autre = banc.deposer().retirer(&Auteur::franceconnect("sub-2"), &id_demande).await.unwrap_err();
    assert_eq!(autre.code(), "demande_inconnue");
    banc.deposer().retirer(&Auteur::franceconnect("sub-1"), &id_demande).await.unwrap();
    let tard = banc.traiter().traiter(&agent(), &cle("b"), (&id_demande, 2), valider(&[])).await.unwrap_err();
    assert_eq!(tard.code(), "demande_deja_traitee");
}

// requirement: R12
async fn of_two_decisions_at_once_one_is_kept(banc: Banc) {
    banc.portail().await;
    let id_demande = banc.deposer().deposer(&cle("a"), demande("sub-1", identite())).await.unwrap();
    let avant = banc.nombre_personnes().await;
    let decider = |mot: &'static str, id: DemandeId| {
        let traiter = banc.traiter();
        async move { traiter.traiter(&agent(), &cle(mot), (&id, 1), valider(&[])).await.is_ok() }
    };
    let (une, autre) = tokio::join!(decider("b", id_demande.clone()), decider("c", id_demande));
    assert!(une != autre, "one of them came too late");
    assert_eq!(banc.nombre_personnes().await, avant + 1);
}

// requirement: R09
async fn without_a_journal_nothing_is_written(banc: Banc) {
    banc.portail().await;
    let avant = banc.photographie().await;
    *banc.carnet.casse.lock().unwrap() = true;
    assert!(banc.enregistrer().enregistrer(&agent(), &cle("a"), inscription()).await.is_err());
    assert!(banc.deposer().deposer(&cle("a"), demande("sub-1", identite())).await.is_err());
    assert_eq!(banc.photographie().await, avant);
}

// requirement: CON-01
async fn a_structure_without_a_contract_takes_no_request(banc: Banc) {
    banc.portail().await;
    for structure in ["440990216", "690990015", "750000000"] {
        let ailleurs =
            registry_core::demande::NouvelleDemande { structure: finess(structure), ..demande("sub-1", identite()) };
        let refusee = banc.deposer().deposer(&cle("a"), ailleurs).await.unwrap_err();
        assert_eq!(refusee.code(), "structure_fermee", "{structure}");
    }
}

// requirement: COL-15
async fn of_a_decided_request_who_it_was_is_forgotten(banc: Banc) {
    banc.portail().await;
    let restes = async || {
        let lignes = banc.photographie().await.into_iter().filter(|ligne| ligne.starts_with("demande "));
        lignes.collect::<Vec<_>>().join("")
    };
    let id = banc.deposer().deposer(&cle("a"), demande("s1", identite())).await.unwrap();
    let attente = restes().await;
    assert!(attente.contains("1990-05-12") && attente.contains("lucie@exemple.test"), "it waits: {attente}");
    let rejet = Decision::Rejeter { motif: Motif::Defaut, commentaire: String::new() };
    banc.traiter().traiter(&agent(), &cle("b"), (&id, 1), rejet).await.unwrap();
    banc.enregistrer().enregistrer(&agent(), &cle("c"), inscription()).await.unwrap();
    banc.deposer().deposer(&cle("d"), demande("s2", identite_de_noe())).await.unwrap();
    let gardees = restes().await;
    for secret in ["1990-05-12", "1975-11-21", "exemple.test", "980090", "Zoé"] {
        assert!(!gardees.contains(secret), "{secret}: {gardees}");
    }
    assert_eq!(
        banc.consultation().historique(&agent(), &FiltreDemandes::default(), None).await.unwrap().lignes.len(),
        2,
        "what was decided is still told"
    );
}

// requirement: GES-24 R03
async fn nobody_accepts_with_a_card_what_they_asked_for_with_a_phone(banc: Banc) {
    const SA_CARTE: &str = "3690990015/CPE00004";
    banc.portail().await;
    banc.declarer(SA_CARTE, "Fictif-Martel", "Alba").await;
    banc.nommer(SA_CARTE, Perimetre::EntiteJuridique(finess(EJ))).await;
    let demandeur = registry_core::demande::Demandeur::Ecps(id(ALBA));
    let nouvelle = NouvelleDemande { demandeur, structure: finess(MAS), ..demande("", identite()) };
    let faite = banc.deposer().deposer(&cle("a"), nouvelle).await.unwrap();
    let soi_meme = banc.traiter().traiter(&id(SA_CARTE), &cle("b"), (&faite, 1), valider(&[])).await.unwrap_err();
    assert_eq!(soi_meme.code(), "demande_pour_soi_meme");
    banc.traiter().traiter(&agent(), &cle("c"), (&faite, 1), valider(&[])).await.unwrap();
}

sur_les_deux_moteurs!(
    nobody_accepts_with_a_card_what_they_asked_for_with_a_phone,
    of_a_decided_request_who_it_was_is_forgotten,
    a_gestionnaire_registers_somebody_alone,
    the_same_key_does_it_once,
    everything_that_is_missing_is_said_at_once_and_nothing_is_written,
    somebody_known_is_not_registered_again_and_the_gestionnaire_is_not_told,
    somebody_who_looks_alike_is_shown_to_the_gestionnaire,
    a_request_holds_up_whom_it_is_about_and_not_who_entered_it,
    somebody_told_apart_is_registered,
    a_professional_asks_and_a_gestionnaire_validates,
    a_rejection_has_a_code_and_frees_the_person,
    an_author_takes_their_request_back_and_nobody_else_does,
    of_two_decisions_at_once_one_is_kept,
    without_a_journal_nothing_is_written,
    a_structure_without_a_contract_takes_no_request,
);
