//! `idp-server keys`: the schedule of the signing keys, who still uses which algorithm, and the acts of an operator on them.

use std::fmt::Write as _;

use ambient::{Ambient, Timestamp};
use idp_core::client::{Client, Clients as _};
use idp_core::key::SigningAlg;
use idp_core::port::PortError;
use idp_core::signing::{Scheduled, Signing, SigningError, Stage};

use crate::config::Config;
use crate::keys::{self, KeysError};
use crate::secrets::{Secrets, SecretsError};
use crate::stores::{Stores, StoresError};

/// What the operator asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    List,
    /// A follower is published now and signs after the lead.
    Rotate(SigningAlg),
    /// The key leaked: gone at once, and all that it signed.
    RetireNow(String),
}

#[derive(Debug, thiserror::Error)]
pub enum ScheduleError {
    #[error("two operators do this, each with their passkey: {0}exploitation/cles")]
    TwoOperators(url::Url),
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    Stores(#[from] StoresError),
    #[error(transparent)]
    Keys(#[from] KeysError),
    #[error("signing keys: {0}")]
    Signing(#[from] SigningError),
    #[error("database: {0}")]
    Port(#[from] PortError),
}

/// Does it, on the record of this installation, and tells how things stand then. Running nodes follow within
/// `keys.rotation.reread_after`.
pub async fn act(config: &Config, wish: Wish, ambient: &Ambient) -> Result<String, ScheduleError> {
    if let Some(door) = config.two_operators().filter(|_| wish != Wish::List) {
        return Err(ScheduleError::TwoOperators(door.clone()));
    }
    let guard = config.mode.guard();
    let secrets = Secrets::read(&config.keys, guard)?;
    let stores = Stores::open(&config.store, guard, (secrets.checkpoint, config.journal_name()), ambient).await?;
    let signing = keys::signing(config, secrets.seal, &stores, ambient)?;
    let done = perform(&signing, wish).await;
    let told = match done {
        Ok(()) => report(&signing, &stores, ambient.now()).await,
        Err(error) => Err(error.into()),
    };
    if let Err(error) = stores.journal.close().await {
        tracing::error!(%error, "the journal was not closed by a checkpoint");
    }
    told
}

async fn perform(signing: &Signing, wish: Wish) -> Result<(), SigningError> {
    match wish {
        Wish::List => Ok(()),
        Wish::Rotate(alg) => signing.rotate(alg).await.map(drop),
        Wish::RetireNow(kid) => signing.retire_now(&kid).await,
    }
}

async fn report(signing: &Signing, stores: &Stores, now: Timestamp) -> Result<String, ScheduleError> {
    let rows = signing.schedule().await?;
    let clients = stores.sql.all().await?;
    let last = stores.sql.last_tokens(now).await?;
    let mut told = String::new();
    for row in &rows {
        key(&mut told, row);
    }
    for alg in SigningAlg::ALL {
        let users: Vec<&Client> = clients.iter().filter(|client| uses(client, alg)).collect();
        let names: Vec<&str> = users.iter().map(|client| client.id.as_str()).collect();
        let dies = users.iter().filter_map(|client| last.get(&client.id)).max();
        let _ = writeln!(told, "\n{alg}: {} clients{}", names.len(), listed(&names));
        match dies {
            Some(at) => _ = writeln!(told, "  last living token expires {}", date(*at)),
            None => _ = writeln!(told, "  no living token"),
        }
    }
    Ok(told)
}

/// RFC 3339, in UTC.
fn date(at: Timestamp) -> String {
    jiff::Timestamp::from_second(at.seconds()).map_or_else(|_| format!("{} s", at.seconds()), |at| at.to_string())
}

/// Anything that is signed for the client with it.
fn uses(client: &Client, alg: SigningAlg) -> bool {
    let answers = &client.answers;
    let others = [answers.userinfo_alg, answers.introspection_alg, answers.authorization_alg];
    client.disabled_at.is_none() && (client.id_token_alg == alg || others.contains(&Some(alg)))
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) }
}

fn key(told: &mut String, row: &Scheduled) {
    let stage = match row.stage {
        Stage::ToCome => "published, signs later",
        Stage::Signs => "signs",
        Stage::Spare => "spare: another one signs",
        Stage::Retired => "retired, still published",
        Stage::Hints => "unpublished, its ID tokens still hint",
    };
    let place =
        row.token_label.as_deref().map_or("sealed in the database".to_owned(), |label| format!("token: {label}"));
    let _ = writeln!(told, "{} {} {stage}", row.alg, row.kid);
    let _ = writeln!(told, "  published since {}", date(row.published_since));
    let _ = writeln!(told, "  signs from      {}", date(row.signs_from));
    let _ = writeln!(told, "  retires         {}", date(row.retires_at));
    let _ = writeln!(told, "  unpublished     {}", date(row.unpublished_at));
    let _ = writeln!(told, "  forgotten       {}", date(row.forgotten_at));
    let _ = writeln!(told, "  {place}");
}

#[cfg(test)]
mod tests {
    use idp_core::registration::Declaration;
    use journal::CheckpointKey;
    use service::config::SecretGuard;

    use super::*;
    use crate::config::Store;

    const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    async fn stores(folder: &std::path::Path, ambient: &Ambient) -> Stores {
        let url = format!("sqlite://{}?mode=rwc", folder.join("idp.sqlite").display());
        let store = Store { sql: Some(url), sql_file: None, journal: None, redis_file: None };
        let signs = (CheckpointKey::from_base64(KEY).unwrap(), "idp.test/journal".to_owned());
        Stores::open(&store, SecretGuard::Sandbox, signs, ambient).await.unwrap()
    }

    fn client(id: &str) -> Client {
        let declaration: Declaration = toml::from_str(&format!(
            "id = \"{id}\"\nname = \"Essai\"\nplace = \"essai.example\"\nredirect_uris = [\"https://essai.example/cb\"]\n\
             profile = \"oidc\"\nauth = \"client_secret_basic\"\nscopes = [\"openid\"]\n\
             secret = \"0123456789abcdef0123456789abcdef0123456789abcdef\"\nid_token_alg = \"ES256\"\n"
        ))
        .unwrap();
        declaration.register(&ambient::RestKey::from_bytes(&[1; 32])).unwrap_or_else(|_| panic!("{id} registers"))
    }

    // requirement: K07
    #[tokio::test]
    async fn the_operator_sees_when_keys_turn_and_who_still_uses_what() {
        let folder = tempfile::tempdir().unwrap();
        let ambient = Ambient::system();
        let stores = stores(folder.path(), &ambient).await;
        stores.sql.register(&client("dossier")).await.unwrap();
        let signing = Signing::new(idp_core::signing::Deps {
            ambient: ambient.clone(),
            keys: stores.sql.clone(),
            seal: idp_core::signing::SealKey::from_bytes(&[2; 32]).unwrap(),
            vault: None,
            journal: stores.audit.clone(),
            issuer: "https://auth.test".to_owned(),
            settings: idp_core::signing::SigningSettings::default(),
        });
        signing.begin().await.unwrap();
        perform(&signing, Wish::Rotate(SigningAlg::ES256)).await.unwrap();
        let told = report(&signing, &stores, ambient.now()).await.unwrap();
        for said in
            ["ES256: 1 clients (dossier)", "RS256: 0 clients", "published, signs later", "sealed in the database"]
        {
            assert!(told.contains(said), "{said}: {told}");
        }
        let leaked = signing.schedule().await.unwrap().into_iter().find(|row| row.stage == Stage::Signs).unwrap().kid;
        perform(&signing, Wish::RetireNow(leaked.clone())).await.unwrap();
        assert!(!report(&signing, &stores, ambient.now()).await.unwrap().contains(&leaked));
        let unknown = perform(&signing, Wish::RetireNow("nobody".to_owned())).await.unwrap_err();
        assert!(matches!(unknown, SigningError::UnknownKey(_)));
        stores.journal.close().await.unwrap();
    }
}
