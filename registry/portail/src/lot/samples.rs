use ambient::{RestKey, Timestamp};
use pages::{Cadre, Csrf, Icone, Langue, Samples};
use registry_core::demande::{Attestations, DemandeId};
use registry_core::lot::{
    Colonne, Compte, Constat, Deja, Ecart, Etablissement, Etape, Etat, Issue, LigneDeLot, Lot, LotError, LotId, LotVu,
};

use super::contextes::{LotDit, PageLot, PageLots};
use super::page::{Demande, contexte};
use super::{Vue, depot, parole};
use crate::contextes;
use crate::etat::TEXTES;
use crate::formulaire::{Remarque, Saisie};

fn cadre(langue: Langue) -> Cadre {
    Cadre::new(langue, &TEXTES, "Portail RPPS+").a_l_adresse("/bureau/lots")
}

fn csrf() -> Csrf {
    Csrf::for_cookie(&RestKey::from_bytes(&[1; 32]), "cookie")
}

impl Samples for PageLots {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |remarques: Vec<Remarque>, lots: Vec<LotDit>| Self {
            cadre: cadre(langue),
            csrf: csrf(),
            remarques,
            lots,
            colonnes: depot::colonnes(),
        };
        let etat = || contextes::Etat {
            mot: cadre(langue).t("lot-etape-en-cours"),
            icone: Icone::Refresh,
            ton: "badge--warn",
            note: String::new(),
        };
        let lot = |href: Option<&str>| LotDit {
            fichier: "personnel 2026.xlsx".to_owned(),
            envoye: "22 novembre 2026, 9 h 12".to_owned(),
            etat: etat(),
            href: href.map(str::to_owned),
        };
        vec![
            ("nothing sent", page(Vec::new(), Vec::new())),
            ("files", page(Vec::new(), vec![lot(Some("/bureau/lots/l")), lot(None)])),
            ("refused", page(vec![Remarque::sur("fichier", "lots-sans-fichier")], Vec::new())),
        ]
    }
}

fn vu(etape: Etape, etats: &[(Etat, u32)]) -> LotVu {
    let finess = || "690990114".parse().unwrap();
    let comptes = etats.iter().map(|(etat, nombre)| Compte { structure: Some(finess()), etat: *etat, nombre: *nombre });
    let lot = Lot {
        id: LotId::from("l"),
        agent: "3690990015/CPED0001".parse().unwrap(),
        fichier: "personnel.xlsx".to_owned(),
        empreinte: String::new(),
        etablissements: vec![Etablissement { finess: finess(), nom: "EHPAD FICTIF LES TILLEULS".to_owned() }],
        ignorees: vec!["NIR".to_owned(), "Service".to_owned()],
        etape,
        depose_le: Timestamp::from_seconds(1_795_000_000),
    };
    let illisible = Compte { structure: None, etat: Etat::Refusee, nombre: 1 };
    LotVu { lot, comptes: comptes.chain([illisible]).collect() }
}

fn ligne(constat: Constat, issue: Option<Issue>) -> LigneDeLot {
    LigneDeLot {
        ligne: 12,
        nom: "FICTIF-LUCE".to_owned(),
        prenom: "Lucie".to_owned(),
        structure: "690990114".parse().ok(),
        contenu: None,
        constat,
        remarques: vec!["Colonne « telephone » : lu « 0639980001 ».".to_owned()],
        issue,
    }
}

impl Samples for PageLot {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let instant = Timestamp::from_seconds(1_795_000_000);
        let attestations = Attestations {
            face_a_face: true,
            piece: None,
            conditions_acceptees: true,
            diplomes_verifies: true,
            besoin_verifie: true,
        };
        let page = |vu: &LotVu, lignes: &[LigneDeLot], remarques: Vec<Remarque>| {
            let vue = Vue { page: 1, ..Vue::default() };
            let demande = Demande { id: LotId::from("l"), vue, saisie: Saisie::default(), remarques };
            contexte((cadre(langue), csrf()), vu, lignes, (Some(Etat::Prete), demande))
        };
        let ecarts = vec![
            Ecart::sur(Colonne::Role, "role_manquant", "Choisissez un rôle."),
            Ecart::de_la_ligne("ligne_en_double", "Gardez une ligne."),
        ];
        let apercu = vu(Etape::Apercu, &[(Etat::Prete, 640), (Etat::Rattachement, 3), (Etat::ADecider, 2)]);
        let lignes = [
            ligne(Constat::Refusee { ecarts }, None),
            ligne(Constat::Rattachement { deja: Deja::Registre }, None),
            ligne(Constat::ADecider { deja: Deja::Ligne(3) }, None),
            ligne(Constat::Prete, Some(Issue::Inscrite { personne: "899900000011".parse().unwrap() })),
            ligne(Constat::Prete, Some(Issue::AExaminer { demande: DemandeId::from("d") })),
        ];
        let case = vec![Remarque::sur("lot_face_a_face", "remarque-cause")];
        let perime = vec![Remarque::generale(parole(&LotError::Perime))];
        let en_cours = vu(Etape::EnCours { attestations, lance_le: instant }, &[(Etat::Inscrite, 4), (Etat::Prete, 9)]);
        let termine = Etape::Termine { lance_le: instant, termine_le: instant };
        vec![
            ("preview", page(&apercu, &lignes, Vec::new())),
            ("a box to tick", page(&apercu, &lignes, case)),
            ("too old", page(&apercu, &lignes, perime)),
            ("nothing to do", page(&vu(Etape::Apercu, &[]), &lignes[..1], Vec::new())),
            ("under way", page(&en_cours, &[], Vec::new())),
            ("finished", page(&vu(termine, &[(Etat::Inscrite, 799), (Etat::EnPlace, 1)]), &lignes, Vec::new())),
        ]
    }
}

#[test]
fn every_page_of_a_file_renders_in_both_languages() {
    pages::samples::check::<PageLots>().unwrap();
    pages::samples::check::<PageLot>().unwrap();
}
