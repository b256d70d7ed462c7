use pages::{Cadre, heure};
use registry_core::identite::{Certification, Certifie};

/// « Certifié par FranceConnect (depuis le 22 novembre 2026) »; the day of those who were there before the state was kept is not known.
pub fn certifie(cadre: &Cadre, certifie: Certifie) -> String {
    let etat = etat(cadre, certifie.etat);
    match certifie.depuis.millis() {
        0 => etat,
        _ => format!("{etat} {}", cadre.t1("certification-depuis", "jour", heure::jour(certifie.depuis, cadre.langue))),
    }
}

pub fn etat(cadre: &Cadre, etat: Certification) -> String {
    cadre.t(format!("certification-{}", etat.as_str().to_lowercase()))
}
