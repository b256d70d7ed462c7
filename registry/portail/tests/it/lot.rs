//! Many people in one file, as the pages show it; the registry's answers are the test's.

use std::sync::Mutex;

use ambient::Timestamp;
use async_trait::async_trait;
use http::StatusCode;
use registry_core::demande::{Attestations, DemandeId};
use registry_core::lot::{
    Choix, Colonne, Compte, Constat, Deja, Ecart, Etablissement, Etape, Etat, FichierRefuse, Issue, LigneDeLot, Lot,
    LotError, LotId, LotVu, POIDS, compte_rendu,
};
use registry_portail::GuichetLots;
use sante::IdentifiantNational;

use crate::decor::Decor;

const GESTIONNAIRE: &str = "3690990015/CPED0001";
const LOT: &str = "/bureau/lots/l1";

/// A registry with one file, which notes what it is asked.
pub struct LotsTemoins {
    pub etape: Mutex<Etape>,
    pub lignes: Mutex<Vec<LigneDeLot>>,
    pub envoyes: Mutex<Vec<(String, Vec<u8>)>>,
    pub refus: Mutex<Option<FichierRefuse>>,
}

impl Default for LotsTemoins {
    fn default() -> Self {
        let lignes = vec![
            ligne(2, "FICTIF-LUCE", Constat::Prete),
            ligne(3, "FICTIF-NOE", Constat::Rattachement { deja: Deja::Ligne(2) }),
            ligne(
                4,
                "<script>",
                Constat::Refusee {
                    ecarts: vec![Ecart::sur(Colonne::Role, "role_manquant", "Choisissez un rôle : il manque.")],
                },
            ),
        ];
        Self {
            etape: Mutex::new(Etape::Apercu),
            lignes: Mutex::new(lignes),
            envoyes: Mutex::default(),
            refus: Mutex::default(),
        }
    }
}

fn ligne(ligne: u32, nom: &str, constat: Constat) -> LigneDeLot {
    LigneDeLot {
        ligne,
        nom: nom.to_owned(),
        prenom: "Luc".to_owned(),
        structure: "690990114".parse().ok(),
        contenu: None,
        constat,
        remarques: Vec::new(),
        issue: None,
    }
}

impl LotsTemoins {
    fn lot(&self) -> Lot {
        Lot {
            id: LotId::from("l1"),
            agent: GESTIONNAIRE.parse().unwrap(),
            fichier: "personnel.xlsx".to_owned(),
            empreinte: "00".to_owned(),
            etablissements: vec![Etablissement {
                finess: "690990114".parse().unwrap(),
                nom: "EHPAD FICTIF LES TILLEULS".to_owned(),
            }],
            ignorees: vec!["NIR".to_owned()],
            etape: self.etape.lock().unwrap().clone(),
            depose_le: Timestamp::from_seconds(1_795_000_000),
        }
    }
}

#[async_trait]
impl GuichetLots for LotsTemoins {
    async fn deposer(&self, _: &IdentifiantNational, (nom, octets): (&str, Vec<u8>)) -> Result<LotId, LotError> {
        if let Some(refus) = self.refus.lock().unwrap().clone() {
            return Err(refus.into());
        }
        self.envoyes.lock().unwrap().push((nom.to_owned(), octets));
        Ok(LotId::from("l1"))
    }

    async fn miens(&self, _: &IdentifiantNational) -> Result<Vec<Lot>, LotError> {
        Ok(vec![self.lot()])
    }

    async fn voir(&self, _: &IdentifiantNational, id: &LotId) -> Result<LotVu, LotError> {
        if id.as_str() != "l1" {
            return Err(LotError::Inconnu);
        }
        let mut comptes: Vec<Compte> = Vec::new();
        for ligne in self.lignes.lock().unwrap().iter() {
            match comptes.iter_mut().find(|compte| compte.etat == ligne.etat()) {
                Some(compte) => compte.nombre += 1,
                None => comptes.push(Compte { structure: ligne.structure.clone(), etat: ligne.etat(), nombre: 1 }),
            }
        }
        Ok(LotVu { lot: self.lot(), comptes })
    }

    async fn lignes(&self, _: &IdentifiantNational, _: &LotId, choix: Choix) -> Result<Vec<LigneDeLot>, LotError> {
        let lignes = self.lignes.lock().unwrap();
        let choisies = lignes.iter().filter(|ligne| choix.etat.is_none_or(|etat| ligne.etat() == etat));
        Ok(choisies.skip(choix.sauter as usize).take(choix.limite as usize).cloned().collect())
    }

    async fn compte_rendu(&self, _: &IdentifiantNational, _: &LotId) -> Result<String, LotError> {
        Ok(compte_rendu(&self.lignes.lock().unwrap()))
    }

    async fn lancer(&self, _: &IdentifiantNational, _: &LotId, declarees: &Attestations) -> Result<(), LotError> {
        let mut objections = declarees.verifier(false);
        objections.retain(|objection| objection.champ != "piece");
        if !objections.is_empty() {
            return Err(LotError::Attestations(objections));
        }
        let lance_le = Timestamp::from_seconds(1_795_000_000);
        *self.etape.lock().unwrap() = Etape::EnCours { attestations: declarees.clone(), lance_le };
        Ok(())
    }

    async fn abandonner(&self, _: &IdentifiantNational, _: &LotId) -> Result<(), LotError> {
        *self.etape.lock().unwrap() = Etape::Abandonne;
        Ok(())
    }
}

async fn au_bureau() -> Decor {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee(GESTIONNAIRE).await;
    decor
}

#[tokio::test]
async fn a_file_is_sent_and_leads_to_its_preview() {
    let mut decor = au_bureau().await;
    let page = decor.navigateur.lire("/bureau/lots").await.html;
    assert!(page.contains("personnel.xlsx") && page.contains("<code>date_naissance</code>"));
    let reponse = decor.navigateur.envoyer_fichier("/bureau/lots", &page, ("a.csv", b"finess;role\n1;2")).await;
    assert_eq!(reponse.vers, LOT);
    assert_eq!(*decor.lots.envoyes.lock().unwrap(), [("a.csv".to_owned(), b"finess;role\n1;2".to_vec())]);
    let apercu = decor.navigateur.lire(LOT).await.html;
    assert!(apercu.contains("<code>role</code>") && apercu.contains("Ligne 4") && apercu.contains("NIR"), "{apercu}");
    assert!(!apercu.contains("<script>\""), "what a file holds is text");
    assert!(!apercu.contains("Luc FICTIF-LUCE"), "what asks for somebody first");
    let pretes = decor.navigateur.lire("/bureau/lots/l1?etat=PRETE").await.html;
    assert!(pretes.contains("Luc FICTIF-LUCE") && !pretes.contains("FICTIF-NOE"));
}

#[tokio::test]
async fn a_file_that_is_not_read_is_told_beside_its_field() {
    let mut decor = au_bureau().await;
    let page = decor.navigateur.lire("/bureau/lots").await.html;
    *decor.lots.refus.lock().unwrap() = Some(FichierRefuse::ColonnesManquantes(vec![Colonne::Role]));
    let refusee = decor.navigateur.envoyer_fichier("/bureau/lots", &page, ("a.csv", b"finess")).await;
    assert_eq!(refusee.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refusee.html.contains(r#"id="fichier-remarque""#) && refusee.html.contains("role"));
    let sans = decor.navigateur.envoyer_fichier("/bureau/lots", &page, ("", b"")).await;
    assert_eq!(sans.statut, StatusCode::UNPROCESSABLE_ENTITY);
    let lourd = vec![b'a'; POIDS + 1_024 * 1_024];
    let lourde = decor.navigateur.envoyer_fichier("/bureau/lots", &page, ("a.csv", &lourd)).await;
    assert!(lourde.statut == StatusCode::UNPROCESSABLE_ENTITY && lourde.html.contains("5"), "{}", lourde.statut);
    assert!(decor.lots.envoyes.lock().unwrap().is_empty());
}

// requirement: R08
#[tokio::test]
async fn a_file_from_no_page_of_ours_or_after_the_session_is_not_taken() {
    let mut decor = au_bureau().await;
    let page = decor.navigateur.lire("/bureau/lots").await.html;
    let ailleurs = page.replace("name=\"csrf\" value=\"", "name=\"csrf\" value=\"x");
    assert_eq!(decor.navigateur.envoyer_fichier("/bureau/lots", &ailleurs, ("a.csv", b"x")).await.vers, "/");
    decor.horloge.advance(ambient::Seconds::hours(1));
    let fermee = decor.navigateur.envoyer_fichier("/bureau/lots", &page, ("a.csv", b"x")).await;
    assert_eq!(fermee.statut, StatusCode::UNAUTHORIZED);
    assert_eq!(decor.entrer_caducee(GESTIONNAIRE).await, "/bureau/lots");
    assert!(decor.lots.envoyes.lock().unwrap().is_empty());
}

// requirement: GES-22 COL-04
#[tokio::test]
async fn what_is_declared_for_all_lines_is_told_beside_its_box_then_the_work_is_followed() {
    let mut decor = au_bureau().await;
    let apercu = decor.navigateur.lire(LOT).await.html;
    let champs = [("action", "lancer"), ("lot_diplomes_verifies", "oui")];
    let sans = decor.navigateur.envoyer(LOT, &apercu, &champs).await;
    assert_eq!(sans.statut, StatusCode::UNPROCESSABLE_ENTITY);
    for champ in ["lot_face_a_face", "lot_besoin_verifie", "lot_conditions_acceptees"] {
        assert!(sans.html.contains(&format!(r#"id="{champ}-remarque""#)), "{champ}");
    }
    assert!(!sans.html.contains(r#"id="lot_diplomes_verifies-remarque""#));
    let toutes = ["lot_face_a_face", "lot_diplomes_verifies", "lot_besoin_verifie", "lot_conditions_acceptees"];
    let champs: Vec<(&str, &str)> =
        toutes.map(|champ| (champ, "oui")).into_iter().chain([("action", "lancer")]).collect();
    assert_eq!(decor.navigateur.envoyer(LOT, &apercu, &champs).await.vers, LOT);
    let suivi = decor.navigateur.lire(LOT).await.html;
    assert!(
        suivi.contains("http-equiv=\"refresh\"")
            && suivi.contains("aria-live=\"polite\"")
            && suivi.contains("<progress")
    );
    let etat = "/bureau/lots/l1/etat?faites=1";
    assert_eq!(decor.navigateur.lire(etat).await.statut, StatusCode::NO_CONTENT);
    decor.lots.lignes.lock().unwrap()[0].issue = Some(Issue::AExaminer { demande: DemandeId::from("d9") });
    assert_eq!(decor.navigateur.lire(etat).await.statut, StatusCode::OK);
    let lance_le = Timestamp::from_seconds(1_795_000_000);
    *decor.lots.etape.lock().unwrap() = Etape::Termine { lance_le, termine_le: lance_le };
    let fini = decor.navigateur.lire(&format!("{LOT}?etat={}", Etat::AExaminer.as_str())).await.html;
    assert!(fini.contains("/bureau/demandes/d9") && !fini.contains("http-equiv=\"refresh\""));
}

#[tokio::test]
async fn the_template_and_the_report_are_files_and_a_stranger_s_file_is_none() {
    let mut decor = au_bureau().await;
    let modele = decor.navigateur.lire("/bureau/lots/modele.csv").await.html;
    assert!(modele.starts_with("\u{feff}\"numero_rpps\";"));
    let rendu = decor.navigateur.lire("/bureau/lots/l1/compte-rendu.csv").await.html;
    assert!(rendu.contains("\"4\";\"<script>\";\"Luc\";\"690990114\";\"Refusée\""), "{rendu}");
    assert_eq!(decor.navigateur.lire("/bureau/lots/l2").await.statut, StatusCode::NOT_FOUND);
    let apercu = decor.navigateur.lire(LOT).await.html;
    assert_eq!(decor.navigateur.envoyer(LOT, &apercu, &[("action", "abandonner")]).await.vers, "/bureau/lots");
    assert_eq!(decor.navigateur.lire(LOT).await.vers, "/bureau/lots");
}

#[tokio::test]
async fn a_person_of_franceconnect_sends_no_file() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_franceconnect("lina").await;
    for chemin in ["/bureau/lots", LOT, "/bureau/lots/l1/compte-rendu.csv"] {
        assert_eq!(decor.navigateur.lire(chemin).await.vers, "/", "{chemin}");
    }
}
