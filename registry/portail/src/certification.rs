use pages::{Cadre, heure};
use registry_core::identite::{Certification, Certifie};

/// « Certifié par FranceConnect (depuis le 22 novembre 2026) »; the day of those who were there before the state was kept is not known.
pub fn certifie(cadre: &Cadre, certifie: Certifie) -> String {
    let etat = etat(cadre, certifie.etat);
    match certifie.depuis {
        None => etat,
        Some(depuis) => {
            format!("{etat} {}", cadre.t1("certification-depuis", "jour", heure::jour(depuis, cadre.langue)))
        }
    }
}

pub fn etat(cadre: &Cadre, etat: Certification) -> String {
    cadre.t(format!("certification-{}", etat.as_str().to_lowercase()))
}

#[cfg(test)]
mod tests {
    use ambient::Timestamp;
    use pages::Langue;

    use super::*;
    use crate::etat::TEXTES;

    // requirement: IDN-05
    #[test]
    fn the_day_is_told_where_it_is_known() {
        let cadre = Cadre::new(Langue::Fr, &TEXTES, "Portail RPPS+");
        let dit = |depuis| certifie(&cadre, Certifie { etat: Certification::Demandee, depuis }).replace('\u{a0}', " ");
        assert_eq!(dit(None), "Demande de certification");
        let jour = Some(Timestamp::from_seconds(1_795_000_000));
        assert_eq!(dit(jour), "Demande de certification (depuis le 18 novembre 2026)");
    }
}
