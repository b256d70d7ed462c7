//! JSON Web Encryption, of what is told to a client: RFC 7516 and RFC 7518.

mod answers;
mod recipient;

use recipient::Recipient;
