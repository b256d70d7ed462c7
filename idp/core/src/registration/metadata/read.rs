use std::collections::BTreeMap;
use std::fmt;

use ambient::SecretString;
use oidc::GrantType;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value, json};
use url::Url;

use super::{RENAMED, SAME};
use crate::claims::scope;
use crate::client::{ClientId, Profile};
use crate::registration::{Author, Declaration, Objection};

/// What a client sent: a JSON object without repeated members (RFC 8259 §4 leaves open which one counts).
#[derive(Debug)]
pub struct Sent(pub Map<String, Value>);

impl Sent {
    pub fn text(&self, member: &str) -> Option<&str> {
        self.0.get(member)?.as_str()
    }
}

/// What the server gives to a registration, besides what the client says.
pub struct Given {
    pub id: ClientId,
    pub secret: SecretString,
    pub local: bool,
    /// Whether a client that proves itself sends PKCE although its registration does not say so.
    pub pkce: bool,
}

/// RFC 7591 §2: members that are not known are left out; those that are known must read.
pub fn declare(sent: &Sent, given: Given) -> Result<Declaration, Vec<Objection>> {
    let mut keys = Map::new();
    let mut objections = Vec::new();
    for (member, value) in &sent.0 {
        // RFC 7592 §2.2: null means that it is left out
        let Some(key) = key(member).filter(|_| !value.is_null()) else { continue };
        let value = if key == "scopes" { words(value) } else { value.clone() };
        match Declaration::deserialize(json!({ key: value })) {
            Ok(_) => drop(keys.insert(key.to_owned(), value)),
            Err(error) => {
                objections.push(Objection { code: UNREADABLE, key, reason: error.to_string(), remedy: REMEDY })
            }
        }
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let unread = |error: serde_json::Error| {
        vec![Objection { code: UNREADABLE, key: "id", reason: error.to_string(), remedy: REMEDY }]
    };
    let declaration = Declaration::deserialize(Value::Object(keys)).map_err(unread)?;
    Ok(completed(Declaration { names: names(sent), ..declaration }, given))
}

/// One for all members: the description names the member and what it is to be.
const UNREADABLE: &str = "enregistrement.membre-illisible";
const REMEDY: &str = "send a value that the discovery document lists, in the JSON type of the specification";

/// Never what the server alone gives.
fn key(member: &str) -> Option<&'static str> {
    if matches!(member, "client_id" | "client_secret") {
        return None;
    }
    let renamed = RENAMED.iter().find(|(known, _)| *known == member).map(|(_, key)| *key);
    renamed.or_else(|| SAME.iter().copied().find(|known| *known == member))
}

/// RFC 7591 §2: `scope` is one text; anything else is refused by its type.
fn words(value: &Value) -> Value {
    value.as_str().map_or_else(|| json!(0), |text| json!(Vec::from_iter(oidc::Scope::parse(text).iter())))
}

/// RFC 7591 §2.2.
fn names(sent: &Sent) -> BTreeMap<String, String> {
    let tagged =
        sent.0.iter().filter_map(|(member, value)| Some((member.strip_prefix("client_name#")?, value.as_str()?)));
    tagged.map(|(tag, name)| (tag.to_owned(), name.to_owned())).collect()
}

/// The defaults of a client that registers itself.
fn completed(declaration: Declaration, given: Given) -> Declaration {
    let mut whole =
        Declaration { id: given.id.to_string(), author: Author::Client { local: given.local }, ..declaration };
    whole.profile = Some(whole.profile());
    whole.auth = Some(whole.auth());
    whole.secret = whole.auth().has_secret().then_some(given.secret);
    let host = whole
        .redirect_uris
        .iter()
        .chain(&whole.client_uri)
        .find_map(|uri| Url::parse(uri).ok().and_then(|url| url.host_str().map(str::to_owned)));
    let host = host.unwrap_or_else(|| whole.id.clone());
    if whole.name.is_empty() {
        whole.name = whole.names.values().next().unwrap_or(&host).clone();
    }
    if whole.place.is_empty() {
        whole.place = host;
    }
    if whole.scopes.is_empty() {
        whole.scopes = standard(&whole);
    }
    if whole.pkce_required.is_none()
        && whole.profile() == Profile::Oidc
        && whole.auth() != crate::registration::Method::None
    {
        whole.pkce_required = Some(given.pkce);
    }
    whole
}

/// RFC 7591 §2: a client that names no scope gets the standard ones, and nothing of the trade.
fn standard(declaration: &Declaration) -> Vec<String> {
    let offline = declaration.has(GrantType::RefreshToken).then_some("offline_access");
    let words = [oidc::Scope::OPENID, scope::PROFILE, "email", "address", "phone"].into_iter().chain(offline);
    words.filter(|word| scope::known(word)).map(str::to_owned).collect()
}

impl<'de> Deserialize<'de> for Sent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Sent;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Sent, A::Error> {
        let mut members = Map::new();
        while let Some((name, value)) = access.next_entry::<String, Value>()? {
            if members.insert(name, value).is_some() {
                return Err(de::Error::custom("a member came twice"));
            }
        }
        Ok(Sent(members))
    }
}
