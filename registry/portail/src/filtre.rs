//! Long lists: what is looked for, and the way to the next page. A name stands in no address: a list that is filtered by one is
//! asked for by a form.

use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::Structure;
use registry_core::demande::{FiltreDemandes, Stade};
use registry_core::page::Repere;
use registry_core::profession_demandee::{FiltreProfessions, StadeProfession};

use crate::formulaire::{Choix, Saisie};
use crate::lieu;
use crate::rubriques::Geste;

pub type Adresse = Query<Vec<(String, String)>>;

/// Nothing in particular.
pub const TOUS: &str = "tous";
/// The field of a name: `nom` is that of a civil status.
pub const NOM: &str = "nom_cherche";

/// What is looked for, as fields: those that are safe in an address, and the name.
#[derive(Clone, Debug, Default)]
pub struct Criteres {
    champs: Vec<(&'static str, String)>,
    nom: String,
}

impl Criteres {
    pub fn de_demandes(filtre: &FiltreDemandes) -> Self {
        let mut champs = Vec::new();
        champs.extend(filtre.etablissement.iter().map(|finess| ("etablissement", finess.to_string())));
        champs.extend(filtre.stade.iter().map(|stade| ("etape", stade.mot().to_owned())));
        Self { champs, nom: filtre.nom.clone() }
    }

    /// `Some`: the list is not the one that its address alone shows.
    pub fn de_professions(filtre: &FiltreProfessions) -> Self {
        let mut champs = vec![("etape", filtre.stade.map_or(TOUS, StadeProfession::nom).to_owned())];
        champs.extend(filtre.etablissement.iter().map(|finess| ("etablissement", finess.to_string())));
        Self { champs, nom: String::new() }
    }

    pub fn d_un_nom(nom: &str) -> Self {
        Self { champs: Vec::new(), nom: nom.to_owned() }
    }

    /// For the fields of the form.
    pub fn saisie(&self) -> Saisie {
        let lue = |champ: &str| self.champs.iter().find(|(nom, _)| *nom == champ).map(|(_, valeur)| valeur.clone());
        let choisi = |champ: &str| lue(champ).unwrap_or_else(|| TOUS.to_owned());
        let saisie = Saisie::default().avec("etablissement", choisi("etablissement"));
        saisie.avec("etape", choisi("etape")).avec(NOM, self.nom.clone())
    }

    /// The list at its own address, unless a name is looked for: then what the form sent is answered at once.
    pub fn vers(&self, adresse: &str) -> Option<Response> {
        self.nom.is_empty().then(|| Redirect::to(&self.adresse(adresse, None)).into_response())
    }

    /// To the next page and back to the first one. `page`: what tells a page in an address.
    pub fn pages(&self, cadre: &Cadre, adresse: &str, (depuis, suite): (bool, Option<String>)) -> Vec<Geste> {
        let premiere = depuis.then(|| self.geste(cadre, "page-premiere", (adresse, None)));
        let suivante = suite.map(|suite| self.geste(cadre, "page-suivante", (adresse, Some(suite))));
        premiere.into_iter().chain(suivante).collect()
    }

    fn geste(&self, cadre: &Cadre, mot: &str, (adresse, page): (&str, Option<String>)) -> Geste {
        let libelle = cadre.t(mot);
        if self.nom.is_empty() {
            return Geste::lien(libelle.clone(), libelle, self.adresse(adresse, page.as_deref()));
        }
        let mut caches = self.champs.clone();
        caches.push((NOM, self.nom.clone()));
        caches.extend(page.map(|page| ("apres", page)));
        Geste::envoi(libelle.clone(), libelle, (adresse, caches))
    }

    /// Codes and numbers alone: nothing of it needs an escape.
    fn adresse(&self, adresse: &str, page: Option<&str>) -> String {
        let apres = page.map(|page| ("apres", page.to_owned()));
        let champs = self.champs.iter().cloned().chain(apres).map(|(nom, valeur)| format!("{nom}={valeur}"));
        let question = champs.collect::<Vec<_>>().join("&");
        if question.is_empty() { adresse.to_owned() } else { format!("{adresse}?{question}") }
    }
}

/// What is no establishment, no stage and no place of the list is looked for by nobody.
pub fn demandes(saisie: &Saisie) -> FiltreDemandes {
    FiltreDemandes {
        etablissement: saisie.lire("etablissement").parse().ok(),
        stade: Stade::lu(saisie.lire("etape")),
        nom: saisie.lire(NOM).chars().take(80).collect(),
    }
}

/// `defaut`: the stage of the list when the address says none.
pub fn professions(saisie: &Saisie, defaut: Option<StadeProfession>) -> FiltreProfessions {
    let stade = match saisie.lire("etape") {
        "" => defaut,
        dit => StadeProfession::lu(dit),
    };
    FiltreProfessions { stade, etablissement: saisie.lire("etablissement").parse().ok() }
}

pub fn repere(saisie: &Saisie) -> Option<Repere> {
    Repere::lu(saisie.lire("apres"))
}

/// All of them first, then each.
pub fn etablissements(cadre: &Cadre, tenus: &[Structure]) -> Vec<Choix> {
    let tous = Choix::new(TOUS, cadre.t("filtre-etablissements"));
    let siens = tenus.iter().map(|tenu| Choix::new(&tenu.details.finess, lieu::nom_ou_numero(tenu)));
    std::iter::once(tous).chain(siens).collect()
}

pub fn stades(cadre: &Cadre, stades: &[Stade]) -> Vec<Choix> {
    let tous = Choix::new(TOUS, cadre.t("filtre-etapes"));
    let siens = stades.iter().map(|stade| {
        let mot = match stade {
            Stade::ADecider => "vue-a-decider",
            Stade::AExaminer => "vue-a-examiner",
            Stade::Validee => "etape-validee",
            Stade::Rejetee => "etape-rejetee",
            Stade::Transmise => "vue-transmise",
            Stade::Retiree => "etape-retiree",
        };
        Choix::new(stade.mot(), cadre.t(mot))
    });
    std::iter::once(tous).chain(siens).collect()
}

pub fn stades_de_profession(cadre: &Cadre) -> Vec<Choix> {
    let tous = Choix::new(TOUS, cadre.t("filtre-etapes"));
    let siens = StadeProfession::TOUS
        .iter()
        .map(|stade| Choix::new(stade.nom(), cadre.t(format!("profession-{}", stade.nom().to_lowercase()))));
    std::iter::once(tous).chain(siens).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_stays_from_page_to_page() {
        let saisie = Saisie::default().avec("etablissement", "690990114").avec("etape", "a_decider");
        let criteres = Criteres::de_demandes(&demandes(&saisie));
        let attendue = "/bureau?etablissement=690990114&etape=a_decider&apres=1.x";
        assert_eq!(criteres.adresse("/bureau", Some("1.x")), attendue);
        assert_eq!((criteres.saisie().lire("etape"), criteres.saisie().lire(NOM)), ("a_decider", ""));
    }

    // requirement: R09
    #[test]
    fn a_name_stands_in_no_address() {
        let criteres = Criteres::de_demandes(&demandes(&Saisie::default().avec(NOM, "Fictif")));
        assert!(criteres.vers("/bureau").is_none());
        assert_eq!(criteres.adresse("/bureau", None), "/bureau");
    }

    #[test]
    fn what_an_address_invents_is_looked_for_by_nobody() {
        let saisie = Saisie::default().avec("etablissement", "<b>").avec("etape", "x&y").avec("apres", "'");
        assert!(demandes(&saisie).vide() && repere(&saisie).is_none());
        assert_eq!(professions(&saisie, Some(StadeProfession::Envoyee)).stade, None);
        assert_eq!(
            professions(&Saisie::default(), Some(StadeProfession::Envoyee)).stade,
            Some(StadeProfession::Envoyee)
        );
    }
}
