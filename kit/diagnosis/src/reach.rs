//! Names that resolve, and doors that open.

use std::time::Duration;

use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

use super::Said;

/// A resolver or a door that takes longer is as good as shut.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether the name has an address from here.
pub async fn resolves(what: &str, host: &str, port: u16) -> Said {
    match timeout(PATIENCE, lookup_host((host, port))).await {
        Ok(Ok(mut found)) => match found.next() {
            Some(_) => Said::ok(format!("{what}: {host} has an address")),
            None => Said::wrong(format!("{what}: {host} has no address"), REMEDY),
        },
        Ok(Err(error)) => Said::wrong(format!("{what}: {host} has no address ({error})"), REMEDY),
        Err(_) => Said::wrong(format!("{what}: the resolver does not answer about {host}"), REMEDY),
    }
}

const REMEDY: &str =
    "add the name to the DNS that this machine asks (/etc/resolv.conf), or correct it in the configuration";

/// Whether something takes connections there.
pub async fn opens(what: &str, host: &str, port: u16) -> Said {
    let remedy = "check that it runs, its address in the configuration, and what filters the network in between";
    // brackets are for URLs alone
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match timeout(PATIENCE, TcpStream::connect((bare, port))).await {
        Ok(Ok(_)) => Said::ok(format!("{what}: {host}:{port} takes connections")),
        Ok(Err(error)) => Said::wrong(format!("{what}: {host}:{port} does not take connections ({error})"), remedy),
        Err(_) => Said::wrong(format!("{what}: {host}:{port} does not answer"), remedy),
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;
    use crate::Verdict;

    #[tokio::test]
    async fn a_door_opens_while_somebody_listens_and_is_shut_afterwards() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        assert_eq!(opens("mail", "127.0.0.1", port).await.verdict, Verdict::Ok);
        drop(listener);
        assert_eq!(opens("mail", "127.0.0.1", port).await.verdict, Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_name_resolves_or_is_told() {
        assert_eq!(resolves("issuer", "localhost", 443).await.verdict, Verdict::Ok);
        assert_eq!(resolves("issuer", "nobody.invalid", 443).await.verdict, Verdict::Wrong);
    }
}
