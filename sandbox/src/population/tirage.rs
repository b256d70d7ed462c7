use ambient::Chance;
use sante::Rpps;

use super::identite::{self, choisir};
use super::lieux::{Lieu, Lieux};
use super::ligne::{Identite, Ligne};
use super::metiers::{Metier, Metiers, ROLES, Role, SAVOIR_FAIRE};

/// First ten digits of the first drawn number: above those of the people who are always there.
const PREMIER: u64 = 9_990_001_000;

/// What one person is drawn from.
pub struct Tirage<'a> {
    pub hasard: &'a dyn Chance,
    pub lieux: &'a Lieux,
    pub metiers: &'a Metiers,
}

impl Tirage<'_> {
    /// The rows of person number `rang`: one a situation, at least one.
    pub fn personne(&self, rang: u64) -> Vec<Ligne> {
        let rpps = Rpps::with_key(PREMIER + rang);
        let identite = identite::tirer(self.hasard, rang);
        match self.hasard.below(100) {
            0..20 => self.porteur_de_role(&rpps, &identite),
            _ => self.reglemente(rang, &rpps, &identite),
        }
    }

    /// One in eight works in two establishments, in a role each.
    fn porteur_de_role(&self, rpps: &Rpps, identite: &Identite) -> Vec<Ligne> {
        let (premier, second) = (choisir(self.hasard, ROLES), choisir(self.hasard, ROLES));
        let mut lignes = vec![self.role(rpps, identite, premier)];
        let autre = self.role(rpps, identite, second);
        if self.hasard.below(8) == 0 && autre.lieu.technique != lignes[0].lieu.technique {
            lignes.push(autre);
        }
        lignes
    }

    fn role(&self, rpps: &Rpps, identite: &Identite, role: &Role) -> Ligne {
        Ligne {
            rpps: rpps.to_string(),
            identite: identite.clone(),
            profession: "99".to_owned(),
            categorie: "C".to_owned(),
            mode: "S".to_owned(),
            role: role.role.to_owned(),
            genre: role.genre.to_owned(),
            autorite: "ENREG/ENREG/ENREG".to_owned(),
            lieu: self.etablissement(role.secteurs),
            ..Ligne::default()
        }
    }

    /// A person on their own may also work in an establishment.
    fn reglemente(&self, rang: u64, rpps: &Rpps, identite: &Identite) -> Vec<Ligne> {
        let metier = self.metiers.tirer(self.hasard);
        let exercice = self.exercice(metier, rpps, identite);
        let salarie =
            Ligne { mode: "S".to_owned(), lieu: self.etablissement(&["SA01", "SA16", "SA17"]), ..exercice.clone() };
        if self.hasard.below(100) >= metier.liberaux {
            return vec![salarie];
        }
        let lieu = self.lieux.cabinet(rang, &identite.nom, rpps);
        let mut lignes = vec![Ligne { mode: "L".to_owned(), lieu, ..exercice }];
        if self.hasard.below(10) == 0 {
            lignes.push(salarie);
        }
        lignes
    }

    fn exercice(&self, metier: &Metier, rpps: &Rpps, identite: &Identite) -> Ligne {
        let medecin = metier.profession == "10" && metier.categorie == "C";
        let savoir_faire = if medecin {
            ("S".to_owned(), (*choisir(self.hasard, SAVOIR_FAIRE)).to_owned())
        } else {
            (String::new(), String::new())
        };
        Ligne {
            rpps: rpps.to_string(),
            identite: identite.clone(),
            profession: metier.profession.clone(),
            categorie: metier.categorie.clone(),
            titre: if medecin { "DR" } else { "" }.to_owned(),
            savoir_faire,
            genre: "GENR01".to_owned(),
            autorite: metier.autorite.to_owned(),
            ..Ligne::default()
        }
    }

    fn etablissement(&self, secteurs: &[&str]) -> Lieu {
        let possibles = self.lieux.des_secteurs(secteurs);
        (*choisir(self.hasard, &possibles)).clone()
    }
}
