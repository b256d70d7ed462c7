//! JUnit XML, as continuous integration reads it. *Non concluant* is an error, advice that is not followed passes with its text.

use std::fmt::Write as _;

use banc_core::scenario::Famille;
use banc_core::{Ligne, Rapport, Verdict};

pub fn xml(rapport: &Rapport) -> String {
    let mut texte = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let nom = echapper(&format!("banc : {} {}", rapport.campagne.service, rapport.campagne.version));
    let _ = writeln!(texte, "<testsuites name=\"{}\">", nom.trim());
    for famille in Famille::TOUTES {
        let lignes: Vec<_> = rapport.scenarios.iter().filter(|ligne| ligne.famille == famille).collect();
        if !lignes.is_empty() {
            suite(&mut texte, rapport, famille, &lignes);
        }
    }
    texte + "</testsuites>\n"
}

fn suite(texte: &mut String, rapport: &Rapport, famille: Famille, lignes: &[&Ligne]) {
    let combien = |voulu: fn(&Ligne) -> bool| lignes.iter().filter(|ligne| voulu(ligne)).count();
    let _ = writeln!(
        texte,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" timestamp=\"{}\">",
        echapper(famille.titre()),
        lignes.len(),
        combien(Ligne::bloque),
        combien(|ligne| ligne.verdict == Verdict::NonConcluant),
        combien(|ligne| ligne.verdict == Verdict::SansObjet),
        echapper(&rapport.campagne.debut),
    );
    lignes.iter().for_each(|ligne| cas(texte, ligne));
    texte.push_str("  </testsuite>\n");
}

fn cas(texte: &mut String, ligne: &Ligne) {
    let secondes = ligne.duree_ms as f64 / 1_000.0;
    let titre = echapper(&ligne.titre);
    let _ = write!(texte, "    <testcase classname=\"{}\" name=\"{titre}\" time=\"{secondes:.3}\"", ligne.id);
    let observe = echapper(&ligne.observe.join(" ; "));
    let raison = echapper(ligne.raison.as_deref().unwrap_or_default());
    let detail = format!(
        "attendu : {}\nobservé : {observe}\nrègle : {} ({})\nremède : {}",
        echapper(&ligne.attendu),
        echapper(&ligne.regle),
        echapper(&ligne.source),
        echapper(&ligne.remede)
    );
    let _ = match ligne.verdict {
        Verdict::Conforme => writeln!(texte, "/>"),
        Verdict::SansObjet => writeln!(texte, "><skipped message=\"{raison}\"/></testcase>"),
        Verdict::NonConcluant => writeln!(texte, "><error message=\"{raison}\">{detail}</error></testcase>"),
        Verdict::NonConforme if ligne.bloque() => {
            writeln!(texte, "><failure message=\"{observe}\">{detail}</failure></testcase>")
        }
        Verdict::NonConforme => writeln!(texte, "><system-out>conseil : {detail}</system-out></testcase>"),
    };
}

fn echapper(texte: &str) -> String {
    let lisible = texte.chars().filter(|c| !c.is_control() || *c == '\n');
    let texte: String = lisible.collect();
    texte.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
