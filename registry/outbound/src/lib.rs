//! What leaves the registry: mails in French, as text and as HTML, through one SMTP server.
