//! The reader as programs meet it: through its PKCS#11 module alone.

#![allow(clippy::unwrap_used, reason = "a test stops at its first surprise")]

use std::path::PathBuf;
use std::process::Command;

use ambient::Ambient;
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Function, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, ObjectClass};
use cryptoki::session::{Session, UserType};
use cryptoki::types::AuthPin;
use igc::{DemandeCarte, Igc, Profession};
use lecteur::{ESSAIS, Lecteur, LecteurError};

const PIN: &str = "1234";

struct Bureau {
    folder: tempfile::TempDir,
    lecteur: Lecteur,
    igc: Igc,
}

impl Bureau {
    fn nouveau() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let lecteur = Lecteur::ouvrir(&folder.path().join("lecteur")).unwrap();
        let igc = Igc::create(&Ambient::system(), "http://localhost:1").unwrap();
        Self { folder, lecteur, igc }
    }

    /// A new card, as a file.
    fn carte(&self, nom: &str) -> PathBuf {
        let profession = Profession { code: 10, libelle: "Médecin".to_owned() };
        let demande = DemandeCarte::cps("899900000011".parse().unwrap(), "ALBA", "Iris", profession);
        let carte = self.igc.carte(&demande).unwrap();
        let pem = self.folder.path().join(format!("{nom}.pem"));
        std::fs::write(&pem, format!("{}{}", carte.pem(), carte.cle_pem())).unwrap();
        pem
    }

    /// Another program, with this PIN: what it said, and whether it could sign.
    fn ailleurs(&self, pin: &str) -> (bool, String) {
        let message = self.folder.path().join("message");
        std::fs::write(&message, [7; 32]).unwrap();
        let [message, signature] =
            [message, self.folder.path().join("signature")].map(|path| path.display().to_string());
        let files = ["--input-file", &message, "--output-file", &signature];
        self.programme(pin, &[&["--sign", "--mechanism", "ECDSA", "--id", "01"][..], &files[..]].concat())
    }

    /// The same for whatever the program does.
    fn programme(&self, pin: &str, does: &[&str]) -> (bool, String) {
        let mut program = Command::new("pkcs11-tool");
        program.arg("--module").arg(self.lecteur.module()).args(["--login", "--pin", pin]).args(does);
        let ran = program.output().expect("opensc is among the packages of tests/run");
        (ran.status.success(), String::from_utf8_lossy(&ran.stderr).into_owned())
    }

    /// The certificates that any program reads without a PIN.
    fn certificats(&self) -> String {
        let mut program = Command::new("pkcs11-tool");
        program.arg("--module").arg(self.lecteur.module()).args(["-O", "--type", "cert"]);
        String::from_utf8_lossy(&program.output().unwrap().stdout).into_owned()
    }
}

#[test]
fn three_wrong_pins_block_the_card_for_every_program_until_it_is_renewed() {
    let bureau = Bureau::nouveau();
    bureau.lecteur.inserer("medecin", &bureau.carte("medecin"), PIN).unwrap();
    assert!(bureau.ailleurs(PIN).0);
    for wrong in 1..ESSAIS {
        let (signed, said) = bureau.ailleurs("9999");
        assert!(!signed && said.contains("CKR_PIN_INCORRECT"), "{said}");
        assert_eq!(bureau.lecteur.essais("medecin"), wrong);
    }
    assert!(bureau.ailleurs(PIN).0, "the right one in between");
    assert_eq!(bureau.lecteur.essais("medecin"), 0, "begins the count anew");
    for _ in 0..ESSAIS {
        assert!(!bureau.ailleurs("9999").0);
    }
    let (signed, said) = bureau.ailleurs(PIN);
    assert!(!signed && said.contains("CKR_PIN_LOCKED"), "the right one comes too late: {said}");
    assert_eq!(bureau.lecteur.essais("medecin"), ESSAIS);

    let former = bureau.certificats();
    bureau.lecteur.renouveler("medecin", &bureau.carte("nouvelle"), "5678").unwrap();
    assert!(bureau.ailleurs("5678").0);
    assert!(!bureau.ailleurs(PIN).0, "the PIN of the former card");
    assert_ne!(bureau.certificats(), former);
    bureau.lecteur.bloquer("medecin").unwrap();
    assert!(bureau.ailleurs("5678").1.contains("CKR_PIN_LOCKED"));
}

fn signed(session: &Session) -> Result<Vec<u8>, Error> {
    let template = [Attribute::Class(ObjectClass::PRIVATE_KEY)];
    let key = session.find_objects(&template)?.into_iter().next();
    let key = key.ok_or(Error::Pkcs11(RvError::KeyHandleInvalid, Function::SignInit))?;
    session.sign(&Mechanism::Ecdsa, key, &[7; 32])
}

#[test]
fn a_card_that_leaves_takes_the_sessions_of_programs_along() {
    let bureau = Bureau::nouveau();
    let pem = bureau.carte("medecin");
    let library = Pkcs11::new(bureau.lecteur.module()).unwrap();
    library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)).unwrap();
    assert!(library.get_slots_with_token().unwrap().is_empty(), "the slot is there, and empty");
    // made after the program began
    bureau.lecteur.inserer("medecin", &pem, PIN).unwrap();
    let slot = library.get_slots_with_token().unwrap()[0];
    let pin = AuthPin::from(PIN.to_owned());
    let session = library.open_ro_session(slot).unwrap();
    session.login(UserType::User, Some(&pin)).unwrap();
    signed(&session).unwrap();

    let gone = bureau.lecteur.retirer().unwrap().unwrap();
    assert_eq!((gone.carte.as_str(), gone.rang), ("medecin", 1));
    assert!(signed(&session).is_err(), "the card is gone");
    assert!(library.get_slots_with_token().unwrap().is_empty());
    assert!(bureau.lecteur.retirer().unwrap().is_none());

    bureau.lecteur.inserer("medecin", &pem, PIN).unwrap();
    assert!(signed(&session).is_err(), "back: its PIN is asked again");
    let again = library.open_ro_session(slot).unwrap();
    assert!(signed(&again).is_err());
    again.login(UserType::User, Some(&pin)).unwrap();
    signed(&again).unwrap();
}

#[test]
fn nothing_is_changed_on_a_card_through_the_reader() {
    let bureau = Bureau::nouveau();
    bureau.lecteur.inserer("medecin", &bureau.carte("medecin"), PIN).unwrap();
    let held = bureau.certificats();
    let write = ["--delete-object", "--type", "privkey", "--id", "01"];
    for changes in [&write[..], &["--keypairgen", "--key-type", "EC:prime256v1", "--id", "02"]] {
        let (changed, said) = bureau.programme(PIN, changes);
        assert!(!changed && said.contains("CKR_TOKEN_WRITE_PROTECTED"), "{changes:?}: {said}");
    }
    let (changed, said) = bureau.programme(PIN, &["--change-pin", "--new-pin", "0000"]);
    assert!(!changed, "{said}");
    assert_eq!(bureau.certificats(), held);
    assert!(bureau.ailleurs(PIN).0);
}

#[test]
fn names_are_no_paths_and_strangers_are_told() {
    let bureau = Bureau::nouveau();
    let pem = bureau.carte("medecin");
    for name in ["", "../medecin", "Médecin", "a b", "x/y", &"x".repeat(33)] {
        assert!(matches!(bureau.lecteur.inserer(name, &pem, PIN), Err(LecteurError::Nom(_))), "{name}");
    }
    for pin in ["", "123", "12345678901234567", "12a4", "été!"] {
        assert!(matches!(bureau.lecteur.inserer("medecin", &pem, pin), Err(LecteurError::Code)), "{pin}");
    }
    assert!(bureau.lecteur.inserer("medecin", &bureau.folder.path().join("absent.pem"), PIN).is_err());
    assert!(!bureau.lecteur.connait("medecin"));
    assert!(matches!(bureau.lecteur.bloquer("medecin"), Err(LecteurError::Inconnue(_))));
    assert!(matches!(bureau.lecteur.renouveler("medecin", &pem, PIN), Err(LecteurError::Inconnue(_))));
    bureau.lecteur.inserer("medecin", &pem, PIN).unwrap();
    assert!(bureau.ailleurs(PIN).0, "what failed before left nothing");
}
