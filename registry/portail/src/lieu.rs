//! A place of work as pages tell it.

use pages::{Cadre, Icone};
use registry_core::situation_acte::SituationVue;
use registry_core::{SituationExercice, Structure, paris};

use crate::nomenclatures;
use crate::rubriques::Etiquette;
use crate::visite::Visite;

/// Profession, role.
pub fn fonction(visite: &Visite, profession: &str, role: &str) -> (String, String) {
    let (referentiel, le) = (&visite.portail.0.referentiel, visite.portail.aujourd_hui());
    (nomenclatures::profession(referentiel, profession, le), nomenclatures::role(referentiel, role))
}

/// « Depuis le 01/12/2026. Jusqu’au 31/12/2026. »; empty where nothing is known or shown.
pub fn periode(cadre: &Cadre, situation: &SituationExercice) -> String {
    let debut = situation.debut.map(|debut| cadre.t1("lieu-depuis", "jour", ecrit(paris::jour(debut))));
    // of one that was cancelled, the last day would come before the first
    let fin = situation.fin.filter(|fin| situation.debut.is_none_or(|debut| debut < fin.le));
    let fin = fin.map(|fin| cadre.t1("lieu-jusque", "jour", ecrit(paris::dernier_jour(fin.le))));
    [debut, fin].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// `31/12/2026`.
pub fn ecrit(jour: jiff::civil::Date) -> String {
    jour.strftime("%d/%m/%Y").to_string()
}

pub fn etat(visite: &Visite, cadre: &Cadre, situation: &SituationExercice) -> Option<Etiquette> {
    let maintenant = visite.portail.maintenant();
    let (mot, icone, ton) = if situation.finie(maintenant) {
        ("lieu-termine", Icone::Back, "")
    } else if situation.debut.is_some_and(|debut| maintenant < debut) {
        ("lieu-a-venir", Icone::Clock, "badge--accent")
    } else if situation.fin.is_some() {
        ("lieu-finit", Icone::Clock, "badge--warn")
    } else {
        ("lieu-en-cours", Icone::Check, "badge--ok")
    };
    Some(Etiquette { mot: cadre.t(mot), icone, ton })
}

/// Of whom a measure holds: nothing that the place opened to them stands (R05).
pub fn hors_activite(cadre: &Cadre) -> Option<Etiquette> {
    Some(Etiquette { mot: cadre.t("lieu-hors-activite"), icone: Icone::Lock, ton: "badge--warn" })
}

/// Its name, else its number, else that there is none.
pub fn nom(cadre: &Cadre, structure: Option<&Structure>) -> String {
    let nom = structure.map(nom_ou_numero).filter(|nom| !nom.is_empty());
    nom.unwrap_or_else(|| cadre.t("lieu-sans-nom"))
}

/// Why it ended, in words.
pub fn motif(visite: &Visite, cadre: &Cadre, vue: &SituationVue) -> String {
    let libelle = vue.motif_fin.as_deref().map(|code| nomenclatures::motif_fin(&visite.portail.0.referentiel, code));
    libelle.map(|libelle| cadre.t1("lieu-motif", "motif", libelle)).unwrap_or_default()
}

/// A structure by its name, else by its number.
pub fn nom_ou_numero(structure: &Structure) -> String {
    let details = &structure.details;
    if details.raison_sociale.is_empty() { details.finess.clone() } else { details.raison_sociale.clone() }
}
