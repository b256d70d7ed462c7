//! Whoever holds a copy of the phone's file, of the database, or of both.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ecps::oprf::{Aveugle, Cle};
use mobile_device::Telephone;
use serde_json::Value;

use super::banc::{ALBA, Banc, CODE, actes, mot};
use crate::ecps::{Appareil, AppareilEtat, CleEmballage};
use crate::stamp::{Stamps as _, SubjectKind};

const FAUX: &str = "591624";

/// One login by this phone; the word of what came of it.
async fn valide(banc: &Banc, telephone: &mut Telephone, code: &str) -> String {
    let demande = banc.ouvrir(ALBA).await;
    if let Err(refus) = telephone.regarder(&banc.ctx()).await {
        return refus.code();
    }
    mot(telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, code).await)
}

// requirement: M11
#[tokio::test]
async fn two_copies_of_one_phone_betray_each_other_and_neither_serves() {
    for premier_est_le_voleur in [true, false] {
        let banc = Banc::neuf(1);
        let mut original = banc.active(ALBA).await;
        assert_eq!(valide(&banc, &mut original, CODE).await, "ok");
        let mut copie = original.clone();
        let (premier, second) =
            if premier_est_le_voleur { (&mut copie, &mut original) } else { (&mut original, &mut copie) };
        assert_eq!(valide(&banc, premier, CODE).await, "ok");
        assert_eq!(valide(&banc, second, CODE).await, "ecps_verrouillee", "it speaks under a rank that was used");
        assert_eq!(valide(&banc, premier, CODE).await, "ecps_verrouillee", "nobody knows which of them is the owner's");

        let appareil = banc.dehors.appareils.lock().unwrap()[0].clone();
        assert_eq!(appareil.etat, AppareilEtat::Verrouille);
        assert_eq!(actes(&banc.journal)["ecps.copiee"], 1);
        let stamp = banc.stamps.latest(&[SubjectKind::Moyen.of(&appareil.id)]).await.unwrap();
        assert_eq!(stamp, Some(banc.ambient.now()), "what either of them opened is over");
        banc.ensuite().await;
        let (sujet, _) = banc.dehors.courriels.lock().unwrap().last().cloned().unwrap();
        assert!(sujet.contains("copié"), "{sujet}");
    }
}

// requirement: M11 M12
#[tokio::test]
async fn a_copy_that_tries_pins_is_noticed_at_the_owner_s_next_login() {
    let banc = Banc::neuf(1);
    let mut original = banc.active(ALBA).await;
    let mut copie = original.clone();
    for _ in 0..2 {
        assert_eq!(valide(&banc, &mut copie, FAUX).await, "code_secret_inexact");
    }
    assert_eq!(valide(&banc, &mut original, CODE).await, "ecps_verrouillee");
    let mut neuf = banc.active(ALBA).await;
    assert_eq!(valide(&banc, &mut neuf, CODE).await, "ok", "a fresh activation is the owner's way back");
    assert_eq!(valide(&banc, &mut copie, CODE).await, "ecps_remplacee");
}

/// A copy that jumps ahead of the owner is noticed no later than one that does not.
#[tokio::test]
async fn a_copy_that_lies_about_its_rank_is_noticed_all_the_same() {
    let banc = Banc::neuf(1);
    let mut original = banc.active(ALBA).await;
    let mut fichier = serde_json::to_value(&original).unwrap();
    fichier["etape"]["rang"] = u64::MAX.wrapping_sub(9).into();
    let mut copie: Telephone = serde_json::from_value(fichier).unwrap();
    assert_eq!(valide(&banc, &mut copie, CODE).await, "ok");
    assert_eq!(valide(&banc, &mut original, CODE).await, "ecps_verrouillee");
}

/// What the thief of a phone and of a dump holds.
struct Butin {
    fichier: Value,
    ligne: Appareil,
}

impl Butin {
    fn texte(&self, nom: &str) -> &str {
        self.fichier["etape"][nom].as_str().unwrap()
    }

    fn octets(&self, nom: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(self.fichier["etape"]["coffre"][nom].as_str().unwrap()).unwrap()
    }

    /// Whether the coffer opens under `sortie`, as docs/ecps-protocol.md says that it closes.
    fn ouvre(&self, sortie: &[u8]) -> bool {
        let cout = &self.fichier["etape"]["coffre"]["cout"];
        let [memoire, passes] =
            ["memoire_kio", "passes"].map(|nom| u32::try_from(cout[nom].as_u64().unwrap()).unwrap());
        let mut extrait = [0; 32];
        let info: &[&[u8]] = &[b"caducee e-CPS code secret v1"];
        let okm = Salt::new(HKDF_SHA256, b"").extract(sortie);
        okm.expand(info, HKDF_SHA256).unwrap().fill(&mut extrait).unwrap();
        let params = argon2::Params::new(memoire, passes, 1, Some(32)).unwrap();
        let mut cle = [0; 32];
        argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
            .hash_password_into(&extrait, &self.octets("sel"), &mut cle)
            .unwrap();
        let publique: ecps::ClePublique =
            serde_json::from_value(self.fichier["etape"]["cle_approbation"].clone()).unwrap();
        let pour = format!("{}|{}|{}", self.texte("appareil"), publique.thumbprint(), self.texte("cle_oprf"));
        let nonce = Nonce::try_assume_unique_for_key(&self.octets("nonce")).unwrap();
        let mut scelle = self.octets("scelle");
        let cle = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &cle).unwrap());
        cle.open_in_place(nonce, Aad::from(pour), &mut scelle).is_ok()
    }
}

/// `None`: what was taken for a key is none.
fn oprf(banc: &Banc, cle: &Cle, code: &str) -> Option<Vec<u8>> {
    let aveugle = Aveugle::nouveau(code.as_bytes(), &*banc.ambient.chance).unwrap();
    let moitie = cle.evaluer(aveugle.element(), &*banc.ambient.chance).ok()?;
    aveugle.finir(code.as_bytes(), &moitie.element, &moitie.preuve, &moitie.cle).ok()
}

/// Everything that can be reckoned from a PIN with the phone's file and the dump alone, the provider not being asked.
fn sans_le_fournisseur(banc: &Banc, butin: &Butin, code: &str) -> Vec<Vec<u8>> {
    let (code, publique) = (code.as_bytes(), butin.texte("cle_oprf").as_bytes());
    let scelle = &butin.ligne.oprf_sealed;
    let mut sorties = vec![
        code.to_vec(),
        [code, publique].concat(),
        [code, scelle].concat(),
        [code, butin.texte("transport").as_bytes()].concat(),
        scelle.clone(),
    ];
    // the sealed bytes taken for the key itself, wherever in them it might stand, and a key of the thief's own
    let prises = scelle.windows(64).filter_map(|octets| Cle::from_octets(octets).ok());
    let sienne = Cle::generer(&*banc.ambient.chance).unwrap();
    let texte = std::str::from_utf8(code).unwrap();
    sorties.extend(prises.chain([sienne]).filter_map(|cle| oprf(banc, &cle, texte)));
    sorties
}

/// The promise of the PIN: the right code and a wrong one give the thief the same answer, which is none.
// requirement: M12
#[tokio::test]
async fn the_phone_s_file_and_the_dump_together_test_no_pin() {
    let banc = Banc::neuf(1);
    let telephone = banc.active(ALBA).await;
    let ligne = banc.dehors.appareils.lock().unwrap()[0].clone();
    let butin = Butin { fichier: serde_json::to_value(&telephone).unwrap(), ligne };
    let candidats = [CODE, FAUX, "730264", "918273", "405162"];
    for code in candidats {
        let sorties = sans_le_fournisseur(&banc, &butin, code);
        assert!(sorties.len() >= 6 && !sorties.iter().any(|sortie| butin.ouvre(sortie)), "{code}");
    }

    // with the third thing, which is in no dump, every PIN can be tried: the coffer is where the promise ends
    let emballage = CleEmballage::from_bytes(&[2; 32]).unwrap();
    let cle = emballage.ouvrir(&butin.ligne.oprf_sealed, &butin.ligne.id).unwrap();
    let ouverts =
        candidats.into_iter().filter(|code| oprf(&banc, &cle, code).is_some_and(|sortie| butin.ouvre(&sortie)));
    let ouverts: Vec<&str> = ouverts.collect();
    assert_eq!(ouverts, [CODE]);
}

/// The database alone, whole and readable: rows, counters, shelves' keys, journal.
// requirement: M11 M12
#[tokio::test]
async fn a_stolen_database_signs_nothing_and_names_no_secret() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    assert_eq!(valide(&banc, &mut telephone, CODE).await, "ok");
    let ligne = banc.dehors.appareils.lock().unwrap()[0].clone();
    let journal: String =
        banc.journal.actes().iter().map(|acte| serde_json::to_string(&acte.fields).unwrap()).collect();
    let base = format!("{}{journal}", serde_json::to_string(&ligne).unwrap());
    let fichier = serde_json::to_value(&telephone).unwrap();
    let transport = fichier["etape"]["transport"].as_str().unwrap();
    for secret in [CODE, transport, fichier["etape"]["coffre"]["scelle"].as_str().unwrap()] {
        assert!(!base.contains(secret));
    }
    // both keys of the row are public: with either of them in the place of the private one, nothing can be signed
    for cle in [&ligne.cle_approbation, &ligne.cle_transport] {
        let jwk: Value = serde_json::from_str(cle).unwrap();
        assert!(jwk.get("d").is_none() && jwk["kty"] == "EC", "{jwk}");
    }
}
