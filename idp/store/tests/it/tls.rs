//! The engines across the network, each in front of a twin: the right name, a certificate that nobody vouches for.

use std::path::Path;
use std::process::Command;

use ambient::Ambient;
use idp_store::Sql;
use idp_store::presence::OnRedis;

#[path = "../../../../tests/support/twin.rs"]
mod twin;

use twin::Twin;

async fn postgres(twin: &mut Twin, authority: &Path) -> bool {
    let (port, authority) = (twin.port, authority.display());
    let url = format!("postgres://u@localhost:{port}/caducee?sslmode=verify-full&sslrootcert={authority}");
    assert!(Sql::open(&url).await.is_err());
    twin.believed().await
}

async fn redis(twin: &mut Twin) -> bool {
    let url = format!("rediss://localhost:{}/", twin.port);
    assert!(OnRedis::single(&url, "x", Ambient::system()).await.is_err());
    twin.believed().await
}

fn kept(folder: &Path, twin: &Twin) -> std::path::PathBuf {
    let path = folder.join(format!("{}.pem", twin.port));
    std::fs::write(&path, &twin.pem).unwrap();
    path
}

// requirement: X09
#[tokio::test]
async fn a_twin_of_postgresql_hears_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (right, mut twin) = (Twin::of_postgres("localhost").await, Twin::of_postgres("localhost").await);
    assert!(!postgres(&mut twin, &kept(folder.path(), &right)).await);
    let own = kept(folder.path(), &twin);
    assert!(postgres(&mut twin, &own).await, "the test tells the two apart");
    let mut elsewhere = Twin::of_postgres("db.example").await;
    let own = kept(folder.path(), &elsewhere);
    assert!(!postgres(&mut elsewhere, &own).await, "a certificate for another host");
}

/// What the machine trusts is read from `SSL_CERT_FILE`: this test runs once more, as a process that has it.
const TRUSTING: &str = "CADUCEE_TEST_TRUSTS_ITS_TWIN";

// requirement: X09
#[tokio::test]
async fn a_twin_of_redis_hears_nothing() {
    if let Some(pem) = std::env::var_os("SSL_CERT_FILE").filter(|_| std::env::var_os(TRUSTING).is_some()) {
        let mut twin = Twin::of("localhost").await;
        std::fs::write(&pem, &twin.pem).unwrap();
        assert!(redis(&mut twin).await, "the test tells the two apart");
        let mut elsewhere = Twin::of("cache.example").await;
        std::fs::write(&pem, &elsewhere.pem).unwrap();
        assert!(!redis(&mut elsewhere).await, "a certificate for another host");
        return;
    }
    assert!(!redis(&mut Twin::of("localhost").await).await);
    let folder = tempfile::tempdir().unwrap();
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", "tls::a_twin_of_redis_hears_nothing"]);
    let again = again.env("SSL_CERT_FILE", folder.path().join("trusted.pem")).env(TRUSTING, "yes").output().unwrap();
    let said = String::from_utf8_lossy(&again.stdout).into_owned() + &String::from_utf8_lossy(&again.stderr);
    assert!(again.status.success() && said.contains("1 passed"), "{said}");
}
