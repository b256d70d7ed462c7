//! A person before one browser, who signs in at a service with their phone.

use harness::{Sandbox, succeed};

use super::{MAYA, PHONES, TELEPHONE_OF_MAYA, place};
use crate::browser::PIN;
use crate::surfer::{Answer, Surfer};

/// Nobody is led there: redirections are followed to their end.
const NOWHERE: &str = "https://nulle-part.example";

pub struct Visitor {
    pub surfer: Surfer,
    pub sandbox: &'static Sandbox,
    identifiant: String,
    telephone: String,
}

impl Visitor {
    /// Somebody of the manifest.
    pub fn of(qui: &str) -> Self {
        let sandbox = place();
        let text = |key: &str| sandbox.person(qui)[key].as_str().expect("a text").to_owned();
        Self {
            surfer: Surfer::new(sandbox, None),
            sandbox,
            identifiant: text("identifiant"),
            telephone: text("prenom"),
        }
    }

    pub fn maya() -> Self {
        let (identifiant, telephone) = (MAYA.to_owned(), TELEPHONE_OF_MAYA.to_owned());
        Self { surfer: Surfer::new(place(), None), sandbox: place(), identifiant, telephone }
    }

    /// A page of a service (`/dui`, `/dmp/url` in the manifest).
    pub fn at(&self, service: &str, path: &str) -> String {
        format!("{}{path}", self.sandbox.text(service))
    }

    /// Where an address leads in the end.
    pub async fn get(&self, address: impl AsRef<str>) -> Answer {
        self.surfer.follow(self.surfer.get(address).await, NOWHERE).await
    }

    /// From an address that asks who is there to the page where the service shows what it has.
    pub async fn sign_in(&self, address: &str) -> Answer {
        let _alone = PHONES.lock().await;
        let page = self.get(address).await;
        let typed = self.surfer.submit(&page.form_with("numero"), &[("numero", &self.identifiant)]).await;
        let waiting = self.surfer.follow(typed, NOWHERE).await;
        let (telephone, digits) = (self.telephone.as_str(), waiting.digits());
        let approve = ["mobile", "approve", "--telephone", telephone, "--nombre", &digits, "--pin", PIN];
        succeed(&mut self.sandbox.command(&approve));
        let approved = self.get(&waiting.url).await;
        let form = approved.forms().into_iter().next().unwrap_or_else(|| panic!("no way on from {}", approved.url));
        self.surfer.follow(self.surfer.submit(&form, &[]).await, NOWHERE).await
    }

    /// Sends the form of this page whose action ends so.
    pub async fn send(&self, page: &Answer, action: &str, filled: &[(&str, &str)]) -> Answer {
        let form = page.forms().into_iter().find(|form| form.action.path().ends_with(action));
        let form = form.unwrap_or_else(|| panic!("no form to {action} at {}: {}", page.url, page.body));
        self.surfer.follow(self.surfer.submit(&form, filled).await, NOWHERE).await
    }

    /// Whether this page is one that asks who is there.
    pub fn asks_who(page: &Answer) -> bool {
        page.forms().iter().any(|form| form.fields.iter().any(|(name, _)| name == "numero"))
    }
}
