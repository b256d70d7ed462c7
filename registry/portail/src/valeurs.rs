//! The values of a situation as a form tells them: the same fields for who changes it and for who asks for it.

use jiff::civil::Date;
use pages::Cadre;
use registry_core::espace::MaSituation;
use registry_core::situation_acte::{Modification, Noms, SituationVue};
use registry_core::{SituationExercice, Structure, paris};

use crate::formulaire::{Atelier, Bloc, Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{lieu, nomenclatures, situation};

/// As the record holds them.
pub struct Valeurs<'a> {
    pub structure: Option<&'a Structure>,
    pub noms: &'a Noms,
    pub situation: &'a SituationExercice,
}

impl<'a> From<&'a SituationVue> for Valeurs<'a> {
    fn from(vue: &'a SituationVue) -> Self {
        Self { structure: vue.structure.as_ref(), noms: &vue.noms, situation: &vue.situation }
    }
}

impl<'a> From<&'a MaSituation> for Valeurs<'a> {
    fn from(une: &'a MaSituation) -> Self {
        Self { structure: une.structure.as_ref(), noms: &une.noms, situation: &une.situation }
    }
}

impl Valeurs<'_> {
    /// The record as it is now: beside what was typed when somebody else was faster.
    pub fn faits(&self, visite: &Visite, cadre: &Cadre) -> Vec<(String, String)> {
        let (profession, role) = lieu::fonction(visite, &self.situation.code_role, &self.situation.code_genre);
        let lignes = [
            ("champ-etablissement", lieu::nom(cadre, self.structure)),
            ("champ-profession", profession),
            ("champ-role", role),
            ("champ-nom-exercice", format!("{} {}", self.noms.prenom, self.noms.nom)),
            ("champ-periode", lieu::periode(cadre, self.situation)),
        ];
        let remplies = lignes.into_iter().filter(|(_, valeur)| !valeur.trim().is_empty());
        remplies.map(|(mot, valeur)| (cadre.t(mot), valeur)).collect()
    }

    /// What a form starts from; days aside.
    pub fn premiere(&self, saisie: &Saisie) -> Saisie {
        Saisie::default()
            .avec("personne", saisie.lire("personne"))
            .avec("situation", saisie.lire("situation"))
            .avec("profession", &self.situation.code_role)
            .avec("role", &self.situation.code_genre)
            .avec("nom_exercice", &self.noms.nom)
            .avec("prenom_exercice", &self.noms.prenom)
    }

    /// The same with the days.
    pub fn premiere_datee(&self, saisie: &Saisie) -> Saisie {
        let jour = |jour: Option<Date>| jour.map(lieu::ecrit).unwrap_or_default();
        self.premiere(saisie)
            .avec("debut", jour(self.situation.debut.map(paris::jour)))
            .avec("fin", jour(self.situation.fin.map(|fin| paris::dernier_jour(fin.le))))
    }

    /// What is held stays a choice, even where nobody may take it any more (ROL-08).
    pub fn bloc(&self, atelier: &Atelier<'_>, visite: &Visite) -> Bloc {
        let (referentiel, le) = (&visite.portail.0.referentiel, visite.portail.aujourd_hui());
        let (profession, role) = lieu::fonction(visite, &self.situation.code_role, &self.situation.code_genre);
        let professions = garder(nomenclatures::professions(referentiel, le), &self.situation.code_role, profession);
        let roles = garder(nomenclatures::roles(referentiel, le), &self.situation.code_genre, role);
        let champs = vec![
            atelier.liste("profession", professions),
            atelier.liste("role", roles),
            atelier.texte("nom_exercice"),
            atelier.texte("prenom_exercice"),
            atelier.texte("debut"),
            atelier.texte("fin"),
        ];
        atelier.bloc("situation", champs)
    }
}

fn garder(mut choix: Vec<Choix>, code: &str, libelle: String) -> Vec<Choix> {
    if !code.is_empty() && choix.iter().all(|un| un.valeur != code) {
        choix.insert(0, Choix::new(code, libelle));
    }
    choix
}

/// An empty day is one that nobody knows.
pub fn lire(saisie: &Saisie) -> Result<Modification, Vec<Remarque>> {
    let mut remarques = Vec::new();
    let mut jour = |champ: &str, cle: &'static str| match saisie.lire(champ) {
        "" => None,
        texte => {
            let lu = situation::jour(texte);
            if lu.is_none() {
                remarques.push(Remarque::sur(champ, cle));
            }
            lu
        }
    };
    let debut = jour("debut", "remarque-debut");
    let fin = jour("fin", "remarque-fin");
    let noms = Noms {
        code_civilite: saisie.lire("code_civilite").to_owned(),
        nom: saisie.lire("nom_exercice").to_owned(),
        prenom: saisie.lire("prenom_exercice").to_owned(),
    };
    let (profession, role) = (saisie.lire("profession").to_owned(), saisie.lire("role").to_owned());
    if remarques.is_empty() { Ok(Modification { noms, profession, role, debut, fin }) } else { Err(remarques) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_impossible_day_is_told_beside_its_field_and_an_empty_one_is_unknown() {
        let saisie = Saisie::default().avec("debut", "31/02/2026").avec("fin", "bientôt");
        let champs: Vec<_> = lire(&saisie).unwrap_err().into_iter().map(|remarque| remarque.champ).collect();
        assert_eq!(champs, ["debut", "fin"]);
        assert_eq!(lire(&Saisie::default()).unwrap().debut, None);
    }

    // requirement: ROL-08
    #[test]
    fn a_withdrawn_profession_that_is_held_stays_a_choice() {
        let choix = garder(vec![Choix::new("313", "Aide-soignant")], "318", "Auxiliaire de vie sociale".to_owned());
        assert_eq!(choix.iter().map(|un| un.valeur.as_str()).collect::<Vec<_>>(), ["318", "313"]);
    }
}
