//! A phone with an e-CPS, in this process: what a PIN costs there is not what is measured.

use std::net::{IpAddr, Ipv4Addr};

use ambient::Ambient;
use ecps::{Attestation, DemandeId};
use mobile_device::{Contexte, Cout, Etape, Refus, Telephone};
use mobile_sim_server::FournisseurHttp;
use mobile_sim_server::cli::{Boite, Destinataires};
use url::Url;

use super::people::Person;
use super::scene::Scene;
use crate::party::{Party, RETOUR};
use crate::surfer::Surfer;

const PIN: &str = "482913";
const ANOTHER: &str = "719253";

pub struct Phone {
    telephone: Telephone,
    provider: FournisseurHttp,
    ambient: Ambient,
}

/// What waits on the phone, and the number of the screen that asked.
pub struct Waiting {
    demande: DemandeId,
    nombre: String,
}

/// Nobody types numbers or activates by the hundred behind one address, and the provider counts them.
pub fn address(rank: usize) -> IpAddr {
    let third = u8::try_from(1 + rank / 20 % 200).unwrap_or(1);
    Ipv4Addr::new(127, 0, third, 1).into()
}

impl Phone {
    /// An e-CPS for this person, by the two codes that reach them.
    pub async fn activate(scene: &Scene, person: &Person, from: IpAddr) -> Self {
        let authority = std::fs::read(scene.sandbox.authority()).expect("the authority");
        let authority = reqwest::Certificate::from_pem(&authority).expect("a certificate");
        let client = reqwest::Client::builder().local_address(from).tls_certs_only([authority]).build();
        let client = client.expect("a client");
        let url = |name: &str| scene.sandbox.text(name).parse::<Url>().expect("an address");
        let inbox = Boite::new(client.clone(), url("/messagerie"));
        let provider = FournisseurHttp::new(client, url("/authorization"));
        let (ambient, mut telephone) = (Ambient::system(), Telephone::neuf("mesure"));
        let ctx = context(&ambient, &provider);
        telephone.activer(&ctx, &person.identifiant).await.expect("an activation");
        let to = Destinataires { mobile: Some(person.mobile.clone()), courriel: Some(person.courriel.clone()) };
        let codes = inbox.codes(0, &to).await.expect("two codes");
        telephone.confirmer(&ctx, &codes.sms, &codes.courriel).await.expect("the right codes");
        telephone.choisir_code(&ctx, PIN).await.expect("an e-CPS");
        Self { telephone, provider, ambient }
    }

    /// What a browser has just asked, as the phone shows it.
    async fn look(&mut self, nombre: String) -> Waiting {
        let Self { telephone, provider, ambient } = self;
        let ctx = context(ambient, provider);
        let shown = telephone.regarder(&ctx).await.expect("the provider answers").expect("a request waits");
        Waiting { demande: shown.affichage.demande, nombre }
    }

    async fn answer(&mut self, waiting: &Waiting, pin: &str) -> Result<(), Refus> {
        let Self { telephone, provider, ambient } = self;
        let ctx = context(ambient, provider);
        telephone.approuver(&ctx, &waiting.demande, &waiting.nombre, pin).await
    }

    /// Signs in at this service: the browser then has a session of this e-CPS.
    pub async fn sign_in(&mut self, surfer: &Surfer, party: &Party, person: &Person) {
        let demand = party.demand().with("situation_hint", person.situation.as_deref());
        let page = surfer.follow(surfer.get(party.address(&demand)).await, RETOUR).await;
        let typed = surfer.submit(&page.form_with("numero"), &[("numero", person.identifiant.as_str())]).await;
        let screen = surfer.follow(typed, RETOUR).await;
        let waiting = self.look(digits(&screen.text_of(".digits"))).await;
        self.answer(&waiting, PIN).await.expect("an approval");
        let approved = surfer.follow(surfer.get(&screen.url).await, RETOUR).await;
        let form = approved.forms().into_iter().next().unwrap_or_else(|| panic!("no way on from {}", approved.url));
        let back = surfer.follow(surfer.submit(&form, &[]).await, RETOUR).await;
        assert!(back.given("code").is_some(), "{} {}", back.url, back.body);
    }

    /// Two wrong PINs at a request of another browser: one more locks.
    pub async fn nearly_lock(&mut self, surfer: &Surfer, party: &Party, person: &Person) -> Waiting {
        let page = surfer.follow(surfer.get(party.address(&party.demand())).await, RETOUR).await;
        let typed = surfer.submit(&page.form_with("numero"), &[("numero", person.identifiant.as_str())]).await;
        let screen = surfer.follow(typed, RETOUR).await;
        let waiting = self.look(digits(&screen.text_of(".digits"))).await;
        for left in [2, 1] {
            let refused = self.answer(&waiting, ANOTHER).await.expect_err("another PIN");
            assert_eq!(refused.essais_restants(), Some(left), "{refused:?}");
        }
        waiting
    }

    pub async fn lock(&mut self, waiting: &Waiting) {
        let refused = self.answer(waiting, ANOTHER).await;
        assert!(refused.is_err() && matches!(self.telephone.etape, Etape::Verrouille { .. }), "{refused:?}");
    }
}

fn context<'a>(ambient: &'a Ambient, provider: &'a FournisseurHttp) -> Contexte<'a> {
    Contexte { ambient, provider, cout: Cout::ESSAIS_SEULEMENT, attestation: Attestation::Simulated }
}

/// The two of the screen.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).take(2).collect()
}
