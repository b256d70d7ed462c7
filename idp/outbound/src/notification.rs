use async_trait::async_trait;
use idp_core::ecps::Notification;
use idp_core::port::PortError;
use reqwest::Client;
use url::Url;

/// A push gateway: `POST {base}/{notification}` with an empty body. The push says "look", and nothing else.
#[derive(Debug)]
pub struct PasserelleNotification {
    client: Client,
    base: Url,
}

impl PasserelleNotification {
    /// `base`: for example `https://localhost:8444/push`.
    pub fn new(client: Client, base: Url) -> Self {
        Self { client, base }
    }

    /// The identifier is one path segment, whatever it holds.
    fn adresse(&self, notification: &str) -> Result<Url, PortError> {
        let mut adresse = self.base.clone();
        match adresse.path_segments_mut() {
            Ok(mut segments) => segments.pop_if_empty().push(notification),
            Err(()) => return Err(PortError::unavailable("push", "the gateway's address has no path")),
        };
        Ok(adresse)
    }
}

#[async_trait]
impl Notification for PasserelleNotification {
    async fn reveiller(&self, notification: &str) -> Result<(), PortError> {
        let reponse = self.client.post(self.adresse(notification)?).send().await;
        let statut = reponse.map_err(|error| PortError::unavailable("push", error.without_url()))?.status();
        if statut.is_success() { Ok(()) } else { Err(PortError::unavailable("push", format!("it answered {statut}"))) }
    }
}
