//! ecps
