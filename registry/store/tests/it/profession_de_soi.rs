//! Who asked for a profession answers nobody about it, whatever their card and whatever was put together with it (R03).

use registry_core::grades::{AgentGrades, Grades, Groupements};
use registry_core::habilitation::Perimetre;
use registry_core::profession_demandee::{
    AvisSaisi, NouvelleProfession, Partenaire, ProfessionDemandeeId, ProfessionError, Relais, Suite,
};
use registry_core::support::{AgentSupport, Equipe};

use crate::banc::{Banc, id};
use crate::extraction::ALBA;
use crate::portail::{EHPAD, EJ, GESTIONNAIRE, IME, SUPPORT, cle, finess};

/// Alba of the example, under her RPPS number there, holds a card of the operator.
const CARTE_D_ALBA: &str = "3690990015/CPE00020";

fn du_grades(agent: &str) -> AgentGrades {
    let regions = vec!["84".to_owned()];
    let grades = Grades { nom: "GRADeS fictif".to_owned(), regions, agents: vec![id(agent)] };
    [grades].into_iter().collect::<Groupements>().agent(&id(agent)).unwrap()
}

fn du_support(agent: &str) -> AgentSupport {
    [id(agent)].into_iter().collect::<Equipe>().agent(&id(agent)).unwrap()
}

fn sans_complement() -> Relais {
    Relais::Relayer { complement: String::new() }
}

async fn avec_alba(banc: &Banc) {
    banc.portail().await;
    banc.declarer(CARTE_D_ALBA, "FICTIF-MARTEL", "Alba").await;
    banc.nommer(CARTE_D_ALBA, Perimetre::EntiteJuridique(finess(EJ))).await;
}

async fn demander(banc: &Banc, par: &str, structure: &str) -> ProfessionDemandeeId {
    let nouvelle = NouvelleProfession {
        structure: finess(structure),
        libelle: "Pair-aidant".to_owned(),
        volume: "12".to_owned(),
        usages: "Lire le DUI".to_owned(),
    };
    banc.professions().demander(&id(par), &cle(structure), nouvelle).await.unwrap()
}

/// What Alba hears from the GRADeS' page, then from the ANS' two.
async fn alba_repond(banc: &Banc, (demande, version): (&ProfessionDemandeeId, u32)) -> Vec<&'static str> {
    let (professions, grades, support) = (banc.professions(), du_grades(ALBA), du_support(ALBA));
    let avis = AvisSaisi {
        partenaire: Some(Partenaire::Dns),
        rendu_le: Some(jiff::civil::date(2027, 1, 10)),
        texte: "Oui.".to_owned(),
    };
    let ecarter = Suite::Ecarter { commentaire: "Employez 312.".to_owned() };
    let refus: [Result<(), ProfessionError>; 3] = [
        professions.relayer(&grades, (demande, version), sans_complement()).await,
        professions.recueillir(&support, (demande, version), &avis).await,
        professions.avancer(&support, (demande, version), ecarter).await,
    ];
    refus.into_iter().map(|refus| refus.unwrap_err().code()).collect()
}

// requirement: R03 ROL-09
async fn another_card_is_nobody_else(banc: Banc) {
    avec_alba(&banc).await;
    let demande = demander(&banc, CARTE_D_ALBA, EHPAD).await;
    assert_eq!(alba_repond(&banc, (&demande, 1)).await, ["profession_de_soi"; 3]);
    banc.professions().relayer(&du_grades(SUPPORT[1]), (&demande, 1), sans_complement()).await.unwrap();
}

// requirement: R03 ROL-09
async fn who_asked_in_a_request_that_was_put_together_with_it_answers_nobody(banc: Banc) {
    avec_alba(&banc).await;
    let principale = demander(&banc, GESTIONNAIRE, EHPAD).await;
    let sienne = demander(&banc, CARTE_D_ALBA, IME).await;
    let (professions, collegue) = (banc.professions(), du_grades(SUPPORT[1]));
    let a_la_sienne = Relais::Reunir { avec: sienne.clone() };
    let refus = professions.relayer(&du_grades(ALBA), (&principale, 1), a_la_sienne).await.unwrap_err();
    assert_eq!(refus.code(), "profession_de_soi", "nor puts another one together with their own");
    professions.relayer(&collegue, (&sienne, 1), Relais::Reunir { avec: principale.clone() }).await.unwrap();
    assert_eq!(alba_repond(&banc, (&principale, 2)).await, ["profession_de_soi"; 3]);
    professions.relayer(&collegue, (&principale, 2), sans_complement()).await.unwrap();
}

sur_les_deux_moteurs!(another_card_is_nobody_else, who_asked_in_a_request_that_was_put_together_with_it_answers_nobody);
