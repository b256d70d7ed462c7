//! One authenticated POST of a client.

use reqwest::RequestBuilder;

use super::{Answer, Certificate, Client, Dpop};

pub const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

pub struct Call<'a> {
    client: &'a Client,
    endpoint: String,
    pairs: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    proof: Proof,
    dpop: Option<&'a Dpop>,
    certificate: Option<Certificate>,
}

/// How the client proves who it is.
enum Proof {
    /// As it is registered.
    Usual,
    Assertion(String),
    None,
}

impl<'a> Call<'a> {
    /// `endpoint`: a member of the discovery document.
    pub fn new(client: &'a Client, endpoint: &str) -> Self {
        Self {
            client,
            endpoint: endpoint.to_owned(),
            pairs: Vec::new(),
            headers: Vec::new(),
            proof: Proof::Usual,
            dpop: None,
            certificate: client.certificate.clone(),
        }
    }

    pub fn pairs<N: AsRef<str>, V: AsRef<str>>(mut self, pairs: &[(N, V)]) -> Self {
        self.pairs.extend(pairs.iter().map(|(name, value)| (name.as_ref().to_owned(), value.as_ref().to_owned())));
        self
    }

    pub fn pair(self, name: &str, value: impl AsRef<str>) -> Self {
        self.pairs(&[(name, value)])
    }

    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// With a proof of this key; answers a demand for a nonce.
    pub fn dpop(mut self, dpop: &'a Dpop) -> Self {
        self.dpop = Some(dpop);
        self
    }

    /// At the endpoint's alias, with this certificate.
    pub fn over(mut self, certificate: &Certificate) -> Self {
        self.certificate = Some(certificate.clone());
        self
    }

    /// Without the client's certificate, at the endpoint itself.
    pub fn without_certificate(mut self) -> Self {
        self.certificate = None;
        self
    }

    /// With this assertion instead of a right one.
    pub fn assertion(mut self, assertion: impl Into<String>) -> Self {
        self.proof = Proof::Assertion(assertion.into());
        self
    }

    /// Without authentication and without `client_id`.
    pub fn stranger(mut self) -> Self {
        self.proof = Proof::None;
        self
    }

    pub fn url(&self) -> String {
        match self.certificate {
            Some(_) => self.client.target.mtls_endpoint(&self.endpoint),
            None => self.client.target.endpoint(&self.endpoint),
        }
    }

    pub async fn send(self) -> Answer {
        let Some(dpop) = self.dpop else { return Answer::of(self.request(None)).await };
        let proof = dpop.proof("POST", &self.url());
        let answer = Answer::of(self.request(Some(proof.text()))).await;
        let nonce = answer.header("dpop-nonce").to_owned();
        if answer.status < 300 || nonce.is_empty() || !answer.body.contains("use_dpop_nonce") {
            return answer;
        }
        let proof = dpop.proof("POST", &self.url()).claim("nonce", nonce);
        Answer::of(self.request(Some(proof.text()))).await
    }

    fn request(&self, proof: Option<String>) -> RequestBuilder {
        let authority = &self.client.target.parts.authority;
        let request = match &self.certificate {
            Some(certificate) => certificate.http(authority).post(self.url()),
            None => self.client.target.http.post(self.url()),
        };
        let (request, mut pairs) = self.authenticate(request);
        // `client_id` is among the parameters of a request that is pushed
        pairs.retain(|pair| !self.pairs.contains(pair));
        pairs.extend(self.pairs.clone());
        let request = self.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
        let request = proof.into_iter().fold(request, |request, proof| request.header("dpop", proof));
        request.form(&pairs)
    }

    fn authenticate(&self, request: RequestBuilder) -> (RequestBuilder, Vec<(String, String)>) {
        let client = self.client;
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let asserted = |assertion: String| {
            vec![pair("client_assertion_type", ASSERTION_TYPE), pair("client_assertion", &assertion)]
        };
        match &self.proof {
            Proof::None => (request, Vec::new()),
            Proof::Assertion(assertion) => (request, asserted(assertion.clone())),
            Proof::Usual => match client.method() {
                "private_key_jwt" => (request, asserted(client.assertion().text())),
                "client_secret_basic" => (request.basic_auth(&client.id, Some(&client.secret)), Vec::new()),
                "client_secret_post" => {
                    (request, vec![pair("client_id", &client.id), pair("client_secret", &client.secret)])
                }
                _ => (request, vec![pair("client_id", &client.id)]),
            },
        }
    }
}
