//! Requests for professions, at the desks of the structure, of the GRADeS and of the ANS.

use http::StatusCode;
use jiff::civil::date;
use pages::Langue;
use pages::samples::faults;
use registry_core::profession_demandee::{
    AvisRecueilli, AvisSaisi, Ensemble, EtapeProfession, Partenaire, ProfessionDemandee, ProfessionDemandeeId, Relais,
    StadeProfession, Suite, SuiteSaisie,
};

use crate::decor::{Decor, MAINTENANT};
use crate::guichets::autres::{GRADES, SUPPORT};

const DIRECTRICE: &str = "3690990015/CPED0001";
const BUREAU: &str = "/bureau/professions";
const RELAIS: &str = "/grades";
const DECISION: &str = "/support/professions";

fn demandee(id: &str, libelle: &str, etape: EtapeProfession) -> ProfessionDemandee {
    ProfessionDemandee {
        id: ProfessionDemandeeId::from(id),
        libelle: libelle.to_owned(),
        volume: 12,
        usages: "Lire le DUI".to_owned(),
        structure: "690990114".parse().unwrap(),
        par: DIRECTRICE.parse().unwrap(),
        le: MAINTENANT,
        ensemble: Ensemble::seule(12),
        reunie_a: None,
        avis: Vec::new(),
        etape,
        version: 2,
    }
}

fn relayee() -> EtapeProfession {
    EtapeProfession::Relayee { par: GRADES.parse().unwrap(), le: MAINTENANT, complement: "Un DU existe.".to_owned() }
}

async fn devant(qui: &str, demandees: Vec<ProfessionDemandee>) -> Decor {
    let mut decor = Decor::nouveau().await;
    let connues = demandees.into_iter().map(|une| (une.id.to_string(), une)).collect();
    *decor.registre.autres.demandees.lock().unwrap() = connues;
    decor.entrer_caducee(qui).await;
    decor
}

/// The button of a list: it opens the form of an act, and has no key of its own.
async fn ouvrir(decor: &mut Decor, adresse: &str, action: &str) -> String {
    let liste = decor.navigateur.lire(adresse).await.html;
    assert_eq!(faults(&liste, Langue::Fr), Vec::<String>::new());
    let champs = [("action", action), ("demande", "d"), ("version", "2")];
    let form = decor.navigateur.envoyer(adresse, &liste, &champs).await;
    assert_eq!(form.statut, StatusCode::OK, "{}", form.html);
    assert_eq!(faults(&form.html, Langue::Fr), Vec::<String>::new());
    form.html
}

// requirement: ROL-09
#[tokio::test]
async fn the_grades_has_one_desk_and_relays_with_what_it_adds() {
    let envoyee = demandee("d", "Pair-aidant <b>", EtapeProfession::Envoyee);
    let mut decor = devant(GRADES, vec![envoyee]).await;
    assert_eq!(decor.navigateur.lire("/").await.vers, RELAIS);
    let liste = decor.navigateur.lire(RELAIS).await.html;
    assert!(liste.contains("GRADeS fictif") && liste.contains("12 personnes") && !liste.contains("<b>"), "{liste}");
    assert!(liste.contains("Auvergne-Rhône-Alpes") && !liste.contains(r#"href="/bureau""#), "no other tab");
    let form = ouvrir(&mut decor, RELAIS, "relayer").await;
    let champs = [("action", "relayer"), ("demande", "d"), ("complement", "Un DU existe.")];
    let faite = decor.navigateur.envoyer(RELAIS, &form, &champs).await;
    assert!(faite.html.contains("C’est fait"), "{}", faite.html);
    let attendu = [Relais::Relayer { complement: "Un DU existe.".to_owned() }];
    assert_eq!(*decor.registre.autres.relais.lock().unwrap(), attendu);
    let encore = decor.navigateur.envoyer(RELAIS, &form, &champs).await;
    assert!(encore.html.contains("a changé entre-temps"), "the version that was seen is gone: {}", encore.html);
}

// requirement: ROL-09
#[tokio::test]
async fn a_request_is_given_back_with_a_reason_or_put_together_with_another_one() {
    let envoyees = [("d", "Pair-aidant"), ("e", "Médiateur pair")]
        .map(|(id, libelle)| demandee(id, libelle, EtapeProfession::Envoyee));
    let mut decor = devant(GRADES, envoyees.into()).await;
    let form = ouvrir(&mut decor, RELAIS, "rendre").await;
    let sans = [("action", "rendre"), ("demande", "d"), ("motif", "")];
    let refusee = decor.navigateur.envoyer(RELAIS, &form, &sans).await;
    assert_eq!(refusee.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refusee.html.contains(r#"id="motif-remarque""#), "{}", refusee.html);
    let form = ouvrir(&mut decor, RELAIS, "reunir").await;
    assert!(form.contains(r#"value="e""#) && !form.contains(r#"type="radio" id="avec" name="avec" value="d""#));
    let champs = [("action", "reunir"), ("demande", "d"), ("avec", "e")];
    assert!(decor.navigateur.envoyer(RELAIS, &form, &champs).await.html.contains("C’est fait"));
    let attendu = [Relais::Reunir { avec: ProfessionDemandeeId::from("e") }];
    assert_eq!(*decor.registre.autres.relais.lock().unwrap(), attendu);
}

// requirement: ROL-09
#[tokio::test]
async fn the_ans_hears_its_partners_then_gives_a_code_and_a_first_day() {
    let avis = AvisRecueilli {
        partenaire: Partenaire::Dns,
        rendu_le: date(2026, 10, 1),
        texte: "Favorable <i>".to_owned(),
        par: SUPPORT.parse().unwrap(),
        le: MAINTENANT,
    };
    let ensemble = Ensemble { demandes: 3, personnes: 40 };
    let demandee = ProfessionDemandee { avis: vec![avis], ensemble, ..demandee("d", "Pair-aidant", relayee()) };
    let mut decor = devant(SUPPORT, vec![demandee]).await;
    let liste = decor.navigateur.lire(DECISION).await.html;
    for dit in ["Un DU existe.", "DNS, 01/10/2026", "3 demandes réunies", "40 personnes"] {
        assert!(liste.contains(dit), "{dit}: {liste}");
    }
    let form = ouvrir(&mut decor, DECISION, "avis").await;
    let champs =
        [("action", "avis"), ("demande", "d"), ("partenaire", "CNSA"), ("rendu_le", "2/10/2026"), ("avis", "Oui.")];
    assert!(decor.navigateur.envoyer(DECISION, &form, &champs).await.html.contains("C’est noté"));
    let rendu_le = Some(date(2026, 10, 2));
    let attendu = AvisSaisi { partenaire: Some(Partenaire::Cnsa), rendu_le, texte: "Oui.".to_owned() };
    assert_eq!(*decor.registre.autres.avis.lock().unwrap(), [attendu]);
    decor.registre.autres.demandees.lock().unwrap().get_mut("d").unwrap().version = 2;
    let form = ouvrir(&mut decor, DECISION, "retenir").await;
    assert!(form.contains(r#"value="Pair-aidant""#), "as the structure calls it, to begin with");
    let champs = [
        ("action", "retenir"),
        ("demande", "d"),
        ("code_profession", "990"),
        ("libelle", "Médiateur pair"),
        ("premier_jour", "01/01/2027"),
    ];
    assert!(decor.navigateur.envoyer(DECISION, &form, &champs).await.html.contains("C’est noté"));
    let (code, libelle) = ("990".to_owned(), "Médiateur pair".to_owned());
    let saisie = SuiteSaisie { code, libelle, du: Some(date(2027, 1, 1)) };
    let attendue = [Suite::Retenir { saisie, commentaire: String::new() }];
    assert_eq!(*decor.registre.autres.decisions.lock().unwrap(), attendue);
}

// requirement: ROL-09
#[tokio::test]
async fn the_ans_relays_only_where_no_grades_does() {
    let (tenue, libre) = ("690990114", "440990216");
    for (structure, boutons) in [(tenue, 0), (libre, 1)] {
        let une = demandee("d", "Pair-aidant", EtapeProfession::Envoyee);
        let une = ProfessionDemandee { structure: structure.parse().unwrap(), ..une };
        let mut decor = devant(SUPPORT, vec![une]).await;
        let liste = decor.navigateur.lire("/support/professions?etape=ENVOYEE").await.html;
        assert_eq!(liste.matches(r#"name="action" value="relayer""#).count(), boutons, "{structure}");
    }
}

// requirement: ROL-09
#[tokio::test]
async fn the_structure_reads_each_stage_and_asks_again_for_what_was_given_back() {
    let rendue =
        EtapeProfession::Rendue {
            par: GRADES.parse().unwrap(), le: MAINTENANT, motif: "Précisez l’usage.".to_owned()
        };
    let mut decor =
        devant(DIRECTRICE, vec![demandee("d", "Pair-aidant", rendue), demandee("e", "Autre", relayee())]).await;
    let liste = decor.navigateur.lire(BUREAU).await.html;
    assert_eq!(faults(&liste, Langue::Fr), Vec::<String>::new());
    assert!(liste.contains("Précisez l’usage.") && liste.contains("Rendue") && liste.contains("À l’ANS"), "{liste}");
    let champs = [("libelle", "Pair-aidant"), ("volume", "12"), ("usages", "Lire le DUI")];
    let form = decor.navigateur.envoyer("/bureau/professions/nouvelle", &liste, &champs).await.html;
    assert!(form.contains(r#"value="Pair-aidant""#) && form.contains(">Lire le DUI</textarea>"), "{form}");
    let filtre = decor.navigateur.envoyer(BUREAU, &liste, &[("etape", "RENDUE")]).await;
    assert_eq!(filtre.vers, "/bureau/professions?etape=RENDUE");
    decor.navigateur.lire(&filtre.vers).await;
    let filtrees = decor.registre.autres.filtrees.lock().unwrap();
    assert_eq!(filtrees.last().unwrap().stade, Some(StadeProfession::Rendue));
}

// requirement: R01 ROL-09
#[tokio::test]
async fn each_desk_is_shut_to_the_other_roles() {
    for (qui, ouverts) in [
        (DIRECTRICE, [true, false, false]),
        ("899900000011", [true, false, false]),
        (GRADES, [true, true, false]),
        (SUPPORT, [true, false, true]),
    ] {
        let mut decor = devant(qui, vec![demandee("d", "Pair-aidant", EtapeProfession::Envoyee)]).await;
        // who may act for a structure is asked of the registry itself, by every page of the desk
        for (adresse, ouvert) in [BUREAU, RELAIS, DECISION].into_iter().zip(ouverts) {
            let lue = decor.navigateur.lire(adresse).await;
            assert_eq!(lue.statut == StatusCode::OK, ouvert, "{qui} {adresse}: {}", lue.statut);
            if !ouvert {
                assert_eq!(lue.statut, StatusCode::FORBIDDEN, "{qui} {adresse}");
            }
        }
        let page = decor.navigateur.lire("/deconnexion").await.html;
        for (adresse, action) in [(RELAIS, "relayer"), (RELAIS, "rendre"), (DECISION, "ecarter"), (DECISION, "avis")] {
            let champs = [("action", action), ("demande", "d"), ("version", "2"), ("cle", "x"), ("motif", "m")];
            let sienne = (qui == GRADES && adresse == RELAIS) || (qui == SUPPORT && adresse == DECISION);
            if !sienne {
                let faite = decor.navigateur.envoyer(adresse, &page, &champs).await;
                assert!(!faite.statut.is_success(), "{qui} {adresse} {action}: {}", faite.statut);
            }
        }
        let autres = &decor.registre.autres;
        assert!(autres.relais.lock().unwrap().is_empty() && autres.decisions.lock().unwrap().is_empty(), "{qui}");
    }
}

// requirement: S03
#[tokio::test]
async fn an_act_that_was_typed_when_the_session_ended_is_shown_again() {
    let mut decor = devant(GRADES, vec![demandee("d", "Pair-aidant", EtapeProfession::Envoyee)]).await;
    let form = ouvrir(&mut decor, RELAIS, "relayer").await;
    decor.horloge.advance(ambient::Seconds::hours(1));
    let champs = [("action", "relayer"), ("demande", "d"), ("version", "2"), ("complement", "Un DU existe.")];
    let fermee = decor.navigateur.envoyer(RELAIS, &form, &champs).await;
    assert_eq!(fermee.statut, StatusCode::UNAUTHORIZED, "{}", fermee.html);
    decor.entrer_caducee(GRADES).await;
    let reprise = decor.navigateur.lire(RELAIS).await.html;
    assert!(reprise.contains("Un DU existe.") && reprise.contains("Relayer à l’ANS"), "{reprise}");
    assert!(decor.registre.autres.relais.lock().unwrap().is_empty());
}
