//! The HTTP adapters against a server that answers as the other side would, well or badly.

mod annuaire_http;
mod passerelles;
mod serveur;
