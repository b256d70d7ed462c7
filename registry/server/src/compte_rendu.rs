//! An import, told to the operator.

use std::fmt::Write as _;

use registry_server::Rapport;
use registry_server::import::Signalements;

/// How many lines of a kind are shown.
const MONTRES: usize = 50;

pub fn texte(rapport: &Rapport) -> String {
    let mut texte = format!(
        "{} lignes lues, {} acceptées\n\
         personnes : {} inscrites, {} modifiées, {} désactivées, {} réactivées\n\
         situations : {} ouvertes, {} modifiées, {} terminées\n\
         correspondances modifiées : {}\n",
        rapport.lignes_lues,
        rapport.lignes_acceptees,
        rapport.personnes_inscrites,
        rapport.personnes_modifiees,
        rapport.personnes_desactivees,
        rapport.personnes_reactivees,
        rapport.situations_ouvertes,
        rapport.situations_modifiees,
        rapport.situations_terminees,
        rapport.correspondances_modifiees,
    );
    signaler(&mut texte, "Lignes refusées", &rapport.erreurs);
    signaler(&mut texte, "À regarder", &rapport.avertissements);
    texte
}

fn signaler(texte: &mut String, titre: &str, signalements: &Signalements) {
    if signalements.nombre == 0 {
        return;
    }
    let _ = writeln!(texte, "{titre} : {}", signalements.nombre);
    for signalement in signalements.premiers.iter().take(MONTRES) {
        let (ligne, intitule) = (signalement.ligne, signalement.intitule());
        let _ = writeln!(texte, "  ligne {ligne}, {intitule} : « {} » {}", signalement.valeur, signalement.raison);
    }
    let tus = signalements.nombre.saturating_sub(MONTRES as u64);
    if tus > 0 {
        let _ = writeln!(texte, "  et {tus} autres");
    }
}
