//! The matrix scenario × relying party: each fault is caught by its scenario, and by no other.

use std::collections::BTreeMap;

use banc::pilote::Bornes;
use banc_core::scenario::{Besoin, Etape};
use banc_core::{Conclusion, Rapport, Verdict, catalogue};
use jumeau::{Faute, Forme};

use crate::maison::Maison;

/// With this in the environment every twin meets every scenario: three quarters of an hour on two cores.
const COMPLET: &str = "BANC_COMPLET";
/// Besides those that concern it, what each twin meets in the reduced run.
const AUTRES: usize = 3;

/// What the simple twin does not declare (`variantes.rs`).
const DES_FORMES: [Besoin; 3] = [Besoin::Certificat, Besoin::Poussees, Besoin::Signees];

fn simples() -> Vec<Faute> {
    Faute::TOUTES.iter().copied().filter(|faute| faute.forme() == Forme::Simple).collect()
}

/// Verdicts that are not *conforme*, by scenario.
pub fn blames(rapport: &Rapport) -> BTreeMap<String, Verdict> {
    let autres = rapport.scenarios.iter().filter(|ligne| ligne.verdict != Verdict::Conforme);
    autres.map(|ligne| (ligne.id.clone(), ligne.verdict)).collect()
}

#[expect(clippy::disallowed_methods, reason = "a switch for the person who runs the test, not configuration")]
pub fn complet() -> bool {
    std::env::var(COMPLET).is_ok()
}

/// What a twin is tried with: the scenarios that catch it, and some others, never the same.
fn essais(rang: usize, faute: Faute) -> Vec<String> {
    let lents = |etape: &Etape| {
        let attend = matches!(etape, Etape::Attendre(_) | Etape::ConnecterTard | Etape::TerminerLaSituation);
        attend || matches!(etape, Etape::Ciba(_) | Etape::CibaCroisee | Etape::FinAilleurs)
    };
    let autres: Vec<&str> = catalogue::tous()
        .filter(|scenario| scenario.id != "fournisseur-lent" && !scenario.etapes.iter().any(lents))
        .filter(|scenario| !scenario.besoins.iter().any(|besoin| DES_FORMES.contains(besoin)))
        .map(|scenario| scenario.id)
        .collect();
    let choisis = (0..AUTRES).map(|n| autres[(rang * 7 + n * 17) % autres.len()]);
    let mut essais: Vec<String> = faute.attrapee_par().iter().copied().chain(choisis).map(str::to_owned).collect();
    essais.sort();
    essais.dedup();
    essais
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_service_passes_entirely_and_each_twin_is_caught_by_its_own_scenario_alone() {
    let maison = Maison::ouvrir().await;
    juste(&maison).await;
    let mut fausses = Vec::new();
    if !complet() {
        fausses = jumeaux(&maison, 0, &simples()).await;
        maison.fournisseur.arreter().await;
    } else {
        maison.fournisseur.arreter().await;
        // the provider counts the logins of one network: a fresh one for each handful
        for (rang, fautes) in simples().chunks(8).enumerate() {
            let maison = Maison::ouvrir().await;
            fausses.extend(jumeaux(&maison, rang * 8, fautes).await);
            maison.fournisseur.arreter().await;
        }
    }
    assert!(fausses.is_empty(), "{} differences:\n{}", fausses.len(), fausses.join("\n"));
}

/// The right one, through everything.
async fn juste(maison: &Maison) {
    let _service = maison.servir(maison.jumeau().router()).await;
    let juste = maison.campagne(None, Bornes::default()).await;
    for ligne in &juste.scenarios {
        let vu = ligne.raison.clone().unwrap_or_else(|| ligne.observe.join(" ; "));
        println!("{:<32} {:<14} {:>6} ms  {vu}", ligne.id, ligne.verdict.mot(), ligne.duree_ms);
    }
    assert_eq!(juste.conclusion, Conclusion::Conforme, "{:?}", blames(&juste));
    let joues = juste.bilan.conformes + juste.bilan.sans_objet;
    assert_eq!((juste.bilan.sans_objet, joues), (DES_FORMES.len(), catalogue::tous().count()), "{:?}", blames(&juste));
}

/// These twins, one after the other; what the bench says of them and should not.
async fn jumeaux(maison: &Maison, depuis: usize, fautes: &[Faute]) -> Vec<String> {
    let jumeau = maison.jumeau();
    let _service = maison.servir(jumeau.router()).await;
    let mut fausses = Vec::new();
    for (rang, faute) in fautes.iter().enumerate() {
        jumeau.devenir(Some(*faute));
        let essais = (!complet()).then(|| essais(depuis + rang, *faute));
        let rapport = maison.campagne(essais.as_deref(), Bornes::default()).await;
        fausses.extend(ecart(*faute, &rapport));
    }
    fausses
}

/// What the bench says of this twin and should not, or the reverse.
pub fn ecart(faute: Faute, rapport: &Rapport) -> Option<String> {
    let blames = blames(rapport);
    let mots: Vec<_> = blames.iter().map(|(id, verdict)| format!("{id} {}", verdict.mot())).collect();
    println!("{:<28} {:>2} scenarios: {}", format!("{faute:?}"), rapport.scenarios.len(), mots.join(", "));
    let attendus = faute.attrapee_par();
    let attrapee = attendus.iter().all(|id| blames.get(*id) == Some(&Verdict::NonConforme));
    // a twin that never logs in, that nobody approves, or that waits for no answer leaves nothing to conclude elsewhere
    let muette = matches!(faute, Faute::JamaisConnecte | Faute::CibaNombreInvente | Faute::CibaSansReponse);
    let permis = |id: &str, verdict: Verdict| {
        attendus.contains(&id) || verdict == Verdict::SansObjet || muette && verdict == Verdict::NonConcluant
    };
    let seule = blames.iter().all(|(id, verdict)| permis(id, *verdict));
    let details = rapport
        .scenarios
        .iter()
        .filter(|ligne| ligne.verdict != Verdict::Conforme || attendus.contains(&ligne.id.as_str()));
    let details: Vec<_> =
        details.map(|ligne| format!("    {} {:?} {:?}", ligne.id, ligne.observe, ligne.raison)).collect();
    (!attrapee || !seule).then(|| format!("{faute:?}: {mots:?}, expected {attendus:?}\n{}", details.join("\n")))
}

#[test]
fn every_scenario_has_a_twin_that_it_catches() {
    let attrapes: Vec<&str> = Faute::TOUTES.iter().flat_map(|faute| faute.attrapee_par()).copied().collect();
    assert!(Faute::TOUTES.len() >= 25);
    let orphelins: Vec<_> = catalogue::tous().map(|scenario| scenario.id).filter(|id| !attrapes.contains(id)).collect();
    assert!(orphelins.is_empty(), "a scenario that catches nothing proves nothing: {orphelins:?}");
}
