//! Those who hold the card of a structure and have no RPPS number: they run the portal. They are declared, not imported.

use annuaire::Correspondance;
use registry_server::NouveauPorteur;
use sante::IdentifiantNational;

use super::nommes::{Moyen, PersonneNommee};

/// Somebody with a card of this structure.
#[derive(Clone, Debug)]
pub struct Porteur {
    pub nommee: PersonneNommee,
    civilite: &'static str,
    pub employeur: Employeur,
}

/// Who gave the card.
#[derive(Clone, Copy, Debug)]
pub struct Employeur {
    pub raison_sociale: &'static str,
    /// FINESS of a legal entity, or a SIRET.
    pub numero: &'static str,
    code_postal: &'static str,
    code_commune: &'static str,
    /// As cards write it.
    pub departement: &'static str,
}

/// Three establishments, managed together.
pub const TILLEULS: Employeur = Employeur {
    raison_sociale: "ASSOCIATION FICTIVE LES TILLEULS",
    numero: "690990015",
    code_postal: "69003",
    code_commune: "69123",
    departement: "Rhône (69)",
};
/// Two establishments, each with people of its own.
pub const ESTUAIRE: Employeur = Employeur {
    raison_sociale: "FONDATION FICTIVE DE L ESTUAIRE",
    numero: "440990026",
    code_postal: "44000",
    code_commune: "44109",
    departement: "Loire-Atlantique (44)",
};
const AGENCE: Employeur = Employeur {
    raison_sociale: "AGENCE FICTIVE DU NUMERIQUE EN SANTE",
    numero: "99999999800019",
    code_postal: "75015",
    code_commune: "75115",
    departement: "Paris (75)",
};

const GRADES: Employeur = Employeur {
    raison_sociale: "GRADES FICTIF DES VOLCANS",
    numero: "99999998000017",
    code_postal: "63000",
    code_commune: "63113",
    departement: "Puy-de-Dôme (63)",
};

/// Makes the software of Les Tilleuls.
const EDITEUR: Employeur = Employeur {
    raison_sociale: "EDITEUR FICTIF DE LOGICIELS",
    numero: "99999970900010",
    code_postal: "69003",
    code_commune: "69123",
    departement: "Rhône (69)",
};

/// Key, what they are there to show, identifier, name, given name, title, employer; mobiles and addresses follow.
type Fiche = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, Employeur);

const FICHES: [Fiche; 9] = [
    (
        "directrice",
        "directrice, représentante légale : nomme les gestionnaires (Dossier résident la refuse)",
        "3690990015/CPED0001",
        "FICTIF-ROUVIER",
        "Claire",
        "MME",
        TILLEULS,
    ),
    (
        "gestionnaire",
        "gestionnaire des trois établissements des Tilleuls",
        "3690990015/CPET0002",
        "FICTIF-ROCHE",
        "Malik",
        "M",
        TILLEULS,
    ),
    (
        "gestionnaire-2",
        "gestionnaire d’un seul établissement, l’IME",
        "3690990015/CPET0003",
        "FICTIF-LACROIX",
        "Nadia",
        "MME",
        TILLEULS,
    ),
    (
        "directrice-ailleurs",
        "directrice d’un autre organisme, représentante légale",
        "3440990026/CPED0001",
        "FICTIF-KERMADEC",
        "Solène",
        "MME",
        ESTUAIRE,
    ),
    (
        "gestionnaire-ailleurs",
        "gestionnaire d’un établissement de cet autre organisme",
        "3440990026/CPET0002",
        "FICTIF-LE GOFF",
        "Erwan",
        "M",
        ESTUAIRE,
    ),
    (
        "support",
        "support de l’ANS : propose la correction d’un état civil",
        "599999999800019/CPAT0001",
        "FICTIF-AUBERT",
        "Inès",
        "MME",
        AGENCE,
    ),
    (
        "support-2",
        "support de l’ANS : la confirme, à deux",
        "599999999800019/CPAT0002",
        "FICTIF-BRUNET",
        "Tom",
        "M",
        AGENCE,
    ),
    (
        "grades",
        "GRADeS de la région des Tilleuls : relaie les professions demandées",
        "599999998000017/CPAT0001",
        "FICTIF-CANTAL",
        "Maïa",
        "MME",
        GRADES,
    ),
    (
        "technicien",
        "administrateur technique des Tilleuls, chez l’éditeur du logiciel : commande et révoque les certificats",
        "599999970900010/CPAT0001",
        "FICTIF-DELORME",
        "Yann",
        "M",
        EDITEUR,
    ),
];

/// Everybody with such a card.
pub fn porteurs() -> Vec<Porteur> {
    FICHES.into_iter().zip(CONTACTS).map(|(fiche, contact)| porteur(fiche, contact)).collect()
}

const CONTACTS: [(&str, &str); 9] = [
    ("+33639980013", "claire.rouvier@example.org"),
    ("+33639980014", "malik.roche@example.org"),
    ("+33639980015", "nadia.lacroix@example.org"),
    ("+33639980016", "solene.kermadec@example.org"),
    ("+33639980017", "erwan.legoff@example.org"),
    ("+33639980018", "ines.aubert@example.org"),
    ("+33639980019", "tom.brunet@example.org"),
    ("+33639980024", "maia.cantal@example.org"),
    ("+33639980025", "yann.delorme@example.org"),
];

fn porteur(
    (cle, qui, identifiant, nom, prenom, civilite, employeur): Fiche,
    (mobile, courriel): (&'static str, &'static str),
) -> Porteur {
    let identifiant: IdentifiantNational = identifiant.parse().expect("a constant that a test reads");
    let nommee =
        PersonneNommee { cle, qui, identifiant, nom, prenom, mobile, courriel, moyen: Moyen::CarteDeStructure };
    Porteur { nommee, civilite, employeur }
}

impl Porteur {
    /// What the structure declares.
    pub fn declaration(&self) -> NouveauPorteur {
        let nommee = &self.nommee;
        NouveauPorteur {
            identifiant: nommee.identifiant.clone(),
            nom: nommee.nom.to_owned(),
            prenom: nommee.prenom.to_owned(),
            code_civilite: self.civilite.to_owned(),
            structure: self.employeur.structure(),
            correspondance: Correspondance {
                mobile: Some(nommee.mobile.to_owned()),
                courriel: Some(nommee.courriel.to_owned()),
                activation_des: None,
            },
        }
    }

    /// Who relays requests for professions.
    pub fn du_grades(&self) -> bool {
        self.nommee.cle == "grades"
    }

    /// Who corrects civil statuses.
    pub fn du_support(&self) -> bool {
        self.nommee.cle.starts_with("support")
    }
}

impl Employeur {
    pub fn est_finess(&self) -> bool {
        self.numero.len() == 9
    }

    fn structure(&self) -> annuaire::Structure {
        let numero = self.numero.to_owned();
        let commune = annuaire::Structure {
            raison_sociale: self.raison_sociale.to_owned(),
            code_postal: self.code_postal.to_owned(),
            code_commune: self.code_commune.to_owned(),
            code_pays: "99100".to_owned(),
            ..annuaire::Structure::default()
        };
        if self.est_finess() {
            annuaire::Structure {
                finess: numero.clone(),
                finess_ej: numero.clone(),
                identifiant_technique: format!("F{numero}"),
                ancien_identifiant: format!("1{numero}"),
                ..commune
            }
        } else {
            annuaire::Structure {
                siren: numero.chars().take(9).collect(),
                identifiant_technique: format!("C{numero}"),
                ancien_identifiant: format!("3{numero}"),
                siret: numero,
                ..commune
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_holder_has_an_identifier_that_their_employer_gave() {
        for porteur in porteurs() {
            let numero = porteur.employeur.numero;
            let genre = if porteur.employeur.est_finess() { '3' } else { '5' };
            let identifiant = porteur.nommee.identifiant.to_string();
            assert!(identifiant.starts_with(&format!("{genre}{numero}/")), "{identifiant}");
        }
    }
}
