mod api;
mod banc;
#[path = "../../partenaires/tests/it/bench.rs"]
mod bench;
mod espace;
mod pages_montrees;
