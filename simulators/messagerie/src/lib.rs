//! messagerie
