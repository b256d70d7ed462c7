//! The page: one file that opens anywhere, the style sheet of the house inside.

use askama::Template;
use banc_core::scenario::Famille;
use banc_core::{Comparaison, Conclusion, Ecart, Ligne, Rapport, Verdict};

const FEUILLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../kit/pages/assets/caducee.css"));

const MOIS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

#[derive(Template)]
#[template(path = "rapport.html")]
struct Page<'a> {
    rapport: &'a Rapport,
    feuille: &'static str,
    groupes: Vec<Groupe<'a>>,
    /// What must be mended, obligations first.
    fautes: Vec<&'a Ligne>,
    flous: Vec<&'a Ligne>,
    absents: Vec<&'a Ligne>,
}

struct Groupe<'a> {
    id: String,
    titre: &'static str,
    lignes: Vec<&'a Ligne>,
}

pub fn page(rapport: &Rapport) -> Result<String, askama::Error> {
    let de = |verdict: Verdict| rapport.scenarios.iter().filter(move |ligne| ligne.verdict == verdict);
    let groupe = |(rang, famille): (usize, Famille)| Groupe {
        id: format!("g{rang}"),
        titre: famille.titre(),
        lignes: rapport.scenarios.iter().filter(|ligne| ligne.famille == famille).collect(),
    };
    let mut fautes: Vec<_> = de(Verdict::NonConforme).collect();
    fautes.sort_by_key(|ligne| !ligne.bloque());
    Page {
        rapport,
        feuille: FEUILLE,
        groupes: Famille::TOUTES.into_iter().enumerate().map(groupe).filter(|g| !g.lignes.is_empty()).collect(),
        fautes,
        flous: de(Verdict::NonConcluant).collect(),
        absents: de(Verdict::SansObjet).collect(),
    }
    .render()
}

impl Page<'_> {
    fn titre(&self) -> String {
        let bilan = self.rapport.bilan;
        match self.rapport.conclusion {
            Conclusion::Conforme => "Conforme".to_owned(),
            Conclusion::NonConforme => {
                format!("Pas encore : {}", compter(bilan.non_conformes, "point à corriger", "points à corriger"))
            }
            Conclusion::NonConcluant => format!(
                "Non concluant : {}",
                compter(bilan.non_concluants, "scénario à rejouer", "scénarios à rejouer")
            ),
        }
    }

    fn jour(&self) -> String {
        self.date(&self.rapport.campagne.debut)
    }

    /// « 23 novembre 2026 », of an RFC 3339 instant.
    #[expect(clippy::unused_self, reason = "the template calls it so")]
    fn date(&self, debut: &str) -> String {
        let lu = debut.parse::<jiff::Timestamp>().map(|instant| instant.to_zoned(jiff::tz::TimeZone::UTC));
        lu.map_or_else(
            |_| debut.to_owned(),
            |jour| {
                let mois = MOIS[usize::try_from(jour.month() - 1).unwrap_or_default()];
                format!("{} {mois} {}", jour.day(), jour.year())
            },
        )
    }

    /// A text of the report as markup: what stands between grave accents is code, and nothing else is markup.
    fn riche(&self, texte: &str) -> String {
        let sur = texte.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        let parties: Vec<&str> = sur.split('`').collect();
        if parties.len().is_multiple_of(2) {
            return sur;
        }
        let balise = |(rang, partie): (usize, &&str)| match rang % 2 {
            0 => (*partie).to_owned(),
            _ => format!("<code>{partie}</code>"),
        };
        parties.iter().enumerate().map(balise).collect()
    }

    fn resume(&self) -> String {
        let bilan = self.rapport.bilan;
        format!(
            "{} sur {} ; {} ; {} ; {}.",
            compter(bilan.conformes, "scénario réussi", "scénarios réussis"),
            bilan.joues(),
            compter(bilan.conseils, "conseil non suivi", "conseils non suivis"),
            compter(bilan.non_concluants, "non concluant", "non concluants"),
            compter(bilan.sans_objet, "sans objet", "sans objet"),
        )
    }

    /// For whoever reads one sentence.
    fn phrase(&self) -> String {
        let bilan = self.rapport.bilan;
        let partielle = if self.rapport.campagne.partielle { " de cette campagne partielle" } else { "" };
        match self.rapport.conclusion {
            Conclusion::Conforme => format!("Le service suit toutes les règles obligatoires{partielle}."),
            Conclusion::NonConforme => format!(
                "{} : à corriger avant la mise en service.",
                compter(
                    bilan.non_conformes,
                    "règle obligatoire n’est pas suivie",
                    "règles obligatoires ne sont pas suivies"
                ),
            ),
            Conclusion::NonConcluant => format!(
                "Rien n’est non conforme, mais {} : à rejouer.",
                compter(bilan.non_concluants, "scénario n’a rien prouvé", "scénarios n’ont rien prouvé"),
            ),
        }
    }

    fn mouvements(&self, comparaison: &Comparaison) -> String {
        let combien = |voulu: fn(&Ecart) -> bool| comparaison.ecarts.iter().filter(|ecart| voulu(ecart)).count();
        format!(
            "{}, {}, {}.",
            compter(comparaison.ecarts.len(), "verdict a changé", "verdicts ont changé"),
            compter(combien(Ecart::recul), "recul", "reculs"),
            compter(combien(Ecart::progres), "progrès", "progrès"),
        )
    }

    fn pastille(&self, ligne: &Ligne) -> &'static str {
        match ligne.verdict {
            Verdict::Conforme => "badge--ok",
            Verdict::NonConforme if ligne.bloque() => "badge--danger",
            Verdict::NonConforme | Verdict::NonConcluant => "badge--warn",
            Verdict::SansObjet => "",
        }
    }

    fn mot(&self, ligne: &Ligne) -> &'static str {
        match ligne.verdict {
            Verdict::NonConforme if !ligne.bloque() => "conseil non suivi",
            verdict => verdict.mot(),
        }
    }

    fn classe(&self) -> &'static str {
        match self.rapport.conclusion {
            Conclusion::Conforme => "verdict--pass",
            Conclusion::NonConforme => "verdict--fail",
            Conclusion::NonConcluant => "",
        }
    }

    fn tuile(&self, ligne: &Ligne) -> &'static str {
        match ligne.verdict {
            Verdict::Conforme => "",
            Verdict::NonConforme if ligne.bloque() => "tile--fail",
            Verdict::NonConforme | Verdict::NonConcluant => "tile--warn",
            Verdict::SansObjet => "tile--skip",
        }
    }

    fn note(&self, ligne: &Ligne) -> String {
        match ligne.verdict {
            Verdict::Conforme => format!("Conforme, {},{} s", ligne.duree_ms / 1_000, ligne.duree_ms % 1_000 / 100),
            Verdict::NonConforme if ligne.bloque() => "Non conforme".to_owned(),
            Verdict::NonConforme => "Conseil non suivi".to_owned(),
            Verdict::NonConcluant => "Non concluant".to_owned(),
            Verdict::SansObjet => "Sans objet, non joué".to_owned(),
        }
    }

    /// The drawing of a verdict, beside its word.
    fn trait_de(&self, ligne: &Ligne) -> &'static str {
        match ligne.verdict {
            Verdict::Conforme => "m4.5 12.5 5 5 10-11",
            Verdict::NonConforme => "m6 6 12 12M18 6 6 18",
            Verdict::NonConcluant => "M12 3.5 2.5 20h19zM12 10v4.5M12 17.2v.1",
            Verdict::SansObjet => "M5 12h14",
        }
    }

    fn passage(&self, ecart: &Ecart) -> String {
        let mot = |verdict: Option<Verdict>| verdict.map_or("absent", Verdict::mot);
        format!("{}, puis {}", mot(ecart.avant), mot(ecart.apres))
    }
}

fn compter(combien: usize, un: &str, plusieurs: &str) -> String {
    format!("{combien} {}", if combien > 1 { plusieurs } else { un })
}

#[cfg(test)]
mod tests {
    use banc_core::{catalogue, rapport};

    use super::*;

    fn exemple() -> Rapport {
        let verdicts = [Verdict::Conforme, Verdict::NonConforme, Verdict::NonConcluant, Verdict::SansObjet];
        let lignes = catalogue::tous().zip(verdicts.into_iter().cycle()).map(|(scenario, verdict)| {
            let mut ligne = Ligne::nouvelle(scenario, verdict, Some("<b>raison</b>".to_owned()));
            ligne.observe.push("« <script>alert(1)</script> »".to_owned());
            ligne
        });
        let campagne = rapport::Campagne {
            service: "Dossier résident".to_owned(),
            version: "4.12.0".to_owned(),
            client_id: "dossier".to_owned(),
            banc: "0.1.0".to_owned(),
            pilote: "crochet".to_owned(),
            graine: 7,
            debut: "2026-11-23T08:00:00Z".to_owned(),
            fin: "2026-11-23T08:04:12Z".to_owned(),
            partielle: false,
            cle: "cle".to_owned(),
            arret: None,
        };
        Rapport::nouveau(campagne, lignes.collect())
    }

    #[test]
    fn the_page_says_every_scenario_and_lets_no_text_become_markup() {
        let rapport = exemple();
        let page = page(&rapport).unwrap();
        for ligne in &rapport.scenarios {
            assert!(page.contains(&ligne.id), "{}", ligne.id);
        }
        assert!(!page.contains("<script>alert") && !page.contains("<b>raison"));
        assert!(page.contains("Rapport du 23 novembre 2026") && page.contains("<code>state</code>"));
        assert!(!page.contains("http://") && !page.contains("src="), "it opens anywhere and asks for nothing");
    }

    #[test]
    fn what_blocks_is_a_failure_for_continuous_integration_and_advice_is_not() {
        let rapport = exemple();
        let xml = super::super::junit::xml(&rapport);
        assert_eq!(xml.matches("<failure").count(), rapport.bilan.non_conformes);
        assert_eq!(xml.matches("<error").count(), rapport.bilan.non_concluants);
        assert_eq!(xml.matches("<skipped").count(), rapport.bilan.sans_objet);
        assert_eq!(xml.matches("<testcase").count(), rapport.scenarios.len());
    }
}
