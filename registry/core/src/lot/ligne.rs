//! One row, read into the fields of the form.

use std::collections::HashMap;

use jiff::civil::Date;
use sante::{Finess, IdentifiantNational};

use crate::date_naissance::DateNaissance;
use crate::demande::ContactSaisi;
use crate::identite::EtatCivilSaisi;
use crate::lot::case::{self, jour_lu};
use crate::lot::entete::Plan;
use crate::lot::valeurs::{self, Lue};
use crate::lot::{Calendrier, Colonne, Constat, Contenu, Ecart, Etat, Issue, Qui, Rang};
use crate::nomenclature::Referentiel;
use crate::situation_acte::{Noms, SituationDemandee};

/// One line of a file: what it asks for, what the preview says of it, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneDeLot {
    pub ligne: u32,
    /// Exercise names, to find the line again.
    pub nom: String,
    pub prenom: String,
    pub structure: Option<Finess>,
    /// `None` once the line is done, or refused.
    pub contenu: Option<Contenu>,
    pub constat: Constat,
    /// What was mended, and what to think about (ELI-06).
    pub remarques: Vec<String>,
    pub issue: Option<Issue>,
}

impl LigneDeLot {
    pub fn etat(&self) -> Etat {
        self.issue.as_ref().map_or_else(|| self.constat.etat(), Issue::etat)
    }

    /// Whose number the line shows.
    pub fn personne(&self) -> Option<&IdentifiantNational> {
        match (&self.issue, self.contenu.as_ref().map(|contenu| &contenu.qui)) {
            (Some(Issue::Inscrite { personne } | Issue::Rattachee { personne }), _) => Some(personne),
            (_, Some(Qui::Connue { personne })) => Some(personne),
            _ => None,
        }
    }

    /// What does not hold: in the file, or at the registry.
    pub fn ecarts(&self) -> &[Ecart] {
        match (&self.issue, &self.constat) {
            (Some(Issue::Refusee { ecarts }), _) | (None, Constat::Refusee { ecarts }) => ecarts,
            _ => &[],
        }
    }
}

/// A row as far as it could be read; the fields in `ecarts` are empty.
pub(super) struct LigneLue {
    pub ligne: u32,
    pub structure: Option<Finess>,
    pub situation: SituationDemandee,
    /// As the row gives them.
    pub noms: Noms,
    pub qui: Qui,
    pub ecarts: Vec<Ecart>,
    pub remarques: Vec<String>,
}

/// What rows are read with.
pub(super) struct Lecture<'a> {
    pub plan: &'a Plan,
    pub calendrier: Option<Calendrier>,
    pub referentiel: &'a Referentiel,
    pub le: Date,
}

/// Names that were looked up for a row before: a file says the same few thousands of times.
#[derive(Default)]
pub(super) struct Memoire {
    codes: HashMap<(Colonne, String), String>,
    /// By the day of birth: names were other communes' before.
    communes: HashMap<(String, Option<Date>), Result<Lue, Ecart>>,
}

/// One row under way.
struct Champs<'a> {
    lecture: &'a Lecture<'a>,
    rang: &'a Rang,
    memoire: &'a mut Memoire,
    ecarts: Vec<Ecart>,
    remarques: Vec<String>,
}

impl Lecture<'_> {
    pub fn lire(&self, rang: &Rang, memoire: &mut Memoire) -> LigneLue {
        let mut champs = Champs { lecture: self, rang, memoire, ecarts: Vec::new(), remarques: Vec::new() };
        if self.plan.deborde(&rang.cases) {
            let phrase = "Cette ligne a plus de cases que la première. Vérifiez les guillemets et les séparateurs.";
            champs.ecarts.push(Ecart::de_la_ligne("ligne_trop_large", phrase));
        }
        let qui = match champs.numero() {
            Some(personne) => Qui::Connue { personne },
            None => champs.nouvelle(),
        };
        let noms = champs.noms();
        let (structure, situation) = (champs.structure(), champs.situation(&qui, &noms));
        let (ecarts, remarques) = (champs.ecarts, champs.remarques);
        LigneLue { ligne: rang.ligne, structure, situation, noms, qui, ecarts, remarques }
    }
}

impl Champs<'_> {
    fn garder<T: Default>(&mut self, lu: Result<T, Ecart>) -> T {
        lu.unwrap_or_else(|ecart| {
            self.ecarts.push(ecart);
            T::default()
        })
    }

    fn texte(&mut self, colonne: Colonne) -> String {
        let case = self.lecture.plan.case(&self.rang.cases, colonne);
        self.garder(case::texte(colonne, case))
    }

    fn jour(&mut self, colonne: Colonne) -> String {
        let case = self.lecture.plan.case(&self.rang.cases, colonne);
        self.garder(case::jour(colonne, case, self.lecture.calendrier))
    }

    fn lue(&mut self, lue: Lue) -> String {
        self.remarques.extend(lue.remarque);
        lue.valeur
    }

    /// The number of somebody who has one, however it is written.
    fn numero(&mut self) -> Option<IdentifiantNational> {
        let texte = self.texte(Colonne::NumeroRpps);
        if texte.is_empty() {
            return None;
        }
        let lu = IdentifiantNational::typed(&texte).ok().filter(|lu| lu.rpps().is_some());
        if lu.is_none() {
            let phrase = "Ce n’est pas un numéro RPPS. Recopiez ses 11 chiffres, ou videz cette case.";
            self.ecarts.push(Ecart::sur(Colonne::NumeroRpps, "numero_illisible", phrase));
        }
        lu
    }

    fn nouvelle(&mut self) -> Qui {
        let (referentiel, le) = (self.lecture.referentiel, self.lecture.le);
        let naissance = self.jour(Colonne::DateNaissance);
        let ne = EtatCivilSaisi::naissance_de(&naissance);
        let ne_le = ne.and_then(DateNaissance::jour);
        let alors = ne.map_or([le, le], |ne| [ne.au_plus_tot(), ne.au_plus_tard()]);
        let commune = self.texte(Colonne::CommuneNaissance);
        let pays = valeurs::pays(referentiel, &self.texte(Colonne::PaysNaissance), &commune, alors);
        let connue = self.memoire.communes.entry((commune, ne_le));
        let commune = connue.or_insert_with_key(|(texte, le)| valeurs::commune(referentiel, texte, *le)).clone();
        let commune = self.garder(commune);
        let mobile = valeurs::telephone(&self.texte(Colonne::Telephone));
        let identite = EtatCivilSaisi {
            nom: self.texte(Colonne::NomNaissance),
            prenoms: EtatCivilSaisi::prenoms_de(&self.texte(Colonne::Prenoms)),
            code_civilite: valeurs::civilite(&self.texte(Colonne::Civilite)),
            code_sexe: String::new(),
            naissance,
            commune_naissance: self.lue(commune),
            pays_naissance: pays,
            lieu_naissance: self.texte(Colonne::VilleNaissance),
        };
        let contact = ContactSaisi { mobile: self.lue(mobile), courriel: self.texte(Colonne::Courriel) };
        let piece = valeurs::piece(&self.texte(Colonne::PieceIdentite));
        Qui::Nouvelle { identite: Box::new(identite), contact, piece }
    }

    fn structure(&mut self) -> Option<Finess> {
        let texte = self.texte(Colonne::Finess);
        let lue = valeurs::finess(&texte);
        let structure = self.lue(lue).parse::<Finess>().ok();
        if structure.is_none() && !self.connu(Colonne::Finess) {
            let phrase =
                "Recopiez les 9 caractères du numéro FINESS de l’établissement, pas celui de l’entité juridique.";
            self.ecarts.push(Ecart::sur(Colonne::Finess, "finess_illisible", phrase));
        }
        structure
    }

    fn situation(&mut self, qui: &Qui, noms: &Noms) -> SituationDemandee {
        let (referentiel, le) = (self.lecture.referentiel, self.lecture.le);
        let debut = self.date(Colonne::DateDebut);
        if debut.is_none() && !self.connu(Colonne::DateDebut) {
            let phrase = "Écrivez le premier jour de travail, par exemple 01/12/2026.";
            self.ecarts.push(Ecart::sur(Colonne::DateDebut, "debut_absent", phrase));
        }
        SituationDemandee {
            noms: self.noms_ou_naissance(qui, noms.clone()),
            profession: self.code(Colonne::Profession, |texte| valeurs::profession(referentiel, texte, le)),
            role: self.code(Colonne::Role, |texte| valeurs::role(referentiel, texte, le)),
            debut: debut.unwrap_or(le),
            // beside a beginning that nobody could read, an end says nothing
            fin: self.date(Colonne::DateFin).filter(|_| debut.is_some()),
        }
    }

    fn code(&mut self, colonne: Colonne, chercher: impl FnOnce(&str) -> String) -> String {
        let texte = self.texte(colonne);
        self.memoire.codes.entry((colonne, texte)).or_insert_with_key(|(_, texte)| chercher(texte)).clone()
    }

    fn date(&mut self, colonne: Colonne) -> Option<Date> {
        let texte = self.jour(colonne);
        let lue = jour_lu(&texte);
        if lue.is_none() && !texte.is_empty() {
            let phrase = "Ce jour n’existe pas ou ne se lit pas. Écrivez-le comme ceci : 01/12/2026.";
            self.ecarts.push(Ecart::sur(colonne, "jour_illisible", phrase));
        }
        lue
    }

    fn noms(&mut self) -> Noms {
        let (nom, prenom) = (self.texte(Colonne::NomExercice), self.texte(Colonne::PrenomExercice));
        Noms { code_civilite: String::new(), nom, prenom }
    }

    /// Without exercise names, the birth name and the first given name.
    fn noms_ou_naissance(&mut self, qui: &Qui, donnes: Noms) -> Noms {
        let Noms { mut code_civilite, mut nom, mut prenom } = donnes;
        match qui {
            Qui::Nouvelle { identite, .. } => {
                code_civilite.clone_from(&identite.code_civilite);
                if nom.is_empty() {
                    nom.clone_from(&identite.nom);
                }
                if prenom.is_empty() {
                    prenom = identite.prenoms.first().cloned().unwrap_or_default();
                }
            }
            Qui::Connue { .. } => {
                if nom.is_empty() {
                    nom = self.texte(Colonne::NomNaissance);
                }
                if prenom.is_empty() {
                    let prenoms = EtatCivilSaisi::prenoms_de(&self.texte(Colonne::Prenoms));
                    prenom = prenoms.into_iter().next().unwrap_or_default();
                }
            }
        }
        Noms { code_civilite, nom, prenom }
    }

    /// Whether something was said of this column already.
    fn connu(&self, colonne: Colonne) -> bool {
        self.ecarts.iter().any(|ecart| ecart.colonne == Some(colonne))
    }
}
