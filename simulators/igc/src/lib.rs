//! igc
