//! Two ways into the registry, over the network from end to end: the person's request by FranceConnect, decided with a card; the
//! gestionnaire's own registration. The number arrives by mail, the e-CPS waits for its delay.

use harness::Sandbox;
use serde_json::Value;

use crate::days;
use crate::surfer::{Answer, Surfer};

pub const PIN: &str = "482913";
pub const EHPAD: &str = "690990114";
pub const ATTESTED: [(&str, &str); 3] =
    [("diplomes_verifies", "oui"), ("besoin_verifie", "oui"), ("conditions_acceptees", "oui")];

pub struct Portal<'a> {
    sandbox: &'a Sandbox,
    pub surfer: Surfer,
}

impl<'a> Portal<'a> {
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.text("/portail"))
    }

    /// Through the simulated FranceConnect.
    async fn as_person(sandbox: &'a Sandbox, personne: &str) -> Self {
        let portal = Self { sandbox, surfer: Surfer::new(sandbox, None) };
        let page = portal.follow(portal.surfer.get(portal.at("franceconnect")).await).await;
        let chosen = portal.surfer.submit(&page.form_with("personne"), &[("personne", personne)]).await;
        let home = portal.follow(chosen).await;
        assert_eq!(home.status, 200, "{} {}", home.url, home.body);
        portal
    }

    /// With this card of the sandbox, through our own provider.
    pub async fn with_card(sandbox: &'a Sandbox, card: &str) -> Self {
        let portal = Self { sandbox, surfer: Surfer::new(sandbox, Some(card)) };
        let page = portal.follow(portal.surfer.get(portal.at("connexion")).await).await;
        let home = portal.follow(portal.surfer.get(page.link(sandbox.text("/carte"))).await).await;
        assert!(home.url.as_str().starts_with(&portal.at("")), "{} {}", home.url, home.body);
        portal
    }

    pub async fn follow(&self, answer: Answer) -> Answer {
        self.surfer.follow(answer, "nowhere:").await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.follow(self.surfer.get(self.at(path)).await).await
    }

    /// Fills the form of `path` that holds `field`, and sends it.
    pub async fn send(&self, path: &str, field: &str, filled: &[(&str, &str)]) -> Answer {
        let form = self.get(path).await.form_with(field);
        self.follow(self.surfer.submit(&form, filled).await).await
    }
}

/// The number in the mail that reached this address.
pub async fn number_mailed(sandbox: &Sandbox, address: &str) -> String {
    let surfer = Surfer::new(sandbox, None);
    for _ in 0..200 {
        let url = format!("{}api/messages?destinataire={address}", sandbox.text("/messagerie"));
        let mails = surfer.get(url).await.json();
        let mails = mails.as_array().expect("a list").iter().filter_map(|mail| mail["texte"].as_str());
        if let Some(number) = mails.filter_map(number_in).next() {
            return number;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no mail with a number reached {address}: {}", sandbox.log());
}

/// `Votre numéro RPPS : 999 0000 1003`, without its spaces.
fn number_in(text: &str) -> Option<String> {
    let (_, after) = text.split_once("numéro RPPS :")?;
    let digits: String = after.trim_start().chars().take_while(|c| c.is_ascii_digit() || c.is_whitespace()).collect();
    let digits: String = digits.chars().filter(char::is_ascii_digit).take(11).collect();
    (digits.len() == 11).then_some(digits)
}

/// What the provider reads of this person with its own key.
pub async fn known(sandbox: &Sandbox, number: &str, what: &str) -> Answer {
    let surfer = Surfer::new(sandbox, None);
    let key = std::fs::read_to_string(sandbox.data.join("cles/registre-api")).expect("the provider's key");
    let url = format!("{}v1/personnes/8{number}{what}", sandbox.text("/registre/url"));
    surfer.send(surfer.http.get(url).bearer_auth(key.trim())).await
}

/// The person's phone becomes an e-CPS, with the codes of the inbox; `false`: no code came.
pub fn activates(sandbox: &Sandbox, number: &str) -> bool {
    let identifier = format!("8{number}");
    let phone = ["mobile", "activate", "--telephone", number, "--identifiant", &identifier, "--pin", PIN];
    let mut command = sandbox.command(&phone);
    command.arg("--depuis-boite").output().expect("the phone answers").status.success()
}

/// Brings the delay of this person to an end, as the sandbox offers it.
pub async fn anticipate(sandbox: &Sandbox, number: &str) {
    let surfer = Surfer::new(sandbox, None);
    let page = surfer.get(format!("{}delais", sandbox.text("/accueil"))).await;
    let identifier = format!("8{number}");
    let of = |form: &crate::surfer::Form| form.fields.iter().any(|(_, value)| *value == identifier);
    let form = page.forms().into_iter().find(of).unwrap_or_else(|| panic!("{number} does not wait: {}", page.body));
    let after = surfer.follow(surfer.submit(&form, &[]).await, "nowhere:").await;
    assert!(!after.body.contains(&identifier), "{}", after.body);
}

/// What the public directory answers to whoever asks for this number.
pub async fn in_the_directory(sandbox: &Sandbox, number: &str) -> String {
    let anybody = Portal { sandbox, surfer: Surfer::new(sandbox, None) };
    let answer = anybody.get(&format!("annuaire?recherche={number}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

/// How many cards the authority has issued.
fn cards(sandbox: &Sandbox) -> usize {
    let kept = authority(sandbox);
    let issued = kept["emis"].as_array().expect("a list").iter().filter_map(|one| one["autorite"].as_str());
    issued.filter(|authority| authority.ends_with("-personnes")).count()
}

/// What the authority remembers.
fn authority(sandbox: &Sandbox) -> Value {
    let file = std::fs::read_to_string(sandbox.data.join("igc/registre.json")).expect("what the authority issued");
    serde_json::from_str(&file).expect("JSON")
}

/// The sandbox starts with one card ordered, which is made within seconds.
async fn ordered_card_is_made(sandbox: &Sandbox) {
    for _ in 0..100 {
        if authority(sandbox)["cartes"].as_object().is_some_and(|ordered| !ordered.is_empty()) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("the card that was ordered is not made");
}

// requirement: MIE-01 MIE-02 DIR-01 DIR-02 DIR-03 NOT-04 ENR-01 ENR-03 ENR-04 ENR-05 ENR-10 NOT-01 NOT-02 NOT-05
#[tokio::test]
async fn a_request_by_franceconnect_ends_in_an_e_cps() {
    let sandbox = Sandbox::start();
    ordered_card_is_made(&sandbox).await;
    let made = cards(&sandbox);
    assert!(made > 0);
    let person = Portal::as_person(&sandbox, "lina").await;
    let start = days::typed(9);
    let place = [("structure", EHPAD), ("profession", "313"), ("role", "GENR11"), ("debut", start.as_str())];
    let asked = [&place[..], &[("mobile", "06 39 98 00 31")]].concat();
    let sent = person.send("demande/nouvelle", "debut", &asked).await;
    assert!(
        sent.url.path() == "/demande" && sent.body.contains("EHPAD FICTIF LES TILLEULS"),
        "{} {}",
        sent.url,
        sent.body
    );

    let elsewhere = Portal::with_card(&sandbox, "gestionnaire-ailleurs").await;
    assert!(!elsewhere.get("bureau").await.body.contains("FICTIF-OUEDRAOGO"), "another operator sees nothing of it");
    let desk = Portal::with_card(&sandbox, "gestionnaire").await;
    let request = desk.get("bureau").await.link(&desk.at("bureau/demandes/"));
    let path = request.path().trim_start_matches('/');
    let decided = desk.send(path, "version", &[&ATTESTED[..], &[("action", "valider")]].concat()).await;
    assert_eq!(decided.status, 200, "{}", decided.body);

    let number = number_mailed(&sandbox, "lina.ouedraogo@exemple.test").await;
    let record = known(&sandbox, &number, "").await.json();
    assert_eq!(record["exercices"][0]["situations"][0]["structure"]["finess"], EHPAD, "{record}");
    assert!(known(&sandbox, &number, "/correspondance").await.json()["activationDes"].is_number());
    assert!(!activates(&sandbox, &number), "no code leaves before 48 hours");
    assert!(!in_the_directory(&sandbox, &number).await.contains("FICTIF-OUEDRAOGO"), "nor does the directory show her");
    anticipate(&sandbox, &number).await;
    let shown = in_the_directory(&sandbox, &number).await;
    assert!(shown.contains("FICTIF-OUEDRAOGO"), "{shown}");
    assert!(!shown.contains("39980031") && !shown.contains("exemple.test"), "no contact data: {shown}");
    assert!(activates(&sandbox, &number));
    assert_eq!(cards(&sandbox), made, "an e-CPS, and no card");
}

// requirement: ENR-07 COL-04 GES-22 NOT-01 GES-18
#[tokio::test]
async fn a_registration_face_to_face_gives_its_number_by_mail_and_is_done_once() {
    let sandbox = Sandbox::start();
    let desk = Portal::with_card(&sandbox, "directrice").await;
    let start = days::typed(9);
    let who = [
        ("code_civilite", "M"),
        ("nom", "FICTIF-N’GUYEN"),
        ("prenoms", "Jean-Loup, Aimé"),
        ("naissance", "03/04/1985"),
        ("pays_naissance", "99100"),
        ("lieu_naissance", "Saint-Denis"),
        ("commune_naissance", "97411"),
        ("courriel", "jean-loup@exemple.test"),
        ("mobile", "06 39 98 00 41"),
        ("nom_exercice", "FICTIF-N’GUYEN"),
        ("prenom_exercice", "Jean-Loup"),
        ("structure", EHPAD),
        ("profession", "313"),
        ("role", "GENR11"),
        ("debut", start.as_str()),
        ("face_a_face", "oui"),
        ("piece", "passeport"),
    ];
    let filled = [&who[..], &ATTESTED].concat();
    let form = desk.get("bureau/enregistrer").await.form_with("nom");
    let first = desk.follow(desk.surfer.submit(&form, &filled).await).await;
    assert_eq!(first.status, 200, "{}", first.body);
    let again = desk.follow(desk.surfer.submit(&form, &filled).await).await;
    assert_eq!(again.status, 200, "the same form twice is one act: {}", again.body);
    let number = number_mailed(&sandbox, "jean-loup@exemple.test").await;
    let record = known(&sandbox, &number, "").await.json();
    assert_eq!(record["nom"], Value::from("FICTIF-N'GUYEN"), "{record}");
    let next: u64 = number[..10].parse::<u64>().expect("ten digits") + 1;
    let next = sante::Rpps::with_key(next).to_string();
    assert_eq!(known(&sandbox, &next, "").await.status, 404, "one number was given");
}
