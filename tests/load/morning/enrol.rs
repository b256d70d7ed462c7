//! What people have before the morning: a card of the authority, or a phone that was activated with two codes.

use std::path::Path;
use std::sync::Arc;

use ambient::Ambient;
use futures::StreamExt as _;
use harness::Sandbox;
use igc::{DemandeCarte, Igc, Profession};
use mobile_sim_server::cli::{Boite, Destinataires};
use url::Url;

use super::people::{Means, Person, Phone, Way, home};
use super::wire::Network;
use crate::revocation::people::Registry;

/// Phones that are activated at once.
const AT_ONCE: usize = 8;

/// A card of each, certificates and key in PEM, made while the authority is closed.
pub fn cards(data: &Path, authority: &str, people: &[String]) -> Vec<String> {
    let igc = Igc::ouvrir(&Ambient::system(), authority, &data.join("igc")).expect("the card authority");
    let card = |identifiant: &String| {
        let profession = Profession { code: 10, libelle: "Médecin".to_owned() };
        let identifiant = identifiant.parse().expect("an identifier");
        let card = igc.carte(&DemandeCarte::cps(identifiant, "FICTIF-MATIN", "ALBA", profession));
        let card = card.expect("a card");
        format!("{}{}", card.pem(), card.cle_pem())
    };
    people.iter().map(card).collect()
}

/// Phones of those among `people` whom the registry can reach, as many as `wanted`.
pub struct Enrolment<'a> {
    pub sandbox: &'a Sandbox,
    pub network: &'a Arc<Network>,
    pub host: &'a Url,
}

impl Enrolment<'_> {
    pub async fn phones(&self, people: Vec<String>, (first, wanted): (usize, usize)) -> Vec<Person> {
        let registry = Registry::open(self.sandbox);
        let authority = std::fs::read(self.sandbox.authority()).expect("the authority");
        let authority = reqwest::Certificate::from_pem(&authority).expect("a certificate");
        let client = reqwest::Client::builder().tls_certs_only([authority]).build().expect("a client");
        let address = self.sandbox.text("/messagerie").parse().expect("the address of the inbox");
        let inbox = Boite::new(client, address);
        let each = people.into_iter().enumerate().map(|(n, identifiant)| {
            let (registry, inbox) = (&registry, &inbox);
            async move { self.phone(registry, inbox, (first + n, identifiant)).await }
        });
        let enrolled = futures::stream::iter(each).buffer_unordered(AT_ONCE);
        let found: Vec<Person> = enrolled.filter_map(std::future::ready).take(wanted).collect().await;
        assert_eq!(found.len(), wanted, "people whom the registry can reach");
        found
    }

    /// `None`: nobody, or nobody who can be reached.
    async fn phone(&self, registry: &Registry, inbox: &Boite, (rank, identifiant): (usize, String)) -> Option<Person> {
        let told = registry.read(&format!("{identifiant}/correspondance")).await;
        if told.status != 200 {
            return None;
        }
        let contact = told.json();
        let text = |name: &str| contact[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        let to = Destinataires { mobile: Some(text("mobile")?), courriel: Some(text("courriel")?) };
        let home = home(rank);
        let way = Way::new(self.network.caller(home, None), self.host.clone());
        let mut phone = Phone::ask(&way, &identifiant).await.expect("an activation");
        let codes = inbox.codes(0, &to).await.expect("two codes");
        phone.confirm(&way, [&codes.sms, &codes.courriel]).await.expect("an e-CPS");
        Some(Person { identifiant, home, means: Means::Phone(Box::new(phone)) })
    }
}
