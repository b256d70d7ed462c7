//! Professions that structures ask for, through the GRADeS of their region, to the ANS (ROL-09).

use std::sync::Arc;

use ambient::Seconds;
use jiff::civil::{Date, date};
use registry_core::grades::{AgentGrades, Grades, Groupements};
use registry_core::journal::Geste;
use registry_core::nomenclature::Referentiel;
use registry_core::page::Page;
use registry_core::profession_demandee::{
    AvisSaisi, EtapeProfession, FiltreProfessions, NouvelleProfession, Partenaire, ProfessionDemandee,
    ProfessionDemandeeId, ProfessionError, Professions, Relais, StadeProfession, Suite, SuiteSaisie,
};
use registry_core::support::{AgentSupport, Equipe};

use crate::banc::{Banc, id};
use crate::courrier::pris;
use crate::portail::{COLLEGUE, DIRECTRICE, EHPAD, IME, SUPPORT, agent, cle, finess};

/// Of Auvergne-Rhône-Alpes, and of another region.
pub const GRADES: &str = SUPPORT[1];
const AILLEURS: &str = COLLEGUE;
const MALIK: &str = "claire.rouvier@example.org";

fn groupements() -> Groupements {
    let declarer = |nom: &str, region: &str, agent: &str| Grades {
        nom: nom.to_owned(),
        regions: vec![region.to_owned()],
        agents: vec![id(agent)],
    };
    [declarer("GRADeS fictif", "84", GRADES), declarer("GRADeS des îles", "01", AILLEURS)].into_iter().collect()
}

pub fn du_grades(agent: &str) -> AgentGrades {
    groupements().agent(&id(agent)).unwrap()
}

fn du_support() -> AgentSupport {
    let equipe: Equipe = [id(SUPPORT[0])].into_iter().collect();
    equipe.agent(&id(SUPPORT[0])).unwrap()
}

impl Banc {
    pub fn professions(&self) -> Professions {
        let professions = Professions::new(self.guichet(), Arc::new(self.magasin.clone()), self.recherche());
        professions.avec_groupements(groupements())
    }

    async fn demander(&self, libelle: &str, volume: u32, structure: &str) -> ProfessionDemandeeId {
        let nouvelle = nouvelle(libelle, volume, structure);
        let sienne = cle(&format!("p-{libelle}-{structure}").replace([' ', 'é'], "-"));
        self.horloge.advance(Seconds(1));
        self.professions().demander(&agent(), &sienne, nouvelle).await.unwrap()
    }

    async fn lue(&self, demande: &ProfessionDemandeeId) -> ProfessionDemandee {
        self.professions().ouvrir(&du_support(), demande).await.unwrap()
    }

    async fn relayer(&self, demande: &ProfessionDemandeeId, relais: Relais) -> Result<(), ProfessionError> {
        let version = self.lue(demande).await.version;
        self.professions().relayer(&du_grades(GRADES), (demande, version), relais).await
    }

    async fn recueillir(&self, demande: &ProfessionDemandeeId, partenaire: Partenaire) {
        let version = self.lue(demande).await.version;
        let avis =
            AvisSaisi { partenaire: Some(partenaire), rendu_le: Some(date(2027, 1, 10)), texte: "Oui.".to_owned() };
        self.professions().recueillir(&du_support(), (demande, version), &avis).await.unwrap();
    }

    async fn decider(&self, demande: &ProfessionDemandeeId, suite: Suite) -> Result<(), ProfessionError> {
        let version = self.lue(demande).await.version;
        self.professions().avancer(&du_support(), (demande, version), suite).await
    }

    async fn instruite(&self, libelle: &str) -> ProfessionDemandeeId {
        let demande = self.demander(libelle, 12, EHPAD).await;
        self.relayer(&demande, sans_complement()).await.unwrap();
        for partenaire in Partenaire::TOUS {
            self.recueillir(&demande, partenaire).await;
        }
        demande
    }
}

fn nouvelle(libelle: &str, volume: u32, structure: &str) -> NouvelleProfession {
    NouvelleProfession {
        structure: finess(structure),
        libelle: libelle.to_owned(),
        volume: volume.to_string(),
        usages: "Lire le DUI".to_owned(),
    }
}

fn sans_complement() -> Relais {
    Relais::Relayer { complement: String::new() }
}

fn retenir(code: &str, du: Date) -> Suite {
    let saisie = SuiteSaisie { code: code.to_owned(), libelle: "Médiateur de santé pair".to_owned(), du: Some(du) };
    Suite::Retenir { saisie, commentaire: "Pour les pairs-aidants formés.".to_owned() }
}

fn tous() -> FiltreProfessions {
    FiltreProfessions::default()
}

// requirement: ROL-09 ROL-08
async fn a_profession_goes_through_the_grades_to_the_ans_and_the_asker_is_told_of_each_stage(banc: Banc) {
    banc.portail().await;
    let demande = banc.demander(" Pair-aidant ", 12, EHPAD).await;
    let professions = banc.professions();
    let region = professions.de_la_region(&du_grades(GRADES), &tous(), None).await.unwrap();
    assert_eq!((region.nombre, region.lignes[0].libelle.as_str()), (1, "Pair-aidant"));
    let trop_tot = banc.decider(&demande, retenir("990", date(2027, 2, 1))).await.unwrap_err();
    assert_eq!(trop_tot.code(), "profession_demandee_autre_etape");
    banc.distribuer(pris()).await;
    banc.relayer(&demande, Relais::Relayer { complement: " Un DU existe. ".to_owned() }).await.unwrap();
    assert_eq!(banc.distribuer(pris()).await, [(MALIK.to_owned(), "profession_suivie")]);
    assert_eq!(banc.lue(&demande).await.etape.complement(), "Un DU existe.");
    let sans_avis = banc.decider(&demande, retenir("990", date(2027, 2, 1))).await.unwrap_err();
    assert_eq!(sans_avis.code(), "profession_sans_avis");
    for partenaire in Partenaire::TOUS {
        banc.recueillir(&demande, partenaire).await;
    }
    let lue = banc.lue(&demande).await;
    assert_eq!(lue.avis.iter().map(|avis| avis.partenaire).collect::<Vec<_>>(), Partenaire::TOUS);
    assert_eq!((lue.avis[0].rendu_le, lue.avis[0].texte.as_str()), (date(2027, 1, 10), "Oui."));
    banc.decider(&demande, retenir("990", date(2027, 2, 1))).await.unwrap();
    assert_eq!(banc.distribuer(pris()).await, [(MALIK.to_owned(), "profession_suivie")]);
    let retenues = professions.retenues().await.unwrap();
    assert_eq!((retenues.len(), retenues[0].code.as_str()), (1, "990"));
    let referentiel = Referentiel::clone(&Referentiel::embarque()).avec_retenues(&retenues);
    assert_eq!(referentiel.admet_profession("990", None, date(2027, 1, 31)).unwrap_err().code(), "profession_future");
    assert_eq!(referentiel.admet_profession("990", None, date(2027, 2, 1)), Ok(None));
    let miennes = professions.miennes(&agent(), &tous(), None).await.unwrap();
    assert!(miennes.lignes[0].etape.commentaire().contains("pairs-aidants"));
    let etapes: Vec<_> = banc
        .gestes()
        .into_iter()
        .filter_map(|geste| match geste {
            Geste::Profession { agent, etape, .. } => Some((agent.to_string(), etape)),
            _ => None,
        })
        .collect();
    let (gestionnaire, ans) = (agent().to_string(), SUPPORT[0].to_owned());
    let attendues = [
        (gestionnaire, "ENVOYEE"),
        (GRADES.to_owned(), "RELAYEE"),
        (ans.clone(), "AVIS_DNS"),
        (ans.clone(), "AVIS_CNSA"),
        (ans.clone(), "AVIS_CNAM"),
        (ans, "RETENUE"),
    ];
    assert_eq!(etapes, attendues);
}

// requirement: ROL-09
async fn what_is_asked_for_twice_is_put_together_and_each_asker_hears_of_the_end(banc: Banc) {
    banc.portail().await;
    let [a, b, c] = [("Pair-aidant", 12, EHPAD), ("Médiateur pair", 30, IME), ("Pair aidant", 5, IME)];
    let (a, b, c) =
        (banc.demander(a.0, a.1, a.2).await, banc.demander(b.0, b.1, b.2).await, banc.demander(c.0, c.1, c.2).await);
    banc.relayer(&c, Relais::Reunir { avec: b.clone() }).await.unwrap();
    banc.relayer(&b, Relais::Reunir { avec: a.clone() }).await.unwrap();
    let ensemble = banc.lue(&a).await.ensemble;
    assert_eq!((ensemble.demandes, ensemble.personnes), (3, 47));
    for suivie in [&b, &c] {
        assert_eq!(banc.lue(suivie).await.reunie_a.as_ref(), Some(&a), "what followed one follows the other");
        let encore = banc.relayer(suivie, sans_complement()).await.unwrap_err();
        assert_eq!(encore.code(), "profession_demandee_autre_etape");
    }
    let soi = banc.relayer(&a, Relais::Reunir { avec: a.clone() }).await.unwrap_err();
    assert_eq!(soi.code(), "profession_reunion_impossible");
    let suivie = banc.relayer(&a, Relais::Reunir { avec: b.clone() }).await.unwrap_err();
    assert_eq!(suivie.code(), "profession_reunion_impossible");
    banc.distribuer(pris()).await;
    banc.relayer(&a, sans_complement()).await.unwrap();
    assert_eq!(banc.distribuer(pris()).await.len(), 3, "each request has its asker");
    let professions = banc.professions();
    assert_eq!(professions.toutes(&du_support(), &tous(), None).await.unwrap().nombre, 1);
    assert_eq!(professions.miennes(&agent(), &tous(), None).await.unwrap().nombre, 3);
    banc.decider(&a, Suite::Ecarter { commentaire: "Employez 312.".to_owned() }).await.unwrap();
    for une in [&a, &b, &c] {
        assert!(matches!(banc.lue(une).await.etape, EtapeProfession::Ecartee { .. }));
    }
    assert_eq!(banc.distribuer(pris()).await.len(), 3);
}

// requirement: ROL-09
async fn the_grades_gives_a_request_back_with_its_reason(banc: Banc) {
    banc.portail().await;
    let demande = banc.demander("Pair-aidant", 12, EHPAD).await;
    banc.distribuer(pris()).await;
    for (motif, code) in [(" ", "profession_sans_motif"), (&*"é".repeat(501), "profession_motif_long")] {
        let refusee = banc.relayer(&demande, Relais::Rendre { motif: motif.to_owned() }).await.unwrap_err();
        assert_eq!(refusee.objections()[0].code, code);
    }
    banc.relayer(&demande, Relais::Rendre { motif: "Précisez l’usage.".to_owned() }).await.unwrap();
    assert_eq!(banc.lue(&demande).await.etape.commentaire(), "Précisez l’usage.");
    assert_eq!(banc.distribuer(pris()).await, [(MALIK.to_owned(), "profession_suivie")]);
    let encore = banc.relayer(&demande, sans_complement()).await.unwrap_err();
    assert_eq!(encore.code(), "profession_demandee_autre_etape");
}

// requirement: R01 ROL-09
async fn each_role_does_its_own_part_in_its_own_region(banc: Banc) {
    banc.portail().await;
    let demande = banc.demander("Pair-aidant", 12, EHPAD).await;
    let (professions, avant) = (banc.professions(), banc.photographie().await);
    let voisin = du_grades(AILLEURS);
    assert_eq!(professions.de_la_region(&voisin, &tous(), None).await.unwrap().nombre, 0);
    assert_eq!(professions.ouvrir_au_grades(&voisin, &demande).await.unwrap_err().code(), "profession_hors_region");
    let tente = professions.relayer(&voisin, (&demande, 1), sans_complement()).await.unwrap_err();
    assert_eq!(tente.code(), "profession_hors_region");
    let refus = Geste::Refus { agent: id(AILLEURS), structure: finess(EHPAD), code: "profession_hors_region" };
    assert_eq!(banc.gestes().iter().filter(|geste| **geste == refus).count(), 2);
    let tenue = banc.decider(&demande, Suite::Relayer).await.unwrap_err();
    assert_eq!(tenue.code(), "profession_au_grades", "a declared GRADeS relays itself");
    assert!(groupements().agent(&agent()).is_none() && groupements().agent(&id(SUPPORT[0])).is_none());
    banc.activation().desactiver(&id(GRADES)).await.unwrap();
    let parti = du_grades(GRADES);
    let relais = professions.relayer(&parti, (&demande, 1), sans_complement()).await.unwrap_err();
    assert_eq!(relais.code(), "agent_sans_habilitation");
    assert_eq!(professions.de_la_region(&parti, &tous(), None).await.unwrap_err().code(), "agent_sans_habilitation");
    banc.activation().reactiver(&id(GRADES)).await.unwrap();
    let apres: Vec<_> = banc.photographie().await.into_iter().filter(|ligne| ligne.starts_with("profession")).collect();
    assert_eq!(apres, avant.into_iter().filter(|ligne| ligne.starts_with("profession")).collect::<Vec<_>>());
}

// requirement: R03 ROL-09
async fn nobody_relays_or_decides_what_they_asked_for(banc: Banc) {
    let droit = banc.portail().await;
    let demande = banc.demander("Pair-aidant", 12, EHPAD).await;
    // with a right over an establishment they would serve nobody at all
    banc.designation().retirer(&id(DIRECTRICE), &droit).await.unwrap();
    let le_meme = Grades { nom: "Le même".to_owned(), regions: vec!["84".to_owned()], agents: vec![agent()] };
    let groupements: Groupements = [le_meme].into_iter().collect();
    let lui = groupements.agent(&agent()).unwrap();
    let refus = banc.professions().relayer(&lui, (&demande, 1), sans_complement()).await.unwrap_err();
    assert_eq!(refus.code(), "profession_de_soi");
    let equipe: Equipe = [agent()].into_iter().collect();
    let lui = equipe.agent(&agent()).unwrap();
    let refus = banc.professions().avancer(&lui, (&demande, 1), Suite::Relayer).await.unwrap_err();
    assert_eq!(refus.code(), "profession_de_soi");
}

// requirement: ROL-09
async fn where_no_grades_is_declared_the_ans_relays(banc: Banc) {
    banc.portail().await;
    let sans = Professions::new(banc.guichet(), Arc::new(banc.magasin.clone()), banc.recherche());
    let demande = sans.demander(&agent(), &cle("p"), nouvelle("Pair-aidant", 12, EHPAD)).await.unwrap();
    assert_eq!(sans.demander(&agent(), &cle("p"), nouvelle("Pair-aidant", 12, EHPAD)).await.unwrap(), demande, "once");
    let ailleurs = sans.demander(&agent(), &cle("q"), nouvelle("Pair-aidant", 12, "440990216")).await.unwrap_err();
    assert_eq!(ailleurs.code(), "structure_hors_perimetre");
    sans.avancer(&du_support(), (&demande, 1), Suite::Relayer).await.unwrap();
    assert_eq!(banc.lue(&demande).await.etape.stade(), StadeProfession::Relayee);
    let un_mot = Suite::Ecarter { commentaire: " ".to_owned() };
    assert_eq!(banc.decider(&demande, un_mot).await.unwrap_err().objections()[0].champ, "commentaire");
}

// requirement: ROL-09
async fn of_two_decisions_at_once_one_holds(banc: Banc) {
    banc.portail().await;
    let demande = banc.demander("Pair-aidant", 12, EHPAD).await;
    let (un, deux, lui) = (banc.professions(), banc.professions(), du_grades(GRADES));
    let rendre = Relais::Rendre { motif: "Précisez.".to_owned() };
    let (a, b) = tokio::join!(
        un.relayer(&lui, (&demande, 1), sans_complement()),
        deux.relayer(&lui, (&demande, 1), rendre.clone())
    );
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1, "{a:?} {b:?}");
    assert_eq!([a, b].into_iter().find_map(Result::err).unwrap().code(), "profession_demandee_autre_etape");
    let demande = banc.instruite("Baigneur").await;
    let version = banc.lue(&demande).await.version;
    let agent = du_support();
    let ecarter = Suite::Ecarter { commentaire: "Employez 312.".to_owned() };
    let (a, b) = tokio::join!(
        un.avancer(&agent, (&demande, version), retenir("990", date(2027, 2, 1))),
        deux.avancer(&agent, (&demande, version), ecarter)
    );
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1, "{a:?} {b:?}");
    assert_eq!([a, b].into_iter().find_map(Result::err).unwrap().code(), "profession_demandee_autre_etape");
}

// requirement: ROL-08
async fn a_code_is_free_and_a_first_day_is_not_over(banc: Banc) {
    banc.portail().await;
    let demande = banc.instruite("Pair-aidant").await;
    let codes = async |suite| {
        let refus = banc.decider(&demande, suite).await.unwrap_err();
        refus.objections().iter().map(|objection| objection.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(retenir("313", date(2027, 2, 1))).await, ["profession_code_pris"]);
    assert_eq!(codes(retenir("10", date(2027, 2, 1))).await, ["profession_sans_code"]);
    assert_eq!(codes(retenir("990", date(2027, 1, 14))).await, ["profession_sans_jour"]);
    let vide = Suite::Retenir { saisie: SuiteSaisie::default(), commentaire: String::new() };
    assert_eq!(codes(vide).await, ["profession_sans_code", "profession_sans_libelle", "profession_sans_jour"]);
    banc.decider(&demande, retenir("990", date(2027, 1, 15))).await.unwrap();
    let seconde = banc.instruite("Baigneur").await;
    let pris = banc.decider(&seconde, retenir("990", date(2027, 2, 1))).await.unwrap_err();
    assert_eq!(pris.objections()[0].code, "profession_code_pris", "accepted, and in no list yet");
}

// requirement: ROL-09
async fn requests_for_professions_have_pages_too(banc: Banc) {
    banc.portail().await;
    for n in 0..205 {
        banc.demander(&format!("P{n}"), 1, if n < 60 { IME } else { EHPAD }).await;
    }
    let (professions, lui) = (banc.professions(), du_grades(GRADES));
    let envoyees = FiltreProfessions::au_stade(StadeProfession::Envoyee);
    let mut pages: Vec<Page<ProfessionDemandee>> = Vec::new();
    while pages.last().is_none_or(|page| page.suite.is_some()) {
        let apres = pages.last().and_then(|page| page.suite.clone());
        pages.push(professions.de_la_region(&lui, &envoyees, apres.as_ref()).await.unwrap());
    }
    let lues: Vec<_> = pages.iter().flat_map(|page| &page.lignes).map(|une| (une.le, une.id.to_string())).collect();
    assert_eq!(lues.len(), 205);
    assert!(lues.windows(2).all(|deux| deux[0] < deux[1]), "who waits longest comes first");
    let a_l_ime = FiltreProfessions { etablissement: Some(finess(IME)), ..tous() };
    assert_eq!(professions.miennes(&agent(), &a_l_ime, None).await.unwrap().nombre, 60);
    let recente = professions.toutes(&du_support(), &tous(), None).await.unwrap();
    assert_eq!((recente.nombre, recente.lignes[0].libelle.as_str()), (205, "P204"), "else newest first");
    let nulle = professions.toutes(&du_support(), &FiltreProfessions::au_stade(StadeProfession::Retenue), None).await;
    assert_eq!(nulle.unwrap().nombre, 0);
}

// requirement: ROL-09
async fn what_a_former_release_decided_is_read_and_has_its_stage(banc: Banc) {
    banc.portail().await;
    let demande = banc.demander("Pair-aidant", 12, EHPAD).await;
    banc.executer(
        r#"UPDATE profession_demandee SET etape = '{"etape":"Retenue","par":"3690990015/SUPPORT01","le":1800000000000,"commentaire":"Code 380."}', stade = 'RETENUE'"#,
    )
    .await;
    let lue = banc.lue(&demande).await;
    assert!(lue.etape.inscription().is_none() && lue.etape.commentaire() == "Code 380.");
    assert!(banc.professions().retenues().await.unwrap().is_empty());
}

sur_les_deux_moteurs!(
    a_profession_goes_through_the_grades_to_the_ans_and_the_asker_is_told_of_each_stage,
    what_is_asked_for_twice_is_put_together_and_each_asker_hears_of_the_end,
    the_grades_gives_a_request_back_with_its_reason,
    each_role_does_its_own_part_in_its_own_region,
    nobody_relays_or_decides_what_they_asked_for,
    where_no_grades_is_declared_the_ans_relays,
    of_two_decisions_at_once_one_holds,
    a_code_is_free_and_a_first_day_is_not_over,
    requests_for_professions_have_pages_too,
    what_a_former_release_decided_is_read_and_has_its_stage,
);
