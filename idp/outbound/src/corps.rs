use reqwest::Response;

/// Why a body could not be used.
#[derive(Debug, thiserror::Error)]
pub enum CorpsError {
    #[error("the answer broke off: {0}")]
    Coupe(#[from] reqwest::Error),
    #[error("the answer is longer than {0} octets")]
    TropLong(usize),
    #[error("the answer is not what was asked: {0}")]
    Illisible(#[from] serde_json::Error),
}

/// A JSON body of at most `limite` octets.
pub async fn json<T: serde::de::DeserializeOwned>(reponse: Response, limite: usize) -> Result<T, CorpsError> {
    Ok(serde_json::from_slice(&octets(reponse, limite).await?)?)
}

/// A body of at most `limite` octets; what was announced as longer is not even read.
pub async fn octets(mut reponse: Response, limite: usize) -> Result<Vec<u8>, CorpsError> {
    if reponse.content_length().is_some_and(|longueur| longueur > limite as u64) {
        return Err(CorpsError::TropLong(limite));
    }
    let mut octets = Vec::new();
    while let Some(morceau) = reponse.chunk().await? {
        if octets.len() + morceau.len() > limite {
            return Err(CorpsError::TropLong(limite));
        }
        octets.extend_from_slice(&morceau);
    }
    Ok(octets)
}
