//! Contact data are written by whoever registers somebody, read to activate an e-CPS, and stand in no answer, page, token, log
//! or audit record: marked ones are planted through the portal and looked for in what comes out (COL-12). So is a civil status that
//! two agents corrected: the support and the person read it, nobody else (R09).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use harness::Sandbox;
use serde_json::Value;

use crate::annuaire::address;
use crate::assistance::Agents;
use crate::days;
use crate::party::Party;
use crate::registration::{
    ATTESTED, EHPAD, PIN, Portal, activates, anticipate, in_the_directory, known, number_mailed,
};
use crate::surfer::Surfer;

const MAIL: &str = "marque-plantee@exemple.test";
const MOBILE: &str = "06 39 98 00 72";
/// Contact data as typed, as stored and as shown, once spaces and dots are gone; and a civil status that was corrected since.
const MARKS: [&str; 4] = ["marque-plantee", "marqueplantee", "639980072", "FICTIF-JADIS"];

/// What came out, each with its name.
#[derive(Default)]
struct Outputs(Vec<(String, String)>);

impl Outputs {
    fn add(&mut self, name: &str, text: impl Into<String>) {
        self.0.push((name.to_owned(), text.into()));
    }

    fn marked(&self) -> Vec<&str> {
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect::<String>();
        let marked = self.0.iter().filter(|(_, text)| {
            let bare = bare(text);
            MARKS.iter().any(|mark| bare.contains(mark))
        });
        marked.map(|(name, _)| name.as_str()).collect()
    }
}

/// Registered face to face, with an e-CPS by now; the number.
async fn planted(sandbox: &Sandbox) -> String {
    let desk = Portal::with_card(sandbox, "directrice").await;
    let start = days::typed(-21);
    let who = [
        ("code_civilite", "MME"),
        ("nom", "FICTIF-JADIS"),
        ("prenoms", "Perle"),
        ("naissance", "03/04/1985"),
        ("pays_naissance", "99350"),
        ("lieu_naissance", "Rabat"),
        ("courriel", MAIL),
        ("mobile", MOBILE),
        ("nom_exercice", "FICTIF-MARQUE"),
        ("prenom_exercice", "Perle"),
        ("structure", EHPAD),
        ("profession", "313"),
        ("role", "GENR11"),
        ("debut", start.as_str()),
        ("face_a_face", "oui"),
        ("piece", "passeport"),
    ];
    let done = desk.send("bureau/enregistrer", "nom", &[&who[..], &ATTESTED].concat()).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let number = number_mailed(sandbox, MAIL).await;
    let contact = known(sandbox, &number, "/correspondance").await.json();
    assert_eq!((&contact["mobile"], &contact["courriel"]), (&"+33639980072".into(), &MAIL.into()), "planted");
    anticipate(sandbox, &number).await;
    assert!(activates(sandbox, &number), "they serve to activate");
    let why = ("motif_correction", "acte de mariage, demande 42");
    let corrected = [("nom", "FICTIF-MARQUE"), ("pays_naissance", "99350"), why];
    let agents = Agents::new(sandbox).await;
    agents.decide(&number, ("/support/etat-civil", ("", "")), &corrected).await;
    let file = agents.file(&number).await;
    assert!(file.body.contains("FICTIF-JADIS") && !file.body.contains("marque-plantee"), "{}", file.body);
    number
}

/// What the registry answers to the provider under the rights that are not for contact data.
async fn of_the_registry(sandbox: &Sandbox, number: &str, outputs: &mut Outputs) {
    outputs.add("the registry about a person", known(sandbox, number, "").await.body);
    let surfer = Surfer::new(sandbox, None);
    let key = std::fs::read_to_string(sandbox.data.join("cles/registre-api")).expect("the provider's key");
    let url = format!("{}v1/evenements?apres=0", sandbox.text("/registre/url"));
    let log = surfer.send(surfer.http.get(url).bearer_auth(key.trim())).await;
    outputs.add("the registry's log of events", log.body);
}

/// Every page of the portal that somebody with this card reads, the file of the person included.
async fn of_the_portal(sandbox: &Sandbox, card: &str, number: &str, outputs: &mut Outputs) {
    let portal = Portal::with_card(sandbox, card).await;
    for path in ["bureau", "bureau/historique", "bureau/coordonnees", "bureau/droits", "moi", "support"] {
        outputs.add(&format!("{card}: {path}"), portal.get(path).await.body);
    }
    outputs.add(
        &format!("{card}: the people of the place"),
        portal.get(&format!("bureau/etablissements/{EHPAD}")).await.body,
    );
    let question = portal.get("bureau/professionnels").await;
    let Some(form) = question.forms().into_iter().find(|form| form.fields.iter().any(|(name, _)| name == "recherche"))
    else {
        return outputs.add(&format!("{card}: no search"), question.body);
    };
    for asked in [number, "FICTIF-MARQUE"] {
        let found = portal.follow(portal.surfer.submit(&form, &[("recherche", asked)]).await).await;
        outputs.add(&format!("{card}: a search"), found.body);
    }
    let identifier = format!("8{number}");
    let file = portal.follow(portal.surfer.submit(&form, &[("recherche", ""), ("personne", &identifier)]).await).await;
    outputs.add(&format!("{card}: the file"), file.body);
}

/// What programs read of the public directory: the person, what they do, whatever changed, and the mailbox.
async fn of_the_directory(sandbox: &Sandbox, number: &str, outputs: &mut Outputs) {
    let surfer = Surfer::new(sandbox, None);
    for path in [
        format!("fhir/v2/Practitioner?identifier={number}&_revinclude=PractitionerRole:practitioner"),
        "fhir/v2/Practitioner?family=FICTIF-MARQUE".to_owned(),
        format!("fhir/v2/PractitionerRole?practitioner=8{number}&_include=*"),
        "fhir/v2/Practitioner?_lastUpdated=ge2026-01-01&_count=100".to_owned(),
        format!("eligibilite/mssante/8{number}"),
        "extractions".to_owned(),
    ] {
        let answer = surfer.send(surfer.http.get(address(sandbox, &path))).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        outputs.add(&format!("the directory: {path}"), answer.body);
    }
    // a search by what is hidden is no search
    for hidden in [MAIL, MOBILE, "FICTIF-JADIS"] {
        let asked = surfer.http.get(address(sandbox, "fhir/v2/Practitioner")).query(&[("name", hidden)]);
        let answer = surfer.send(asked).await;
        assert!(!answer.body.contains(number), "{hidden}: {}", answer.body);
    }
}

/// Tokens, with what they say, userinfo and introspection.
async fn of_the_provider(sandbox: &Sandbox, number: &str, outputs: &mut Outputs) {
    let (party, surfer) = (Party::essai(sandbox), Surfer::new(sandbox, None));
    let identifier = format!("8{number}");
    let (code, demand) = party.code_by_phone(&surfer, (sandbox, &identifier), [number, PIN]).await;
    let answer = party.token(&surfer, &party.redemption(&code, &demand)).await.json();
    for name in ["id_token", "access_token", "refresh_token"] {
        let token = answer[name].as_str().expect("a token");
        let parts = token.split('.').filter_map(|part| URL_SAFE_NO_PAD.decode(part).ok());
        let said: String = parts.map(|part| String::from_utf8_lossy(&part).into_owned()).collect();
        outputs.add(name, said);
    }
    let token = answer["access_token"].as_str().expect("a token");
    let userinfo = party.userinfo(&surfer, token).await;
    assert_eq!(userinfo.json()["SubjectNameID"], Value::from(identifier), "{}", userinfo.body);
    outputs.add("userinfo", userinfo.body);
    let asked = surfer.http.post(party.endpoint("token/introspect"));
    let asked = asked.basic_auth(&party.client_id, Some(&party.client_secret)).form(&[("token", token)]);
    let introspected = surfer.send(asked).await;
    assert_eq!(introspected.json()["active"], true, "{}", introspected.body);
    outputs.add("introspection", introspected.body);
}

/// The audit records as they rest, and the log of the process at its most talkative.
fn of_the_records(sandbox: &Sandbox, outputs: &mut Outputs) {
    let files = std::fs::read_dir(&sandbox.data).expect("the folder").filter_map(Result::ok).map(|file| file.path());
    let journals = files.filter(|file| file.to_string_lossy().contains("journal.sqlite"));
    for journal in journals {
        let bytes = std::fs::read(&journal).expect("a journal");
        outputs.add(&journal.display().to_string(), String::from_utf8_lossy(&bytes));
    }
    outputs.add("the log", sandbox.log());
}

// requirement: COL-12 COL-15 DIR-02 R09
#[tokio::test]
async fn marked_contact_data_and_former_names_are_in_no_answer_page_token_or_record() {
    let sandbox = Sandbox::start_with(&["--log", "debug"]);
    let number = planted(&sandbox).await;
    let mut outputs = Outputs::default();
    outputs.add("the public directory", in_the_directory(&sandbox, &number).await);
    of_the_registry(&sandbox, &number, &mut outputs).await;
    of_the_directory(&sandbox, &number, &mut outputs).await;
    for card in ["directrice", "gestionnaire-2", "gestionnaire-ailleurs", "medecin"] {
        of_the_portal(&sandbox, card, &number, &mut outputs).await;
    }
    of_the_provider(&sandbox, &number, &mut outputs).await;
    of_the_records(&sandbox, &mut outputs);
    assert!(outputs.0.len() > 41, "{}", outputs.0.len());
    let speaks_of_them = outputs.0.iter().filter(|(_, text)| text.contains("FICTIF-MARQUE")).count();
    assert!(speaks_of_them > 5, "the outputs are about this person: {speaks_of_them}");
    assert_eq!(outputs.marked(), Vec::<&str>::new());
}
