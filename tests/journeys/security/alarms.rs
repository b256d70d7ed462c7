//! An attack raises the alarm that is meant for it, and a login raises none: the rules of `deploy/prometheus/alerts.yml`, evaluated over
//! what the provider tells before and after. The queries of that group have one form, `SUM > NUMBER`, or `SUM > NUMBER * SUM + NUMBER`.

use harness::{Sandbox, root};
use serde_json::Value;

use crate::party::{Party, RETOUR, random};
use crate::surfer::Surfer;

const MEASURE: &str = "caducee_journal_records_total";

/// What the provider tells: the labels of each line, and its value.
struct Told(Vec<(String, f64)>);

impl Told {
    async fn by(sandbox: &Sandbox, surfer: &Surfer) -> Self {
        let page = surfer.get(format!("https://localhost:{}/sante/mesures", sandbox.ports + 9)).await;
        let lines = page.body.lines().filter_map(|line| line.strip_prefix(MEASURE)?.rsplit_once(' '));
        Self(lines.map(|(labels, value)| (labels.to_owned(), value.parse().expect("a number"))).collect())
    }

    fn sum(&self, event: &str, reason: Option<&str>) -> f64 {
        let has = |labels: &str, name: &str, words: &str| {
            words.split('|').any(|word| labels.contains(&format!("{name}=\"{word}\"")))
        };
        let chosen = self.0.iter().filter(|(labels, _)| has(labels, "event", event));
        chosen
            .filter(|(labels, _)| reason.is_none_or(|words| has(labels, "reason", words)))
            .map(|(_, value)| value)
            .sum()
    }
}

/// The query of a rule, by its name.
fn rule(name: &str) -> String {
    let text = std::fs::read_to_string(root().join("deploy/prometheus/alerts.yml")).expect("the rules");
    let rules: Value = serde_norway::from_str(&text).expect("rules are YAML");
    let groups = rules["groups"].as_array().expect("groups");
    let found =
        groups.iter().flat_map(|group| group["rules"].as_array().expect("rules")).find(|rule| rule["alert"] == name);
    found.unwrap_or_else(|| panic!("no rule {name}"))["expr"].as_str().expect("a query").to_owned()
}

/// By how much a sum of a query grew.
fn grown(sum: &str, before: &Told, after: &Told) -> f64 {
    let inside = sum.trim().strip_prefix(&format!("sum(increase({MEASURE}{{")).expect("a sum of records");
    let (labels, _) = inside.split_once("}[10m]))").expect("over ten minutes");
    let word = |name: &str| {
        let (_, rest) = labels.split_once(&format!("{name}="))?;
        rest.trim_start_matches('~').trim_start_matches('"').split('"').next()
    };
    let event = word("event").expect("words of events");
    after.sum(event, word("reason")) - before.sum(event, word("reason"))
}

fn raised(name: &str, before: &Told, after: &Told) -> bool {
    let query = rule(name);
    let (left, right) = query.split_once(" > ").expect("a threshold");
    let number = |text: &str| text.trim().parse::<f64>().unwrap_or_else(|_| panic!("{name}: {text} is no number"));
    let threshold = match right.split_once(" * ") {
        Some((share, rest)) => {
            let (sum, floor) = rest.rsplit_once(" + ").expect("a floor");
            number(share).mul_add(grown(sum, before, after), number(floor))
        }
        None => number(right),
    };
    grown(left, before, after) > threshold
}

// requirement: O10
#[tokio::test]
async fn an_attack_raises_its_alarm_and_a_login_raises_none() {
    let sandbox = tokio::task::spawn_blocking(Sandbox::start).await.expect("a sandbox");
    let (party, surfer) = (Party::essai(&sandbox), Surfer::new(&sandbox, Some("medecin")));
    let alarms = ["CaduceeLoginsFail", "CaduceeClientsFail", "CaduceeReplay"];
    let quiet = Told::by(&sandbox, &surfer).await;
    let (code, demand) = party.code(&surfer).await;
    let pairs = party.redemption(&code, &demand);
    assert_eq!(party.token(&surfer, &pairs).await.status, 200);
    let usual = Told::by(&sandbox, &surfer).await;
    assert!(usual.sum("login.succeeded", None) > quiet.sum("login.succeeded", None), "a login is counted");
    for alarm in alarms {
        assert!(!raised(alarm, &quiet, &usual), "{alarm}");
    }
    // the code again; wrong secrets; a card that is stopped, shown again and again
    assert_eq!(party.token(&surfer, &pairs).await.status, 400);
    for _ in 0..25 {
        let wrong = surfer.http.post(party.endpoint("token")).basic_auth("essai", Some(random()));
        assert!(matches!(surfer.send(wrong.form(&pairs)).await.status, 401 | 429));
    }
    for _ in 0..20 {
        let thief = Surfer::new(&sandbox, Some("carte-revoquee"));
        let page = thief.follow(thief.get(party.address(&party.demand())).await, RETOUR).await;
        let refused = thief.follow(thief.get(page.link(&party.carte)).await, RETOUR).await;
        assert!(refused.given("code").is_none());
    }
    let after = Told::by(&sandbox, &surfer).await;
    for alarm in alarms {
        assert!(raised(alarm, &usual, &after), "{alarm}: {:?}", after.0);
    }
}
