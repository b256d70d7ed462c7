use pages::{Icone, Langue, Samples};
use registry_core::situation_acte::SituationError;

use super::{cadre, csrf};
use crate::acte::{Acte, PageActe};
use crate::causes::Cause as _;
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::rubriques::{Etiquette, Faits, Feuille, Geste, PageRubriques, Rang, Rubrique};

/// Every act, by the texts that tell it.
const ACTES: [&str; 34] = [
    "ajout",
    "modification",
    "fin",
    "correction",
    "designation",
    "profession",
    "mes-coordonnees",
    "retrait",
    "etat-civil",
    "retenir",
    "ecarter",
    "avis",
    "relayer",
    "rendre",
    "reunir",
    "transfert",
    "changement",
    "mon-transfert",
    "mon-depart",
    "retrait-service",
    "reprise",
    "gel-geler",
    "gel-degeler",
    "gel-remettre",
    "gel-ecarter",
    "moi-geler",
    "moi-degeler",
    "adhesion-structure",
    "adhesion-direction",
    "adhesion-succession",
    "cpe",
    "accepter",
    "rendre-formulaire",
    "rejeter-formulaire",
];
/// Those that show what is known.
const AVEC_FAITS: [&str; 29] = [
    "ajout",
    "modification",
    "fin",
    "correction",
    "mes-coordonnees",
    "etat-civil",
    "retenir",
    "ecarter",
    "avis",
    "relayer",
    "rendre",
    "reunir",
    "transfert",
    "changement",
    "mon-transfert",
    "mon-depart",
    "retrait-service",
    "reprise",
    "gel-geler",
    "gel-degeler",
    "gel-remettre",
    "gel-ecarter",
    "moi-geler",
    "moi-degeler",
    "adhesion-direction",
    "adhesion-succession",
    "accepter",
    "rendre-formulaire",
    "rejeter-formulaire",
];

impl Samples for PageActe {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |mots: &'static str, remarques: Vec<Remarque>| {
            let cadre = cadre(langue);
            let saisie = Saisie::default().avec("mobile", "<06>").avec("dernier_jour", "31/02/2026");
            let faits = if AVEC_FAITS.contains(&mots) {
                vec![(cadre.t("champ-numero"), "<899>".to_owned())]
            } else {
                Vec::new()
            };
            let danger = mots == "fin";
            let acte =
                Acte { danger, faits, caches: vec![("version", "<v>".to_owned())], ..Acte::nouveau(mots, "/a", "/b") };
            acte.contexte((cadre, csrf(), "c".repeat(43)), &saisie, remarques, |atelier| {
                let cartes = vec![Choix::new("AUT", "Autre"), Choix::new("RS", "Retraite")];
                let champs = vec![
                    atelier.mien("mobile", "tel"),
                    atelier.texte("dernier_jour"),
                    atelier.liste("motif_fin", cartes),
                    atelier.coche("rencontre"),
                    atelier.coche("formation_suivie"),
                ];
                vec![atelier.bloc("contact", champs), atelier.bloc("fin", vec![atelier.texte("recherche")])]
            })
        };
        let mut pages: Vec<_> = ACTES.into_iter().map(|mots| (mots, page(mots, Vec::new()))).collect();
        let objections = vec![
            Remarque::generale(SituationError::Changee.parole()),
            Remarque::sur("dernier_jour", "remarque-fin"),
            Remarque::sur("motif_fin", "remarque-motif"),
        ];
        pages.push(("objections", page("fin", objections)));
        pages
    }
}

impl Samples for PageRubriques {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |mots: &str, nombre: usize| {
            let mut page = Self::avec(cadre(langue), csrf(), mots);
            let rangs = (0..nombre).map(|_| rang(&page)).collect();
            let cadre = &page.cadre;
            let rubrique = Rubrique {
                titre: cadre.tn("recherche-trouvees", nombre),
                aide: cadre.tn("recherche-davantage", nombre),
                vide: cadre.t("recherche-personne"),
                rangs,
                pages: (1..=nombre as u32)
                    .map(|numero| Feuille { numero, href: "/p".to_owned(), courante: numero == 1, saute: numero == 3 })
                    .collect(),
                suites: vec![Geste::lien(cadre.t("page-suivante"), cadre.t("page-suivante"), "/p?apres=1.x")],
            };
            let faits =
                Faits { titre: cadre.t("moi-identite"), aide: cadre.t("moi-identite-aide"), lignes: faits(&page) };
            let ajouter = Geste::lien(cadre.t("fiche-ajouter"), cadre.t("fiche-ajouter"), "/a");
            page.fait = if nombre > 0 { page.cadre.t("fiche-ajoutee") } else { String::new() };
            page.actions = vec![ajouter];
            page.faits = (nombre > 0).then_some(faits);
            page.rubriques = vec![rubrique];
            page
        };
        let mots = [
            "recherche",
            "effectif",
            "fiche",
            "coordonnees",
            "droits",
            "professions",
            "moi",
            "support",
            "support-professions",
            "grades",
            "adhesion",
            "contrat",
            "support-formulaires",
        ];
        let mut pages: Vec<_> = mots.into_iter().map(|mots| (mots, page(mots, 2))).collect();
        pages.push(("nothing", page("recherche", 0)));
        let mut demandee = page("recherche", 1);
        let remarques = vec![Remarque::sur("recherche", "remarque-personne")];
        let saisie = Saisie::default().avec("recherche", "<a>");
        demandee.demander(("/bureau/professionnels", "recherche-envoyer"), (&saisie, remarques), |atelier| {
            atelier.bloc("recherche", vec![atelier.texte("recherche")])
        });
        pages.push(("a question and its objection", demandee));
        pages
    }
}

fn rang(page: &PageRubriques) -> Rang {
    let cadre = &page.cadre;
    let titre = "EHPAD FICTIF <LES TILLEULS>".to_owned();
    let mut rang = Rang::nouveau(titre.clone(), [cadre.t1("lieu-depuis", "jour", "02/09/2024"), String::new()]);
    rang.etat = Some(Etiquette { mot: cadre.t("lieu-en-cours"), icone: Icone::Check, ton: "badge--ok" });
    let caches = vec![("personne", "899900000011".to_owned())];
    let entier = cadre.t1("fiche-terminer-a", "lieu", &titre);
    rang.gestes = vec![
        Geste::lien(cadre.t("effectif-voir"), cadre.t1("effectif-voir-nom", "lieu", &titre), "/b"),
        Geste::envoi(cadre.t("fiche-terminer"), entier, ("/c", caches)).dangereux(),
    ];
    rang
}

fn faits(page: &PageRubriques) -> Vec<(String, String)> {
    vec![(page.cadre.t("champ-nom"), "FICTIF-<HOARAU>".to_owned())]
}
