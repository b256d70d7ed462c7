//! Each notice, worded, against the samples that people have read (`samples/`). `ECRIRE=1` writes them anew.

use std::fs;
use std::path::PathBuf;

use ambient::{Seconds, Timestamp};
use registry_core::avis::{
    Avis, CarteDite, CertificatDit, ContactChange, DroitDit, FormulaireDit, NumeroAttribue, ParQui, SuiteCarte,
    SuiteCertificat, SuiteDroit, SuiteFormulaire, SuiteProfession,
};
use registry_core::carte::{Abandon, ModeleCarte, Origine, RaisonOpposition};
use registry_core::certificat::{Emploi, RaisonRevocation};
use registry_core::formulaire::Nature;
use registry_core::habilitation::Titre;
use registry_core::retrait::{Cause, Retrait};
use registry_outbound::rediger;

/// Monday 23 November 2026, 6 h 01 in Paris.
const LUNDI: Timestamp = Timestamp::from_seconds(1_795_410_060);
const LIEU: &str = "MAS FICTIVE DU VERCORS";

pub fn numero() -> Avis {
    Avis::Numero(Box::new(NumeroAttribue {
        prenom: "Inès".to_owned(),
        identifiant: "899900000011".parse().unwrap(),
        nom_exercice: "Inès FICTIF-ADAM".to_owned(),
        fonction: "accompagnant éducatif et social".to_owned(),
        lieu: LIEU.to_owned(),
        depuis: Some(LUNDI),
        ecps_le: LUNDI.plus(Seconds::hours(48)),
        gestionnaire: Some("Malik FICTIF-ROCHE".to_owned()),
    }))
}

/// A request for a profession at each of its stages.
fn professions() -> Vec<(&'static str, Avis)> {
    let grades = || Some("GRADeS fictif des Volcans".to_owned());
    let commentaire = "Employez-la pour les pairs-aidants <formés>.".to_owned();
    let retenue = SuiteProfession::Retenue {
        code: "380".to_owned(),
        libelle: "Médiateur de santé pair".to_owned(),
        du: Some(LUNDI),
        commentaire,
    };
    let motif = "Dites combien de personnes sont concernées".to_owned();
    let suites = vec![
        ("profession_relayee", SuiteProfession::Relayee { grades: grades() }),
        ("profession_relayee_sans_grades", SuiteProfession::Relayee { grades: None }),
        ("profession_reunie", SuiteProfession::Reunie { avec: "Médiateur pair".to_owned() }),
        ("profession_rendue", SuiteProfession::Rendue { grades: grades(), motif }),
        ("profession_retenue", retenue),
        (
            "profession_ecartee",
            SuiteProfession::Ecartee { commentaire: "Employez 312, Autre professionnel.".to_owned() },
        ),
    ];
    let suivie = |suite| Avis::ProfessionSuivie {
        prenom: "Malik".to_owned(),
        lieu: LIEU.to_owned(),
        libelle: "Pair-aidant".to_owned(),
        suite,
    };
    suites.into_iter().map(|(nom, suite)| (nom, suivie(suite))).collect()
}

/// A right over a structure, from its beginning to its end.
fn droits() -> Vec<(&'static str, Avis)> {
    let droit = |titre, organisme, suite| {
        let (prenom, lieu) = ("Malik".to_owned(), "ASSOCIATION FICTIVE LES TILLEULS".to_owned());
        Avis::Droit(Box::new(DroitDit { prenom, titre, lieu, organisme, suite }))
    };
    let (fin, par) = (LUNDI.plus(Seconds::hours(14 * 24)), || Some("Claire FICTIF-ROUVIER".to_owned()));
    let accorde = |par, debut, fin| SuiteDroit::Accorde { par, debut, fin };
    let convoite = SuiteDroit::Convoite { par: "Aïda FICTIF-NDIAYE".to_owned() };
    let borne = accorde(par(), Some(LUNDI), Some(fin));
    vec![
        ("droit_gestionnaire", droit(Titre::Gestionnaire, true, accorde(par(), None, None))),
        ("droit_mandataire", droit(Titre::Mandataire, false, borne)),
        ("droit_representant", droit(Titre::RepresentantLegal, true, accorde(None, None, None))),
        ("droit_administrateur", droit(Titre::AdministrateurTechnique, true, accorde(par(), None, None))),
        ("droit_retire", droit(Titre::Gestionnaire, true, SuiteDroit::Retire { le: LUNDI })),
        ("droit_remplace", droit(Titre::RepresentantLegal, true, SuiteDroit::Retire { le: LUNDI })),
        ("droit_finissant", droit(Titre::Gestionnaire, false, SuiteDroit::Finissant { fin })),
        ("droit_convoite", droit(Titre::RepresentantLegal, true, convoite)),
        ("contrat_finissant", droit(Titre::RepresentantLegal, true, SuiteDroit::Finissant { fin })),
    ]
}

/// A card, from its order to its end.
fn cartes() -> Vec<(&'static str, Avis)> {
    let dite = |modele, numero: &str, suite| {
        let (prenom, lieu) = ("Malik".to_owned(), "ASSOCIATION FICTIVE LES TILLEULS".to_owned());
        let lieu = if modele == ModeleCarte::Cps { String::new() } else { lieu };
        Avis::Carte(Box::new(CarteDite { prenom, lieu, modele, numero: numero.to_owned(), la_sienne: true, suite }))
    };
    let pourquoi = |pourquoi| SuiteCarte::Commandee { pourquoi };
    let opposee = SuiteCarte::Opposee { raison: RaisonOpposition::Perdue, le: LUNDI };
    let numero = "2480011922";
    vec![
        ("carte_commandee", dite(ModeleCarte::Cpe, "", pourquoi(Origine::Commande))),
        ("carte_renouvelee", dite(ModeleCarte::Cpe, "", pourquoi(Origine::Renouvellement))),
        ("carte_changee", dite(ModeleCarte::Cps, "", pourquoi(Origine::ChangementExercice))),
        ("carte_envoyee", dite(ModeleCarte::Cpe, numero, SuiteCarte::Envoyee { jusque: LUNDI, memes_codes: true })),
        ("carte_opposee", dite(ModeleCarte::Cpe, numero, opposee)),
        ("carte_annulee", dite(ModeleCarte::Cpe, "", SuiteCarte::Annulee { motif: Abandon::SansContrat })),
    ]
}

/// A certificate of a legal entity.
fn certificats() -> Vec<(&'static str, Avis)> {
    let dit = |emploi, nom: &str, suite| {
        let (prenom, lieu) = ("Claire".to_owned(), "ASSOCIATION FICTIVE LES TILLEULS".to_owned());
        let (nom, logiciel) = (nom.to_owned(), "Dossier résident".to_owned());
        Avis::Certificat(Box::new(CertificatDit { prenom, lieu, nom, logiciel, emploi, suite }))
    };
    let motif = "Votre structure est inconnue.".to_owned();
    let revoque = SuiteCertificat::Revoque { raison: RaisonRevocation::CleCompromise, le: LUNDI };
    vec![
        ("certificat_delivre", dit(Emploi::Insi, "INSI-AUTO-DUI", SuiteCertificat::Delivre { jusque: LUNDI })),
        ("certificat_revoque", dit(Emploi::Authentification, "DUI-AUTH", revoque)),
        ("certificat_finissant", dit(Emploi::Authentification, "DUI-AUTH", SuiteCertificat::Finissant { fin: LUNDI })),
        ("certificat_refuse", dit(Emploi::Signature, "DUI-SIGN", SuiteCertificat::Refuse { motif })),
    ]
}

/// A form of a structure at each of its ends.
fn formulaires() -> Vec<(&'static str, Avis)> {
    let dit = |nature, suite| {
        let (prenom, lieu) = ("Aïda".to_owned(), "ASSOCIATION FICTIVE LES TILLEULS".to_owned());
        Avis::Formulaire(Box::new(FormulaireDit { prenom, lieu, nature, suite }))
    };
    let accepte = || SuiteFormulaire::Accepte { porteur: "3690990015/CDE00001".parse().unwrap() };
    let motif = || "Joignez la date de la délégation".to_owned();
    vec![
        ("formulaire_accepte", dit(Nature::Adhesion, accepte())),
        ("formulaire_succession", dit(Nature::Succession, accepte())),
        ("formulaire_cpe", dit(Nature::Cpe, accepte())),
        ("formulaire_a_revoir", dit(Nature::Adhesion, SuiteFormulaire::ARevoir { motif: motif() })),
        ("formulaire_rejete", dit(Nature::Cpe, SuiteFormulaire::Rejete { motif: motif() })),
        ("formulaire_sans_suite", dit(Nature::Cpe, SuiteFormulaire::SansSuite)),
        ("formulaire_devance", dit(Nature::Adhesion, SuiteFormulaire::Devance)),
    ]
}

fn avis() -> Vec<(&'static str, Avis)> {
    let mut avis = registre();
    avis.extend(professions());
    avis.extend(droits());
    avis.extend(certificats());
    avis.extend(formulaires());
    avis.extend(cartes());
    avis.extend(assistance());
    avis
}

/// What two agents of the support decided.
fn assistance() -> Vec<(&'static str, Avis)> {
    let prenom = || "Inès".to_owned();
    let mesure = |cause, fin| Avis::Retrait { prenom: prenom(), retrait: Retrait { cause, debut: LUNDI, fin } };
    vec![
        ("suspension", mesure(Cause::Suspension, Some(LUNDI.plus(Seconds::hours(18))))),
        ("radiation", mesure(Cause::Radiation, None)),
        ("cessation", mesure(Cause::Cessation, None)),
        ("reprise", Avis::Reprise { prenom: prenom(), des: LUNDI }),
        ("contact_gele", Avis::ContactGele { prenom: prenom(), le: LUNDI }),
        ("contact_degele", Avis::ContactDegele { prenom: prenom(), le: LUNDI }),
        (
            "gel_ecarte",
            Avis::GelEcarte { prenom: prenom(), commentaire: "Dites d’abord <quand> vous l’avez vu.".to_owned() },
        ),
        (
            "contact_remis",
            Avis::ContactRemplace {
                prenom: prenom(),
                le: LUNDI,
                par: ParQui::Assistance,
                change: ContactChange::Mobile,
                activation_des: LUNDI.plus(Seconds::hours(72)),
            },
        ),
    ]
}

fn registre() -> Vec<(&'static str, Avis)> {
    let (prenom, lieu) = ("Inès".to_owned(), LIEU.to_owned());
    let fonction = "accompagnant éducatif et social".to_owned();
    let (apres, change) = (LUNDI.plus(Seconds::hours(72)), ContactChange::LesDeux);
    let (autre, qui) = (prenom.clone(), lieu);
    let remplace = |par, change| Avis::ContactRemplace {
        prenom: "Inès".to_owned(),
        le: LUNDI,
        par,
        change,
        activation_des: apres,
    };
    vec![
        ("numero", numero()),
        (
            "situation_ajoutee",
            Avis::SituationAjoutee { prenom: autre.clone(), lieu: qui.clone(), fonction, depuis: Some(LUNDI) },
        ),
        (
            "rejet",
            Avis::Rejet {
                prenom: autre.clone(),
                lieu: qui.clone(),
                motif: "La personne ne travaille pas dans l’établissement.".to_owned(),
                commentaire: Some("Voyez le site <Nord> & l’accueil".to_owned()),
            },
        ),
        (
            "refus_du_registre",
            Avis::RefusDuRegistre {
                prenom: autre.clone(),
                lieu: qui.clone(),
                motif: "Vous avez déjà un numéro RPPS : 999 0000 0029.".to_owned(),
            },
        ),
        (
            "demande_acceptee",
            Avis::DemandeAcceptee {
                prenom: autre.clone(),
                lieu: qui.clone(),
                changements: vec!["Votre rôle est maintenant : Coordination et orientation.".to_owned()],
            },
        ),
        (
            "mise_a_jour",
            Avis::MiseAJour {
                prenom: autre,
                lieu: qui,
                changements: vec![
                    "Le rôle devient : Coordination et orientation.".to_owned(),
                    "Le dernier jour est le 31 janvier 2027.".to_owned(),
                ],
            },
        ),
        ("contact_remplace", remplace(ParQui::LaPersonne, change)),
        ("contact_corrige", remplace(ParQui::DeuxGestionnaires, ContactChange::Courriel)),
        (
            "contact_enregistre",
            Avis::ContactEnregistre {
                prenom: prenom.clone(),
                identifiant: "899900000011".parse().unwrap(),
                activation_des: apres,
            },
        ),
        ("etat_civil_corrige", Avis::EtatCivilCorrige { prenom, le: LUNDI }),
    ]
}

fn dossier() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples")
}

#[test]
fn each_notice_reads_as_its_sample() {
    let ecrire = std::env::vars().any(|(nom, _)| nom == "ECRIRE");
    for (nom, avis) in avis() {
        let lettre = rediger(&avis, "assistance@caducee.example");
        let texte = format!("Objet : {}\n\n{}", lettre.sujet, lettre.texte());
        for (fichier, dit) in [(format!("{nom}.txt"), texte), (format!("{nom}.html"), lettre.html().unwrap())] {
            let chemin = dossier().join(fichier);
            if ecrire {
                fs::create_dir_all(dossier()).unwrap();
                fs::write(&chemin, &dit).unwrap();
            }
            let attendu = fs::read_to_string(&chemin).unwrap_or_default();
            assert_eq!(
                dit.trim_end(),
                attendu.trim_end(),
                "{}: read it, then write it with ECRIRE=1",
                chemin.display()
            );
        }
    }
}

#[test]
fn the_words_keep_the_rules_of_writing() {
    for (nom, avis) in avis() {
        let lettre = rediger(&avis, "assistance@caducee.example");
        let texte = lettre.texte();
        let bas = texte.to_lowercase();
        for mot in ["erreur", "invalide", "veuillez", "vous devez", "bientôt", "!", "http"] {
            assert!(!bas.contains(mot), "{nom}: {mot}");
        }
        for ligne in texte.lines() {
            assert!(ligne.chars().count() <= 75, "{nom}: {ligne}");
        }
    }
}

#[test]
fn both_forms_say_the_same_and_the_page_needs_nothing_from_elsewhere() {
    for (nom, avis) in avis() {
        let lettre = rediger(&avis, "assistance@caducee.example");
        let html = lettre.html().unwrap();
        for elsewhere in ["<script", "<img", "<link", "src=", "href=", "url(", "<Nord>"] {
            assert!(!html.contains(elsewhere), "{nom}: {elsewhere}");
        }
        let mots = |texte: &str| -> Vec<String> {
            let lettres = |c: char| if c.is_alphanumeric() { c.to_lowercase().next().unwrap_or(c) } else { ' ' };
            texte.chars().map(lettres).collect::<String>().split_whitespace().map(str::to_owned).collect()
        };
        let corps = html.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0;
        let nu = sans_balises(corps);
        for mot in mots(&lettre.texte()) {
            let numerote = mot.chars().all(|c| c.is_ascii_digit()) && mot.len() == 1;
            assert!(numerote || mots(&nu).contains(&mot), "{nom}: {mot} stands only in the text");
        }
    }
}

fn sans_balises(html: &str) -> String {
    let mut dedans = false;
    let nu: String = html
        .chars()
        .filter(|c| {
            dedans = (dedans || *c == '<') && *c != '>';
            !dedans && *c != '>'
        })
        .collect();
    nu.replace("&#38;", "&").replace("&#60;", "<").replace("&#62;", ">").replace("&#39;", "'")
}
