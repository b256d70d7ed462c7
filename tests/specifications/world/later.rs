//! A sandbox whose clock goes forward: what ends by itself is seen to end, and nobody waits.

use std::sync::OnceLock;
use std::time::Duration;

use harness::Sandbox;
use tokio::sync::{Mutex, MutexGuard, OnceCell};

use super::{Client, Form, Outcome, Target, caducee};

/// Held by one test at a time: the clock is of the whole sandbox. Its clients have a secret, because an assertion is dated by the
/// clock of this machine.
pub struct Later {
    pub target: &'static Target,
    delays: String,
    _alone: MutexGuard<'static, ()>,
}

impl Later {
    pub async fn start() -> Self {
        static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
        static TARGET: OnceCell<Target> = OnceCell::const_new();
        static ALONE: Mutex<()> = Mutex::const_new(());
        let alone = ALONE.lock().await;
        let sandbox = tokio::task::block_in_place(|| SANDBOX.get_or_init(Sandbox::start));
        let target = TARGET.get_or_init(|| caducee::of(sandbox)).await;
        Self { target, delays: format!("{}delais", sandbox.text("/accueil")), _alone: alone }
    }

    /// Six minutes later: past the life of a code, of a pushed request and of an access token, within that of a session.
    pub async fn six_minutes(&self) {
        self.forward("preuve").await;
    }

    /// Ten minutes and a half later: just past the life of a device code.
    pub async fn a_device_code(&self) {
        self.forward("appareil").await;
    }

    /// As somebody does on the page of delays.
    async fn forward(&self, step: &str) {
        let browser = self.target.browser();
        let page = browser.get(&self.delays).await;
        let asks = |form: &Form| form.fields.iter().any(|(name, value)| name == "pas" && value == step);
        let form = Form::all(&page).into_iter().find(asks).unwrap_or_else(|| panic!("no step {step}: {}", page.body));
        browser.submit(&form).await.assert_status(303);
        self.settled().await;
    }

    /// What the provider knows of the registry is old at once when the clock moves: until it has asked again nobody signs in, and
    /// no token is active.
    async fn settled(&self) {
        let client = self.target.secret_client().await;
        for _ in 0..100 {
            if self.serves(&client).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        panic!("nobody signs in after the clock has moved");
    }

    async fn serves(&self, client: &Client) -> bool {
        let (browser, request) = (self.target.browser(), client.request());
        let Outcome::Callback(callback) = browser.go(client.address(&request), client.redirect_uri()).await else {
            return false;
        };
        let tokens = client.redeem(&callback, &request).await;
        tokens.status == 200
            && client.introspect(tokens.json()["access_token"].as_str().expect("a token")).await.ok()["active"] == true
    }
}
