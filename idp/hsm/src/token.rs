use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use idp_core::key::SigningAlg;

/// Sessions that are kept open: as many as sign at once.
const KEPT: usize = 16;

/// Where the keys are.
#[derive(Clone, Debug)]
pub struct Place {
    /// The vendor's library, for example `/usr/lib/softhsm/libsofthsm2.so`.
    pub module: PathBuf,
    /// The label of the token.
    pub token: String,
    /// The algorithms whose keys are made there.
    pub algs: Vec<SigningAlg>,
}

#[derive(Debug, thiserror::Error)]
pub enum HsmError {
    #[error("no token is labelled {0}: initialise it, or correct the label")]
    NoToken(String),
    #[error("the PKCS#11 library refused: {0}")]
    Library(#[from] Error),
    #[error("the token holds no key labelled {0}")]
    NoKey(String),
    #[error("the token gave something else than a public key")]
    Unreadable,
}

/// The token, logged in to: a session a signature, taken from those that are free.
pub struct Token {
    library: Pkcs11,
    slot: Slot,
    pin: AuthPin,
    free: Mutex<Vec<Session>>,
}

impl Token {
    pub fn open(place: &Place, pin: &str) -> Result<Self, HsmError> {
        let library = Pkcs11::new(&place.module)?;
        match library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
            Err(error) => return Err(error.into()),
        }
        let slot = slot(&library, &place.token)?;
        let token = Self { library, slot, pin: AuthPin::from(pin.trim().to_owned()), free: Mutex::default() };
        // a wrong PIN is told at the start; the session stays, and with it the login
        token.with(|_| Ok(()))?;
        Ok(token)
    }

    /// Does something in a session of its own. One whose work failed is closed: it may have died with the token.
    pub fn with<T>(&self, work: impl FnOnce(&Session) -> Result<T, HsmError>) -> Result<T, HsmError> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let session = match free {
            Some(session) => session,
            None => self.login()?,
        };
        let done = work(&session)?;
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        if free.len() < KEPT {
            free.push(session);
        }
        Ok(done)
    }

    /// The login is of the whole application: one session's is every session's.
    fn login(&self) -> Result<Session, HsmError> {
        let session = self.library.open_rw_session(self.slot)?;
        match session.login(UserType::User, Some(&self.pin)) {
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(session),
            Err(error) => Err(error.into()),
        }
    }
}

fn slot(library: &Pkcs11, label: &str) -> Result<Slot, HsmError> {
    for slot in library.get_slots_with_initialized_token()? {
        if library.get_token_info(slot)?.label().trim_end() == label {
            return Ok(slot);
        }
    }
    Err(HsmError::NoToken(label.to_owned()))
}
