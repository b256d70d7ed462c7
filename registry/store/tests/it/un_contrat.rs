//! One contract is for everything: certificates, cards and registrations, with nothing more to sign; after it, none of them.

use ambient::Seconds;
use registry_core::certificat::{Emploi, Etape, NouvelleCommande};
use registry_core::contact::{MoyenFort, PreuveForte};

use crate::banc::{Banc, MAINTENANT, id};
use crate::carte::bureau::Bureau as Cartes;
use crate::certificat::bureau::{Bureau as Certificats, EDITEUR};
use crate::portail::{COLLEGUE, EHPAD, EJ, GESTIONNAIRE, IME, cle, finess};

// requirement: CON-06
async fn a_certificate_a_card_and_a_registration_stand_on_one_contract_and_fall_with_it(banc: Banc) {
    let certificats = Certificats::ouvrir(banc).await;
    let certificat = certificats.obtenir("a", Emploi::Authentification, "DUI-AUTH").await;
    assert!(matches!(certificats.etape(&certificat).await, Etape::Delivre(_)));
    let Certificats { banc, administration, .. } = certificats;
    let cartes = Cartes::sur(banc);
    let carte = cartes.recue("b", COLLEGUE).await;
    assert_eq!(cartes.etape(&carte).await.mot(), "RECUE");
    let banc = &cartes.banc;
    assert_eq!(banc.enregistre_a(GESTIONNAIRE, "c", EHPAD).await, Ok(()));
    assert_eq!(banc.colonne("contrat", "id").await.len(), 1, "signed once, for all three");

    // the contract alone: everybody keeps the right that they were given
    banc.executer(format!("UPDATE contrat SET fin = {}", MAINTENANT.minus(Seconds(1)).millis()).leak()).await;
    let (logiciel, nom) = ("Dossier résident".to_owned(), "DUI-SIGN".to_owned());
    let nouvelle = NouvelleCommande { ej: finess(EJ), logiciel, emploi: Emploi::Signature, nom };
    let preuve = PreuveForte { personne: id(EDITEUR), le: banc.ambient.now(), moyen: MoyenFort::Carte };
    let refus = [
        administration.commander(&preuve, &cle("d"), nouvelle).await.map(drop).map_err(|erreur| erreur.code()),
        cartes.commander("e", GESTIONNAIRE).await.map(drop).map_err(|erreur| erreur.code()),
        banc.enregistre_a(GESTIONNAIRE, "f", IME).await,
    ];
    assert_eq!(refus, [Err("structure_sans_contrat"); 3]);
    assert_eq!(banc.colonne("certificat", "id").await.len(), 1);
    assert_eq!(banc.colonne("carte", "id").await.len(), 1);
}

sur_les_deux_moteurs!(a_certificate_a_card_and_a_registration_stand_on_one_contract_and_fall_with_it);
