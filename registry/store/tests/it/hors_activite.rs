//! Whom a measure holds out of service, as their employer sees them.

use jiff::civil::{Date, date};
use registry_core::demande::{Decision, Motif};
use registry_core::habilitation::Perimetre;
use registry_core::retrait::Cause;
use registry_core::situation_acte::{
    FicheGestion, Modification, NouvelleSituation, QuandFinir, SituationDemandee, SituationVue, Transfert,
};

use crate::activite::retrait;
use crate::banc::{Banc, id};
use crate::courrier::pris;
use crate::extraction::ALBA;
use crate::mise_a_jour::{accepter, autre_role, demander, depart, nouvelle};
use crate::portail::{COLLEGUE, EHPAD, IME, MAS, agent, attestations, cle, finess, situation};

/// 15 January 2027 in Paris.
const AUJOURD_HUI: Date = date(2027, 1, 15);

impl Banc {
    async fn alba(&self) -> FicheGestion {
        self.situations().fiche(&agent(), &id(ALBA)).await.unwrap()
    }

    async fn a_l_ehpad(&self) -> SituationVue {
        let mut siennes = self.alba().await.situations.into_iter();
        siennes.find(|vue| vue.structure.as_ref().unwrap().details.finess == EHPAD).unwrap()
    }

    /// Who works at the EHPAD: number, whether a measure holds them.
    async fn effectif(&self) -> Vec<(String, bool)> {
        let effectif = self.recherche().effectif(&agent(), &finess(EHPAD), 1).await.unwrap();
        assert_eq!(effectif.nombre as usize, effectif.membres.len());
        effectif.membres.iter().map(|membre| (membre.personne.to_string(), membre.hors_activite)).collect()
    }
}

// requirement: R05 SIT-09 GES-21
async fn the_employer_ends_what_a_suspended_person_left_and_no_role_comes_back_with_them(banc: Banc) {
    banc.portail().await;
    assert!(!banc.alba().await.hors_activite && banc.effectif().await.contains(&(ALBA.to_owned(), false)));
    banc.suspendue(retrait(&id(ALBA), Cause::Suspension, AUJOURD_HUI)).await;
    assert!(banc.alba().await.hors_activite && banc.effectif().await.contains(&(ALBA.to_owned(), true)));
    let quittee = banc.a_l_ehpad().await;
    let (ici, version) = (quittee.situation.id, quittee.version.unwrap());
    banc.situations().terminer(&agent(), &ici, &version, QuandFinir::Maintenant).await.unwrap();
    assert!(banc.effectif().await.iter().all(|(personne, _)| personne != ALBA));
    banc.reprise(&id(ALBA), AUJOURD_HUI).await;
    let revenue = banc.alba().await;
    let finie = revenue.situations.iter().find(|vue| vue.situation.id == ici).unwrap();
    assert!(!revenue.hors_activite && finie.situation.fin.is_some());
}

// requirement: R05 GES-23
async fn nothing_else_is_done_about_whom_a_measure_holds(banc: Banc) {
    banc.portail().await;
    banc.suspendue(retrait(&id(ALBA), Cause::Radiation, AUJOURD_HUI)).await;
    let vue = banc.a_l_ehpad().await;
    let (ici, version, noms) = (vue.situation.id.clone(), vue.version.clone().unwrap(), vue.noms.clone());
    let avant = banc.photographie().await;
    let voulue = Modification {
        noms: noms.clone(),
        profession: vue.situation.code_role.clone(),
        role: "GENR10".to_owned(),
        debut: None,
        fin: None,
    };
    let modifiee = banc.situations().modifier(&agent(), &ici, &version, &voulue).await.unwrap_err();
    let voulu = Transfert { structure: finess(MAS), situation: SituationDemandee { noms, ..situation() } };
    let transferee = banc.situations().transferer(&agent(), &ici, &version, &voulu).await.map(drop).unwrap_err();
    let nouvelle = NouvelleSituation {
        personne: id(ALBA),
        structure: finess(MAS),
        situation: situation(),
        attestations: attestations(),
    };
    let ajoutee = banc.situations().ajouter(&agent(), &cle("a"), nouvelle).await.unwrap_err();
    assert_eq!(
        [modifiee.code(), transferee.code(), ajoutee.code()],
        ["personne_hors_activite", "personne_hors_activite", "professionnel_inconnu"]
    );
    assert_eq!(banc.photographie().await, avant);
    let bientot = QuandFinir::Apres(date(2027, 1, 31));
    let version = banc.situations().terminer(&agent(), &ici, &version, bientot).await.unwrap();
    let plus_tard = QuandFinir::Apres(date(2027, 2, 28));
    let repoussee = banc.situations().terminer(&agent(), &ici, &version, plus_tard).await.unwrap_err();
    assert_eq!(repoussee.code(), "personne_hors_activite", "a later end is no leaving");
    banc.situations().terminer(&agent(), &ici, &version, QuandFinir::Maintenant).await.unwrap();
}

// requirement: R05 R06 GES-15
async fn a_measure_is_told_to_the_employer_alone(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(IME))).await;
    assert!(banc.situations().fiche(&id(COLLEGUE), &personne).await.is_ok());
    banc.suspendue(retrait(&personne, Cause::Suspension, AUJOURD_HUI)).await;
    banc.suspendue(retrait(&id(ALBA), Cause::Suspension, AUJOURD_HUI)).await;
    let ailleurs = banc.situations().fiche(&id(COLLEGUE), &personne).await.unwrap_err();
    assert_eq!(ailleurs.code(), "professionnel_inconnu");
    // Alba works at the EHPAD too: this colleague keeps the IME alone
    let vues = banc.situations().fiche(&id(COLLEGUE), &id(ALBA)).await.unwrap().situations;
    let lieux: Vec<_> = vues.iter().map(|vue| vue.structure.as_ref().unwrap().details.finess.as_str()).collect();
    assert_eq!(lieux, [IME]);
}

// requirement: R05 GES-25 SIT-14
async fn what_somebody_asked_for_before_a_measure_is_rejected_and_not_accepted(banc: Banc) {
    banc.portail().await;
    let role = demander(&banc, "a", autre_role(&banc).await).await.unwrap();
    banc.suspendue(retrait(&id(ALBA), Cause::Suspension, AUJOURD_HUI)).await;
    let avant = banc.photographie().await;
    let refus = accepter(&banc, (&agent(), "b"), &role).await.unwrap_err();
    assert_eq!((refus.code(), banc.photographie().await), ("personne_hors_activite", avant));
    let rejet = || Decision::Rejeter { motif: Motif::Changement, commentaire: String::new() };
    banc.traiter().traiter(&agent(), &cle("c"), (&role, 1), rejet()).await.unwrap();
    assert!(banc.consultation().ouvrir(&agent(), &role).await.unwrap().etape.nom().contains("REJETEE"));
    banc.reprise(&id(ALBA), AUJOURD_HUI).await;
    let fin = demander(&banc, "d", nouvelle(&banc, depart()).await).await.unwrap();
    banc.suspendue(retrait(&id(ALBA), Cause::Deces, date(2027, 1, 2))).await;
    banc.distribuer(pris()).await;
    banc.traiter().traiter(&agent(), &cle("e"), (&fin, 1), rejet()).await.unwrap();
    assert!(banc.distribuer(pris()).await.is_empty(), "nobody writes to the dead");
}

sur_les_deux_moteurs!(
    the_employer_ends_what_a_suspended_person_left_and_no_role_comes_back_with_them,
    nothing_else_is_done_about_whom_a_measure_holds,
    a_measure_is_told_to_the_employer_alone,
    what_somebody_asked_for_before_a_measure_is_rejected_and_not_accepted,
);
