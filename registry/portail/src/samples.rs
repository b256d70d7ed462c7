//! Every page in the states that it has, in both languages.

mod espaces;

use ambient::RestKey;
use jiff::civil::date;
use pages::erreur::Action;
use pages::{Cadre, Csrf, Icone, Langue, PageErreur, Samples};
use registry_core::demande::Stade;
use registry_core::nomenclature::Referentiel;

use crate::accueil::PageAccueil;
use crate::acte::PageActe;
use crate::adhesion::conditions::{self, PageConditions};
use crate::bureau::enregistrement;
use crate::contextes::{Candidat, Case, Etat, Lien, Ligne, PageExamen, PageFormulaire, PageListe, PageMot};
use crate::deconnexion::PageDeconnexion;
use crate::demande::formulaire as demande;
use crate::etat::TEXTES;
use crate::filtre::stades;
use crate::formulaire::{Atelier, Bloc, Choix, Remarque, Saisie};
use crate::fournisseur::IdentitePivot;
use crate::refus::Refus;
use crate::rubriques::{Geste, PageRubriques, Question};
use crate::session::Qui;

fn cadre(langue: Langue) -> Cadre {
    Cadre::new(langue, &TEXTES, "Portail RPPS+").a_l_adresse("/")
}

fn csrf() -> Csrf {
    Csrf::for_cookie(&RestKey::from_bytes(&[1; 32]), "cookie")
}

fn identite(abroad: bool) -> Qui {
    let (commune, pays) = if abroad { ("", "99101") } else { ("97411", "99100") };
    Qui::FranceConnect(IdentitePivot {
        sujet: "s".to_owned(),
        nom: "FICTIF-HOARAU".to_owned(),
        prenoms: vec!["Clara".to_owned(), "Marie".to_owned()],
        nom_usage: Some("FICTIF-D’ALMEIDA".to_owned()),
        genre: "female".to_owned(),
        naissance: "1991-03-27".to_owned(),
        commune: commune.to_owned(),
        pays: pays.to_owned(),
        niveau: None,
        courriel: "clara@exemple.test".to_owned(),
    })
}

fn remarques() -> Vec<Remarque> {
    vec![
        Remarque::generale("annuaire-trop-aide"),
        Remarque::sur("mobile", "remarque-personne"),
        Remarque::sur("role", "remarque-titre"),
        Remarque::sur("face_a_face", "remarque-cause"),
        Remarque::sur("nom", "remarque-commune-absente"),
    ]
}

/// `qui`: a professional; `None`: a gestionnaire who registers.
fn formulaire(langue: Langue, qui: Option<&Qui>, remarques: Vec<Remarque>) -> PageFormulaire {
    let cadre = cadre(langue);
    let saisie = Saisie::default()
        .avec("mobile", "<06>")
        .avec("pays_naissance", "99100")
        .avec("lieu_naissance", "Saint-Denis")
        .avec("commune_naissance", "97411");
    let atelier = Atelier { cadre: &cadre, saisie: &saisie, remarques: &remarques };
    let (referentiel, le) = (Referentiel::embarque(), date(2026, 11, 22));
    let (mots, blocs) = match qui {
        Some(qui) => ("nouvelle", demande::blocs(&atelier, (&referentiel, le), qui)),
        None => (
            "enregistrer",
            enregistrement::blocs(&atelier, (&referentiel, le), vec![Choix::new("690990114", "EHPAD <FICTIF>")]),
        ),
    };
    let [titre, aide, envoyer] = ["titre", "aide", "envoyer"].map(|fin| cadre.t(format!("{mots}-{fin}")));
    let (cle, action, abandon) = ("c".repeat(43), "/demande/nouvelle".to_owned(), "/demande".to_owned());
    PageFormulaire { cadre, csrf: csrf(), cle, titre, aide, action, envoyer, abandon, remarques, blocs }
}

impl Samples for PageFormulaire {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        vec![
            ("a request", formulaire(langue, Some(&identite(false)), Vec::new())),
            ("a request, born abroad, objections", formulaire(langue, Some(&identite(true)), remarques())),
            ("face to face", formulaire(langue, None, Vec::new())),
            ("face to face, objections", formulaire(langue, None, remarques())),
        ]
    }
}

impl Samples for PageListe {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |mots: &str, pleine: bool| {
            let cadre = cadre(langue);
            let [titre, aide, vide] = ["titre", "aide", "vide"].map(|fin| cadre.t(format!("{mots}-{fin}")));
            let etats = ["envoyee", "validee", "rejetee", "refusee", "retiree"].map(|fin| format!("etape-{fin}"));
            let vues = ["vue-a-decider", "vue-a-examiner", "vue-transmise"].map(str::to_owned);
            let case = |colonne: &str, texte: &str| Case {
                colonne: cadre.t(colonne),
                texte: texte.to_owned(),
                sous: cadre.t1("demande-role", "role", "<>"),
            };
            let lignes = etats.into_iter().chain(vues).filter(|_| pleine).map(|etat| Ligne {
                titre: "EHPAD FICTIF <LES TILLEULS>".to_owned(),
                cases: vec![case("colonne-demande", "Aide-soignant"), case("colonne-recue", "22 novembre")],
                etat: Etat { mot: cadre.t(etat), icone: Icone::Clock, ton: "badge--ok", note: "parti".to_owned() },
                lien: pleine.then(|| Lien {
                    mot: "examiner",
                    entier: "examiner-nom",
                    href: "/bureau/demandes/x".to_owned(),
                }),
            });
            let lignes = lignes.collect();
            let action = Some(Action { libelle: cadre.t("demande-nouvelle"), href: "/demande/nouvelle".to_owned() });
            let colonne = cadre.t("colonne-lieu");
            let saisie = Saisie::default().avec("etape", "tous").avec("nom_cherche", "<fictif>");
            let bloc = Atelier { cadre: &cadre, saisie: &saisie, remarques: &[] }.bloc("filtre", Vec::new());
            let atelier = Atelier { cadre: &cadre, saisie: &saisie, remarques: &[] };
            let champs = vec![atelier.texte("nom_cherche"), atelier.liste("etape", stades(&cadre, &Stade::TOUS))];
            let (action_filtre, envoyer) = ("/bureau".to_owned(), cadre.t("filtre-envoyer"));
            let question = pleine.then_some(Question { action: action_filtre, envoyer, bloc: Bloc { champs, ..bloc } });
            let nombre = if pleine { cadre.tn("liste-nombre", 312) } else { String::new() };
            let suivante = || Geste::lien(cadre.t("page-suivante"), cadre.t("page-suivante"), "/bureau?apres=1.x");
            let suites = if pleine { vec![suivante()] } else { Vec::new() };
            let csrf = csrf();
            PageListe { csrf, titre, aide, vide, action, question, nombre, colonne, lignes, suites, cadre }
        };
        vec![
            ("mine", page("demandes", true)),
            ("desk, empty", page("bureau", false)),
            ("history", page("historique", true)),
        ]
    }
}

impl Samples for PageExamen {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |candidats: &[&str], ouverte: bool, mise_a_jour: bool| {
            let (cadre, remarques) = (cadre(langue), remarques());
            let saisie = Saisie::default().avec("motif", "CHA");
            let atelier = Atelier { cadre: &cadre, saisie: &saisie, remarques: &remarques };
            let attestations = enregistrement::champs_attestations(&atelier, candidats.is_empty());
            let motifs = ["aut", "cha", "def"].map(|code| Choix::new(code, cadre.t(format!("motif-{code}"))));
            let rejet = vec![atelier.liste("motif", motifs.into()), atelier.long("commentaire")];
            let faits = vec![("champ-nom", "FICTIF-<HOARAU>".to_owned()), ("champ-numero", "8999".to_owned())];
            PageExamen {
                csrf: csrf(),
                cle: "c".repeat(43),
                version: 1,
                adresse: "/bureau/demandes/x".to_owned(),
                nom: "Clara FICTIF-HOARAU".to_owned(),
                actuels: if mise_a_jour { faits.clone() } else { Vec::new() },
                faits,
                mise_a_jour,
                ouverte,
                avertissements: candidats.iter().map(|_| "« <Aide-soignant> » : pensez-y.".to_owned()).collect(),
                candidats: candidats
                    .iter()
                    .map(|numero| Candidat {
                        numero: (*numero).to_owned(),
                        nom: "Alba FICTIF-<MARTEL>".to_owned(),
                        lieu: "EHPAD FICTIF".to_owned(),
                    })
                    .collect(),
                candidat: "aucun".to_owned(),
                attestations,
                rejet,
                remarques: remarques.clone(),
                cadre,
            }
        };
        vec![
            ("to decide", page(&[], true, false)),
            ("looks alike", page(&["899900000011"], true, false)),
            ("a change", page(&[], true, true)),
            ("decided", page(&[], false, false)),
        ]
    }
}

impl Samples for PageMot {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |titre: &str, phrase: &str| {
            let cadre = cadre(langue);
            let actions = vec![Action { libelle: cadre.t("toutes-demandes"), href: "/bureau".to_owned() }];
            let registre = vec!["Cette profession demande un diplôme.".to_owned()];
            Self { icone: Icone::Check, titre: cadre.t(titre), phrase: cadre.t(phrase), registre, actions, cadre }
        };
        ["fin-enregistree", "fin-validee", "fin-rejetee", "fin-transmise", "fermee"]
            .map(|mot| {
                let titre = if mot == "fermee" { "fermee-titre" } else { mot };
                (mot, page(titre, &format!("{mot}-phrase")))
            })
            .into()
    }
}

impl Samples for PageConditions {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        vec![("every article", conditions::contexte(cadre(langue)))]
    }
}

impl Samples for PageAccueil {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        vec![("two doors", Self { cadre: cadre(langue) })]
    }
}

impl Samples for PageDeconnexion {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        vec![("asks", Self { cadre: cadre(langue), csrf: csrf() })]
    }
}

#[test]
fn every_page_renders_in_both_languages() {
    pages::samples::check::<PageAccueil>().unwrap();
    pages::samples::check::<PageDeconnexion>().unwrap();
    pages::samples::check::<PageFormulaire>().unwrap();
    pages::samples::check::<PageListe>().unwrap();
    pages::samples::check::<PageExamen>().unwrap();
    pages::samples::check::<PageActe>().unwrap();
    pages::samples::check::<PageRubriques>().unwrap();
    pages::samples::check::<PageMot>().unwrap();
    pages::samples::check::<PageConditions>().unwrap();
    assert_eq!(TEXTES.manques(), Vec::<String>::new());
}

#[test]
fn every_refusal_has_its_words_in_both_languages() {
    let fournisseur = |error: &str| Refus::Fournisseur(error.to_owned(), String::new());
    for refus in [
        Refus::SansDepart,
        Refus::Etat,
        Refus::Emetteur,
        Refus::PasRefaite,
        Refus::Jeton("x".to_owned()),
        Refus::Injoignable("x".to_owned()),
        fournisseur("access_denied"),
        fournisseur("server_error"),
        fournisseur("invalid_request"),
    ] {
        for langue in Langue::TOUTES {
            let page: PageErreur = refus.page(cadre(langue));
            let html = askama::Template::render(&page).unwrap();
            assert_eq!(pages::samples::faults(&html, langue), Vec::<String>::new(), "{refus}");
        }
    }
}

// requirement: ENR-04
#[test]
fn an_identity_from_franceconnect_is_shown_and_never_typed() {
    let html = askama::Template::render(&formulaire(Langue::Fr, Some(&identite(false)), Vec::new())).unwrap();
    assert!(html.contains("FICTIF-HOARAU") && html.contains("Saint-Denis (97411)"));
    for champ in ["nom", "prenoms", "naissance", "commune_naissance", "pays_naissance"] {
        assert!(!html.contains(&format!(r#"name="{champ}""#)), "{champ}");
    }
}

#[test]
fn an_objection_stands_beside_its_field_and_what_was_typed_stays() {
    let html = askama::Template::render(&formulaire(Langue::Fr, Some(&identite(false)), remarques())).unwrap();
    assert!(
        html.contains(r##"<a href="#mobile">Recopiez les 11 chiffres du numéro RPPS, ou l’identifiant national.</a>"##)
    );
    assert!(html.contains(r#"id="mobile-remarque""#) && html.contains(r#"value="&#60;06&#62;""#));
}
