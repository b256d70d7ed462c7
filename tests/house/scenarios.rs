//! `docs/scenarios.md` is made from the bench's own rows. Their texts are French, as in its report.

use banc_core::catalogue::tous;
use banc_core::scenario::{Famille, Rang, Scenario};

use crate::catalogue;

#[test]
fn the_catalogue_of_scenarios_is_up_to_date() {
    let mut text = format!(
        "# Scénarios du banc\n\nLes {} règles que `banc` vérifie, dans l'ordre où il les joue. Fait à partir du banc lui-même : \
         `CADUCEE_WRITE_DOCS=1 cargo test -p tests --test house`.\n",
        tous().count()
    );
    for famille in Famille::TOUTES {
        text.push_str(&format!(
            "\n## {}\n\n| scénario | règle | ce qui est joué, attendu, et comment corriger |\n| --- | --- | --- |\n",
            famille.titre()
        ));
        for scenario in tous().filter(|scenario| scenario.famille == famille) {
            text.push_str(&row(scenario));
        }
    }
    catalogue::hold("docs/scenarios.md", &text);
}

fn row(scenario: &Scenario) -> String {
    let advice = if scenario.rang == Rang::Conseil { " (conseil)" } else { "" };
    let cell = |text: &str| text.replace('|', "\\|");
    format!(
        "| `{}` | **{}**{advice}. {} *{}* | {} **Attendu :** {} **Pour corriger :** {} |\n",
        scenario.id,
        cell(scenario.titre),
        cell(scenario.regle),
        cell(scenario.source),
        cell(scenario.jeu),
        cell(scenario.attendu),
        cell(scenario.remede),
    )
}
