use std::sync::Mutex;

use ambient::Timestamp;
use idp_core::machine::{MachineCertificates, MachineRefusal};

/// Trusts the certificates that a test names.
#[derive(Default)]
pub struct FakeMachines(Mutex<Vec<Vec<u8>>>);

impl FakeMachines {
    pub fn trust(&self, certificate: &[u8]) {
        self.0.lock().unwrap().push(certificate.to_vec());
    }
}

impl MachineCertificates for FakeMachines {
    fn trusted(&self, chain: &[Vec<u8>], _now: Timestamp) -> Result<(), MachineRefusal> {
        let known = chain.first().is_some_and(|leaf| self.0.lock().unwrap().contains(leaf));
        known.then_some(()).ok_or_else(|| MachineRefusal("of another authority".to_owned()))
    }
}
