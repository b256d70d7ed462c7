//! The public extraction, in the layout of `PS_LibreAcces` (facts/registry.md §6.5): text files, columns apart by `|`, one line of titles,
//! a code and its label side by side. A label that no list here has stays empty.

mod titres;

use std::sync::Arc;

use annuaire::SavoirFaire;
use jiff::civil::Date;

use super::publiee::{ActivitePubliee, ExercicePublie, Publiee};
use crate::nomenclature::{Liste, Referentiel};
use crate::structure::Structure;

/// What the umbrella profession of role holders is called.
const PAR_ROLE: &str = "Acteur participant au système de santé caractérisé par rôle";
/// `8`, of the RPPS.
const TYPE: &str = "8";

/// Makes lines of people.
#[derive(Clone)]
pub struct LibreAcces {
    referentiel: Arc<Referentiel>,
    /// Labels are those of this day.
    le: Date,
}

/// What one person adds to each file, every line with its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lignes {
    pub personne_activite: String,
    pub savoir_faire: String,
}

impl LibreAcces {
    pub fn new(referentiel: Arc<Referentiel>, le: Date) -> Self {
        Self { referentiel, le }
    }

    /// The first line of `PS_LibreAcces_Personne_activite`.
    pub fn titres_personne_activite() -> String {
        ligne(&titres::PERSONNE_ACTIVITE.map(str::to_owned))
    }

    pub fn titres_savoir_faire() -> String {
        ligne(&titres::SAVOIR_FAIRE.map(str::to_owned))
    }

    /// The registry holds neither diplomas nor authorisations: the file has this line alone.
    pub fn titres_diplomes() -> String {
        ligne(&titres::DIPLOMES.map(str::to_owned))
    }

    /// Nothing of somebody who is not active: the file says who is.
    pub fn lignes(&self, personne: &Publiee) -> Lignes {
        let mut lignes = Lignes::default();
        for exercice in personne.exercices_en_cours() {
            let mut actives = exercice.activites.iter().filter(|activite| activite.active).peekable();
            if actives.peek().is_none() {
                lignes.personne_activite += &self.activite(personne, exercice, None);
            }
            for activite in actives {
                lignes.personne_activite += &self.activite(personne, exercice, Some(activite));
            }
            for savoir_faire in &exercice.savoir_faire {
                lignes.savoir_faire += &self.savoir_faire(personne, exercice, savoir_faire);
            }
        }
        lignes
    }

    fn activite(&self, personne: &Publiee, exercice: &ExercicePublie, activite: Option<&ActivitePubliee>) -> String {
        let mut colonnes = identite(personne);
        colonnes.extend(self.terme(Liste::Civilite, &exercice.code_civilite));
        colonnes.extend(self.terme(Liste::Civilite, &personne.code_civilite));
        colonnes.extend([exercice.nom.clone(), exercice.prenom.clone()]);
        colonnes.extend(self.profession(exercice));
        let connu = exercice.savoir_faire.first();
        let [type_code, code] = connu.map(|un| [un.type_code.clone(), un.code.clone()]).unwrap_or_default();
        colonnes.extend([type_code, String::new(), code, String::new()]);
        colonnes.extend(self.terme(Liste::Mode, activite.map_or("", |une| &une.code_mode)));
        colonnes.extend(self.structure(activite.and_then(|une| une.structure.as_ref())));
        colonnes.push(activite.map(|une| une.autorite.clone()).unwrap_or_default());
        colonnes.extend(self.terme(Liste::Secteur, activite.map_or("", |une| &une.code_secteur)));
        colonnes.extend([activite.map(|une| une.code_section_pharmacien.clone()).unwrap_or_default(), String::new()]);
        let (role, genre) = activite.map_or(("", ""), |une| (&une.code_role, &une.code_genre));
        let fonction = self.referentiel.profession(role, self.le).map(|connue| connue.libelle.clone());
        colonnes.extend([role.to_owned(), fonction.unwrap_or_default()]);
        let libelle = self.referentiel.role(genre).map(|connu| connu.libelle.clone());
        colonnes.extend([genre.to_owned(), libelle.unwrap_or_default()]);
        ligne(&colonnes)
    }

    fn savoir_faire(&self, personne: &Publiee, exercice: &ExercicePublie, savoir_faire: &SavoirFaire) -> String {
        let mut colonnes = identite(personne);
        colonnes.extend([exercice.nom.clone(), exercice.prenom.clone()]);
        colonnes.extend(self.profession(exercice));
        colonnes.extend([savoir_faire.type_code.clone(), String::new(), savoir_faire.code.clone(), String::new()]);
        ligne(&colonnes)
    }

    fn terme(&self, liste: Liste, code: &str) -> [String; 2] {
        let libelle = self.referentiel.terme(liste, code).map(|terme| terme.libelle.clone());
        [code.to_owned(), libelle.unwrap_or_default()]
    }

    fn profession(&self, exercice: &ExercicePublie) -> Vec<String> {
        let code = &exercice.cle.code_profession;
        let libelle = match self.referentiel.reglementee(code) {
            Some(connue) => connue.libelle.clone(),
            None if exercice.cle.par_role() => PAR_ROLE.to_owned(),
            None => String::new(),
        };
        let categorie = self.terme(Liste::Categorie, &exercice.cle.code_categorie);
        [code.clone(), libelle].into_iter().chain(categorie).collect()
    }

    /// From the SIRET to the former identifier.
    fn structure(&self, structure: Option<&Structure>) -> Vec<String> {
        let lieu = structure.map(|structure| structure.details.clone()).unwrap_or_default();
        let commune = self.referentiel.commune(&lieu.code_commune).map(|commune| commune.libelle.clone());
        let pays = self.referentiel.pays(&lieu.code_pays).map(|pays| pays.libelle.clone());
        let voie = if lieu.code_type_voie == "R" { "Rue" } else { "" };
        vec![
            lieu.siret,
            lieu.siren,
            lieu.finess,
            lieu.finess_ej,
            lieu.identifiant_technique,
            lieu.raison_sociale,
            lieu.enseigne,
            lieu.complement_destinataire,
            lieu.complement_point_geographique,
            lieu.numero_voie,
            lieu.indice_repetition_voie,
            lieu.code_type_voie,
            voie.to_owned(),
            lieu.libelle_voie,
            lieu.mention_distribution,
            lieu.bureau_cedex,
            lieu.code_postal,
            lieu.code_commune,
            commune.unwrap_or_default(),
            lieu.code_pays,
            pays.unwrap_or_default(),
            lieu.telephone,
            lieu.telephone2,
            lieu.telecopie,
            // a practice's is often that of the person (facts/registry.md §10.2 shows the address and the telephone)
            String::new(),
            lieu.code_departement,
            String::new(),
            lieu.ancien_identifiant,
        ]
    }
}

fn identite(personne: &Publiee) -> Vec<String> {
    vec![TYPE.to_owned(), personne.rpps.to_string(), personne.identifiant.to_string()]
}

/// The layout has no quotes: what would part columns or lines becomes a space.
fn ligne(colonnes: &[String]) -> String {
    let propre = |colonne: &String| {
        colonne
            .chars()
            .map(|lettre| if lettre == '|' || lettre.is_control() { ' ' } else { lettre })
            .collect::<String>()
    };
    let mut ligne = colonnes.iter().map(propre).collect::<Vec<_>>().join("|");
    ligne.push('\n');
    ligne
}

#[cfg(test)]
mod tests {
    use ambient::Timestamp;
    use jiff::civil::date;
    use sante::SituationId;

    use super::*;
    use crate::exercice::CleExercice;
    use crate::structure::{CleStructure, GenreStructure};

    fn alba(active: bool) -> Publiee {
        let details = annuaire::Structure {
            finess: "690990114".to_owned(),
            finess_ej: "690990015".to_owned(),
            identifiant_technique: "F690990114".to_owned(),
            raison_sociale: "EHPAD FICTIF|LES TILLEULS\n".to_owned(),
            code_type_voie: "R".to_owned(),
            libelle_voie: "DES EXEMPLES".to_owned(),
            code_commune: "69123".to_owned(),
            code_pays: "99100".to_owned(),
            telephone: "0199000001".to_owned(),
            courriel: "cabinet@marque.example".to_owned(),
            ..annuaire::Structure::default()
        };
        let structure =
            Structure { cle: CleStructure::from("F690990114"), genre: GenreStructure::EntiteGeographique, details };
        let activite = ActivitePubliee {
            id: SituationId::from("s"),
            active,
            code_mode: "S".to_owned(),
            code_secteur: "SA17".to_owned(),
            code_section_pharmacien: String::new(),
            code_role: "313".to_owned(),
            code_genre: "GENR11".to_owned(),
            autorite: "ENREG/ENREG/ENREG".to_owned(),
            structure: Some(structure),
        };
        let exercice = ExercicePublie {
            cle: CleExercice::de_role(),
            code_civilite: String::new(),
            nom: "FICTIF-MARTEL".to_owned(),
            prenom: "Alba".to_owned(),
            retire: false,
            savoir_faire: vec![SavoirFaire { type_code: "S".to_owned(), code: "SM54".to_owned() }],
            activites: vec![activite],
        };
        Publiee {
            identifiant: "899900000011".parse().unwrap(),
            rpps: "99900000011".parse().unwrap(),
            code_civilite: "MME".to_owned(),
            active: true,
            maj: Timestamp::from_seconds(0),
            exercices: vec![exercice],
            cartes: Vec::new(),
        }
    }

    fn fichiers() -> LibreAcces {
        LibreAcces::new(Referentiel::embarque(), date(2026, 11, 23))
    }

    // requirement: DIR-01 DIR-05
    #[test]
    fn a_line_has_each_code_with_its_label_in_the_place_of_its_title() {
        let lignes = fichiers().lignes(&alba(true)).personne_activite;
        let titres = LibreAcces::titres_personne_activite();
        let titres: Vec<&str> = titres.trim_end().split('|').collect();
        let colonnes: Vec<&str> = lignes.trim_end_matches('\n').split('|').collect();
        assert_eq!((lignes.lines().count(), titres.len(), colonnes.len()), (1, 56, 56));
        let de = |titre: &str| colonnes[titres.iter().position(|autre| *autre == titre).unwrap()];
        assert_eq!(de("Identification nationale PP"), "899900000011");
        assert_eq!(de("Libellé civilité"), "Madame");
        assert_eq!(de("Libellé profession"), PAR_ROLE);
        assert_eq!((de("Code mode exercice"), de("Libellé mode exercice")), ("S", "Salarié"));
        assert_eq!(de("Adresse e-mail (coord. structure)"), "");
        assert_eq!(de("Raison sociale site"), "EHPAD FICTIF LES TILLEULS ", "nothing parts a column in two");
        assert_eq!(
            (de("Libellé commune (coord. structure)"), de("Libellé pays (coord. structure)")),
            ("Lyon", "France")
        );
        assert_eq!(de("Libellé secteur d'activité"), "Etablissement pour personnes âgées");
        assert_eq!((de("Code rôle"), de("Libellé rôle")), ("313", "Aide-soignant"));
        assert_eq!(de("Libellé genre activité"), "Accompagnement social/médico-social au soin");
    }

    #[test]
    fn know_how_has_a_file_of_its_own_and_diplomas_have_titles_alone() {
        let lignes = fichiers().lignes(&alba(true)).savoir_faire;
        assert_eq!(lignes.split('|').count(), 13);
        assert_eq!(LibreAcces::titres_savoir_faire().split('|').count(), 13);
        assert_eq!(LibreAcces::titres_diplomes().split('|').count(), 13);
        assert!(lignes.contains("|S||SM54|"), "{lignes}");
    }

    #[test]
    fn who_works_nowhere_has_a_line_without_a_place_and_who_is_gone_has_none() {
        let sans = fichiers().lignes(&alba(false)).personne_activite;
        assert!(sans.contains("FICTIF-MARTEL") && !sans.contains("EHPAD"), "{sans}");
        assert_eq!(sans.split('|').count(), 56);
        assert_eq!(fichiers().lignes(&Publiee { active: false, ..alba(true) }), Lignes::default());
    }

    // requirement: DIR-02
    #[test]
    fn no_title_speaks_of_a_civil_status_nor_of_contact_data() {
        let tous = LibreAcces::titres_personne_activite()
            + &LibreAcces::titres_savoir_faire()
            + &LibreAcces::titres_diplomes();
        for cache in ["Nom de famille", "Prénoms", "naissance", "sexe", "correspondance"] {
            assert!(!tous.contains(cache), "{cache}");
        }
    }
}
