use sante::{IdentifiantNational, Rpps};

use super::lieux::Lieux;
use super::ligne::{Identite, Ligne};

/// Somebody to try the sandbox with.
#[derive(Clone, Debug)]
pub struct PersonneNommee {
    /// For scripts: `aide-soignante`, `coordinatrice`…
    pub cle: &'static str,
    /// In French, for a screen.
    pub qui: &'static str,
    pub identifiant: IdentifiantNational,
    /// Family name, as the registry has it.
    pub nom: &'static str,
    pub prenom: &'static str,
    pub mobile: &'static str,
    pub courriel: &'static str,
    pub moyen: Moyen,
}

/// What the person signs in with at best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moyen {
    ECps,
    CarteCps,
    /// CDE, CPE or CPA.
    CarteDeStructure,
}

const AIDE_SOIGNANTE: u64 = 9_990_000_011;
const MEDECIN: u64 = 9_990_000_012;
/// Roles that have no line in the rights matrix of the DMP.
const SANS_LIGNE: [(u64, &str); 2] = [(9_990_000_013, "GENR13"), (9_990_000_014, "GENR99")];

/// Those whom the sandbox shows at start.
pub fn nommes() -> Vec<PersonneNommee> {
    let rpps = |ordre| IdentifiantNational::Rpps(Rpps::with_key(ordre));
    let mut nommes = vec![
        PersonneNommee {
            cle: "aide-soignante",
            qui: "aide-soignante, une situation (EHPAD FICTIF LES TILLEULS)",
            identifiant: rpps(AIDE_SOIGNANTE),
            nom: "FICTIF-GARNIER",
            prenom: "Lucie",
            mobile: "+33639980011",
            courriel: "lucie.garnier@example.org",
            moyen: Moyen::ECps,
        },
        PersonneNommee {
            cle: "coordinatrice",
            qui: "coordinatrice, deux structures et deux rôles",
            identifiant: rpps(9_990_000_001),
            nom: "FICTIF-MARTEL",
            prenom: "Alba",
            mobile: "+33639980001",
            courriel: "alba.martel@example.org",
            moyen: Moyen::ECps,
        },
        PersonneNommee {
            cle: "medecin",
            qui: "médecin généraliste, en cabinet",
            identifiant: rpps(MEDECIN),
            nom: "FICTIF-DELMAS",
            prenom: "Hugo",
            mobile: "+33639980012",
            courriel: "hugo.delmas@example.org",
            moyen: Moyen::CarteCps,
        },
        sans_poste(),
        PersonneNommee {
            cle: "medico-administratif",
            qui: "secrétaire médical, rôle GENR13 (les documents partagés lui sont fermés)",
            identifiant: rpps(SANS_LIGNE[0].0),
            nom: "FICTIF-AUBRY",
            prenom: "Basile",
            mobile: "+33639980013",
            courriel: "basile.aubry@example.org",
            moyen: Moyen::ECps,
        },
        PersonneNommee {
            cle: "autre-activite",
            qui: "autre activité, rôle GENR99 (les documents partagés lui sont fermés)",
            identifiant: rpps(SANS_LIGNE[1].0),
            nom: "FICTIF-COSTA",
            prenom: "Diego",
            mobile: "+33639980014",
            courriel: "diego.costa@example.org",
            moyen: Moyen::ECps,
        },
    ];
    nommes.extend(super::porteur::porteurs().into_iter().map(|porteur| porteur.nommee));
    nommes
}

/// Signs in where a service takes somebody without a role.
fn sans_poste() -> PersonneNommee {
    PersonneNommee {
        cle: "sans-poste",
        qui: "inscrit sans situation d'exercice",
        identifiant: IdentifiantNational::Rpps(Rpps::with_key(9_990_000_006)),
        nom: "FICTIF-SANSPOSTE",
        prenom: "Luc",
        mobile: "+33639980006",
        courriel: "luc.sansposte@example.org",
        moyen: Moyen::ECps,
    }
}

/// The rows of those who are not in the example.
pub fn lignes(lieux: &Lieux) -> Vec<Ligne> {
    let autres = SANS_LIGNE.map(|(ordre, genre)| sans_ligne(lieux, ordre, genre));
    [aide_soignante(lieux), medecin(lieux)].into_iter().chain(autres).collect()
}

fn sans_ligne(lieux: &Lieux, ordre: u64, genre: &str) -> Ligne {
    Ligne {
        rpps: Rpps::with_key(ordre).to_string(),
        identite: Identite {
            prenoms: format!("{}''", identite(ordre).prenom),
            naissance: "09/03/1984".to_owned(),
            commune: "69123".to_owned(),
            ville: "LYON".to_owned(),
            sexe: "M".to_owned(),
            civilite: "M".to_owned(),
            ..identite(ordre)
        },
        profession: "99".to_owned(),
        categorie: "C".to_owned(),
        mode: "S".to_owned(),
        role: "312".to_owned(),
        genre: genre.to_owned(),
        autorite: "ENREG/ENREG/ENREG".to_owned(),
        lieu: lieux.par_finess("690990114"),
        ..Ligne::default()
    }
}

fn aide_soignante(lieux: &Lieux) -> Ligne {
    Ligne {
        rpps: Rpps::with_key(AIDE_SOIGNANTE).to_string(),
        identite: Identite {
            prenoms: "Lucie'Anne'".to_owned(),
            naissance: "14/05/1996".to_owned(),
            commune: "69123".to_owned(),
            ville: "LYON".to_owned(),
            sexe: "F".to_owned(),
            civilite: "MME".to_owned(),
            ..identite(AIDE_SOIGNANTE)
        },
        profession: "99".to_owned(),
        categorie: "C".to_owned(),
        mode: "S".to_owned(),
        role: "313".to_owned(),
        genre: "GENR11".to_owned(),
        autorite: "ENREG/ENREG/ENREG".to_owned(),
        lieu: lieux.par_finess("690990114"),
        ..Ligne::default()
    }
}

fn medecin(lieux: &Lieux) -> Ligne {
    let rpps = Rpps::with_key(MEDECIN);
    Ligne {
        identite: Identite {
            prenoms: "Hugo''".to_owned(),
            naissance: "02/10/1979".to_owned(),
            commune: "44109".to_owned(),
            ville: "NANTES".to_owned(),
            sexe: "M".to_owned(),
            civilite: "M".to_owned(),
            ..identite(MEDECIN)
        },
        profession: "10".to_owned(),
        categorie: "C".to_owned(),
        titre: "DR".to_owned(),
        savoir_faire: ("S".to_owned(), "SM26".to_owned()),
        mode: "L".to_owned(),
        genre: "GENR01".to_owned(),
        autorite: "CNOM/CNOM/CNOM".to_owned(),
        lieu: lieux.cabinet(900_000, "DU DR FICTIF-DELMAS", &rpps),
        rpps: rpps.to_string(),
        ..Ligne::default()
    }
}

fn identite(ordre: u64) -> Identite {
    let identifiant = IdentifiantNational::Rpps(Rpps::with_key(ordre));
    let nommee = nommes().into_iter().find(|personne| personne.identifiant == identifiant);
    nommee.map_or_else(Identite::default, |personne| Identite {
        nom: personne.nom.to_owned(),
        prenom: personne.prenom.to_owned(),
        mobile: personne.mobile.to_owned(),
        courriel: personne.courriel.to_owned(),
        pays: "99100".to_owned(),
        ..Identite::default()
    })
}
