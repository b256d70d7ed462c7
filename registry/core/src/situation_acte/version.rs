use ambient::Timestamp;
use serde::{Deserialize, Serialize};

use crate::exercice::ExerciceProfessionnel;
use crate::idempotence::empreinte;
use crate::situation::SituationExercice;
use crate::structure::CleStructure;

/// What somebody saw of a situation and of its exercise's names: whoever changes it sends it back, and is refused when
/// the record has changed meanwhile. A digest of the values as they are stored: a file that changes them counts too, and two
/// releases agree on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(String);

impl Version {
    pub fn de(exercice: &ExerciceProfessionnel, situation: &SituationExercice) -> Self {
        let ExerciceProfessionnel { code_civilite, nom, prenom, .. } = exercice;
        // whole: a field that comes later is in the digest too, or this does not compile
        let SituationExercice {
            id,
            source,
            code_mode,
            code_secteur,
            code_section_pharmacien,
            code_role,
            code_genre,
            autorite,
            structure,
            debut,
            fin,
        } = situation;
        let instant = |le: Timestamp| le.millis().to_string();
        let (debut, fini_le) = (debut.map(instant), fin.map(|fin| instant(fin.le)));
        let valeurs = [
            Some(code_civilite.as_str()),
            Some(nom.as_str()),
            Some(prenom.as_str()),
            Some(id.as_str()),
            Some(source.as_str()),
            Some(code_mode.as_str()),
            Some(code_secteur.as_str()),
            Some(code_section_pharmacien.as_str()),
            Some(code_role.as_str()),
            Some(code_genre.as_str()),
            Some(autorite.as_str()),
            structure.as_ref().map(CleStructure::as_str),
            debut.as_deref(),
            fini_le.as_deref(),
            fin.map(|fin| fin.par.as_str()),
        ];
        Self(empreinte(valeurs.map(mesuree).concat().as_bytes()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// With its length, so that the end of one value never passes for the beginning of the next.
fn mesuree(valeur: Option<&str>) -> String {
    valeur.map_or_else(|| "-".to_owned(), |texte| format!("{}:{texte}", texte.len()))
}

impl From<String> for Version {
    fn from(texte: String) -> Self {
        Self(texte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercice::CleExercice;
    use crate::situation::Fin;
    use crate::source::Source;

    fn exercice() -> ExerciceProfessionnel {
        ExerciceProfessionnel {
            cle: CleExercice::de_role(),
            code_civilite: "MME".to_owned(),
            nom: "FICTIF-MARTEL".to_owned(),
            prenom: "Alba".to_owned(),
            noms_par: Source::Portail,
            savoir_faire: Vec::new(),
            retire_le: None,
            situations: Vec::new(),
        }
    }

    fn situation() -> SituationExercice {
        SituationExercice {
            id: "s1".into(),
            source: Source::Portail,
            code_mode: "S".to_owned(),
            code_secteur: "SA17".to_owned(),
            code_section_pharmacien: String::new(),
            code_role: "313".to_owned(),
            code_genre: "GENR11".to_owned(),
            autorite: String::new(),
            structure: Some("F690990114".into()),
            debut: Some(Timestamp::from_millis(1_725_228_000_000)),
            fin: Some(fin(1_800_000_000_000, Source::Portail)),
        }
    }

    fn fin(millis: i64, par: Source) -> Fin {
        Fin { le: Timestamp::from_millis(millis), par }
    }

    // requirement: R12
    #[test]
    fn it_is_the_same_in_every_release() {
        let version = Version::de(&exercice(), &situation());
        assert_eq!(version.as_str(), "10e5bb554316dfd1a95b1a06b395c1f25e51b6e08d6bde205e9dafe5dc4f4656");
    }

    // requirement: R12
    #[test]
    fn whatever_changes_it_changes() {
        let autre = || "autre".to_owned();
        let (alba, lieu) = (exercice(), situation());
        let noms = [
            ExerciceProfessionnel { code_civilite: autre(), ..exercice() },
            ExerciceProfessionnel { nom: autre(), ..exercice() },
            ExerciceProfessionnel { prenom: autre(), ..exercice() },
            // the same letters, shared out otherwise
            ExerciceProfessionnel { nom: "FICTIF-MARTELA".to_owned(), prenom: "lba".to_owned(), ..exercice() },
        ];
        let situations = [
            SituationExercice { id: "s2".into(), ..situation() },
            SituationExercice { source: Source::Extraction, ..situation() },
            SituationExercice { code_mode: autre(), ..situation() },
            SituationExercice { code_secteur: autre(), ..situation() },
            SituationExercice { code_section_pharmacien: autre(), ..situation() },
            SituationExercice { code_role: autre(), ..situation() },
            SituationExercice { code_genre: autre(), ..situation() },
            SituationExercice { autorite: autre(), ..situation() },
            SituationExercice { structure: None, ..situation() },
            SituationExercice { structure: Some("F690990122".into()), ..situation() },
            SituationExercice { debut: None, ..situation() },
            SituationExercice { debut: Some(Timestamp::from_millis(1_725_228_000_001)), ..situation() },
            SituationExercice { fin: None, ..situation() },
            SituationExercice { fin: Some(fin(1_800_000_000_001, Source::Portail)), ..situation() },
            SituationExercice { fin: Some(fin(1_800_000_000_000, Source::Extraction)), ..situation() },
        ];
        let mut versions = vec![Version::de(&alba, &lieu)];
        versions.extend(noms.iter().map(|exercice| Version::de(exercice, &lieu)));
        versions.extend(situations.iter().map(|situation| Version::de(&alba, situation)));
        for (rang, version) in versions.iter().enumerate() {
            assert!(!versions[..rang].contains(version), "{rang}");
        }
    }
}
