use std::cell::RefCell;

use idp_core::client::{Client, ClientAuth, ClientKeys, Profile};
use tokio::runtime::{Builder, Runtime};

use crate::fakes::{ALBA, FakeAnnuaire, FakeIssuer, RETURN, TILLEULS, client};
use crate::signed::Keypair;

/// The issuer with every port in memory, and the clients that a stranger may name.
pub struct House {
    pub runtime: Runtime,
    pub issuer: FakeIssuer,
    pub key: Keypair,
    used: u32,
}

/// What inputs leave in memory is thrown away with the house, every so many of them.
const TENANCY: u32 = 2_000;

thread_local! {
    static HOUSE: RefCell<Option<House>> = const { RefCell::new(None) };
}

/// Lends the house of this thread.
pub fn with<T>(look: impl FnOnce(&House) -> T) -> T {
    HOUSE.with_borrow_mut(|kept| {
        if kept.as_ref().is_none_or(|house| house.used >= TENANCY) {
            *kept = Some(House::open());
        }
        let house = kept.as_mut().expect("opened above");
        house.used += 1;
        look(house)
    })
}

impl House {
    fn open() -> Self {
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        let key = Keypair::shared();
        let issuer = runtime.block_on(async {
            let issuer = FakeIssuer::new().await;
            for client in clients(&key) {
                issuer.register(client).await;
            }
            issuer.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]));
            issuer
        });
        Self { runtime, issuer, key, used: 0 }
    }
}

fn clients(key: &Keypair) -> Vec<Client> {
    let after = vec!["https://tilleuls.example/".to_owned()];
    let keys = ClientKeys::Jwks(key.jwks());
    let native = vec!["http://127.0.0.1/retour".to_owned(), RETURN.to_owned()];
    vec![
        Client { post_logout_redirect_uris: after.clone(), ..client() },
        Client { id: "oidc".into(), profile: Profile::Oidc, post_logout_redirect_uris: after, ..client() },
        Client { id: "native".into(), auth: ClientAuth::None, redirect_uris: native, ..client() },
        Client { id: "keyed".into(), auth: ClientAuth::PrivateKeyJwt, keys: keys.clone(), ..client() },
        Client { id: "fapi".into(), auth: ClientAuth::PrivateKeyJwt, profile: Profile::Fapi2, keys, ..client() },
    ]
}
