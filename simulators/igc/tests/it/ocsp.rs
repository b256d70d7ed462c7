//! Answers about one card, in front of what asks for them, and of OpenSSL.

use std::fs;
use std::process::Command;

use ambient::Seconds;
use carte_cps::{AutoriteCartes, Question, RefusListe, Statut};
use igc::{CarteEmise, Panne, Raison, Role};

use crate::ici::{Ici, MAINTENANT, ici, medecin};

const NONCE: [u8; 16] = [7; 16];

fn moyen(ici: &Ici, carte: &CarteEmise) -> String {
    let lue = ici.igc.autorite_cartes(MAINTENANT).unwrap().verifier(&carte.chaine, MAINTENANT).unwrap();
    format!("{}:{}", lue.cle_emetteur.unwrap(), lue.serie)
}

struct Banc {
    ici: Ici,
    judge: AutoriteCartes,
    carte: CarteEmise,
    question: Question,
}

impl Banc {
    fn nouveau() -> Self {
        let ici = ici();
        let carte = ici.igc.carte(&medecin()).unwrap();
        let judge = ici.igc.autorite_cartes(MAINTENANT).unwrap();
        let question = judge.question(&moyen(&ici, &carte), &NONCE).unwrap();
        Self { ici, judge, carte, question }
    }

    fn dit(&self, panne: Option<Panne>) -> Result<Statut, RefusListe> {
        let answer = self.ici.igc.repondre(&self.question.der, panne).unwrap();
        self.question.lire(&answer, self.ici.ambient.now())
    }
}

// requirement: X03
#[test]
fn a_card_is_good_until_it_is_opposed() {
    let banc = Banc::nouveau();
    assert_eq!(banc.dit(None), Ok(Statut::Bonne));
    banc.ici.igc.opposer(&banc.carte.serie, Raison::CleCompromise).unwrap();
    assert_eq!(banc.dit(None), Ok(Statut::Revoquee));
}

// requirement: X03
#[test]
fn an_answer_that_lies_is_not_believed() {
    let banc = Banc::nouveau();
    banc.ici.igc.opposer(&banc.carte.serie, Raison::CleCompromise).unwrap();
    assert_eq!(banc.dit(Some(Panne::AutreSignataire)), Err(RefusListe::Signataire));
    assert!(matches!(banc.dit(Some(Panne::AutreSerie)), Err(RefusListe::AutreQuestion(_))));
    assert_eq!(banc.dit(Some(Panne::Perimee)), Err(RefusListe::Perimee));
    // signed by the authority itself: only the lists tell otherwise, and they count
    assert_eq!(banc.dit(Some(Panne::Indulgente)), Ok(Statut::Bonne));
}

// requirement: X03
#[test]
fn an_answer_to_another_question_is_not_believed() {
    let banc = Banc::nouveau();
    let other = banc.ici.igc.carte(&medecin()).unwrap();
    let about_other = banc.judge.question(&moyen(&banc.ici, &other), &NONCE).unwrap();
    let answer = banc.ici.igc.repondre(&about_other.der, None).unwrap();
    assert!(matches!(banc.question.lire(&answer, MAINTENANT), Err(RefusListe::AutreQuestion("another card"))));

    let same_again = banc.judge.question(&moyen(&banc.ici, &banc.carte), &[8; 16]).unwrap();
    let answer = banc.ici.igc.repondre(&same_again.der, None).unwrap();
    assert!(matches!(banc.question.lire(&answer, MAINTENANT), Err(RefusListe::AutreQuestion("another nonce"))));
}

// requirement: X03
#[test]
fn a_card_that_the_responder_does_not_know_is_not_good() {
    let banc = Banc::nouveau();
    let (authority, _) =
        moyen(&banc.ici, &banc.carte).rsplit_once(':').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let question = banc.judge.question(&format!("{authority}:4242"), &NONCE).unwrap();
    let answer = banc.ici.igc.repondre(&question.der, None).unwrap();
    assert!(matches!(question.lire(&answer, MAINTENANT), Err(RefusListe::SansReponse(_))));
    assert!(banc.judge.question("FFFF:4242", &NONCE).is_none(), "no authority here is called so");
    assert!(banc.judge.question(&format!("{authority}:zz"), &NONCE).is_none());
}

#[test]
fn an_answer_holds_for_its_time() {
    let banc = Banc::nouveau();
    let answer = banc.ici.igc.repondre(&banc.question.der, None).unwrap();
    assert_eq!(banc.question.lire(&answer, MAINTENANT.plus(Seconds::minutes(9))), Ok(Statut::Bonne));
    assert_eq!(banc.question.lire(&answer, MAINTENANT.plus(Seconds::minutes(11))), Err(RefusListe::Perimee));
    assert_eq!(banc.question.lire(&answer, MAINTENANT.minus(Seconds::minutes(6))), Err(RefusListe::DuFutur));
}

// requirement: X12
#[test]
fn a_question_or_an_answer_cut_anywhere_is_refused() {
    let banc = Banc::nouveau();
    let answer = banc.ici.igc.repondre(&banc.question.der, None).unwrap();
    for end in 0..answer.len() {
        assert!(banc.question.lire(&answer[..end], MAINTENANT).is_err(), "cut at {end}");
    }
    for at in 0..answer.len() {
        let mut spoilt = answer.clone();
        spoilt[at] ^= 0x01;
        assert!(banc.question.lire(&spoilt, MAINTENANT) != Ok(Statut::Revoquee), "byte {at}");
    }
    for end in 0..banc.question.der.len() {
        let refused = banc.ici.igc.repondre(&banc.question.der[..end], None).unwrap();
        assert!(matches!(banc.question.lire(&refused, MAINTENANT), Err(RefusListe::SansReponse(_))), "cut at {end}");
    }
}

fn openssl(folder: &std::path::Path, arguments: &str) -> String {
    let output = Command::new("openssl").current_dir(folder).args(arguments.split(' ')).output();
    let output = output.unwrap_or_else(|error| panic!("openssl is needed: {error}"));
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Another program asks, and believes what the responder says.
#[test]
fn openssl_understands_the_responder() {
    let ambient = ambient::Ambient::system();
    let igc = igc::Igc::create(&ambient, "http://localhost:8453").unwrap();
    let (folder, carte) = (tempfile::tempdir().unwrap(), igc.carte(&medecin()).unwrap());
    let path = folder.path();
    let leaf = carte.pem().split_inclusive("-----END CERTIFICATE-----\n").next().unwrap().to_owned();
    fs::write(path.join("card.pem"), leaf).unwrap();
    fs::write(path.join("issuer.pem"), igc.certificat_pem(Role::FortPersonnes)).unwrap();
    fs::write(path.join("root.pem"), igc.certificat_pem(Role::Racine)).unwrap();
    openssl(path, "ocsp -issuer issuer.pem -cert card.pem -reqout asked.der");
    let said = || {
        let answer = igc.repondre(&fs::read(path.join("asked.der")).unwrap(), None).unwrap();
        fs::write(path.join("answer.der"), answer).unwrap();
        openssl(
            path,
            "ocsp -no_nonce -reqin asked.der -respin answer.der -issuer issuer.pem -cert card.pem -CAfile root.pem -verify_other issuer.pem",
        )
    };
    let good = said();
    assert!(good.contains("Response verify OK") && good.contains("card.pem: good"), "{good}");
    igc.opposer(&carte.serie, Raison::CleCompromise).unwrap();
    let stopped = said();
    assert!(stopped.contains("card.pem: revoked") && stopped.contains("keyCompromise"), "{stopped}");
}
