use std::time::Duration;

/// What one listener allows. The defaults are for people and programs that behave; a configuration may change them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the TCP connection to the end of the TLS handshake.
    pub handshake: Duration,
    /// From the first byte of a request, or the end of the last one, to the end of its headers (HTTP/1.1).
    pub headers: Duration,
    /// Open connections; more wait outside.
    pub connections: usize,
    /// Open connections of one source (an IPv4 address, an IPv6 network of /64); one more is closed at once. High enough
    /// for a hospital behind one address, which is no exception, nor is this machine.
    pub per_source: usize,
    /// How long a connection stays open without an open request.
    pub idle: Duration,
    /// From the headers of a request to its answer: 503 after that.
    pub request: Duration,
    /// Paths that hold a request open on purpose (long poll) and limit themselves.
    pub patient: Vec<String>,
    /// Bytes of a body, 413 above. A route that takes more says so with its own `DefaultBodyLimit`.
    pub body: usize,
    /// Bytes of path and query, 414 above.
    pub uri: usize,
    /// For open requests to finish once the process stops.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(5),
            headers: Duration::from_secs(10),
            connections: 4_096,
            per_source: 512,
            idle: Duration::from_secs(120),
            request: Duration::from_secs(30),
            patient: Vec::new(),
            body: 64 * 1024,
            uri: 8 * 1024,
            drain: Duration::from_secs(10),
        }
    }
}
