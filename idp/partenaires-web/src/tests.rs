mod api;
mod banc;
mod espace;
mod pages_montrees;
